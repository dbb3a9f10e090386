// Effects: worked examples of domain.md, and a slow form of its own: a dense regression over one row a customer, and the bootstrap.
#include "journey/association.h"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <numeric>
#include <random>

namespace journey {
namespace {

TEST(Association, TheWorkedExampleOfThoseWhoWereHit) {
  // 60 of 200 who were hit left, 120 of 1,200 others.
  auto told = associate({{{}, {{1080, 120}, {140, 60}}}});
  EXPECT_EQ(told.with, 200);
  EXPECT_EQ(told.outcomes_without, 120);
  EXPECT_NEAR(told.effect, 0.20, 1e-7);
  EXPECT_NEAR(told.low, 0.134, 5e-4);
  EXPECT_NEAR(told.high, 0.266, 5e-4);
  EXPECT_NEAR(*told.ratio, 3.0, 1e-6);
  EXPECT_NEAR(*told.ratio_low, 2.29, 5e-3);
  EXPECT_NEAR(*told.ratio_high, 3.94, 5e-3);
  EXPECT_NEAR(told.attributable, 0.222, 5e-4);
  EXPECT_NEAR(static_cast<double>(told.with) * told.effect, 40, 1e-4);   // customers in excess
  EXPECT_FALSE(told.ridge);
  EXPECT_NEAR(e_value(3), 5.45, 5e-3);
  EXPECT_NEAR(e_value(1.0 / 3), 5.45, 5e-3);
}

TEST(Association, FalseDiscoveriesAsWorkedByHand) {
  auto q = false_discovery_rates({0.01, 0.04, 0.03, 0.005});
  const std::vector<double> expected{0.02, 0.04, 0.04, 0.02};
  for (std::size_t i = 0; i < q.size(); ++i) EXPECT_NEAR(q[i], expected[i], 1e-12);
  EXPECT_TRUE(false_discovery_rates({}).empty());
}

TEST(Association, AConfounderIsTakenOut) {
  // In each half those with it have the outcome as often as those without; the half where it is common has the outcome oftener.
  std::vector<Stratum> strata{{{1}, {{900, 100}, {90, 10}}}, {{2}, {{50, 50}, {500, 500}}}};
  auto naive = associate({{{}, {{950, 150}, {590, 510}}}});
  EXPECT_GT(naive.low, 0.25);
  auto told = associate(strata);
  EXPECT_NEAR(told.effect, 0, 1e-6);
  EXPECT_LT(told.low, 0);
  EXPECT_GT(told.high, 0);
  EXPECT_GT(told.p, 0.9);
}

TEST(Association, ADifferenceAsCountedLiesInItsIntervalHoweverRareOneSideIs) {
  // None of 45 against 5,230 of 7,040: nothing is adjusted for, so nothing is held back.
  auto told = associate({{{}, {{1810, 5230}, {45, 0}}}});
  EXPECT_FALSE(told.ridge);
  EXPECT_NEAR(told.effect, -5230.0 / 7040, 1e-12);
  EXPECT_NEAR(told.low, told.effect - 0.0102, 2e-4);    // Newcombe's, by hand: Wilson's of 0 of 45 goes up to 0.0787
  EXPECT_NEAR(told.high, told.effect + 0.0793, 2e-4);
  EXPECT_LT(told.p, 1e-6);
  EXPECT_FALSE(told.ratio);
  // All of 30, half of the others: above 1 there is nothing.
  told = associate({{{}, {{500, 500}, {0, 30}}}});
  EXPECT_NEAR(told.effect, 0.5, 1e-12);
  EXPECT_LT(told.low, 0.42);
  EXPECT_LE(told.high, 1);
  EXPECT_GT(told.high, 0.5);
  EXPECT_LT(*told.ratio_low, 2);
  EXPECT_GT(*told.ratio_high, 2);
}

TEST(Association, AGroupWhereNobodyHasTheOutcomeIsAdjustedForFromTheOthers) {
  // Half of each kind had it, and none of those the outcome; of the others one in ten, and one in two.
  for (bool turned : {false, true}) {
    auto n = [&](std::int64_t no, std::int64_t yes, bool first) {
      Stratum stratum{{first ? 1u : 2u}, {{no, yes}, {100, 0}}};
      if (turned) std::swap(stratum.n[0], stratum.n[1]);   // none of those who had it not
      return stratum;
    };
    auto told = associate({n(900, 100, true), n(500, 500, false)});
    EXPECT_FALSE(told.ridge);
    EXPECT_NEAR(told.effect, turned ? 0.3 : -0.3, 1e-6);
    auto nearer = turned ? told.low : -told.high, farther = turned ? told.high : -told.low;
    EXPECT_NEAR(nearer, 0.3 - 0.0279, 3e-3);   // none of 200: up to 0.0188; and the 0.3 has a spread of its own
    EXPECT_NEAR(farther, 0.3 + 0.0185, 3e-3);
  }
}

TEST(Association, AFewOutcomesInOneGroupHoldNothingBackWhenThereAreEnoughOverAll) {
  // 3 of 50 against one in two, in two kinds that are alike: as counted, whatever is adjusted for.
  auto told = associate({{{1}, {{500, 500}, {47, 3}}}, {{2}, {{500, 500}, {47, 3}}}});
  EXPECT_FALSE(told.ridge);
  EXPECT_NEAR(told.effect, 0.06 - 0.5, 1e-6);
  EXPECT_LT(told.low, told.effect);
  EXPECT_GT(told.high, told.effect);
  EXPECT_LT(told.high, -0.35);
  // Two outcomes for three parameters are not enough.
  EXPECT_TRUE(associate({{{1}, {{99, 1}, {49, 1}}}, {{2}, {{100, 0}, {50, 0}}}}).ridge);
}

TEST(Association, WithFewItIsNeverSure) {
  auto told = associate({{{}, {{980, 20}, {8, 0}}}});
  EXPECT_FALSE(told.ridge);
  EXPECT_NEAR(told.effect, -0.02, 1e-12);
  EXPECT_FALSE(told.ratio);
  EXPECT_LT(told.low, told.effect);
  EXPECT_GT(told.high, 0);
  EXPECT_GT(told.p, 0.05);
  auto nobody = associate({{{}, {{100, 0}, {100, 0}}}});   // no outcome at all
  EXPECT_NEAR(nobody.effect, 0, 0.01);
  EXPECT_TRUE(std::isfinite(nobody.low) && std::isfinite(nobody.high));
  EXPECT_EQ(nobody.attributable, 0);
}

// -- The slow form
using Row = std::vector<double>;

struct Customer {
  Row row;      // 1, had it, dummies
  double outcome;
};

Row solved(std::vector<Row> a, Row b) {   // Gauss and Jordan
  const auto n = b.size();
  for (std::size_t c = 0; c < n; ++c) {
    std::size_t pivot = c;
    for (std::size_t r = c; r < n; ++r)
      if (std::abs(a[r][c]) > std::abs(a[pivot][c])) pivot = r;
    std::swap(a[c], a[pivot]);
    std::swap(b[c], b[pivot]);
    for (std::size_t r = 0; r < n; ++r) {
      if (r == c || a[c][c] == 0) continue;
      auto f = a[r][c] / a[c][c];
      for (std::size_t k = 0; k < n; ++k) a[r][k] -= f * a[c][k];
      b[r] -= f * b[c];
    }
  }
  for (std::size_t i = 0; i < n; ++i) b[i] /= a[i][i];
  return b;
}

double slow_effect(const std::vector<Customer>& customers, const std::vector<double>& weights) {
  const auto n = customers.front().row.size();
  Row b(n, 0);
  auto chance = [&](const Row& row) { return 1 / (1 + std::exp(-std::inner_product(row.begin(), row.end(), b.begin(), 0.0))); };
  for (int step = 0; step < 12; ++step) {
    std::vector<Row> h(n, Row(n, 0));
    Row score(n, 0);
    for (std::size_t i = 0; i < n; ++i) h[i][i] = 1e-9;
    for (std::size_t c = 0; c < customers.size(); ++c) {
      const auto& row = customers[c].row;
      auto p = chance(row);
      for (std::size_t i = 0; i < n; ++i) {
        score[i] += weights[c] * (customers[c].outcome - p) * row[i];
        for (std::size_t j = 0; j < n; ++j) h[i][j] += weights[c] * p * (1 - p) * row[i] * row[j];
      }
    }
    auto move = solved(h, score);
    for (std::size_t i = 0; i < n; ++i) b[i] += move[i];
  }
  double sum = 0, all = 0;
  for (std::size_t c = 0; c < customers.size(); ++c) {
    auto row = customers[c].row;
    row[1] = 1;
    auto with = chance(row);
    row[1] = 0;
    sum += weights[c] * (with - chance(row));
    all += weights[c];
  }
  return sum / all;
}

TEST(Association, IsWhatASlowRegressionSaysAndWhatItsBootstrapSpreads) {
  std::mt19937_64 random(7);
  auto up_to_one = [&] { return static_cast<double>(random() >> 11) * 0x1p-53; };
  for (int round = 0; round < 3; ++round) {
    std::vector<Customer> customers;
    std::map<std::vector<std::uint32_t>, Stratum> strata;
    for (int i = 0; i < 1'200; ++i) {
      std::uint32_t segment = static_cast<std::uint32_t>(random() % 3), region = static_cast<std::uint32_t>(random() % 2);
      bool had = up_to_one() < 0.2 + 0.2 * segment;
      bool outcome = up_to_one() < 0.25 + 0.1 * segment + 0.1 * region - 0.12 * had;
      customers.push_back({{1, double(had), double(segment == 1), double(segment == 2), double(region == 1)}, double(outcome)});
      auto& stratum = strata[{segment, region}];
      stratum.values = {segment, region};
      ++stratum.n[had][outcome];
    }
    std::vector<Stratum> list;
    for (const auto& [values, stratum] : strata) list.push_back(stratum);
    auto told = associate(list);
    EXPECT_FALSE(told.ridge);
    EXPECT_NEAR(told.effect, slow_effect(customers, std::vector<double>(customers.size(), 1)), 1e-7);
    double sum = 0, squares = 0;
    const int draws = 400;
    for (int draw = 0; draw < draws; ++draw) {
      std::vector<double> weights(customers.size());
      for (std::size_t i = 0; i < customers.size(); ++i) ++weights[random() % customers.size()];
      auto effect = slow_effect(customers, weights);
      sum += effect;
      squares += effect * effect;
    }
    auto spread = std::sqrt(squares / draws - sum / draws * sum / draws);
    EXPECT_NEAR((told.high - told.low) / 2 / 1.959964, spread, 0.12 * spread) << "round " << round;
    EXPECT_GT(told.high, -0.12);
    EXPECT_LT(told.low, -0.12);
  }
}

}  // namespace
}  // namespace journey
