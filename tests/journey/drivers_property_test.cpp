// Who is compared with whom, against a slow look at the log; and the customers behind it.
#include <gtest/gtest.h>

#include "random_question.h"
#include "reference.h"

namespace journey {
namespace {

DriversQuestion some_drivers(Grown& grown) {
  auto& dice = grown.dice();
  DriversQuestion question{.start = some_match(grown), .outcome = some_match(grown)};
  if (dice.once_in(2)) question.before = dice.up_to(20 * base::day);
  if (dice.once_in(2)) question.after = dice.up_to(5 * base::day);
  question.within = 1 + dice.up_to(20 * base::day);
  question.as_of = 1'700'000'000 * base::second + dice.up_to(70) * base::day;
  question.known = some_known(grown, question.as_of);
  for (auto n = dice.up_to(4); n-- > 0;) question.drivers.push_back({some_match(grown), static_cast<Felt>(dice.up_to(2))});
  if (dice.once_in(2)) question.adjust.push_back({true, 0});
  if (dice.once_in(2)) question.adjust.push_back({false, static_cast<std::size_t>(dice.up_to(1))});
  question.scope = some_scope(grown);
  return question;
}

std::vector<std::pair<std::vector<Code>, std::vector<std::int64_t>>> plain(const std::vector<Stratum>& strata) {
  std::vector<std::pair<std::vector<Code>, std::vector<std::int64_t>>> list;
  for (const auto& one : strata) list.push_back({one.values, {one.n[0][0], one.n[0][1], one.n[1][0], one.n[1][1]}});
  std::sort(list.begin(), list.end());
  return list;
}

TEST(QuestionsDrivers, AreComparedAsALookAtEverybodySays) {
  Workers workers(2);
  for (std::uint64_t seed = 1; seed <= logs; ++seed) {
    Grown grown(seed);
    auto question = some_drivers(grown);
    auto expected = reference::drivers(grown.log, question);
    auto found = drivers(workers, *grown.view, question);
    ASSERT_EQ(found.groups.size(), expected.groups.size()) << "seed " << seed;
    for (const auto& [code, told] : expected.groups) {
      const auto& other = found.groups[code];
      EXPECT_EQ(std::tie(other.customers, other.outcomes, other.open, other.early), std::tie(told.customers, told.outcomes, told.open, told.early)) << "seed " << seed;
      ASSERT_EQ(other.drivers.size(), told.drivers.size()) << "seed " << seed;
      EXPECT_EQ(std::int64_t(people_of(workers, *grown.view, question, {.group = code}).size()), told.customers) << "seed " << seed;
      for (std::size_t d = 0; d < told.drivers.size(); ++d) {
        EXPECT_EQ(plain(other.drivers[d]), plain(told.drivers[d])) << "seed " << seed << " driver " << d;
        for (bool with : {false, true})
          for (bool outcome : {false, true}) {
            std::int64_t n = 0;
            for (const auto& stratum : told.drivers[d]) n += stratum.n[with][outcome];
            EXPECT_EQ(std::int64_t(people_of(workers, *grown.view, question, {d, with, outcome, code}).size()), n) << "seed " << seed << " driver " << d;
          }
      }
    }
  }
}

TEST(QuestionsDrivers, TheCommonestActivitiesComeFirstAndThoseThatWereFelt) {
  Workers workers(2);
  for (std::uint64_t seed = 1; seed <= logs / 10; ++seed) {
    Grown grown(seed);
    std::map<std::uint32_t, std::pair<std::int64_t, std::int64_t>> counts;
    for (const auto& one : grown.log.told) ++counts[one.activity].first, counts[one.activity].second += one.feeling != Event::no_feeling;
    std::size_t expected = 0;
    for (const auto& [activity, n] : counts) expected += 1 + (n.second > 0);
    auto found = commonest_drivers(workers, *grown.view, 1000);
    EXPECT_EQ(found.size(), expected) << "seed " << seed;
    std::int64_t last = INT64_MAX;
    for (const auto& driver : found) {
      auto activity = static_cast<std::uint32_t>(std::find(driver.match.activities.begin(), driver.match.activities.end(), 1) - driver.match.activities.begin());
      EXPECT_LE(counts[activity].first, last) << "seed " << seed;
      last = counts[activity].first;
    }
    EXPECT_EQ(commonest_drivers(workers, *grown.view, 2).size(), std::min<std::size_t>(2, expected));
  }
}

}  // namespace
}  // namespace journey
