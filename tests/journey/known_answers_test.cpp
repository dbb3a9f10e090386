// Answers that are known from elsewhere: worked by hand, or told by domain.md.
#include <gtest/gtest.h>

#include "journey/funnel.h"
#include "journey/growth.h"
#include "journey/repeats.h"
#include "journey/variants.h"

namespace journey {
namespace {

constexpr std::int64_t day = base::day;

struct Lived {
  CustomerId person;
  double at;               // days
  std::uint32_t activity;
  Code topic = 0;
};

std::shared_ptr<const View> view_of(const std::vector<Lived>& log) {
  Change change{.events = {1, {}, {}}, .activities = 10};
  for (const auto& one : log) change.events.add({.profile = one.person, .at = static_cast<std::int64_t>(one.at * static_cast<double>(day)), .position = ++change.last, .activity = one.activity}, &one.topic);
  return next(*View::empty(1, 0), std::move(change));
}
Match only(std::uint32_t activity) {
  Match match{std::vector<std::uint8_t>(10)};
  match.activities[activity] = 1;
  return match;
}

TEST(KnownAnswers, FirstContactResolution) {
  // A on topic 1 on day 0, 5 (a repeat), 20 (a new chain); B on topic 1 on day 0; C on topic 1 on day 0, on topic 2 on day 2.
  auto view = view_of({{1, 0, 1, 1}, {1, 5, 1, 1}, {1, 20, 1, 1}, {2, 0, 1, 1}, {3, 0, 1, 1}, {3, 2, 1, 2}});
  Workers workers(2);
  auto told = repeats(workers, *view, {.contact = only(1), .topic = 0, .within = 7 * day, .as_of = 30 * day}).groups[0];
  EXPECT_EQ(told.firsts, 5);
  EXPECT_EQ(told.resolved, 4);
  EXPECT_EQ(told.contacts, 6);
  EXPECT_EQ(told.repeats, 1);
  EXPECT_EQ(told.open, 0);
  // On day 25 the last chain may still get a repeat: it is not counted.
  told = repeats(workers, *view, {.contact = only(1), .topic = 0, .within = 7 * day, .as_of = 25 * day}).groups[0];
  EXPECT_EQ(told.firsts, 4);
  EXPECT_EQ(told.resolved, 3);
  EXPECT_EQ(told.open, 1);
}

std::vector<std::int64_t> counts(const std::vector<Lived>& log, FunnelQuestion question) {
  Workers workers(2);
  std::vector<std::int64_t> customers;
  auto result = funnel(workers, *view_of(log), question);
  for (const auto& step : result.groups[0]) customers.push_back(step.customers);
  return customers;
}

TEST(KnownAnswers, AFunnelBeginsAgainWithEachFirstStep) {
  FunnelQuestion question{.steps = {{only(1)}, {only(2)}, {only(3)}}, .within = 10 * day};
  EXPECT_EQ(counts({{1, 0, 1}, {1, 8, 1}, {1, 9, 2}, {1, 17, 3}}, question), (std::vector<std::int64_t>{1, 1, 1}));   // the second start counts
  EXPECT_EQ(counts({{1, 0, 1}, {1, 9, 2}, {1, 11, 3}}, question), (std::vector<std::int64_t>{1, 1, 0}));              // too late
  EXPECT_EQ(counts({{1, 0, 1}, {1, 10, 2}}, question), (std::vector<std::int64_t>{1, 1, 0}));                         // the last moment counts
  EXPECT_EQ(counts({{1, 0, 2}, {1, 1, 1}, {1, 2, 3}}, question), (std::vector<std::int64_t>{1, 0, 0}));               // not in this order
}

TEST(KnownAnswers, OneInteractionServesOneStep) {
  FunnelQuestion question{.steps = {{only(1)}, {only(1)}}, .within = 10 * day};
  EXPECT_EQ(counts({{1, 0, 1}, {2, 0, 1}, {2, 0, 1}}, question), (std::vector<std::int64_t>{2, 1}));
}

TEST(KnownAnswers, StepsFollowDirectlyAndExclusionsEndChains) {
  FunnelQuestion direct{.steps = {{only(1)}, {only(2), true}}, .within = 10 * day};
  EXPECT_EQ(counts({{1, 0, 1}, {1, 1, 5}, {1, 2, 2}, {2, 0, 1}, {2, 1, 2}}, direct), (std::vector<std::int64_t>{2, 1}));
  FunnelQuestion without{.steps = {{only(1)}, {only(2)}}, .exclusions = {{only(5)}}, .within = 10 * day};
  EXPECT_EQ(counts({{1, 0, 1}, {1, 1, 5}, {1, 2, 2}, {2, 0, 1}, {2, 1, 6}, {2, 2, 2}, {3, 0, 1}, {3, 1, 5}, {3, 2, 1}, {3, 3, 2}}, without), (std::vector<std::int64_t>{3, 2}));
}

TEST(KnownAnswers, OfNothing) {
  FunnelQuestion question{.steps = {{only(1)}}, .within = day};
  EXPECT_EQ(counts({}, question), (std::vector<std::int64_t>{0}));
}

// "1 2 3 (2 times, median 2 d)", commonest first.
std::vector<std::string> told(const std::vector<Lived>& log, const VariantsQuestion& question, std::string& rest) {
  Workers workers(2);
  auto all = variants(workers, *view_of(log), question).groups[0];
  std::vector<std::string> lines;
  for (const auto& variant : all.variants) {
    std::string line;
    for (auto activity : variant.activities) line += std::to_string(activity) + " ";
    lines.push_back(line + "(" + std::to_string(variant.episodes) + " times, median " + std::to_string(static_cast<int>(variant.median / double(day))) + " d)");
  }
  rest = std::to_string(all.episodes) + " episodes of " + std::to_string(all.customers) + " customers, " + std::to_string(all.open) + " open, " + std::to_string(all.too_long) + " too long";
  return lines;
}
using Lines = std::vector<std::string>;

TEST(KnownAnswers, AnEpisodeIsWhatItsBoundsSay) {
  // 1 orders, 2 asks, 3 receives.
  const std::vector<Lived> log{{1, 0, 1}, {1, 1, 2}, {1, 1, 2}, {1, 4, 3}, {1, 5, 2}, {1, 6, 1}, {1, 8, 3}, {2, 0, 2}, {2, 1, 1}, {2, 3, 3}, {2, 4, 1}, {3, 7, 2}};
  std::string rest;
  EXPECT_EQ(told(log, {.start = only(1), .end = only(3)}, rest), (Lines{"1 3 (2 times, median 2 d)", "1 2 2 3 (1 times, median 4 d)"}));
  EXPECT_EQ(rest, "3 episodes of 2 customers, 1 open, 0 too long");
  EXPECT_EQ(told(log, {.start = only(1)}, rest), (Lines{"1 3 (2 times, median 2 d)", "1 (1 times, median 0 d)", "1 2 2 3 2 (1 times, median 5 d)"}));
  EXPECT_EQ(rest, "4 episodes of 2 customers, 0 open, 0 too long");
  EXPECT_EQ(told(log, {.end = only(3), .fold_repeats = true}, rest), (Lines{"2 1 3 (2 times, median 3 d)", "1 2 3 (1 times, median 4 d)"}));
  EXPECT_EQ(rest, "3 episodes of 2 customers, 2 open, 0 too long");
  EXPECT_EQ(told(log, {}, rest), (Lines{"1 2 2 3 2 1 3 (1 times, median 8 d)", "2 (1 times, median 0 d)", "2 1 3 1 (1 times, median 4 d)"}));
  EXPECT_EQ(rest, "3 episodes of 3 customers, 0 open, 0 too long");
}

TEST(KnownAnswers, AKeyMakesAnEpisodeOfEachCase) {
  // Two orders of one customer, one within the other; an interaction that is about neither.
  const std::vector<Lived> log{{1, 0, 1, 7}, {1, 1, 1, 8}, {1, 2, 5, 0}, {1, 3, 3, 8}, {1, 9, 3, 7}, {2, 0, 1, 9}};
  std::string rest;
  EXPECT_EQ(told(log, {.key = 0}, rest), (Lines{"1 3 (2 times, median 5 d)", "1 (1 times, median 0 d)"}));
  EXPECT_EQ(rest, "3 episodes of 2 customers, 0 open, 0 too long");
  EXPECT_EQ(told(log, {.start = only(1), .end = only(3)}, rest), (Lines{"1 1 5 3 (1 times, median 3 d)"}));
}

TEST(KnownAnswers, WhatIsTooLongStandsInNoVariant) {
  std::vector<Lived> log;
  for (std::size_t n = 0; n <= base::limits::variant_activities; ++n) log.push_back({1, double(n), static_cast<std::uint32_t>(1 + n % 2)});
  log.push_back({2, 0, 1});
  std::string rest;
  EXPECT_EQ(told(log, {}, rest), (Lines{"1 (1 times, median 0 d)"}));
  EXPECT_EQ(rest, "2 episodes of 2 customers, 0 open, 1 too long");
}

TEST(KnownAnswers, AnEpisodeOfMoreThanAThousandIsCountedApart) {
  auto lived = [](std::size_t n) {
    std::vector<Lived> log;
    for (std::size_t i = 0; i < n; ++i) log.push_back({1, static_cast<double>(i) / 1000, static_cast<std::uint32_t>(1 + i % 2)});
    return log;
  };
  std::string rest;
  EXPECT_EQ(told(lived(base::limits::variant_activities), {}, rest).size(), 1u);
  EXPECT_EQ(rest, "1 episodes of 1 customers, 0 open, 0 too long");
  EXPECT_EQ(told(lived(base::limits::variant_activities + 1), {}, rest).size(), 0u);
  EXPECT_EQ(rest, "1 episodes of 1 customers, 0 open, 1 too long");
}

}  // namespace
}  // namespace journey
