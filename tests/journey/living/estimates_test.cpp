// Scores and what changed: the worked examples of domain.md §1, §6 and §10, and intervals that hold what they say.
#include "journey/living/estimates.h"

#include <gtest/gtest.h>

#include <random>

#include "journey/living/differences.h"
#include "journey/living/loss.h"

namespace journey {
namespace {

Sums answers(std::initializer_list<std::pair<double, int>> counts) {
  Sums sums;
  for (auto [value, n] : counts)
    for (int i = 0; i < n; ++i) sums.add(value);
  return sums;
}
// Of a mean and a standard deviation as they are published.
Sums published(std::int64_t n, double mean, double deviation) {
  auto count = static_cast<double>(n);
  return {n, count * mean, deviation * deviation * (count - 1) + count * mean * mean};
}

TEST(Estimates, Recommending) {
  auto first = nps_of(100, 60, 40);
  EXPECT_NEAR(*first.value, 30.0, 1e-9);
  EXPECT_NEAR(*first.high - *first.value, 10.82, 0.005);
  EXPECT_NEAR((*first.high - *first.value) / z95, 5.523, 5e-4);
  auto printed = nps_of(162, 108, 54);
  EXPECT_NEAR(*printed.value, 33.33, 0.005);
  EXPECT_NEAR((*printed.high - *printed.value) / z95, 4.141, 5e-4);
  auto moved = difference_of_nps({100, 60, 40}, {130, 50, 20});
  EXPECT_NEAR(moved.difference, 25, 1e-9);
  EXPECT_NEAR((moved.high - moved.difference) / z95, 7.272, 5e-4);
  EXPECT_NEAR(moved.p, 0.00059, 5e-6);
}

TEST(Estimates, Means) {
  auto sums = answers({{7, 40}, {6, 30}, {5, 15}, {4, 5}, {2, 6}, {1, 4}});
  auto effort = mean_of(sums);
  EXPECT_EQ(effort.n, 100);
  EXPECT_NEAR(*effort.mean, 5.71, 0.005);
  EXPECT_NEAR(std::sqrt(sums.variance()), 1.629, 5e-4);
  EXPECT_NEAR(z95 * std::sqrt(sums.variance_of_mean()), 0.319, 5e-4);
  EXPECT_NEAR(*effort.mean - *effort.low, student95(99) * 0.1629, 5e-4);   // Student's: a hair wider
  auto easy = share_of(85, 100);
  EXPECT_NEAR(easy.low, 0.7672, 5e-5);
  EXPECT_NEAR(easy.high, 0.9069, 5e-5);
  auto gap = mean_of(published(120, -0.62, 1.4));
  EXPECT_NEAR(*gap.low, -0.873, 5e-4);
  EXPECT_NEAR(*gap.high, -0.367, 5e-4);
}

TEST(Estimates, SharesHaveWilsonsInterval) {
  const std::tuple<int, int, double, double> known[] = {{170, 200, 0.7939, 0.8929}, {9, 10, 0.5958, 0.9821}, {0, 20, 0, 0.1611}, {20, 20, 0.8389, 1}};
  for (auto [count, of, low, high] : known) {
    EXPECT_NEAR(share_of(count, of).low, low, 5e-5);
    EXPECT_NEAR(share_of(count, of).high, high, 5e-5);
  }
}

TEST(Estimates, OfFewNothingIsTold) {
  auto four = mean_of(answers({{5, 4}}));
  EXPECT_TRUE(four.hidden);
  EXPECT_FALSE(four.mean || four.low || four.high);
  EXPECT_EQ(four.n, 4);
  auto five = mean_of(answers({{5, 3}, {3, 2}}));
  EXPECT_FALSE(five.hidden);
  EXPECT_TRUE(five.few && five.mean);
  EXPECT_FALSE(mean_of(answers({{5, 20}, {3, 10}})).few);
  auto nps = nps_of(2, 1, 1);
  EXPECT_TRUE(nps.hidden && !nps.value);
  EXPECT_EQ(nps.promoters + nps.passives + nps.detractors, 0);
}

TEST(Differences, Shares) {
  auto completed = difference_of_shares({1840, 2000}, {180, 220});
  EXPECT_NEAR(completed.difference, 0.818 - 0.920, 5e-4);
  EXPECT_NEAR(completed.p, 5.5e-7, 5e-9);
  auto tried = difference_of_shares({500, 10'000}, {570, 10'000});
  EXPECT_NEAR(tried.difference, 0.0070, 1e-9);
  EXPECT_NEAR(tried.low, 0.0008, 5e-5);
  EXPECT_NEAR(tried.high, 0.0132, 5e-5);
  EXPECT_NEAR(tried.p, 0.02783, 5e-6);
  auto never = difference_of_shares({0, 20}, {0, 30});   // no certainty comes of nothing
  EXPECT_EQ(never.p, 1);
  EXPECT_LT(never.low, -0.1);
  EXPECT_GT(never.high, 0.1);
  EXPECT_EQ(difference_of_shares({0, 0}, {3, 4}).p, 1);
}

TEST(Differences, MeansOfUnlikeSpread) {
  // Welch's own kind of case: t = 2.4389, 21.15 degrees of freedom, p = 0.0237.
  auto a = published(16, 20.6, 1.62), b = published(12, 22.135, 1.66);
  auto found = difference_of_means(a, b);
  EXPECT_NEAR(found.difference, 1.535, 1e-9);
  auto error = std::sqrt(1.62 * 1.62 / 16 + 1.66 * 1.66 / 12), t = 1.535 / error;
  EXPECT_GT(found.p, chance_of(t));
  EXPECT_NEAR((found.high - found.low) / 2 / error, student95(23.5), 0.01);
  EXPECT_EQ(difference_of_means(a, Sums{1, 5, 25}).p, 1);
  EXPECT_EQ(difference_of_means(published(9, 3, 0), published(9, 3, 0)).p, 1);
}

TEST(Differences, WhereThereIsNoneOneInTwentyIsCalledOne) {
  std::mt19937_64 random(3);
  std::binomial_distribution<int> count(400, 0.3);
  std::normal_distribution<double> answer(5, 1.3);
  int shares = 0, means = 0, outside = 0;
  const int rounds = 2'000;
  for (int round = 0; round < rounds; ++round) {
    auto share = difference_of_shares({count(random), 400}, {count(random), 400});
    shares += share.p < 0.05;
    outside += share.low > 0 || share.high < 0;
    Sums a, b;
    for (int i = 0; i < 40; ++i) a.add(answer(random));
    for (int i = 0; i < 15; ++i) b.add(answer(random));
    means += difference_of_means(a, b).p < 0.05;
  }
  for (int found : {shares, means, outside}) EXPECT_NEAR(found, rounds * 0.05, 4 * std::sqrt(rounds * 0.05 * 0.95));
}

TEST(Loss, CarriesTheDoubtAboutEffectAndWorth) {
  std::mt19937_64 random(5);
  const double fall = 0.12, worth = 8'000;
  int holds = 0;
  const int rounds = 2'000;
  for (int round = 0; round < rounds; ++round) {
    Estimate found{std::normal_distribution<double>(fall, 0.03)(random), 0.03}, value{std::normal_distribution<double>(worth, 1'500)(random), 1'500};
    auto loss = loss_of(250, found, value);
    EXPECT_NEAR(loss.value, 250 * found.value * value.value, 1e-6);
    holds += loss.low <= 250 * fall * worth && 250 * fall * worth <= loss.high;
  }
  EXPECT_GT(holds, rounds * 0.95 - 4 * std::sqrt(rounds * 0.95 * 0.05));
  EXPECT_LT(holds, rounds * 0.98);
  auto sure = loss_of(40, {0.2, 0}, {500, 0});
  EXPECT_NEAR(sure.low, 4'000, 1e-9);
  EXPECT_NEAR(sure.high, 4'000, 1e-9);
}

}  // namespace
}  // namespace journey
