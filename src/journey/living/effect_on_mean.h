// How much more (or less) of something, money or a score, those have who had an experience than those who had not, adjusted for
// declared dimensions: mean = a + b·had + a term for each value of each dimension, and everybody's mean with it minus everybody's
// without, which is b. What association.h says of outcomes that come or don't come; an association likewise.
//
// The interval of 95 in 100 holds whatever the spread in the groups (White's, one row a customer: nobody counts twice).
// Plain functions; nothing here knows of interactions.
#pragma once
#include <vector>

#include "journey/living/estimates.h"

namespace journey {

// Customers of the same values of all dimensions.
struct MeanStratum {
  std::vector<std::uint32_t> values;   // one a dimension
  Sums of[2];                          // [had it]
};

struct EffectOnMean {
  Sums with, without;                  // as counted
  double effect = 0, low = 0, high = 0;
  double p = 1;                        // of no effect, two-sided
};

// Both groups hold two at least.
EffectOnMean effect_on_mean(const std::vector<MeanStratum>& strata);

}  // namespace journey
