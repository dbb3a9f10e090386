// Market at risk and damage: the worked example of domain.md §4 with its actions, and what drawing respondents again says.
#include "journey/living/at_risk.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

namespace journey {
namespace {

const Assumed example{.customers = 10'000, .problem_rate = 0.20, .complaint_rate = 0.50, .satisfied = 0.40, .mollified = 0.35, .dissatisfied = 0.25,
                      .loss_satisfied = 0.05, .loss_mollified = 0.15, .loss_dissatisfied = 0.40, .loss_silent = 0.20, .value = 500,
                      .told_satisfied = 0, .told_mollified = 5, .told_dissatisfied = 10, .told_silent = 4, .hearers_lost = 0.01};

TEST(AtRisk, IsTheWorkedExample) {
  auto told = damage_of(example);
  EXPECT_NEAR(told.problems, 2'000, 1e-9);
  EXPECT_NEAR(told.lost, 372.5, 1e-9);
  EXPECT_NEAR(told.at_risk, 186'250, 1e-6);
  EXPECT_NEAR(told.lost_by_word, 82.5, 1e-9);
  EXPECT_NEAR(told.word_of_mouth, 41'250, 1e-6);
  EXPECT_NEAR(told.damage, 227'500, 1e-6);
  EXPECT_NEAR(told.lost_silent, 200, 1e-9);
}

TEST(AtRisk, WhatActionsSave) {
  auto before = damage_of(example);
  auto handled = damage_of(Action{.complaint_rate = 0.60, .satisfied = 0.55, .mollified = 0.30, .dissatisfied = 0.15}.on(example));
  EXPECT_NEAR(handled.lost, 319.0, 1e-9);
  EXPECT_NEAR(handled.damage, 193'500, 1e-6);
  EXPECT_NEAR(before.damage - handled.damage, 34'000, 1e-6);
  auto prevented = damage_of(Action{.problem_rate = 0.15}.on(example));
  EXPECT_NEAR(prevented.lost, 279.4, 0.05);
  EXPECT_NEAR(before.damage - prevented.damage, 56'875, 1e-6);
  auto solicited = damage_of(Action{.complaint_rate = 0.65}.on(example));   // asked for, and handled as badly as ever
  EXPECT_NEAR(solicited.lost, 364.25, 1e-9);
  EXPECT_NEAR(before.at_risk - solicited.at_risk, 4'125, 1e-6);
  EXPECT_NEAR(solicited.word_of_mouth - before.word_of_mouth, 375, 1e-6);
}

TEST(AtRisk, EachAssumptionMovedAlone) {
  auto swings = sensitivity(example);
  ASSERT_EQ(swings.size(), 16u);
  for (std::size_t i = 1; i < swings.size(); ++i)
    EXPECT_GE(std::abs(swings[i - 1].damage_higher - swings[i - 1].damage_lower), std::abs(swings[i].damage_higher - swings[i].damage_lower));
  for (const auto& swing : swings)
    if (swing.assumption == "problem_rate") {
      EXPECT_NEAR(swing.damage_lower, 227'500 * 0.8, 1e-6);
      EXPECT_NEAR(swing.damage_higher, 227'500 * 1.2, 1e-6);
    } else if (swing.assumption == "satisfied") {
      EXPECT_LT(swing.damage_higher, swing.damage_lower);
    }
}

TEST(AtRisk, TheFewerRespondentsTheWiderAndAlwaysTheSame) {
  auto few = draw(example, 200), many = draw(example, 5'000), again = draw(example, 200);
  EXPECT_EQ(few.damage.low, again.damage.low);
  EXPECT_EQ(few.damage.high, again.damage.high);
  for (const auto& drawn : {few, many}) {
    EXPECT_LT(drawn.damage.low, 227'500);
    EXPECT_GT(drawn.damage.high, 227'500);
    EXPECT_LT(drawn.lost.low, 372.5);
    EXPECT_GT(drawn.lost.high, 372.5);
  }
  EXPECT_NEAR((few.damage.high - few.damage.low) / (many.damage.high - many.damage.low), 5, 1);
  // Of 5,000 respondents 1,000 had a problem: by hand the variance of lost is that of the share of all that had one and left.
  auto p = 0.03725, error = 10'000 * std::sqrt(p * (1 - p) / 5'000);
  EXPECT_NEAR(many.lost.high - many.lost.low, 2 * 1.96 * error, 0.15 * 2 * 1.96 * error);
}

TEST(AtRisk, WhatAnActionSavesIsDrawnFromTheSameRespondents) {
  auto prevented = draw(example, 2'000, Action{.problem_rate = 0.15});
  ASSERT_TRUE(prevented.saved);
  EXPECT_LT(prevented.saved->low, 56'875);
  EXPECT_GT(prevented.saved->high, 56'875);
  EXPECT_GT(prevented.saved->low, 0);
  auto nothing = draw(example, 2'000, Action{});
  EXPECT_EQ(nothing.saved->low, 0);
  EXPECT_EQ(nothing.saved->high, 0);
}

}  // namespace
}  // namespace journey
