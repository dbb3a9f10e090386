#include "journey/run.h"

namespace journey {
namespace {

bool earlier_of(const Event& a, const Event& b) { return a.profile != b.profile ? a.profile < b.profile : a.before(b); }

Events joined(const Events& a, const Events& b) {
  Events both{a.dimensions, a.list, a.codes};
  auto middle = static_cast<std::ptrdiff_t>(both.list.size());
  for (auto event : b.list) {
    event.row += static_cast<std::uint32_t>(middle);
    both.list.push_back(event);
  }
  both.codes.insert(both.codes.end(), b.codes.begin(), b.codes.end());
  std::inplace_merge(both.list.begin(), both.list.begin() + middle, both.list.end(), earlier_of);
  return both;
}

}  // namespace

Run::Run(Events events, Position last) : events_(std::move(events)), last_(last) { std::sort(events_.list.begin(), events_.list.end(), earlier_of); }

Run::Run(const Run& earlier, const Run& later) : events_(joined(earlier.events_, later.events_)), last_(later.last_) {}

}  // namespace journey
