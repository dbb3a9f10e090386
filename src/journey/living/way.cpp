#include "journey/living/way.h"

namespace journey {

Roles::Roles(const MapRead& map, std::uint32_t activities) : starts_(std::max(256u, activities) + 1) {
  for (std::uint32_t activity = 0; activity + 1 < starts_.size(); ++activity) {
    starts_[activity] = static_cast<std::uint32_t>(plays_.size());
    for (std::uint32_t p = 0; p < map.places.size(); ++p) {
      auto add = [&](const Match& match, Role role) {
        if (activity < match.activities.size() && match.activities[activity]) plays_.push_back({p, role, match.where.empty() ? nullptr : &match});
      };
      const auto& place = map.places[p];
      add(place.match, Role::own);
      add(place.answers, Role::answer);
      if (place.promise && place.promise->from) add(*place.promise->from, Role::made);
      add(place.contact, Role::contact);
    }
  }
  starts_.back() = static_cast<std::uint32_t>(plays_.size());
}

Way::Way(const MapRead& map, const Roles& roles) : map_(map), roles_(roles), visits_(map.places.size()), chains_(map.places.size(), RepeatChains(map.sight.repeats)) {}

Way::Decided Way::decide(const Columns& columns, const Made& made, const PromiseMade& promise) const {
  if (!made.met) return {made.due, map_.sight.as_of > made.due ? PromiseState::missing : PromiseState::open};
  auto at = columns.at(made.met->event);
  bool kept = at <= made.due;
  if (!promise.within)   // what met it may say itself whether it was in time
    if (auto code = static_cast<Code>(columns.codes[map_.sight.promise][made.met->event])) kept = code == map_.sight.kept;
  return {at, kept ? PromiseState::kept : PromiseState::late};
}

}  // namespace journey
