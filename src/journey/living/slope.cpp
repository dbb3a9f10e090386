#include "journey/living/slope.h"

#include <boost/math/distributions/students_t.hpp>

namespace journey {
namespace {

struct Middle {
  double n = 0, score = 0, outcome = 0;   // how many; their means
};
Middle middle_of(const std::vector<SlopeCell>& cells) {
  Middle middle;
  for (const auto& cell : cells) {
    auto n = static_cast<double>(cell.outcome.n);
    middle.n += n, middle.score += n * cell.score, middle.outcome += cell.outcome.sum;
  }
  if (middle.n > 0) middle.score /= middle.n, middle.outcome /= middle.n;
  return middle;
}

}  // namespace

Slope slope_of(const std::vector<std::vector<SlopeCell>>& strata) {
  Slope told;
  double squares = 0, products = 0, sum = 0;
  for (const auto& cells : strata) {
    const auto middle = middle_of(cells);
    sum += middle.n * middle.score;
    for (const auto& cell : cells) {
      auto off = cell.score - middle.score;
      told.n += cell.outcome.n;
      squares += static_cast<double>(cell.outcome.n) * off * off;
      products += off * cell.outcome.sum;
    }
  }
  const auto n = static_cast<double>(told.n), freedom = n - static_cast<double>(strata.size()) - 1;
  if (told.n) told.score = sum / n;
  if (squares < 1e-9 || freedom < 1) return told;
  told.slope = products / squares;
  double spread = 0;
  for (const auto& cells : strata) {
    const auto middle = middle_of(cells);
    for (const auto& cell : cells) {
      auto off = cell.score - middle.score, fitted = middle.outcome + told.slope * off;
      spread += off * off * std::max(0.0, cell.outcome.squares - 2 * fitted * cell.outcome.sum + fitted * fitted * static_cast<double>(cell.outcome.n));
    }
  }
  const auto error = std::sqrt(spread * n / freedom) / squares, half = student95(freedom) * error;
  told.low = told.slope - half;
  told.high = told.slope + half;
  if (error > 1e-12) told.p = 2 * boost::math::cdf(boost::math::complement(boost::math::students_t(freedom), std::abs(told.slope) / error));
  return told;
}

}  // namespace journey
