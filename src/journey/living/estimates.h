// What people answered, as a number with its interval of 95 in 100 (domain.md, survey scores). Of fewer than five answers the value is not
// told, that nobody is recognised by it; of fewer than thirty it is told as `few`.
//
// Plain functions; nothing here knows of interactions.
#pragma once
#include <cstdint>
#include <optional>

#include "journey/share.h"

namespace journey {

inline constexpr std::int64_t told_from = 5, sure_from = 30;   // answers, or customers in a group

// Numbers as they are met. Scores and money in minor units add up to whole numbers, which doubles hold exactly: sums are the same in
// whatever order they are made.
struct Sums {
  std::int64_t n = 0;
  double sum = 0, squares = 0;

  void add(double value) { ++n, sum += value, squares += value * value; }
  void operator+=(const Sums& other) { n += other.n, sum += other.sum, squares += other.squares; }
  double mean() const { return n ? sum / static_cast<double>(n) : 0; }
  double variance() const;          // of one answer; 0 of fewer than two
  double variance_of_mean() const { return n ? variance() / static_cast<double>(n) : 0; }
};

struct Mean {
  std::int64_t n = 0;
  std::optional<double> mean, low, high;   // Student's interval; none of them when `hidden`
  bool hidden = false, few = false;
};
BOOST_DESCRIBE_STRUCT(Mean, (), (n, mean, low, high, hidden, few))
Mean mean_of(const Sums& sums);

struct Nps {
  std::int64_t n = 0;
  std::optional<double> value, low, high;
  std::int64_t promoters = 0, passives = 0, detractors = 0;   // 9 and 10; 7 and 8; below. 0 when `hidden`
  bool hidden = false, few = false;
};
BOOST_DESCRIBE_STRUCT(Nps, (), (n, value, low, high, promoters, passives, detractors, hidden, few))
Nps nps_of(std::int64_t promoters, std::int64_t passives, std::int64_t detractors);

// Half the width of Student's interval of 95 in 100, in standard errors. `freedom` above 0.
double student95(double freedom);

}  // namespace journey
