// The effect of a bad experience on an outcome, out of what breakpoints.h counted: shares by association.h, scores and money by
// effect_on_mean.h. One shape for all three.
#pragma once
#include "journey/living/breakpoints.h"
#include "journey/living/loss.h"

namespace journey {

struct BreakEffect {
  std::int64_t n_bad = 0, n_good = 0;
  double outcome_bad = 0, outcome_good = 0;               // as counted
  double effect = 0, low = 0, high = 0, p = 1;            // adjusted, bad minus good
  std::optional<double> ratio, ratio_low, ratio_high;     // of shares
  bool few_outcomes = false;
};
// `currency`: of an outcome that is money. With fewer than five on either side only those numbers are there.
BreakEffect break_effect(const Break& found, OutcomeKind kind, Code currency);

// What an outcome is worth to those who had it, by what they paid in that currency (nothing, when they paid in another).
Estimate worth_of(const Break& found, Code currency);

// Those that were paid in; the one that most customers paid in first.
std::vector<Code> currencies_of(const Break& found);

// What is too little to matter: 3 points of a share, 3 in 100 of the range of a score, or of what those with a good experience pay.
double least_effect(OutcomeKind kind, std::optional<record::ScoreKind> score, double outcome_good);

}  // namespace journey
