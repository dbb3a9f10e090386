// A map as questions read it: its touchpoints in their order (by stage, then as they are listed), with matchers as numbers, and
// how all of them are looked at.
#pragma once
#include "journey/living/lived.h"

namespace journey {

struct Map;
struct Touchpoint;
class Index;
class Words;

struct MapRead {
  std::vector<Place> places;
  std::vector<const Touchpoint*> touchpoints;   // of each place, in the map
  std::vector<std::size_t> stages;              // of each place: the number of its stage in the map
  Sight sight;
  std::int64_t drop_off_within = 0;             // microseconds
  bool loop = false;

  // Throws Error(invalid), which names `field`.
  std::size_t place_of(const std::string& touchpoint, const std::string& field) const;
};

// The map must outlive it. Matchers may be of what was never heard; throws Error(invalid) for dimensions that there are not. `as_of`: what
// "now" is.
MapRead read(const Index& index, const Words& words, const Map& map, std::int64_t as_of);

// What it reads of interactions, also of what a filter let in.
void want(Scope& scope, const MapRead& map);

}  // namespace journey
