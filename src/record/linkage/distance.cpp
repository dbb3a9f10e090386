#include "record/linkage/distance.h"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace record::linkage {

double jaro_winkler(std::string_view a, std::string_view b) {
  a = a.substr(0, distance_bytes), b = b.substr(0, distance_bytes);
  if (a.empty() || b.empty()) return a.empty() && b.empty() ? 1 : 0;
  int n = static_cast<int>(a.size()), m = static_cast<int>(b.size());
  int reach = std::max(0, std::max(n, m) / 2 - 1);
  std::array<bool, distance_bytes> of_a{}, of_b{};
  int same = 0;
  for (int i = 0; i < n; ++i) {
    for (int j = std::max(0, i - reach); j < std::min(m, i + reach + 1); ++j) {
      if (of_b[static_cast<std::size_t>(j)] || a[static_cast<std::size_t>(i)] != b[static_cast<std::size_t>(j)]) continue;
      of_a[static_cast<std::size_t>(i)] = of_b[static_cast<std::size_t>(j)] = true;
      ++same;
      break;
    }
  }
  if (same == 0) return 0;
  int moved = 0;
  for (std::size_t i = 0, j = 0; i < a.size(); ++i) {
    if (!of_a[i]) continue;
    while (!of_b[j]) ++j;
    moved += a[i] != b[j++];
  }
  double k = same, jaro = (k / n + k / m + (k - moved / 2) / k) / 3;
  int prefix = 0;
  while (prefix < std::min({4, n, m}) && a[static_cast<std::size_t>(prefix)] == b[static_cast<std::size_t>(prefix)]) ++prefix;
  return jaro + prefix * 0.1 * (1 - jaro);
}

int edits(std::string_view a, std::string_view b, int most) {
  a = a.substr(0, distance_bytes), b = b.substr(0, distance_bytes);
  if (std::abs(static_cast<int>(a.size()) - static_cast<int>(b.size())) > most) return most + 1;
  using Row = std::array<int, distance_bytes + 1>;
  Row before{}, last{}, now{};
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = static_cast<int>(j);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    now[0] = static_cast<int>(i);
    int best = now[0];
    for (std::size_t j = 1; j <= b.size(); ++j) {
      now[j] = std::min({last[j] + 1, now[j - 1] + 1, last[j - 1] + (a[i - 1] != b[j - 1])});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) now[j] = std::min(now[j], before[j - 2] + 1);
      best = std::min(best, now[j]);
    }
    // A later row may go by two rows at once where neighbours are exchanged: one more than the best of this row is reached at least.
    if (best > most + 1) return most + 1;
    before = last, last = now;
  }
  return std::min(last[b.size()], most + 1);
}

}  // namespace record::linkage
