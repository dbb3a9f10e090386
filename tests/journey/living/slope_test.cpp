// How an outcome moves with a score: by hand, with a confounder, and against simulated truth.
#include "journey/living/slope.h"

#include <gtest/gtest.h>

#include <map>
#include <random>

namespace journey {
namespace {

Sums of(std::initializer_list<double> values) {
  Sums sums;
  for (auto value : values) sums.add(value);
  return sums;
}

TEST(Slope, ByHand) {
  auto told = slope_of({{{1, of({0, 0, 1})}, {3, of({1, 1, 0})}, {5, of({1, 1, 1})}}});
  EXPECT_EQ(told.n, 9);
  EXPECT_NEAR(told.score, 3, 1e-12);
  EXPECT_NEAR(told.slope, (3 - 1) * 2.0 / 24, 1e-12);
  EXPECT_LT(told.low, told.slope);
  EXPECT_GT(told.high, told.slope);
  // Where all gave one score, or each stands alone, there is nothing to tell.
  EXPECT_EQ(slope_of({{{4, of({1, 0, 1})}}}).p, 1);
  EXPECT_EQ(slope_of({{{4, of({1})}}, {{2, of({0})}}}).slope, 0);
  EXPECT_EQ(slope_of({}).n, 0);
}

TEST(Slope, WhatLiesBetweenStrataIsTakenOut) {
  // Within each segment the outcome falls by one a point; the segment with the higher scores has the higher outcome.
  auto told = slope_of({{{1, of({3, 3})}, {2, of({2, 2})}}, {{6, of({9, 9})}, {7, of({8, 8})}}});
  EXPECT_NEAR(told.slope, -1, 1e-12);
  EXPECT_GT(slope_of({{{1, of({3, 3})}, {2, of({2, 2})}, {6, of({9, 9})}, {7, of({8, 8})}}}).slope, 1);
}

TEST(Slope, HoldsThePlantedAsOftenAsItPromises) {
  std::mt19937_64 random(17);
  auto up_to_one = [&] { return static_cast<double>(random() >> 11) * 0x1p-53; };
  int holds = 0;
  const int rounds = 600;
  for (int round = 0; round < rounds; ++round) {
    std::map<int, std::map<int, Sums>> strata;
    for (int i = 0; i < 400; ++i) {
      int segment = static_cast<int>(random() % 3), score = 1 + static_cast<int>(random() % 5);
      strata[segment][score].add(up_to_one() < 0.1 + 0.1 * segment + 0.08 * score);
    }
    std::vector<std::vector<SlopeCell>> list;
    for (const auto& [segment, scores] : strata) {
      auto& cells = list.emplace_back();
      for (const auto& [score, sums] : scores) cells.push_back({static_cast<double>(score), sums});
    }
    auto told = slope_of(list);
    holds += told.low <= 0.08 && 0.08 <= told.high;
  }
  EXPECT_GT(holds, rounds * 0.95 - 4 * std::sqrt(rounds * 0.95 * 0.05));
}

}  // namespace
}  // namespace journey
