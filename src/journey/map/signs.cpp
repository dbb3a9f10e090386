#include "journey/map/signs.h"

namespace journey {

std::vector<Signs> signs_of(const Index& index, const View& view, Scope scope) {
  const auto& dimensions = index.dimensions();
  auto promise = dimensions.find("promise", "promise");
  auto kept = dimensions.known(promise, "kept"), broken = dimensions.known(promise, "broken");
  auto told = dimensions.experiences.all();
  scope.wants_told = true;
  scope.wanted.push_back(promise.number);
  auto parts = fold(index.workers(), view, scope, std::vector<Signs>(view.activities), [&](std::vector<Signs>& signs, const Columns& columns, std::uint32_t from, std::uint32_t to) {
    for (auto event = columns.starts[from]; event < columns.starts[to]; ++event) {
      auto& sign = signs[columns.activity[event]];
      ++sign.interactions;
      sign.paid += columns.amount_of(event).value_or(0) > 0;
      sign.due += columns.due.has(event);
      auto state = static_cast<Code>(columns.codes[promise.number][event]);
      sign.kept += kept && state == *kept;
      sign.broken += broken && state == *broken;
      // Codes grow while this runs: what is newer than the list is of a newer view.
      if (auto code = columns.told(event); code && code < told.size() && told[code].kind) ++sign.scores[*told[code].kind];
    }
  });
  std::vector<Signs> all(view.activities);
  for (const auto& part : parts)
    for (std::size_t a = 0; a < all.size(); ++a) all[a].add(part[a]);
  return all;
}

}  // namespace journey
