// The question `touchpoints`: all numbers of all touchpoints of a map, in one pass over what customers lived through (and a second
// one for medians). What an interaction is on the map, way.h tells.
//
// The end of the period is the end of what is known, like `as_of`: what would come behind it is open, neither good nor bad.
// With a breakdown by a dimension of interactions each interaction stands in its own group.
#pragma once
#include <array>

#include "journey/living/scores.h"
#include "journey/living/way.h"
#include "journey/repeats.h"

namespace journey {

struct TouchpointsQuestion {
  const MapRead* map = nullptr;
  std::int64_t first_week = 0;      // microseconds: the trend begins there; `weeks` of them
  std::size_t weeks = 0;
  Scope scope;
};

inline constexpr std::int64_t week = 7 * base::day;

struct WeekCounted {
  std::int64_t interactions = 0, customers = 0;
  Scores scores;
};
struct TimesCounted {
  std::int64_t n = 0;
  double median = 0, p90 = 0;       // microseconds
};
struct PlaceCounted {
  std::int64_t interactions = 0, customers = 0;
  Scores scores;
  std::array<std::int64_t, 4> promises{};           // by PromiseState
  std::array<Scores, 5> after;                      // scores by what became of the promise; the last: where none was made
  Repeats repeats;
  std::array<std::int64_t, 3> left{};               // by Left
  TimesCounted next;                                // to the next interaction on the map
  std::vector<WeekCounted> weeks;                   // not of groups
};
struct StageCounted {
  std::int64_t customers = 0;
  Scores scores;
};
struct StepCounted {
  std::size_t from = 0, to = 0;
  std::int64_t count = 0, customers = 0;
  TimesCounted time;
};
struct MapCounted {
  std::int64_t customers = 0;                       // with an interaction at a touchpoint
  std::vector<PlaceCounted> places;
  std::vector<StageCounted> stages;                 // by number of the stage
};
struct TouchpointsResult {
  MapCounted all;
  std::map<Code, MapCounted> groups;                // empty unless it is told by a dimension
  std::vector<StepCounted> steps;                   // by from, to; of very many the commonest
  std::vector<std::int64_t> uncovered;              // interactions by activity
};

// Throws Error(invalid) when the values to tell it by are too many.
TouchpointsResult touchpoints(Workers& workers, const View& view, const TouchpointsQuestion& question);

}  // namespace journey
