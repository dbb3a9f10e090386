// How an outcome of a map went, month by month, and how it goes with what customers told at its touchpoints.
//
// A month's customers are those with an interaction on the map in it; the outcome is looked for from their first one there on, within
// its window; whose window has not closed is left out. Of an outcome that is a score a month has the scores that were given in it.
// What goes with a touchpoint's score: of each customer the first that was told there in the period, against the outcome behind it.
#pragma once
#include <array>

#include "journey/living/breakpoints.h"
#include "journey/living/map_read.h"
#include "journey/periods.h"

namespace journey {

struct OutcomeMonth {
  std::int64_t open = 0;                  // customers whose window has not closed
  Sums all;                               // 1 or 0 of each customer, or scores
  std::map<Code, Sums> paid;              // by currency, of those who paid
};

enum class Heard { perception, nps, csat, ces, stars, sentiment };
BOOST_DESCRIBE_ENUM(Heard, perception, nps, csat, ces, stars, sentiment)
// On its scale; nothing where it is not of this kind.
std::optional<double> heard(const Experience& told, Heard kind);

struct HeardAt {
  std::size_t place = 0;
  Heard kind = Heard::perception;
  std::int64_t customers = 0;             // who told it in the period, compared or not
  // By the values to adjust for and the score in thousandths.
  std::map<std::vector<Code>, std::map<std::int64_t, BreakTally>> strata;   // [0] of each: everybody
};

struct OutcomeQuestion {
  const MapRead* map = nullptr;
  OutcomeMatch outcome;
  std::vector<DimensionRef> adjust;
  Scope scope;
};

std::vector<OutcomeMonth> outcome_by_month(Workers& workers, const View& view, const OutcomeQuestion& question, const Periods& months);
// Those that somebody told.
std::vector<HeardAt> outcome_by_heard(Workers& workers, const View& view, const OutcomeQuestion& question);

// Those who had the outcome (not) behind their first interaction on the map in the month.
struct OutcomeCell {
  std::uint32_t month = 0;
  std::optional<bool> outcome;
};
std::vector<CustomerId> people_of(Workers& workers, const View& view, const OutcomeQuestion& question, const Periods& months, const OutcomeCell& cell);

}  // namespace journey
