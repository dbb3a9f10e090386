// The customers behind every cell are as many as the cell says, and the very ones that a slow look at the log finds.
#include <gtest/gtest.h>

#include "random_question.h"
#include "reference.h"

namespace journey {
namespace {

class QuestionsCells : public testing::Test {
 protected:
  Workers workers{2};

  // `fits(person, sequence)`, of everybody in the scope.
  template <class Fits>
  static std::vector<CustomerId> who(const Log& log, const Scope& scope, Fits fits) {
    std::vector<CustomerId> people;
    for (const auto& [person, events] : reference::people(log, scope))
      if (fits(person, events)) people.push_back(person);
    return people;
  }
  static std::int64_t n(const std::vector<CustomerId>& people) {
    EXPECT_TRUE(std::is_sorted(people.begin(), people.end()));
    EXPECT_EQ(std::adjacent_find(people.begin(), people.end()), people.end());
    return static_cast<std::int64_t>(people.size());
  }
};

TEST_F(QuestionsCells, Flow) {
  for (std::uint64_t seed = 1; seed <= logs; ++seed) {
    Grown grown(seed);
    FlowQuestion question{.scope = some_scope(grown)};
    for (const auto& [code, told] : flow(workers, *grown.view, question).groups) {
      auto of_group = [&, code = code](CustomerId person, const auto& events) { return reference::group(grown.log, question.scope, person, events.front()) == code; };
      EXPECT_EQ(n(people_of(workers, *grown.view, question, {.group = code})), told.customers) << "seed " << seed;
      for (const auto& edge : told.edges) EXPECT_EQ(n(people_of(workers, *grown.view, question, {.from = edge.from, .to = edge.to, .group = code})), edge.customers) << "seed " << seed;
      for (const auto& node : told.nodes) {
        EXPECT_EQ(n(people_of(workers, *grown.view, question, {.from = node.activity, .place = FlowPlace::first, .group = code})), node.starts) << "seed " << seed;
        EXPECT_EQ(n(people_of(workers, *grown.view, question, {.from = node.activity, .place = FlowPlace::last, .group = code})), node.ends) << "seed " << seed;
        EXPECT_EQ(people_of(workers, *grown.view, question, {.from = node.activity, .group = code}), who(grown.log, question.scope, [&](CustomerId person, const auto& events) {
          return of_group(person, events) && std::any_of(events.begin(), events.end(), [&](const Told& one) { return one.activity == node.activity; });
        })) << "seed " << seed;
      }
    }
  }
}

TEST_F(QuestionsCells, Paths) {
  for (std::uint64_t seed = 1; seed <= logs; ++seed) {
    Grown grown(seed);
    auto& dice = grown.dice();
    PathsQuestion question{.start = some_match(grown), .steps = 1 + static_cast<std::size_t>(dice.up_to(4)), .backwards = dice.once_in(2), .fold_repeats = dice.once_in(2)};
    question.scope = some_scope(grown);
    for (const auto& [code, told] : paths(workers, *grown.view, question).groups) {
      EXPECT_EQ(n(people_of(workers, *grown.view, question, {.group = code})), told.customers) << "seed " << seed;
      for (const auto& path : told.paths) EXPECT_EQ(n(people_of(workers, *grown.view, question, {.activities = path.activities, .group = code})), path.customers) << "seed " << seed;
      for (const auto& link : told.links) EXPECT_EQ(n(people_of(workers, *grown.view, question, {.link = link, .group = code})), link.customers) << "seed " << seed;
    }
  }
}

TEST_F(QuestionsCells, Retention) {
  for (std::uint64_t seed = 1; seed <= logs; ++seed) {
    Grown grown(seed);
    RetentionQuestion question{.start = some_match(grown), .back = some_match(grown), .period = static_cast<Period>(grown.dice().up_to(2)), .scope = some_scope(grown)};
    if (std::any_of(grown.log.told.begin(), grown.log.told.end(), [](const Told& one) { return one.at < 0; })) question.period = Period::month;
    for (const auto& [code, cohorts] : retention(workers, *grown.view, question).groups) {
      std::int64_t everybody = 0;
      for (const auto& cohort : cohorts) {
        everybody += cohort.size;
        EXPECT_EQ(n(people_of(workers, *grown.view, question, {.start = cohort.start, .group = code})), cohort.size) << "seed " << seed;
        for (std::uint32_t after = 0; after < std::min<std::size_t>(cohort.returned.size(), 6); ++after) {
          EXPECT_EQ(n(people_of(workers, *grown.view, question, {.start = cohort.start, .after = after, .group = code})), cohort.returned[after]) << "seed " << seed;
          EXPECT_EQ(n(people_of(workers, *grown.view, question, {.start = cohort.start, .after = after, .returned = false, .group = code})), cohort.size - cohort.returned[after]) << "seed " << seed;
        }
      }
      EXPECT_EQ(n(people_of(workers, *grown.view, question, {.group = code})), everybody) << "seed " << seed;
    }
  }
}

TEST_F(QuestionsCells, Time) {
  for (std::uint64_t seed = 1; seed <= logs; ++seed) {
    Grown grown(seed);
    auto& dice = grown.dice();
    BetweenQuestion question{.start = some_match(grown), .end = some_match(grown), .first_only = dice.once_in(2), .as_of = 1'700'000'000 * base::second + dice.up_to(60) * base::day};
    if (dice.once_in(2)) question.promise = dice.up_to(20 * base::day);
    question.known = some_known(grown, question.as_of);
    question.scope = some_scope(grown);
    auto from = dice.up_to(10 * base::day), to = from + dice.up_to(10 * base::day);
    for (const auto& [code, told] : between(workers, *grown.view, question).groups) {
      EXPECT_EQ(n(people_of(workers, *grown.view, question, {.group = code})), told.customers) << "seed " << seed;
      for (auto kind : {BetweenKind::ended, BetweenKind::open, BetweenKind::kept, BetweenKind::broken, BetweenKind::waiting}) {
        auto expected = who(grown.log, question.scope.at_any_time(question.known), [&, code = code](CustomerId person, const auto& events) {
          for (std::size_t i = 0; i < events.size(); ++i) {
            if (!reference::matches(question.start, events[i]) || !reference::in_period(question.scope, events[i])) continue;
            auto end = std::find_if(events.begin() + std::ptrdiff_t(i) + 1, events.end(), [&](const Told& one) { return reference::matches(question.end, one); });
            auto took = end == events.end() ? INT64_MAX : end->at - events[i].at;
            bool ended = end != events.end(), kept = question.promise && ended && took <= *question.promise, passed = question.promise && events[i].at + *question.promise < question.as_of;
            bool in_time = !ended || (took >= from && took < to);
            bool fits = kind == BetweenKind::ended ? ended && in_time : kind == BetweenKind::open ? !ended : kind == BetweenKind::kept ? kept && in_time : kind == BetweenKind::broken ? passed && !kept && in_time : !ended && !passed;
            if (fits && reference::group(grown.log, question.scope, person, events[i]) == code) return true;
            if (question.first_only) break;
          }
          return false;
        });
        EXPECT_EQ(people_of(workers, *grown.view, question, {kind, from, to, code}), expected) << "seed " << seed << " kind " << int(kind);
      }
    }
  }
}

TEST_F(QuestionsCells, Repeats) {
  for (std::uint64_t seed = 1; seed <= logs; ++seed) {
    Grown grown(seed);
    auto& dice = grown.dice();
    RepeatsQuestion question{.contact = some_match(grown), .topic = static_cast<std::size_t>(dice.up_to(1)), .within = 1 + dice.up_to(10 * base::day), .as_of = 1'700'000'000 * base::second + dice.up_to(60) * base::day};
    question.known = some_known(grown, question.as_of);
    question.scope = some_scope(grown);
    for (const auto& [code, told] : repeats(workers, *grown.view, question).groups) {
      for (auto kind : {RepeatsKind::contacts, RepeatsKind::repeats, RepeatsKind::resolved, RepeatsKind::unresolved, RepeatsKind::open}) {
        // One person at a time is a log of its own: then every number above zero is that person.
        auto expected = who(grown.log, question.scope.at_any_time(question.known), [&, code = code](CustomerId person, const auto&) {
          Log alone = grown.log;
          std::erase_if(alone.told, [&](const Told& one) { return grown.log.root(one.profile) != person; });
          auto its = reference::repeats(alone, question).groups[code];
          return (kind == RepeatsKind::contacts ? its.contacts : kind == RepeatsKind::repeats ? its.repeats : kind == RepeatsKind::resolved ? its.resolved : kind == RepeatsKind::open ? its.open : its.firsts - its.resolved) > 0;
        });
        auto found = people_of(workers, *grown.view, question, {kind, code});
        EXPECT_EQ(found, expected) << "seed " << seed << " kind " << int(kind);
        if (kind == RepeatsKind::contacts) EXPECT_EQ(n(found), told.customers) << "seed " << seed;
      }
    }
  }
}

}  // namespace
}  // namespace journey
