#include "access/denials.h"

#include <algorithm>
#include <vector>

namespace rights {

void Denials::note(const http::Caller& who, std::string_view verb, std::string_view object, std::string_view id, std::string_view why) {
  Key key{static_cast<int>(who.kind), who.id, who.address, std::string(verb), std::string(object), std::string(id), std::string(why)};
  std::lock_guard lock(guard_);
  if (noted_.size() >= held_most && !noted_.contains(key)) {
    ++beyond_;
    return;
  }
  auto& noted = noted_[key];
  noted.last = base::now();
  if (noted.times++ == 0) noted.who = who, noted.first = noted.last;
}

void Denials::write_down() {
  std::map<Key, Noted> all;
  std::int64_t beyond;
  {
    std::lock_guard lock(guard_);
    if (noted_.empty() && beyond_ == 0) return;
    all.swap(noted_);
    beyond = std::exchange(beyond_, 0);
  }
  // Those that were refused most often by name, the rest as a number.
  std::vector<const std::pair<const Key, Noted>*> order;
  for (const auto& one : all) order.push_back(&one);
  std::stable_sort(order.begin(), order.end(), [](auto* x, auto* y) { return x->second.times > y->second.times; });
  try {
    database_.write([&](store::Session& session) {
      std::int64_t others = beyond;
      for (std::size_t i = 0; i < order.size(); ++i) {
        const auto& [key, noted] = *order[i];
        if (i >= written_most) {
          others += noted.times;
          continue;
        }
        Audit::record(session, {.verb = std::get<3>(key), .object = std::get<4>(key), .id = std::get<5>(key),
                                .details = {{"why", std::get<6>(key)}, {"times", noted.times}, {"first", base::to_string(noted.first)}, {"last", base::to_string(noted.last)}},
                                .outcome = AuditOutcome::refused, .who = noted.who});
      }
      if (others) Audit::record(session, {.verb = "access", .details = {{"why", "others"}, {"times", others}}, .outcome = AuditOutcome::refused, .who = http::Caller{}});
    });
  } catch (...) {
    std::lock_guard lock(guard_);
    beyond_ += beyond;
    for (auto& [key, noted] : all) {
      auto [now, added] = noted_.try_emplace(key, noted);
      if (!added) now->second.times += noted.times, now->second.first = noted.first;
    }
    throw;
  }
}

}  // namespace rights
