// What bad experiences cost: customers hit · what each of them does less often (or spends less) · what that is worth. The effect and
// the worth are both estimates, and the interval of 95 in 100 carries the doubt about both; how many were hit was counted.
// Plain functions.
#pragma once
#include "journey/living/estimates.h"

namespace journey {

struct Estimate {
  double value = 0, error = 0;   // error: standard error
};

// Of a product of two that were estimated apart.
inline Estimate product(const Estimate& a, const Estimate& b) {
  return {a.value * b.value, std::sqrt(a.value * a.value * b.error * b.error + b.value * b.value * a.error * a.error + a.error * a.error * b.error * b.error)};
}

struct Loss {
  double value = 0, low = 0, high = 0;   // above 0: lost
};
// `fall`: how much worse the outcome is after a bad experience; `worth` of one outcome in money.
inline Loss loss_of(double hit, const Estimate& fall, const Estimate& worth) {
  auto each = product(fall, worth);
  return {hit * each.value, hit * (each.value - z95 * each.error), hit * (each.value + z95 * each.error)};
}

}  // namespace journey
