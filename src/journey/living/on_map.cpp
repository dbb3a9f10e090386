#include "journey/living/on_map.h"

namespace journey {

std::vector<std::vector<std::size_t>> places_by_activity(const View& view, const MapRead& map) {
  std::vector<std::vector<std::size_t>> places(std::max(256u, view.activities));
  for (std::size_t place = 0; place < map.places.size(); ++place) {
    const auto& activities = map.places[place].match.activities;
    for (std::size_t a = 0; a < std::min(activities.size(), places.size()); ++a)
      if (activities[a]) places[a].push_back(place);
  }
  return places;
}

std::vector<CustomerId> people_on(Workers& workers, const View& view, const MapRead& map, Scope scope) {
  want(scope, map);
  const auto places = places_by_activity(view, map);
  return fold_people(workers, view, scope, [&](const Columns& columns, std::uint32_t person) {
    for (auto event = columns.starts[person]; event < columns.starts[person + 1]; ++event)
      for (auto place : places[columns.activity[event]])
        if (map.places[place].match.holds(columns, event)) return true;
    return false;
  });
}

}  // namespace journey
