// Customers counted apart by the values of what effects are adjusted for.
#pragma once
#include <algorithm>
#include <map>
#include <vector>

#include "base/error.h"
#include "base/limits.h"
#include "journey/event.h"

namespace journey {

// How many values of a dimension stand for themselves; all others, the rarest, are one.
inline constexpr std::size_t values_kept = 24;

// By the values, `Key` an array of them of which the first `dimensions` are used; `customers(tally)` counts who is in one, and
// tallies add up with +=.
template <class Key, class Tally, class Customers>
std::map<std::vector<Code>, Tally> with_commonest(const std::map<Key, Tally>& strata, std::size_t dimensions, Customers customers) {
  std::vector<std::map<Code, Code>> kept(dimensions);
  for (std::size_t d = 0; d < dimensions; ++d) {
    std::map<Code, std::int64_t> n;
    for (const auto& [key, tally] : strata) n[key[d]] += customers(tally);
    std::vector<std::pair<Code, std::int64_t>> order(n.begin(), n.end());
    std::stable_sort(order.begin(), order.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
    for (std::size_t i = 0; i < order.size(); ++i) kept[d][order[i].first] = i < values_kept ? order[i].first : UINT32_MAX;
  }
  std::map<std::vector<Code>, Tally> all;
  for (const auto& [key, tally] : strata) {
    std::vector<Code> values;
    for (std::size_t d = 0; d < dimensions; ++d) values.push_back(kept[d].at(key[d]));
    auto [found, is_new] = all.try_emplace(std::move(values), tally);
    if (!is_new) found->second += tally;
  }
  return all;
}

// Throws Error(invalid) when there are more of them than can be told apart.
template <class Strata>
void check_strata(const Strata& strata) {
  if (strata.size() > base::limits::adjusted_groups)
    throw base::invalid("The dimensions to adjust for have more than " + std::to_string(base::limits::adjusted_groups) + " combinations of values.", "Name fewer of them, or such with fewer values.", "adjust");
}

}  // namespace journey
