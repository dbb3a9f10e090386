// Holds what was found against a known truth: precision and recall over the thresholds, and how many true pairs were
// compared at all. For reports and tests; nothing is learnt from it.
#pragma once
#include "record/linkage/run.h"

namespace record::linkage {

class KnownTruth {
 public:
  // Throws Error(invalid) when none of the identities is known.
  KnownTruth(Record& record, const std::vector<KnownPerson>& truth);

  void compared(CustomerId a, CustomerId b) { compared_true_ += one_person(a, b); }

  // `pairs` with their evidence, in bits without the prior.
  template <class Pairs>
  Quality report(const Pairs& pairs, double lambda, std::int64_t compared) const {
    std::vector<std::pair<double, bool>> scored;
    for (const auto& pair : pairs)
      if (entity_.contains(pair.a) && entity_.contains(pair.b)) scored.emplace_back(odds_to_probability(prior_bits(lambda) + pair.evidence), one_person(pair.a, pair.b));
    return report(std::move(scored), compared);
  }

 private:
  bool one_person(CustomerId a, CustomerId b) const {
    auto x = entity_.find(a), y = entity_.find(b);
    return x != entity_.end() && y != entity_.end() && x->second == y->second;
  }
  Quality report(std::vector<std::pair<double, bool>> scored, std::int64_t compared) const;

  boost::unordered_flat_map<CustomerId, std::int64_t> entity_;
  std::int64_t true_pairs_ = 0, compared_true_ = 0;
};

}  // namespace record::linkage
