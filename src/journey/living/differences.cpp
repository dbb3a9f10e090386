#include "journey/living/differences.h"

#include <algorithm>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>

namespace journey {
namespace {

Difference of_scores(double difference, double error) {
  return {difference, difference - z95 * error, difference + z95 * error, error > 0 ? chance_of(difference / error) : 1};
}

}  // namespace

double chance_of(double z) { return std::erfc(std::abs(z) / std::sqrt(2.0)); }

Difference difference_of_shares(const Count& first, const Count& second) {
  if (first.of == 0 || second.of == 0) return {};
  auto a = share_of(first.count, first.of), b = share_of(second.count, second.of);
  auto p = a.share, q = b.share, both = share_of(first.count + second.count, first.of + second.of).share;
  auto error = std::sqrt(both * (1 - both) * (1 / static_cast<double>(first.of) + 1 / static_cast<double>(second.of)));
  auto told = of_scores(q - p, std::sqrt(p * (1 - p) / static_cast<double>(first.of) + q * (1 - q) / static_cast<double>(second.of)));
  bool rare = std::min({first.count, first.of - first.count, second.count, second.of - second.count}) < 10;
  if (rare) told.low = q - p - std::hypot(q - b.low, a.high - p), told.high = q - p + std::hypot(b.high - q, p - a.low);
  told.p = error > 0 ? chance_of((q - p) / error) : 1;
  return told;
}

Difference difference_of_means(const Sums& first, const Sums& second) {
  if (first.n < 2 || second.n < 2) return {};
  auto difference = second.mean() - first.mean(), a = first.variance_of_mean(), b = second.variance_of_mean();
  if (a + b <= 0) return {difference, difference, difference, 1};
  auto freedom = (a + b) * (a + b) / (a * a / static_cast<double>(first.n - 1) + b * b / static_cast<double>(second.n - 1));
  auto error = std::sqrt(a + b), half = student95(freedom) * error;
  auto p = 2 * boost::math::cdf(boost::math::complement(boost::math::students_t(freedom), std::abs(difference) / error));
  return {difference, difference - half, difference + half, p};
}

Difference difference_of_nps(const Recommending& first, const Recommending& second) {
  double value[2], variance[2];
  for (int i : {0, 1}) {
    const auto& of = i ? second : first;
    auto n = static_cast<double>(of.promoters + of.passives + of.detractors);
    if (n == 0) return {};
    auto p = static_cast<double>(of.promoters) / n, d = static_cast<double>(of.detractors) / n;
    value[i] = 100 * (p - d);
    variance[i] = 10'000 * (p + d - (p - d) * (p - d)) / n;
  }
  return of_scores(value[1] - value[0], std::sqrt(variance[0] + variance[1]));
}

}  // namespace journey
