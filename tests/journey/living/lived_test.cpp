// What somebody lived, and what came afterwards: each rule by a small life.
#include "journey/living/lived.h"

#include <gtest/gtest.h>

#include "journey/living/lives.h"
#include "journey/map/document.h"

namespace journey {
namespace {

using record::ScoreKind;

std::string number(std::int64_t at) {
  char text[32];
  std::snprintf(text, sizeof text, "%.4g", static_cast<double>(at) / static_cast<double>(day));
  return text;
}

// "0 good from 3" for each: when it was, how, and from when on it is known; all persons in their order.
std::vector<std::string> lived(const World& world, const Sight& sight, const Place& place, Signal signal) {
  std::vector<std::string> lines;
  Lives lives(sight);
  world.each([&](const Columns& columns, std::uint32_t person) {
    for (const auto& one : lives.at(columns, person, place, signal)) {
      lines.push_back(number(one.at) + (one.bad ? " bad" : " good") + " from " + number(one.known));
      for (auto event = columns.starts[person]; event < columns.starts[person + 1]; ++event)
        if (event < one.behind) EXPECT_LE(columns.at(event), std::max(one.known, one.at));
        else EXPECT_GE(columns.at(event), one.known);
    }
  });
  return lines;
}
using Lines = std::vector<std::string>;
Experience score(ScoreKind kind, double value) { return {kind, value}; }
Experience feels(int hundredths) { return {std::nullopt, 0, hundredths}; }

TEST(Lived, APromiseWithinASpan) {
  // 1 asks, 2 answers, within two days.
  Place place{.match = only(2), .promise = PromiseMade{only(1), 2 * day}};
  World world({{1, 0, 1}, {1, 1, 2}, {1, 10, 1}, {1, 13, 2}, {2, 0, 1}, {3, 99, 1}});
  EXPECT_EQ(lived(world, world.sight(100), place, Signal::broken), (Lines{"0 good from 1", "10 bad from 12", "0 bad from 2"}));   // the last is not due yet
  EXPECT_EQ(lived(world, world.sight(101.5), place, Signal::broken).back(), "99 bad from 101");
  World last({{1, 0, 1}, {1, 2, 2}});
  EXPECT_EQ(lived(last, last.sight(), place, Signal::broken), (Lines{"0 good from 2"}));   // the last moment counts
}

TEST(Lived, CasesKeepTwoOrdersApart) {
  Place place{.match = only(2), .promise = PromiseMade{only(1), 2 * day}};
  World world({{1, 0, 1, 0, 0, 7}, {1, 1, 1, 0, 0, 8}, {1, 1.5, 2, 0, 0, 8}, {1, 5, 2, 0, 0, 7}});
  EXPECT_EQ(lived(world, world.sight(100, true), place, Signal::broken), (Lines{"0 bad from 2", "1 good from 1.5"}));
  EXPECT_EQ(lived(world, world.sight(100, false), place, Signal::broken), (Lines{"0 good from 1.5", "1 good from 1.5"}));
}

TEST(Lived, WhatWasPromisedToOneCustomer) {
  // 1 is the order that tells when it is due, 2 the delivery.
  Place place{.match = only(2), .promise = PromiseMade{only(1), std::nullopt}};
  auto order = [](CustomerId person, double at, double due, Code case_) { return Happened{person, at, 1, 0, kept, case_, 0, due}; };
  World world({order(1, 0, 5, 1), {1, 4, 2, 0, 0, 1}, order(2, 0, 5, 2), {2, 9, 2, 0, 0, 2}, order(3, 0, 5, 3), order(4, 0, 200, 4), {5, 0, 1}});
  EXPECT_EQ(lived(world, world.sight(100, true), place, Signal::broken), (Lines{"4 good from 4", "5 bad from 5", "5 bad from 5"}));   // met, late, never; the others are not due
  // It says itself that it was kept, whatever the clock says.
  World said({order(1, 0, 5, 1), {1, 9, 2, 0, kept, 1}});
  EXPECT_EQ(lived(said, said.sight(100, true), place, Signal::broken), (Lines{"9 good from 9"}));
}

TEST(Lived, WhatSaysItselfWhetherItWasInTime) {
  Place place{.match = only(2), .promise = PromiseMade{}};
  World world({{1, 4, 2, 0, kept, 0, 0, 5.0}, {2, 9, 2, 0, broken, 0, 0, 5.0}, {3, 9, 2, 0, broken}, {4, 9, 2}, {4, 10, 3, 0, broken}});
  EXPECT_EQ(lived(world, world.sight(), place, Signal::broken), (Lines{"4 good from 4", "5 bad from 5", "9 bad from 9"}));
}

TEST(Lived, BelowWhatWasExpected) {
  Place place{.answers = only(6)};
  auto expected = [](CustomerId person, double at, double value, Code case_ = 0) { return Happened{person, at, 6, 0, 0, case_, 0, {}, {}, score(ScoreKind::expectation, value)}; };
  auto perceived = [](CustomerId person, double at, double value, Code case_ = 0) { return Happened{person, at, 6, 0, 0, case_, 0, {}, {}, score(ScoreKind::perception, value)}; };
  World world({expected(1, 0, 6), perceived(1, 3, 5), perceived(1, 8, 6),   // the last one told before it
               perceived(2, 0, 5), expected(2, 0.5, 6),                    // asked together, the other way round
               perceived(3, 0, 5), expected(3, 2, 6),                      // too late to belong to it
               expected(4, 0, 7, 1), expected(4, 1, 3, 2), perceived(4, 2, 4, 1)});
  EXPECT_EQ(lived(world, world.sight(), place, Signal::below), (Lines{"3 bad from 3", "8 good from 8", "0 bad from 0.5", "2 good from 2"}));
  EXPECT_EQ(lived(world, world.sight(1000, true), place, Signal::below).back(), "2 bad from 2");
}

TEST(Lived, LowScoresAndNegativeWords) {
  for (auto [kind, low] : {std::pair(ScoreKind::nps, 6.0), {ScoreKind::csat, 2.0}, {ScoreKind::stars, 2.0}, {ScoreKind::ces, 3.0}}) {
    EXPECT_EQ(negative(score(kind, low)), true);
    EXPECT_EQ(negative(score(kind, low + 1)), false);
  }
  EXPECT_EQ(negative(feels(-1)), true);
  EXPECT_EQ(negative(feels(0)), false);
  EXPECT_EQ(negative({ScoreKind::stars, 5, -80}), false);   // the score is what they answered
  EXPECT_EQ(negative({ScoreKind::perception, 1, -80}), true);
  EXPECT_FALSE(negative({ScoreKind::perception, 1}));
  EXPECT_FALSE(negative({}));
  Place place{.match = only(2), .answers = only(6)};
  World world({{1, 0, 2, 0, 0, 0, 0, {}, {}, feels(-40)}, {1, 1, 6, 0, 0, 0, 0, {}, {}, score(ScoreKind::csat, 4)}, {1, 2, 7, 0, 0, 0, 0, {}, {}, feels(-40)}});
  EXPECT_EQ(lived(world, world.sight(), place, Signal::negative), (Lines{"0 bad from 0", "1 good from 1"}));
}

TEST(Lived, ContactsThatWereRepeated) {
  // domain.md, contact metrics: A0 failed, A20, B0, C0 on one topic and C2 on another did not.
  Place place{.contact = only(1)};
  World world({{1, 0, 1, 1}, {1, 5, 1, 1}, {1, 20, 1, 1}, {2, 0, 1, 1}, {3, 0, 1, 1}, {3, 2, 1, 2}});
  EXPECT_EQ(lived(world, world.sight(30), place, Signal::repeat), (Lines{"0 bad from 7", "20 good from 27", "0 good from 7", "0 good from 7", "2 good from 9"}));
  EXPECT_EQ(lived(world, world.sight(25), place, Signal::repeat).size(), 4u);   // the window of day 20 is open
  // A chain of three: its later ones begin nothing, and what came late in it is no answer to its first.
  World chain({{1, 0, 1, 1}, {1, 6, 1, 1}, {1, 12, 1, 1}});
  EXPECT_EQ(lived(chain, chain.sight(30), place, Signal::repeat), (Lines{"0 bad from 7"}));
}

TEST(Lived, ComplaintsBelongToWhatTheyCameSoonAfter) {
  Place place{.match = only(2), .complaint = only(4)};
  World world({{1, 0, 2}, {1, 6, 4}, {1, 10, 2}, {1, 17.5, 4}, {2, 0, 4}, {2, 1, 2}, {3, 97, 2}, {3, 98, 4}});
  EXPECT_EQ(lived(world, world.sight(100), place, Signal::complaint), (Lines{"0 bad from 7", "10 good from 17", "1 good from 8"}));
}

TEST(Lived, OnlyWhatAPlaceHasIsLookedAt) {
  EXPECT_FALSE(Place().has(Signal::negative));
  EXPECT_FALSE((Place{.match = only(1)}).has(Signal::broken));
  EXPECT_TRUE((Place{.match = only(1), .promise = PromiseMade{}}).has(Signal::broken));
  EXPECT_TRUE((Place{.answers = only(1)}).has(Signal::below));
  EXPECT_FALSE((Place{.match = only(1)}).has(Signal::complaint));
  EXPECT_FALSE((Place{.match = only(1)}).has(Signal::repeat));
}

// -- What came afterwards, of the first experience of person 1: a broken promise on day 10 in case 7, unless said otherwise.
Came came(std::vector<Happened> log, const OutcomeMatch& outcome, double as_of = 1000, bool with_cases = false) {
  log.push_back({1, 10, 2, 0, broken, 7});
  World world(log);
  auto sight = world.sight(as_of, with_cases);
  Lives lives(sight);
  Came found;
  world.each([&](const Columns& columns, std::uint32_t person) {
    const auto& all = lives.at(columns, person, {.match = only(2), .promise = PromiseMade{}}, Signal::broken);
    found = came_after(columns, person, sight, outcome, all.at(0));
  });
  return found;
}

TEST(Outcome, HappensWithinItsWindow) {
  OutcomeMatch again{.match = only(1), .within = 30 * day, .currency = of_currency};
  EXPECT_EQ(came({{1, 40, 1}}, again).value, 1);
  EXPECT_EQ(came({{1, 40.001, 1}}, again).value, 0);
  EXPECT_EQ(came({{1, 9, 1}}, again).value, 0);
  EXPECT_EQ(came({}, again, 40).fate, Fate::open);
  EXPECT_EQ(came({}, again, 40.001).fate, Fate::compared);
  auto paid = came({{1, 20, 1, 0, 0, 0, 1, {}, 500}, {1, 25, 1, 0, 0, 0, 1, {}, 300}, {1, 26, 1, 0, 0, 0, 2, {}, 70}}, again);
  EXPECT_EQ(paid.value, 1);
  EXPECT_EQ(paid.paid, (std::map<Code, double>{{1, 800}, {2, 70}}));
}

TEST(Outcome, TimeToReactRunsFromWhenItWasOver) {
  // Due on day 10, came on day 16: from day 10 on, until 30 days after day 16.
  auto late = [](double at, double as_of) {
    World world({{1, 16, 2, 0, broken, 0, 0, 10.0}, {1, at, 1}});
    auto sight = world.sight(as_of);
    Lives lives(sight);
    Came found;
    world.each([&](const Columns& columns, std::uint32_t person) {
      found = came_after(columns, person, sight, {.match = only(1), .within = 30 * day}, lives.at(columns, person, {.match = only(2), .promise = PromiseMade{}}, Signal::broken).at(0));
    });
    return found;
  };
  EXPECT_EQ(late(10, 1000).value, 0);
  EXPECT_EQ(late(11, 1000).value, 1);
  EXPECT_EQ(late(46, 1000).value, 1);
  EXPECT_EQ(late(46.1, 1000).value, 0);
  EXPECT_EQ(late(20, 46).fate, Fate::open);
}

TEST(Outcome, WhatHadBeenBefore) {
  OutcomeMatch again{.match = only(1), .within = 30 * day, .currency = of_currency};
  EXPECT_EQ(came({}, again).before, 0u);
  EXPECT_EQ(came({{1, 9, 1}, {1, 5, 1}}, again).before, 2u);
  EXPECT_EQ(came({{1, 9, 1}, {1, 8, 1}, {1, 7, 1}, {1, 6, 1}, {1, 5, 1}}, again).before, 3u);
  EXPECT_EQ(came({{1, -21, 1}}, again).before, 0u);                                     // too long ago
  EXPECT_EQ(came({{1, 9, 1, 0, 0, 7}, {1, 5, 1, 0, 0, 6}}, again, 1000, true).before, 1u);   // its own case says nothing
  OutcomeMatch score{.kind = OutcomeKind::score, .match = only(6), .within = 30 * day, .score = ScoreKind::csat};
  auto answer = [](double at, double value, Code case_ = 0) { return Happened{1, at, 6, 0, 0, case_, 0, {}, {}, Experience{ScoreKind::csat, value}}; };
  auto told = came({answer(1, 5), answer(2, 3), answer(12, 2), answer(13, 4)}, score);
  EXPECT_EQ(told.value, 2);          // the first of them
  EXPECT_EQ(told.before, 4u);        // the last before
  EXPECT_EQ(came({answer(41, 2)}, score).fate, Fate::missing);
  score.same_case = true;
  EXPECT_EQ(came({answer(12, 2, 8), answer(13, 4, 7)}, score, 1000, true).value, 4);
  OutcomeMatch money{.kind = OutcomeKind::revenue, .match = only(1), .within = 30 * day, .currency = of_currency};
  auto none = came({}, money).before, little = came({{1, 9, 1, 0, 0, 0, 1, {}, 500}}, money).before, much = came({{1, 9, 1, 0, 0, 0, 1, {}, 50'000}}, money).before;
  EXPECT_EQ(none, 0u);
  EXPECT_LT(little, much);
  EXPECT_LT(much, 30u);
}

TEST(Outcome, WhoHadItBeforeItWasKnownIsLeftOut) {
  // Contacts whose repetition is known a week later.
  World world({{1, 0, 1, 1}, {1, 3, 3}, {2, 0, 1, 1}, {2, 8, 3}});
  auto sight = world.sight();
  Lives lives(sight);
  std::vector<Came> found;
  world.each([&](const Columns& columns, std::uint32_t person) {
    found.push_back(came_after(columns, person, sight, {.match = only(3), .within = 30 * day}, lives.at(columns, person, {.contact = only(1)}, Signal::repeat).at(0)));
  });
  EXPECT_EQ(found[0].fate, Fate::early);
  EXPECT_EQ(found[1].fate, Fate::compared);
  EXPECT_EQ(found[1].value, 1);
}

}  // namespace
}  // namespace journey
