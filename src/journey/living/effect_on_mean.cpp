#include "journey/living/effect_on_mean.h"

#include <boost/math/distributions/students_t.hpp>

#include "journey/regression.h"

namespace journey {

EffectOnMean effect_on_mean(const std::vector<MeanStratum>& strata) {
  EffectOnMean told;
  const Rows rows(strata);
  const auto size = rows.parameters;
  Vector products(size * size), sums(size);
  for (std::size_t s = 0; s < strata.size(); ++s)
    for (int had : {0, 1}) {
      const auto& of = strata[s].of[had];
      (had ? told.with : told.without) += of;
      rows.row(s, had, [&](std::size_t i) {
        sums[i] += of.sum;
        rows.row(s, had, [&](std::size_t j) { products[i * size + j] += static_cast<double>(of.n); });
      });
    }
  // A hair, for values that only one group has.
  for (std::size_t i = 1; i < size; ++i) products[i * size + i] += 1e-9;
  const Cholesky solver(products, size);
  const auto b = solver.solve(sums);
  Vector unit(size);
  unit[1] = 1;
  const auto weights = solver.solve(unit);   // what a customer's surprise adds to the effect

  double spread = 0;
  for (std::size_t s = 0; s < strata.size(); ++s)
    for (int had : {0, 1}) {
      const auto& of = strata[s].of[had];
      auto fitted = rows.at(s, had, b), weight = rows.at(s, had, weights);
      spread += weight * weight * std::max(0.0, of.squares - 2 * fitted * of.sum + fitted * fitted * static_cast<double>(of.n));
    }
  const auto n = static_cast<double>(told.with.n + told.without.n), freedom = std::max(1.0, n - static_cast<double>(size));
  const auto error = std::sqrt(spread * n / freedom), half = student95(freedom) * error;
  told.effect = b[1];
  told.low = b[1] - half;
  told.high = b[1] + half;
  if (error > 1e-9 * std::sqrt((told.with.squares + told.without.squares) / n)) told.p = 2 * boost::math::cdf(boost::math::complement(boost::math::students_t(freedom), std::abs(b[1]) / error));
  return told;
}

}  // namespace journey
