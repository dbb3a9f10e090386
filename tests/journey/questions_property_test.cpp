// Every question against its slow, obvious form on thousands of logs made by chance, in an index that grew by chance.
#include <gtest/gtest.h>

#include "random_question.h"
#include "reference.h"
#include "reference_variants.h"

namespace journey {
namespace {

class Questions : public testing::Test {
 protected:
  Workers workers{2};
};

TEST_F(Questions, TheIndexHoldsTheLog) {
  for (std::uint64_t seed = 1; seed <= logs; ++seed) {
    Grown grown(seed);
    EXPECT_EQ(grown.view->events(), grown.log.told.size()) << "seed " << seed;
    auto period = grown.view->period();
    ASSERT_EQ(period.has_value(), !grown.log.told.empty()) << "seed " << seed;
    if (period) {
      auto [first, last] = std::minmax_element(grown.log.told.begin(), grown.log.told.end(), [](const Told& a, const Told& b) { return a.at < b.at; });
      EXPECT_EQ(*period, std::pair(first->at, last->at)) << "seed " << seed;
    }
    std::map<CustomerId, std::vector<Told>> held;
    for (std::size_t chunk = 0; chunk < grown.view->chunks.size(); ++chunk)
      grown.view->each_span(chunk, [&](const Columns& columns, std::uint32_t from, std::uint32_t to) {
        for (auto p = from; p < to; ++p) {
          ASSERT_FALSE(held.contains(columns.person(p))) << "seed " << seed;
          auto& events = held[columns.person(p)];
          for (auto e = columns.starts[p]; e < columns.starts[p + 1]; ++e)
            events.push_back({0, columns.at(e), columns.position_of(e), static_cast<std::uint32_t>(columns.activity[e]), columns.feeling_of(e),
                              {static_cast<Code>(columns.codes[0][e]), static_cast<Code>(columns.codes[1][e])}, columns.told(e), columns.amount_of(e), columns.due_of(e)});
        }
      });
    for (auto& [person, events] : grown.log.people()) {
      auto& found = held[person];
      ASSERT_EQ(found.size(), events.size()) << "seed " << seed << " person " << person;
      for (std::size_t i = 0; i < events.size(); ++i) {
        auto all = [](const Told& one) { return std::tie(one.at, one.position, one.activity, one.feeling, one.codes, one.experience, one.amount, one.due); };
        EXPECT_TRUE(all(found[i]) == all(events[i])) << "seed " << seed << " person " << person << " event " << i;
      }
      EXPECT_EQ(grown.view->trait(0, person), grown.log.trait(person)) << "seed " << seed;
    }
  }
}

TEST_F(Questions, Funnel) {
  for (std::uint64_t seed = 1; seed <= logs; ++seed) {
    Grown grown(seed);
    FunnelQuestion question{.scope = some_scope(grown)};
    for (auto n = 1 + grown.dice().up_to(3); n-- > 0;) question.steps.push_back({some_match(grown), !question.steps.empty() && grown.dice().once_in(6)});
    question.within = 1 + grown.dice().up_to(grown.dice().once_in(2) ? 50 * base::day : 3 * base::second);
    while (grown.dice().once_in(4)) {
      question.exclusions.push_back({some_match(grown)});
      if (question.steps.size() > 1 && grown.dice().once_in(2)) question.exclusions.back().after = static_cast<std::size_t>(grown.dice().up_to(static_cast<std::int64_t>(question.steps.size()) - 2));
    }
    auto expected = reference::funnel(grown.log, question);
    auto found = funnel(workers, *grown.view, question);
    ASSERT_EQ(found.groups.size(), expected.groups.size()) << "seed " << seed;
    for (auto& [code, steps] : expected.groups) {
      for (std::size_t s = 0; s < steps.size(); ++s) {
        EXPECT_EQ(found.groups[code][s].customers, steps[s].customers) << "seed " << seed << " step " << s;
        std::sort(steps[s].times.begin(), steps[s].times.end());
        std::sort(found.groups[code][s].times.begin(), found.groups[code][s].times.end());
        EXPECT_EQ(found.groups[code][s].times, steps[s].times) << "seed " << seed << " step " << s;
        EXPECT_EQ(std::int64_t(people_of(workers, *grown.view, question, {.step = s, .group = code}).size()), steps[s].customers) << "seed " << seed;
        EXPECT_EQ(std::int64_t(people_of(workers, *grown.view, question, {.step = s, .dropped = true, .group = code}).size()), steps[s].customers - (s + 1 < steps.size() ? steps[s + 1].customers : 0));
      }
    }
  }
}

TEST_F(Questions, Flow) {
  for (std::uint64_t seed = 1; seed <= logs; ++seed) {
    Grown grown(seed);
    FlowQuestion question{.scope = some_scope(grown)};
    if (grown.dice().once_in(4)) question.share = 0.7;
    if (grown.dice().once_in(4)) question.most = 3;
    auto expected = reference::flow(grown.log, question);
    auto found = flow(workers, *grown.view, question);
    ASSERT_EQ(found.groups.size(), expected.groups.size()) << "seed " << seed;
    for (auto& [code, flow] : expected.groups) {
      auto& other = found.groups[code];
      EXPECT_EQ(other.customers, flow.customers) << "seed " << seed;
      EXPECT_EQ(other.steps, flow.steps) << "seed " << seed;
      ASSERT_EQ(other.edges.size(), flow.edges.size()) << "seed " << seed;
      for (std::size_t i = 0; i < flow.edges.size(); ++i) {
        auto &a = other.edges[i], &b = flow.edges[i];
        EXPECT_EQ(std::tie(a.from, a.to, a.count, a.customers), std::tie(b.from, b.to, b.count, b.customers)) << "seed " << seed;
        EXPECT_NEAR(a.mean, b.mean, 1e-9 * b.mean) << "seed " << seed;
        EXPECT_NEAR(a.median, b.median, 1e-9 * b.median) << "seed " << seed;
        EXPECT_NEAR(a.p90, b.p90, 1e-9 * b.p90) << "seed " << seed;
      }
      ASSERT_EQ(other.nodes.size(), flow.nodes.size()) << "seed " << seed;
      for (std::size_t i = 0; i < flow.nodes.size(); ++i) {
        auto &a = other.nodes[i], &b = flow.nodes[i];
        EXPECT_EQ(std::tie(a.activity, a.count, a.starts, a.ends), std::tie(b.activity, b.count, b.starts, b.ends)) << "seed " << seed;
      }
    }
  }
}

TEST_F(Questions, Paths) {
  for (std::uint64_t seed = 1; seed <= logs; ++seed) {
    Grown grown(seed);
    auto& dice = grown.dice();
    PathsQuestion question{.start = some_match(grown), .steps = 1 + static_cast<std::size_t>(dice.up_to(dice.once_in(4) ? 19 : 4)), .backwards = dice.once_in(2), .fold_repeats = dice.once_in(2)};
    if (dice.once_in(3)) question.top = 2;
    question.scope = some_scope(grown);
    auto expected = reference::paths(grown.log, question);
    auto found = paths(workers, *grown.view, question);
    ASSERT_EQ(found.groups.size(), expected.groups.size()) << "seed " << seed;
    for (auto& [code, told] : expected.groups) {
      auto& other = found.groups[code];
      EXPECT_EQ(other.customers, told.customers) << "seed " << seed;
      EXPECT_EQ(other.different, told.different) << "seed " << seed;
      ASSERT_EQ(other.paths.size(), told.paths.size()) << "seed " << seed;
      for (std::size_t i = 0; i < told.paths.size(); ++i) EXPECT_EQ(std::tie(other.paths[i].activities, other.paths[i].customers), std::tie(told.paths[i].activities, told.paths[i].customers)) << "seed " << seed;
      ASSERT_EQ(other.links.size(), told.links.size()) << "seed " << seed;
      for (std::size_t i = 0; i < told.links.size(); ++i) {
        auto &a = other.links[i], &b = told.links[i];
        EXPECT_EQ(std::tie(a.step, a.from, a.to, a.customers), std::tie(b.step, b.from, b.to, b.customers)) << "seed " << seed;
      }
    }
  }
}

TEST_F(Questions, Retention) {
  for (std::uint64_t seed = 1; seed <= logs; ++seed) {
    Grown grown(seed);
    RetentionQuestion question{.start = some_match(grown), .back = some_match(grown), .period = static_cast<Period>(grown.dice().up_to(2)), .scope = some_scope(grown)};
    // With an interaction of 150 years ago there are more days and weeks than an answer spans.
    if (std::any_of(grown.log.told.begin(), grown.log.told.end(), [](const Told& one) { return one.at < 0; })) question.period = Period::month;
    auto expected = reference::retention(grown.log, question);
    auto found = retention(workers, *grown.view, question);
    ASSERT_EQ(found.groups.size(), expected.groups.size()) << "seed " << seed;
    for (auto& [code, cohorts] : expected.groups) {
      auto& other = found.groups[code];
      ASSERT_EQ(other.size(), cohorts.size()) << "seed " << seed;
      for (std::size_t i = 0; i < cohorts.size(); ++i) EXPECT_EQ(std::tie(other[i].start, other[i].size, other[i].returned), std::tie(cohorts[i].start, cohorts[i].size, cohorts[i].returned)) << "seed " << seed;
    }
  }
}

TEST_F(Questions, Time) {
  for (std::uint64_t seed = 1; seed <= logs; ++seed) {
    Grown grown(seed);
    auto& dice = grown.dice();
    BetweenQuestion question{.start = some_match(grown), .end = some_match(grown), .first_only = dice.once_in(2)};
    if (dice.once_in(2)) question.promise = dice.up_to(20 * base::day);
    question.as_of = 1'700'000'000 * base::second + dice.up_to(60) * base::day;
    question.known = some_known(grown, question.as_of);
    question.scope = some_scope(grown);
    auto expected = reference::between(grown.log, question);
    auto found = between(workers, *grown.view, question);
    ASSERT_EQ(found.groups.size(), expected.groups.size()) << "seed " << seed;
    for (auto& [code, told] : expected.groups) {
      auto& other = found.groups[code];
      EXPECT_EQ(std::tie(other.customers, other.starts, other.open, other.due, other.kept, other.times), std::tie(told.customers, told.starts, told.open, told.due, told.kept, told.times)) << "seed " << seed;
    }
  }
}

TEST_F(Questions, Repeats) {
  for (std::uint64_t seed = 1; seed <= logs; ++seed) {
    Grown grown(seed);
    auto& dice = grown.dice();
    RepeatsQuestion question{.contact = some_match(grown), .topic = static_cast<std::size_t>(dice.up_to(1)), .within = 1 + dice.up_to(10 * base::day), .as_of = 1'700'000'000 * base::second + dice.up_to(60) * base::day};
    question.known = some_known(grown, question.as_of);
    question.scope = some_scope(grown);
    auto expected = reference::repeats(grown.log, question);
    auto found = repeats(workers, *grown.view, question);
    ASSERT_EQ(found.groups.size(), expected.groups.size()) << "seed " << seed;
    for (auto& [code, told] : expected.groups) {
      auto& other = found.groups[code];
      EXPECT_EQ(std::tie(other.customers, other.contacts, other.repeats, other.firsts, other.resolved, other.open), std::tie(told.customers, told.contacts, told.repeats, told.firsts, told.resolved, told.open)) << "seed " << seed;
    }
  }
}

TEST_F(Questions, Variants) {
  for (std::uint64_t seed = 1; seed <= logs; ++seed) {
    Grown grown(seed);
    auto& dice = grown.dice();
    VariantsQuestion question{.fold_repeats = dice.once_in(2)};
    if (dice.once_in(2)) question.start = some_match(grown);
    if (dice.once_in(2)) question.end = some_match(grown);
    if (dice.once_in(3)) question.key = static_cast<std::size_t>(dice.up_to(1));
    if (dice.once_in(3)) question.top = 2;
    question.scope = some_scope(grown);
    auto expected = reference::variants(grown.log, question);
    auto found = variants(workers, *grown.view, question);
    ASSERT_EQ(found.groups.size(), expected.groups.size()) << "seed " << seed;
    for (auto& [code, told] : expected.groups) {
      auto& other = found.groups[code];
      EXPECT_EQ(std::tie(other.customers, other.episodes, other.open, other.too_long, other.different), std::tie(told.customers, told.episodes, told.open, told.too_long, told.different)) << "seed " << seed;
      EXPECT_NEAR(other.median, told.median, 1e-9 * told.median) << "seed " << seed;
      EXPECT_NEAR(other.p90, told.p90, 1e-9 * told.p90) << "seed " << seed;
      EXPECT_EQ(std::int64_t(people_of(workers, *grown.view, question, {.group = code}).size()), told.customers) << "seed " << seed;
      ASSERT_EQ(other.variants.size(), told.variants.size()) << "seed " << seed;
      for (std::size_t i = 0; i < told.variants.size(); ++i) {
        auto &a = other.variants[i], &b = told.variants[i];
        EXPECT_EQ(std::tie(a.activities, a.episodes, a.customers), std::tie(b.activities, b.episodes, b.customers)) << "seed " << seed;
        EXPECT_NEAR(a.median, b.median, 1e-9 * b.median) << "seed " << seed;
        EXPECT_NEAR(a.p90, b.p90, 1e-9 * b.p90) << "seed " << seed;
        if (i < 3) EXPECT_EQ(std::int64_t(people_of(workers, *grown.view, question, {.activities = b.activities, .group = code}).size()), b.customers) << "seed " << seed;
      }
    }
  }
}

}  // namespace
}  // namespace journey
