// Answers by kind, and what is told of how many (domain.md §1).
#include "journey/living/scores.h"

#include <gtest/gtest.h>

namespace journey {
namespace {

using record::ScoreKind;

TEST(Scores, EffortIsAMeanAndAShare) {
  Scores scores;
  const int counts[] = {0, 4, 6, 0, 5, 15, 30, 40};
  for (int value = 1; value <= 7; ++value)
    for (int i = 0; i < counts[value]; ++i) scores.add({ScoreKind::ces, static_cast<double>(value)});
  auto effort = told(scores).ces;
  ASSERT_TRUE(effort);
  EXPECT_NEAR(*effort->mean.mean, 5.71, 1e-9);
  // By t with 99 degrees of freedom; the worked example has ±0.319 by z.
  EXPECT_NEAR((*effort->mean.high - *effort->mean.mean) * 10 / 1.98422, 1.629, 0.0005);
  EXPECT_NEAR(effort->share.share, 0.85, 1e-9);
  EXPECT_NEAR(effort->share.low, 0.7672, 0.00005);
  EXPECT_NEAR(effort->share.high, 0.9069, 0.00005);
}

TEST(Scores, EachKindIsCountedForItself) {
  Scores scores, more;
  scores.add({ScoreKind::nps, 9, -20});
  scores.add({ScoreKind::nps, 8});
  more.add({ScoreKind::nps, 6});
  more.add({ScoreKind::csat, 4});
  more.add({ScoreKind::csat, 3});
  more.add({ScoreKind::perception, 5});
  more.add({ScoreKind::expectation, 6.5});
  more.add({ScoreKind::stars, 2});
  more.add({std::nullopt, 0, 100});
  scores += more;
  EXPECT_EQ(std::tuple(scores.nps.promoters, scores.nps.passives, scores.nps.detractors), std::tuple(1, 1, 1));
  EXPECT_EQ(std::pair(scores.csat.count, scores.csat.of), (std::pair<std::int64_t, std::int64_t>(1, 2)));
  EXPECT_EQ(std::tuple(scores.perception.mean(), scores.expectation.mean(), scores.stars.mean(), scores.ces.n), std::tuple(5, 6.5, 2, 0));
  EXPECT_EQ(std::pair(scores.sentiment.n, scores.sentiment.mean()), (std::pair<std::int64_t, double>(2, 0.4)));
}

TEST(Scores, FewAnswersAreHiddenOrSaidToBeFew) {
  Scores scores;
  for (int i = 1; i <= 30; ++i) {
    scores.add({ScoreKind::nps, 10});
    scores.add({ScoreKind::csat, 4});
    scores.add({ScoreKind::stars, 1.0 + i % 5});
    auto said = told(scores);
    EXPECT_EQ(said.nps->value.has_value(), i >= 5) << i;
    EXPECT_EQ(said.stars->mean.has_value(), i >= 5) << i;
    EXPECT_EQ(std::pair(said.csat->hidden, said.csat->few), std::pair(i < 5, i < 30)) << i;
    EXPECT_EQ(said.csat->count, i < 5 ? 0 : i) << i;
    EXPECT_EQ(said.csat->of, i);
  }
}

}  // namespace
}  // namespace journey
