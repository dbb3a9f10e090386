// A share of a whole with Wilson's interval of 95 in 100 (domain.md): inside 0 … 1 whatever the numbers.
#pragma once
#include <algorithm>
#include <cmath>
#include <cstdint>

#include "base/json.h"

namespace journey {

inline constexpr double z95 = 1.959964;

struct ShareTold {
  std::int64_t count = 0, of = 0;
  double share = 0, low = 0, high = 1;
};
BOOST_DESCRIBE_STRUCT(ShareTold, (), (count, of, share, low, high))

inline ShareTold share_of(std::int64_t count, std::int64_t of) {
  ShareTold told{.count = count, .of = of};
  if (of == 0) return told;
  double n = static_cast<double>(of), p = static_cast<double>(count) / n;
  double centre = (p + z95 * z95 / (2 * n)) / (1 + z95 * z95 / n), half = z95 * std::sqrt(p * (1 - p) / n + z95 * z95 / (4 * n * n)) / (1 + z95 * z95 / n);
  told.share = p;
  told.low = std::max(0.0, centre - half);
  told.high = std::min(1.0, centre + half);
  return told;
}

}  // namespace journey
