// What is behind a number of the answer to `touchpoints`: the customers, and the interactions.
#pragma once
#include "journey/living/touchpoints.h"

namespace journey {

// What of a touchpoint a number is about. told: who told something (of the kind `score`, where it is named); below: a perception below the
// expectation; promise_broken: late or overdue; dropped: who did nothing more on the map; contact, repeat: contacts, and those that repeat
// one before; flow: a step from there (to the touchpoint `to`, where it is named).
enum class TouchpointMeasure { customers, told, below, promoters, detractors, promise_kept, promise_broken, promise_open, dropped, contact, repeat, flow };
BOOST_DESCRIBE_ENUM(TouchpointMeasure, customers, told, below, promoters, detractors, promise_kept, promise_broken, promise_open, dropped, contact, repeat, flow)

struct TouchpointsCell {
  std::vector<std::uint8_t> places;              // by place, 1: it is about that
  TouchpointMeasure measure = TouchpointMeasure::customers;
  std::optional<std::size_t> to;
  std::optional<record::ScoreKind> score;
  std::optional<Code> group;
};

// Sorted.
std::vector<CustomerId> people_of(Workers& workers, const View& view, const TouchpointsQuestion& question, const TouchpointsCell& cell);

// Where they stand in the log, the last first: the `most` last before `before`; and how many there are in all.
struct Behind {
  std::vector<Position> positions;
  std::int64_t total = 0;
};
Behind interactions_of(Workers& workers, const View& view, const TouchpointsQuestion& question, const TouchpointsCell& cell, Position before, std::size_t most);

}  // namespace journey
