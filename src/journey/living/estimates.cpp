#include "journey/living/estimates.h"

#include <algorithm>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>

namespace journey {

double Sums::variance() const {
  if (n < 2) return 0;
  auto count = static_cast<double>(n);
  return std::max(0.0, (squares - sum * sum / count) / (count - 1));
}

double student95(double freedom) { return boost::math::quantile(boost::math::complement(boost::math::students_t(freedom), 0.025)); }

Mean mean_of(const Sums& sums) {
  Mean told{.n = sums.n, .hidden = sums.n < told_from, .few = sums.n < sure_from};
  if (told.hidden) return told;
  auto half = student95(static_cast<double>(sums.n - 1)) * std::sqrt(sums.variance_of_mean());
  told.mean = sums.mean();
  told.low = *told.mean - half;
  told.high = *told.mean + half;
  return told;
}

Nps nps_of(std::int64_t promoters, std::int64_t passives, std::int64_t detractors) {
  Nps told{.n = promoters + passives + detractors};
  told.hidden = told.n < told_from;
  told.few = told.n < sure_from;
  if (told.hidden) return told;
  auto n = static_cast<double>(told.n), p = static_cast<double>(promoters) / n, d = static_cast<double>(detractors) / n;
  auto half = z95 * 100 * std::sqrt((p + d - (p - d) * (p - d)) / n);
  told.promoters = promoters, told.passives = passives, told.detractors = detractors;
  told.value = 100 * (p - d);
  told.low = std::max(-100.0, *told.value - half);
  told.high = std::min(100.0, *told.value + half);
  return told;
}

}  // namespace journey
