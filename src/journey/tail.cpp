#include "journey/tail.h"

#include <algorithm>

#include "journey/view.h"

namespace journey {

std::vector<Waiting> tail_of(const View& view, std::size_t chunk) {
  std::vector<Waiting> tail;
  for (const auto& run : view.tail)
    for (const auto& event : run->of(view.first_of(chunk), view.end_of(chunk)))
      if (event.position > view.chunks[chunk]->upto()) tail.push_back({&event, run.get()});
  std::sort(tail.begin(), tail.end(), [](const Waiting& a, const Waiting& b) { return a.event->profile != b.event->profile ? a.event->profile < b.event->profile : a.event->before(*b.event); });
  return tail;
}

void add_person(ChunkBuilder& builder, CustomerId person, const Columns& columns, std::int64_t index, std::span<const Waiting> waiting) {
  builder.begin(person);
  auto next = index >= 0 ? columns.starts[index] : 0, end = index >= 0 ? columns.starts[index + 1] : 0;
  for (const auto& [event, run] : waiting) {
    // All that was before it at once: there are many of those for each that waits.
    auto from = next, behind = end;
    while (next < behind) {
      auto middle = next + (behind - next) / 2;
      auto at = columns.at(middle);
      if (at < event->at || (at == event->at && columns.position_of(middle) < event->position)) next = middle + 1;
      else behind = middle;
    }
    builder.add_all(columns, from, next);
    builder.add(*event, run->codes_of(*event));
  }
  builder.add_all(columns, next, end);
}

}  // namespace journey
