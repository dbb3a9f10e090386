// What changed from one group or period to another, and whether that may be chance: the second minus the first, with an interval of 95
// in 100 and the chance of such a difference where there is none. Looking at many, hold p against false_discovery_rates
// (association.h).
//
// Plain functions; nothing here knows of interactions.
#pragma once
#include "journey/living/estimates.h"

namespace journey {

struct Difference {
  double difference = 0, low = 0, high = 0, p = 1;
};
BOOST_DESCRIBE_STRUCT(Difference, (), (difference, low, high, p))

// `count` of `of`: z of two proportions, pooled; the interval is unpooled, and with fewer than ten of any kind Newcombe's (of two of
// Wilson's), which holds for rare ones too.
struct Count {
  std::int64_t count = 0, of = 0;
};
Difference difference_of_shares(const Count& first, const Count& second);

// Of two means: Welch's.
Difference difference_of_means(const Sums& first, const Sums& second);

// Of two scores -100 … 100.
struct Recommending {
  std::int64_t promoters = 0, passives = 0, detractors = 0;
};
Difference difference_of_nps(const Recommending& first, const Recommending& second);

// Two-sided, of a number so many standard errors from 0.
double chance_of(double z);

}  // namespace journey
