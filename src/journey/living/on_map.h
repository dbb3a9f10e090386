// Who has anything on a map: an interaction at one of its touchpoints, in the scope.
#pragma once
#include "journey/fold.h"
#include "journey/living/map_read.h"

namespace journey {

// By number, sorted.
std::vector<CustomerId> people_on(Workers& workers, const View& view, const MapRead& map, Scope scope);

// By activity, the places whose own interactions it may be.
std::vector<std::vector<std::size_t>> places_by_activity(const View& view, const MapRead& map);

}  // namespace journey
