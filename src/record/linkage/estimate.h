// Estimates the model from the data itself, without anybody having said who is who: u from random pairs, m by EM inside the
// blocks of rules that do not use the field, and both once more with what the other has become. Pure; any thread.
#pragma once
#include "record/linkage/blocking.h"
#include "record/linkage/em.h"

namespace record::linkage {

// Pairs that were looked at for learning, by pattern.
struct Observed {
  PatternCounts random;
  std::array<PatternCounts, rule_count> by_rule;
  std::int64_t people = 0;
};

struct Estimate {
  Model model;
  std::int64_t random_pairs = 0, block_pairs = 0;
  double block_matches = 0;     // expected among the block pairs: what m was learnt from
  bool few = false;             // too few of them: the shares are mostly those of prior_model()
};
inline constexpr double few_matches = 30;

// lambda is that of the random pairs; solve_lambda knows better.
Estimate estimate(const Observed& observed);

// The lambda at which the pairs compared hold as many matches as it says, of all pairs of `people`: `evidence` are the bits
// of those pairs without the prior; pairs that were not compared count as no matches. Never less than one match among all.
double solve_lambda(const std::vector<double>& evidence, std::int64_t people);

}  // namespace record::linkage
