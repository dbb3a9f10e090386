// How much an outcome moves with a score: the slope of a line within customers of the same values of all dimensions, one line for all of
// them. An association, as association.h says. Its interval of 95 in 100 holds whatever the spread (White's).
// Plain functions; nothing here knows of interactions.
#pragma once
#include <vector>

#include "journey/living/estimates.h"

namespace journey {

struct SlopeCell {
  double score = 0;
  Sums outcome;       // of those who gave it
};

struct Slope {
  std::int64_t n = 0;
  double score = 0;                       // its mean
  double slope = 0, low = 0, high = 0;    // of the outcome, a point
  double p = 1;
};

// By stratum. Nothing (n only) where nobody's score differs from that of another like them.
Slope slope_of(const std::vector<std::vector<SlopeCell>>& strata);

}  // namespace journey
