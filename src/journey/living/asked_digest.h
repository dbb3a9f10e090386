// The questions `digest` and `scorecard` and their answers in words: both tell numbers of `touchpoints`, no others.
#pragma once
#include "journey/living/asked_touchpoints.h"

namespace journey {

// A week against the weeks before it.
struct DigestAsked {
  std::optional<std::string> journey;
  std::optional<Map> map;
  std::optional<MatchAsked> filter;
  std::optional<std::string> week;               // the day on which it begins, UTC: 2026-11-16; the last whole week when left out
  std::int64_t weeks_before = 8;
  static bool required(std::string_view) { return false; }
};
BOOST_DESCRIBE_STRUCT(DigestAsked, (), (journey, map, filter, week, weeks_before))

// Something that moved beyond chance, with who answers for it.
struct DigestItem {
  std::string touchpoint, name, owner, department, region;
  Measure measure = Measure::perception;
  double difference = 0, low = 0, high = 0, q = 1;   // the week minus the weeks before
  bool better = false;
};
BOOST_DESCRIBE_STRUCT(DigestItem, (), (touchpoint, name, owner, department, region, measure, difference, low, high, q, better))
struct DigestAnswer : Told {
  std::string week, before_from;                 // days
  std::int64_t looked_at = 0;                    // differences
  double discovery_rate = 0;                     // of false ones among those that are told
  std::vector<DigestItem> moved;                 // the surest first
  Unowned unowned;
};
BOOST_DESCRIBE_STRUCT(DigestAnswer, (Told), (week, before_from, looked_at, discovery_rate, moved, unowned))

// Of one map or of all: each touchpoint's numbers, and what moved against the time before of the same length, by who answers for it.
struct ScorecardAsked {
  std::optional<std::string> journey;
  std::optional<Map> map;
  std::optional<MatchAsked> filter;
  std::optional<base::Time> from, to;
  static bool required(std::string_view) { return false; }
};
BOOST_DESCRIBE_STRUCT(ScorecardAsked, (), (journey, map, filter, from, to))

struct ScorecardRow : TouchpointTold {
  std::string journey, name, owner;
  bool moment_of_truth = false;
  std::vector<ChangeTold> changes;               // those beyond chance
};
BOOST_DESCRIBE_STRUCT(ScorecardRow, (TouchpointTold), (journey, name, owner, moment_of_truth, changes))
struct ScorecardCell {
  std::string region, department;                // the touchpoint's, else its stage's, else the map's; "" where none is named
  std::int64_t unowned = 0;                      // touchpoints that nobody answers for
  std::int64_t better = 0, worse = 0;            // changes beyond chance
  std::vector<ScorecardRow> touchpoints;
};
BOOST_DESCRIBE_STRUCT(ScorecardCell, (), (region, department, unowned, better, worse, touchpoints))
struct ScorecardAnswer {
  std::int64_t position = 0;
  double elapsed_ms = 0;
  std::vector<ScorecardCell> cells;              // by region, then department
};
BOOST_DESCRIBE_STRUCT(ScorecardAnswer, (), (position, elapsed_ms, cells))

}  // namespace journey
