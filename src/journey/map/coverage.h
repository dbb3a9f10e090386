// What a map's matchers hold: how many interactions of whom are at each touchpoint, and which are on none. For whoever builds the
// matchers; the numbers of a living map are journey/living.
//
// Threads: any; one view from its beginning to its end.
#pragma once
#include "journey/map/document.h"
#include "journey/index.h"

namespace journey {

struct TouchpointCoverage {
  std::string key;
  std::int64_t interactions = 0, customers = 0;   // of its matcher
  std::int64_t answers = 0;                       // of what people say about it
  std::optional<std::string> problem;             // why its matchers can't be read: nothing like it was ever heard
};
BOOST_DESCRIBE_STRUCT(TouchpointCoverage, (), (key, interactions, customers, answers, problem))

// An activity, and by how many of its interactions no touchpoint is met: neither by its matcher nor by what is said about it.
struct ActivityCoverage {
  ActivityTold activity;
  std::int64_t interactions = 0, uncovered = 0;
  std::vector<std::string> touchpoints;           // keys of those that hold any of it
};
BOOST_DESCRIBE_STRUCT(ActivityCoverage, (), (activity, interactions, uncovered, touchpoints))

struct Coverage : Told {                          // n: customers with anything in the period
  std::int64_t interactions = 0, uncovered = 0;
  std::vector<TouchpointCoverage> touchpoints;    // in the order of the map
  std::vector<ActivityCoverage> activities;       // that occur, the most uncovered first
};
BOOST_DESCRIBE_STRUCT(Coverage, (Told), (interactions, uncovered, touchpoints, activities))

struct CoverageQuery {
  std::optional<base::Time> from, to;
};
BOOST_DESCRIBE_STRUCT(CoverageQuery, (), (from, to))

Coverage coverage(const Index& index, const Map& map, const CoverageQuery& query);

}  // namespace journey
