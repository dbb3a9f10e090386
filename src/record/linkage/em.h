// Expectation–maximisation of m, u and lambda from pairs of which nobody said whether they are one person (Winkler 1988;
// Dempster, Laird and Rubin 1977). Pairs of one pattern count together. Pure; any thread.
#pragma once
#include <map>

#include "record/linkage/model.h"

namespace record::linkage {

// Patterns packed (three bits a field) with how many pairs have them.
using PatternCounts = std::map<std::uint64_t, std::int64_t>;
std::uint64_t packed(const Pattern& pattern);
Pattern unpacked(std::uint64_t packed);

struct EmOptions {
  Fields learn_m = 0, learn_u = 0;   // the fields whose shares are estimated; others stay as they are given
  Fields used = ~Fields{0};          // fields that are looked at
  double prior_pairs = 10;           // how many pairs the given m (and u) are worth against what is seen
  int rounds = 200;
  double enough = 1e-7;              // ends when no share changes by more
};
struct EmResult {
  Model model;              // lambda: the share of matches among these pairs
  double matches = 0;       // expected among these pairs
  std::int64_t pairs = 0;
  int rounds = 0;
};

EmResult expectation_maximisation(const PatternCounts& counts, const Model& start, const EmOptions& options);

}  // namespace record::linkage
