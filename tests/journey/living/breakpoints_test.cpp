// Break points over whole views: the worked example of domain.md §6, and whom a customer stands with.
#include "journey/living/breakpoints.h"

#include <gtest/gtest.h>

#include "journey/living/break_effect.h"
#include "journey/living/lives.h"
#include "journey/map/document.h"

namespace journey {
namespace {

// Everybody is delivered to on day 10 (activity 2) and may leave (activity 9) afterwards.
BreakQuestion question(const World& world) {
  return {.places = {{.match = only(2), .promise = PromiseMade{}}}, .signals = {Signal::broken}, .outcome = {.match = only(9), .within = 90 * day, .currency = of_currency}, .sight = world.sight()};
}

TEST(Breakpoints, TheWorkedExampleOfThoseWhoWereHit) {
  std::vector<Happened> log;
  for (CustomerId person = 1; person <= 1'400; ++person) {
    bool hit = person <= 200;
    log.push_back({person, 10, 2, 0, hit ? broken : kept});
    if (hit ? person <= 60 : person <= 320) log.push_back({person, 30, 9, 0, 0, 0, 1, {}, person % 2 ? 300 : 500});
  }
  World world(log);
  Workers workers(2);
  auto result = breakpoints(workers, *world.view, question(world));
  EXPECT_EQ(result.customers, 1'400);
  ASSERT_EQ(result.breaks.size(), 1u);
  EXPECT_EQ(result.breaks[0].affected, 200);
  auto effect = break_effect(result.breaks[0], OutcomeKind::happens, 0);
  EXPECT_EQ(effect.n_bad, 200);
  EXPECT_EQ(effect.n_good, 1'200);
  EXPECT_NEAR(effect.outcome_bad, 0.3, 1e-12);
  EXPECT_NEAR(effect.outcome_good, 0.1, 1e-12);
  EXPECT_NEAR(effect.effect, 0.20, 1e-6);
  EXPECT_NEAR(effect.low, 0.134, 5e-4);
  EXPECT_NEAR(effect.high, 0.266, 5e-4);
  EXPECT_NEAR(*effect.ratio, 3.0, 1e-5);
  EXPECT_NEAR(*effect.ratio_low, 2.29, 5e-3);
  EXPECT_NEAR(*effect.ratio_high, 3.94, 5e-3);
  // 40 customers in excess, and what that costs at 400 each, with the doubt about both.
  auto worth = worth_of(result.breaks[0], 1);
  EXPECT_NEAR(worth.value, 400, 1e-9);
  auto loss = loss_of(200, {effect.effect, (effect.high - effect.low) / 2 / z95}, worth);
  EXPECT_NEAR(loss.value, 40 * 400, 0.1);
  EXPECT_GT(loss.low, 200 * 0.134 * 400 * 0.95);
  EXPECT_LT(loss.low, 200 * 0.134 * 400);
}

TEST(Breakpoints, TheFirstExperienceInThePeriodDecides) {
  // 1: kept, later broken; 2: broken before the period, kept in it; 3: broken; 4: its window is open.
  World world({{1, 10, 2, 0, kept}, {1, 20, 2, 0, broken}, {2, 1, 2, 0, broken}, {2, 12, 2, 0, kept}, {2, 40, 9}, {3, 12, 2, 0, broken}, {3, 30, 9}, {4, 39, 2, 0, broken}});
  auto asked = question(world);
  asked.scope.from = days(5);
  asked.scope.to = days(40);
  asked.sight.as_of = days(120);
  Workers workers(2);
  auto found = breakpoints(workers, *world.view, asked).breaks.at(0);
  EXPECT_EQ(found.affected, 3);
  EXPECT_EQ(found.open, 1);
  const auto& tally = found.strata.at({0});
  EXPECT_EQ(tally.of[1].n, 1);
  EXPECT_EQ(tally.of[1].sum, 1);
  EXPECT_EQ(tally.of[0].n, 2);
  EXPECT_EQ(tally.of[0].sum, 1);
  auto who = [&](BreakCell cell) { return people_of(workers, *world.view, asked, cell); };
  using People = std::vector<CustomerId>;
  EXPECT_EQ(who({.signal = Signal::broken, .affected = true}), (People{1, 3, 4}));
  EXPECT_EQ(who({.signal = Signal::broken, .bad = true}), (People{3}));
  EXPECT_EQ(who({.signal = Signal::broken, .bad = false}), (People{1, 2}));
  EXPECT_EQ(who({.signal = Signal::broken, .bad = false, .outcome = true}), (People{2}));
  EXPECT_EQ(who({.signal = Signal::broken}), (People{1, 2, 3}));
}

TEST(Breakpoints, MoneyIsToldByCurrencyAndNeverAdded) {
  std::vector<Happened> log;
  for (CustomerId person = 1; person <= 40; ++person) {
    bool hit = person <= 20;
    log.push_back({person, 10, 2, 0, hit ? broken : kept});
    Code currency = person % 2 ? 1 : 2;
    if (!hit || person > 10) log.push_back({person, 30, 9, 0, 0, 0, currency, {}, currency == 1 ? 1'000 : 100});
  }
  World world(log);
  auto asked = question(world);
  asked.outcome.kind = OutcomeKind::revenue;
  Workers workers(2);
  auto found = breakpoints(workers, *world.view, asked).breaks.at(0);
  auto first = break_effect(found, OutcomeKind::revenue, 1), second = break_effect(found, OutcomeKind::revenue, 2);
  EXPECT_EQ(first.n_bad, 20);
  EXPECT_NEAR(first.outcome_bad, 250, 1e-9);
  EXPECT_NEAR(first.outcome_good, 500, 1e-9);
  EXPECT_NEAR(first.effect, -250, 1e-5);
  EXPECT_NEAR(second.effect, -25, 1e-6);
  EXPECT_NEAR(worth_of(found, 1).value, 500, 1e-9);   // of all who paid, in either
}

TEST(Breakpoints, ScoresAreThoseOfWhoAnswered) {
  std::vector<Happened> log;
  for (CustomerId person = 1; person <= 30; ++person) {
    bool hit = person <= 12;
    log.push_back({person, 10, 2, 0, hit ? broken : kept});
    if (person % 3) log.push_back({person, 12, 6, 0, 0, 0, 0, {}, {}, Experience{record::ScoreKind::csat, hit ? 2.0 + static_cast<double>(person % 2) : 4.0 + static_cast<double>(person % 2)}});
  }
  World world(log);
  auto asked = question(world);
  asked.outcome = {.kind = OutcomeKind::score, .match = only(6), .within = 10 * day, .score = record::ScoreKind::csat, .currency = of_currency};
  Workers workers(2);
  auto found = breakpoints(workers, *world.view, asked).breaks.at(0);
  EXPECT_EQ(found.missing, 10);
  auto effect = break_effect(found, OutcomeKind::score, 0);
  EXPECT_EQ(effect.n_bad + effect.n_good, 20);
  EXPECT_NEAR(effect.effect, -2, 1e-6);
  EXPECT_LT(effect.high, -1);
}

}  // namespace
}  // namespace journey
