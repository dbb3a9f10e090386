// How much oftener an outcome comes to those who had something than to those who had not, adjusted for declared dimensions
// (domain.md, experience to outcome): logit P(outcome) = a + b·had + a term for each value of each dimension; the effect is the
// average marginal effect (g-computation): everybody's chance with it minus everybody's without. It is an association:
// what was not declared is not adjusted for.
//
// With nothing to adjust for that is the difference of the shares as counted.
//
// Intervals are of 95 in 100, from the influence of each customer on the estimate: what the bootstrap over customers comes to,
// without its noise. Where a group has fewer than ten with the outcome, or without it, they come from Wilson's for either group
// (Newcombe's way; a group where all or none have it is its own, for the regression can't say how sure that is).
// With fewer than ten outcomes (or the lack of them) for each parameter the terms are held back by a ridge of 1, and the interval
// is that of the model.
//
// Plain functions; nothing here knows of interactions.
#pragma once
#include <cstdint>
#include <optional>
#include <vector>

namespace journey {

// Customers of the same values of all dimensions.
struct Stratum {
  std::vector<std::uint32_t> values;    // one a dimension
  std::int64_t n[2][2] = {};            // [had it][had the outcome]
};

struct Association {
  std::int64_t with = 0, without = 0, outcomes_with = 0, outcomes_without = 0;   // customers
  double effect = 0, low = 0, high = 0;          // difference of the chances
  double p = 1;                                  // of no effect, two-sided
  std::optional<double> ratio, ratio_low, ratio_high;   // of the chances; none where one of them is 0
  double attributable = 0;                       // share of all outcomes that would not be there without (negative: so many more)
  bool ridge = false;
};

// Both groups hold somebody.
Association associate(const std::vector<Stratum>& strata);

// How strong something unknown would have to be, with both, to explain a ratio away (VanderWeele and Ding).
double e_value(double ratio);

// Benjamini and Hochberg: for each p the least rate of false discoveries at which it would be among them.
std::vector<double> false_discovery_rates(const std::vector<double>& p);

}  // namespace journey
