// The same questions as stripped loops over the bare arrays, two threads: no dictionary, no filters, no tail, no joins, nothing
// that a product must have. What the machine can do with these bytes at best, or nearly.
#pragma once
#include <boost/unordered/unordered_flat_map.hpp>

#include <algorithm>
#include <array>
#include <thread>

#include "generated.h"

namespace bench {

// Calls `half(first customer, last customer)` on two threads.
template <class Half>
void on_two(const Generated& log, Half half) {
  auto middle = log.customers() / 2;
  std::thread other([&] { half(1, middle, log.customers()); });
  half(0, 0u, middle);
  other.join();
}

inline std::array<std::int64_t, 5> scan_funnel(const Generated& log) {
  constexpr std::uint32_t within = 90 * 86'400;
  std::array<std::uint8_t, 256> step{};
  step[3] = 1, step[7] = 2, step[1] = 3, step[12] = 4, step[20] = 5;
  std::array<std::array<std::int64_t, 6>, 2> reached{};
  on_two(log, [&](int which, std::uint32_t from, std::uint32_t to) {
    std::array<std::int64_t, 6> counts{};
    for (auto c = from; c < to; ++c) {
      std::array<std::int64_t, 6> start;
      start.fill(-1'000'000'000'000);
      int furthest = 0;
      for (auto e = log.starts[c]; e < log.starts[c + 1]; ++e) {
        auto s = step[log.touchpoint[e]];
        if (!s) continue;
        std::int64_t t = log.seconds[e];
        auto begun = s == 1 ? t : start[s - 1];
        if (t - begun > within) continue;
        start[s] = begun;
        furthest = std::max<int>(furthest, s);
      }
      ++counts[furthest];
    }
    reached[which] = counts;
  });
  std::array<std::int64_t, 5> customers{};
  for (int s = 5; s >= 1; --s) customers[s - 1] = reached[0][s] + reached[1][s] + (s < 5 ? customers[s] : 0);
  return customers;
}

struct ScannedEdge {
  std::uint64_t count = 0, gaps = 0;
};
inline std::vector<ScannedEdge> scan_flow(const Generated& log) {
  std::array<std::vector<ScannedEdge>, 2> edges;
  on_two(log, [&](int which, std::uint32_t from, std::uint32_t to) {
    std::vector<ScannedEdge> mine(64 * 64);
    for (auto c = from; c < to; ++c)
      for (auto e = log.starts[c] + 1; e < log.starts[c + 1]; ++e) {
        auto& edge = mine[log.touchpoint[e - 1] * 64u + log.touchpoint[e]];
        ++edge.count;
        edge.gaps += log.seconds[e] - log.seconds[e - 1];
      }
    edges[which] = std::move(mine);
  });
  for (std::size_t i = 0; i < edges[0].size(); ++i) edges[0][i].count += edges[1][i].count, edges[0][i].gaps += edges[1][i].gaps;
  return edges[0];
}

inline std::vector<std::pair<std::uint64_t, std::uint32_t>> scan_paths(const Generated& log) {
  using Map = boost::unordered_flat_map<std::uint64_t, std::uint32_t>;
  std::array<Map, 2> counts;
  on_two(log, [&](int which, std::uint32_t from, std::uint32_t to) {
    Map mine;
    for (auto c = from; c < to; ++c)
      for (auto e = log.starts[c]; e < log.starts[c + 1]; ++e) {
        if (log.touchpoint[e] != 3) continue;
        if (e + 5 <= log.starts[c + 1]) {
          std::uint64_t key = 0;
          for (int i = 0; i < 5; ++i) key = key << 6 | log.touchpoint[e + i];
          ++mine[key];
        }
        break;
      }
    counts[which] = std::move(mine);
  });
  for (const auto& [key, n] : counts[1]) counts[0][key] += n;
  std::vector<std::pair<std::uint64_t, std::uint32_t>> list(counts[0].begin(), counts[0].end());
  auto end = list.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(50, list.size()));
  std::partial_sort(list.begin(), end, list.end(), [](const auto& a, const auto& b) { return a.second != b.second ? a.second > b.second : a.first < b.first; });
  list.erase(end, list.end());
  return list;
}

inline std::vector<std::uint32_t> scan_retention(const Generated& log, std::uint32_t first_week, std::uint32_t weeks) {
  std::array<std::vector<std::uint32_t>, 2> table;
  on_two(log, [&](int which, std::uint32_t from, std::uint32_t to) {
    std::vector<std::uint32_t> mine(std::size_t(weeks) * weeks);
    for (auto c = from; c < to; ++c) {
      auto* row = mine.data() + std::size_t((log.seconds[log.starts[c]] - first_week) / 604'800) * weeks;
      std::uint32_t last = UINT32_MAX;
      for (auto e = log.starts[c]; e < log.starts[c + 1]; ++e) {
        auto week = (log.seconds[e] - first_week) / 604'800;
        row[week] += week != last;
        last = week;
      }
    }
    table[which] = std::move(mine);
  });
  for (std::size_t i = 0; i < table[0].size(); ++i) table[0][i] += table[1][i];
  return table[0];
}

}  // namespace bench
