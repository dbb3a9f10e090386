// Effects on money and scores: worked by hand, beside the plain difference of two means, and against simulated truth.
#include "journey/living/effect_on_mean.h"

#include <gtest/gtest.h>

#include <map>
#include <random>

#include "journey/living/differences.h"

namespace journey {
namespace {

Sums of(std::initializer_list<double> values) {
  Sums sums;
  for (auto value : values) sums.add(value);
  return sums;
}

TEST(EffectOnMean, WithoutAnythingToAdjustForIsTheDifference) {
  MeanStratum all{{}, {of({5, 4, 4, 5, 3, 4, 5, 5}), of({2, 3, 1, 4, 2})}};
  auto told = effect_on_mean({all});
  EXPECT_EQ(told.with.n, 5);
  EXPECT_EQ(told.without.n, 8);
  EXPECT_NEAR(told.effect, 2.4 - 4.375, 1e-8);
  auto welch = difference_of_means(all.of[0], all.of[1]);
  EXPECT_NEAR(told.low, welch.low, 0.2);
  EXPECT_NEAR(told.high, welch.high, 0.2);
  EXPECT_LT(told.p, 0.01);
}

TEST(EffectOnMean, AConfounderIsTakenOut) {
  // By hand: in each half those with it have 1 less; the half where it is common has 4 more.
  std::vector<MeanStratum> strata{{{1}, {of({2, 2, 3, 3, 2, 3, 2, 3}), of({1, 2})}}, {{2}, {of({6, 7}), of({5, 6, 6, 5, 5, 6, 5, 6})}}};
  auto naive = effect_on_mean({{{}, {of({2, 2, 3, 3, 2, 3, 2, 3, 6, 7}), of({1, 2, 5, 6, 6, 5, 5, 6, 5, 6})}}});
  EXPECT_GT(naive.effect, 1);
  auto told = effect_on_mean(strata);
  EXPECT_NEAR(told.effect, -1, 1e-6);
  EXPECT_LT(told.high, 0);
}

TEST(EffectOnMean, ValuesThatOneGroupAloneHasDoNoHarm) {
  auto told = effect_on_mean({{{1}, {of({2, 3, 4}), of({1, 2, 3})}}, {{2}, {of({9, 9}), {}}}, {{3}, {{}, of({7, 8})}}});
  EXPECT_NEAR(told.effect, -1, 1e-6);
  auto flat = effect_on_mean({{{}, {of({3, 3, 3}), of({3, 3})}}});
  EXPECT_NEAR(flat.effect, 0, 1e-9);
  EXPECT_EQ(flat.p, 1);
}

TEST(EffectOnMean, HoldsThePlantedWhateverTheSpread) {
  std::mt19937_64 random(11);
  auto up_to_one = [&] { return static_cast<double>(random() >> 11) * 0x1p-53; };
  int holds = 0;
  const int rounds = 600;
  const double planted = -3;
  for (int round = 0; round < rounds; ++round) {
    std::map<std::uint32_t, MeanStratum> strata;
    for (int i = 0; i < 500; ++i) {
      auto segment = static_cast<std::uint32_t>(random() % 3);
      bool had = up_to_one() < 0.15 + 0.2 * segment;
      // Money: mostly nothing, now and then a lot; wider for those who had it.
      auto spent = up_to_one() < 0.5 ? 0 : -std::log(up_to_one()) * (had ? 30 : 20);
      auto& stratum = strata[segment];
      stratum.values = {segment};
      stratum.of[had].add(spent + 5.0 * segment + (had ? planted - 5 : 0));
    }
    std::vector<MeanStratum> list;
    for (const auto& [segment, stratum] : strata) list.push_back(stratum);
    auto told = effect_on_mean(list);
    holds += told.low <= planted && planted <= told.high;
  }
  EXPECT_GT(holds, rounds * 0.95 - 4 * std::sqrt(rounds * 0.95 * 0.05));
}

}  // namespace
}  // namespace journey
