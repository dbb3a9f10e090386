// Break points: touchpoints where a bad experience (lived.h) is followed by a worse outcome (outcome.h) than a good one.
//
// Of each customer, touchpoint and signal the first experience in the period counts, and by that the customer stands with the bad or
// with the good: not by what came later, which would look into the future. The effect is the outcome of the bad minus that of the
// good, adjusted for declared dimensions (their value then) and for what the outcome had been before. Whose window has not closed, who
// had the outcome before the experience was known, and who gave no score is left out, and counted.
#pragma once
#include <array>

#include "journey/fold.h"
#include "journey/living/estimates.h"
#include "journey/living/outcome.h"

namespace journey {

struct BreakQuestion {
  std::vector<Place> places;
  std::vector<Signal> signals;
  OutcomeMatch outcome;
  Sight sight;
  std::vector<DimensionRef> adjust;   // at most limits::adjusted_dimensions
  Scope scope;                        // its period says when experiences took place; outcomes are looked at in any case
};

// Customers of the same values: [was it bad].
struct BreakTally {
  Sums of[2];                                   // the outcome, 1 or 0 or a score; of everybody who is compared
  std::map<Code, std::array<Sums, 2>> paid;     // by currency, of those who paid

  void operator+=(const BreakTally& other);
};

struct Break {
  std::size_t place = 0;
  Signal signal = Signal::below;
  std::int64_t affected = 0;                    // customers with a bad one in the period, compared or not
  std::int64_t open = 0, early = 0, missing = 0;   // customers left out
  std::map<std::vector<Code>, BreakTally> strata;  // by the values of `adjust` and the class of what had been before
};

struct BreakResult {
  std::int64_t customers = 0;                   // with an experience in the period
  std::vector<Break> breaks;                    // one for each place and signal that can be looked at, in their order
};
// Throws Error(invalid) when the values to adjust for are too many.
BreakResult breakpoints(Workers& workers, const View& view, const BreakQuestion& question);

// Customers of one of them: hit in the period, or of those who are compared the bad or the good, with the outcome or without.
struct BreakCell {
  std::size_t place = 0;
  Signal signal = Signal::below;
  bool affected = false;
  std::optional<bool> bad, outcome;
};
std::vector<CustomerId> people_of(Workers& workers, const View& view, const BreakQuestion& question, const BreakCell& cell);

}  // namespace journey
