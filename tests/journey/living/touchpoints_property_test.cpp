// The numbers of a map, and what is behind them, against a slow account on logs and maps made by chance.
#include <gtest/gtest.h>

#include "journey/living/reference_touchpoints.h"
#include "journey/living/touchpoints_behind.h"
#include "journey/random_question.h"

namespace journey {
namespace {

using reference::Fact;

MapRead some_map(Grown& grown) {
  auto& dice = grown.dice();
  MapRead map{.drop_off_within = dice.up_to(20 * base::day), .loop = dice.once_in(2)};
  for (std::size_t stage = 0, n = 1 + static_cast<std::size_t>(dice.up_to(4)); n-- > 0; stage += static_cast<std::size_t>(dice.up_to(1))) {
    Place place{.match = some_match(grown), .contact = some_match(grown)};
    if (dice.once_in(3)) place.match.activities.assign(grown.log.activities, 1);
    if (dice.once_in(2)) place.answers = some_match(grown);
    if (dice.once_in(2)) {
      place.promise.emplace();
      if (dice.once_in(3)) place.promise->from = some_match(grown);
      if (place.promise->from && dice.once_in(2)) place.promise->within = 1 + dice.up_to(5 * base::day);
    }
    map.places.push_back(std::move(place));
    map.touchpoints.push_back(nullptr);
    map.stages.push_back(stage);
  }
  map.sight = {.topic = 0, .promise = 1, .kept = 1, .broken = 2, .repeats = dice.up_to(7 * base::day), .as_of = 1'700'000'000 * base::second + dice.up_to(60) * base::day};
  if (dice.once_in(2)) map.sight.case_ = static_cast<std::size_t>(dice.up_to(1));
  map.sight.told.emplace_back();
  for (int i = 0; i < 40; ++i) {
    Experience told;
    if (!dice.once_in(4)) told.kind = static_cast<record::ScoreKind>(dice.up_to(5));
    if (told.kind) told.value = 1 + static_cast<double>(dice.up_to(told.kind == record::ScoreKind::nps ? 9 : 4));
    if (dice.once_in(2)) told.sentiment = static_cast<int>(dice.up_to(200)) - 100;
    map.sight.told.push_back(told);
  }
  return map;
}

std::int64_t people_in(const std::vector<Fact>& facts) {
  std::set<CustomerId> people;
  for (const auto& fact : facts) people.insert(fact.person);
  return std::int64_t(people.size());
}

template <class Keep>
std::vector<Fact> only(const std::vector<Fact>& facts, Keep keep) {
  std::vector<Fact> left;
  std::copy_if(facts.begin(), facts.end(), std::back_inserter(left), keep);
  return left;
}

void same(const Sums& found, const Sums& expected, const char* what) {
  EXPECT_EQ(found.n, expected.n) << what;
  EXPECT_NEAR(found.sum, expected.sum, 1e-9) << what;
  EXPECT_NEAR(found.squares, expected.squares, 1e-9) << what;
}
void same(const Scores& found, const Scores& expected) {
  same(found.perception, expected.perception, "perception");
  same(found.expectation, expected.expectation, "expectation");
  same(found.ces, expected.ces, "ces");
  same(found.stars, expected.stars, "stars");
  same(found.sentiment, expected.sentiment, "sentiment");
  EXPECT_EQ(std::tie(found.nps.promoters, found.nps.passives, found.nps.detractors, found.csat.count, found.csat.of, found.easy.count, found.easy.of),
            std::tie(expected.nps.promoters, expected.nps.passives, expected.nps.detractors, expected.csat.count, expected.csat.of, expected.easy.count, expected.easy.of));
}

class Touchpoints : public testing::Test {
 protected:
  Workers workers{2};

  Scores scores_of(const MapRead& map, const std::vector<Fact>& facts) {
    Scores scores;
    for (const auto& fact : facts) scores.add(map.sight.told[fact.event.experience < map.sight.told.size() ? fact.event.experience : 0]);
    return scores;
  }
  TimesCounted times_of(const std::vector<Fact>& steps) {
    std::vector<std::int64_t> times;
    for (const auto& step : steps) times.push_back(step.micros);
    return times.empty() ? TimesCounted{} : TimesCounted{std::int64_t(times.size()), reference::quantile(times, 0.5), reference::quantile(times, 0.9)};
  }

  void compare(const MapRead& map, const TouchpointsQuestion& question, const MapCounted& found, const reference::Facts& all, std::optional<Code> group, bool weeks) {
    auto in_group = [&](const Fact& fact) { return !group || fact.group == *group; };
    EXPECT_EQ(found.customers, people_in(only(all.visits, in_group)));
    for (std::size_t p = 0; p < map.places.size(); ++p) {
      SCOPED_TRACE("place " + std::to_string(p));
      auto here = [&](const Fact& fact) { return fact.place == p && in_group(fact); };
      const auto& place = found.places[p];
      auto visits = only(all.visits, here), told = only(all.told, here), contacts = only(all.contacts, here), left = only(all.left, here);
      EXPECT_EQ(std::pair(place.interactions, place.customers), std::pair(std::int64_t(visits.size()), people_in(visits)));
      same(place.scores, scores_of(map, told));
      Sums gaps;
      for (const auto& fact : only(all.gaps, here)) gaps.add(fact.value);
      same(place.scores.gap, gaps, "gap");
      for (std::size_t s = 0; s < 4; ++s) EXPECT_EQ(place.promises[s], std::int64_t(only(all.promises, [&](const Fact& fact) { return here(fact) && std::size_t(*fact.state) == s; }).size())) << "promise " << s;
      for (std::size_t s = 0; s < 5; ++s) same(place.after[s], scores_of(map, only(all.after, [&](const Fact& fact) { return here(fact) && (fact.state ? std::size_t(*fact.state) : 4) == s; })));
      EXPECT_EQ(std::pair(place.repeats.contacts, place.repeats.repeats),
                std::pair(std::int64_t(contacts.size()), std::int64_t(only(contacts, [](const Fact& fact) { return fact.what == TouchpointMeasure::repeat; }).size())));
      for (auto [state, what] : {std::pair(Left::stayed, TouchpointMeasure::customers), {Left::dropped, TouchpointMeasure::dropped}, {Left::open, TouchpointMeasure::flow}})
        EXPECT_EQ(place.left[std::size_t(state)], std::int64_t(only(left, [&](const Fact& fact) { return fact.what == what; }).size())) << "left " << int(state);
      auto next = times_of(only(all.steps, here));
      EXPECT_EQ(std::tie(place.next.n, place.next.median, place.next.p90), std::tie(next.n, next.median, next.p90));
      for (std::size_t w = 0; weeks && w < question.weeks; ++w) {
        auto in_week = [&](const Fact& fact) { return fact.event.at >= question.first_week + std::int64_t(w) * week && fact.event.at < question.first_week + std::int64_t(w + 1) * week; };
        auto then = only(visits, in_week);
        EXPECT_EQ(std::pair(place.weeks[w].interactions, place.weeks[w].customers), std::pair(std::int64_t(then.size()), people_in(then))) << "week " << w;
        same(place.weeks[w].scores, scores_of(map, only(told, in_week)));
      }
    }
    for (std::size_t s = 0; s < found.stages.size(); ++s) {
      auto here = [&](const Fact& fact) { return map.stages[fact.place] == s && in_group(fact); };
      EXPECT_EQ(found.stages[s].customers, people_in(only(all.visits, here)));
      same(found.stages[s].scores, scores_of(map, only(all.told, here)));
    }
  }
};

TEST_F(Touchpoints, AreCountedAsTheSlowWayCountsThem) {
  for (std::uint64_t seed = 1; seed <= logs; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Grown grown(seed);
    const auto map = some_map(grown);
    TouchpointsQuestion question{.map = &map, .first_week = 1'699'833'600 * base::second, .weeks = static_cast<std::size_t>(grown.dice().up_to(5)), .scope = some_scope(grown)};
    question.scope.wants_told = true;
    auto found = touchpoints(workers, *grown.view, question);
    auto facts = reference::Account(grown.log, question).facts();
    compare(map, question, found.all, facts, {}, true);
    facts.uncovered.resize(found.uncovered.size());   // of an index of nothing
    EXPECT_EQ(found.uncovered, facts.uncovered);

    std::map<std::pair<std::size_t, std::size_t>, std::vector<Fact>> steps;
    for (const auto& step : facts.steps) steps[{step.place, step.to}].push_back(step);
    ASSERT_EQ(found.steps.size(), steps.size());
    std::size_t i = 0;
    for (const auto& [edge, list] : steps) {
      const auto& step = found.steps[i++];
      auto times = times_of(list);
      EXPECT_EQ(std::tie(step.from, step.to, step.count, step.time.median), std::tie(edge.first, edge.second, times.n, times.median));
      EXPECT_EQ(step.customers, people_in(list));
    }
    // What lies outside of the period is not known to a map (touchpoints.h).
    auto known = grown.log;
    std::erase_if(known.told, [&](const Told& one) { return !question.scope.has(one.at); });
    const auto scope = question.scope.at_any_time(INT64_MAX);
    for (std::size_t p = 0; p < map.places.size(); ++p) {
      auto repeats = reference::repeats(known, {.contact = map.places[p].contact, .topic = map.sight.topic, .within = map.sight.repeats, .as_of = map.sight.as_of, .scope = scope});
      const auto& in_all = found.all.places[p].repeats;
      Repeats sum;
      for (const auto& [code, group] : repeats.groups) {
        for (auto part : {&Repeats::contacts, &Repeats::repeats, &Repeats::firsts, &Repeats::resolved, &Repeats::open}) sum.*part += group.*part;
        if (!question.scope.by || group.contacts == 0) continue;
        const auto& in_group = found.groups.at(code).places[p].repeats;
        EXPECT_EQ(std::tie(in_group.customers, in_group.contacts, in_group.repeats, in_group.firsts, in_group.resolved, in_group.open),
                  std::tie(group.customers, group.contacts, group.repeats, group.firsts, group.resolved, group.open));
      }
      EXPECT_EQ(std::tie(in_all.contacts, in_all.repeats, in_all.firsts, in_all.resolved, in_all.open), std::tie(sum.contacts, sum.repeats, sum.firsts, sum.resolved, sum.open));
    }
    for (const auto& fact : facts.visits) EXPECT_TRUE(!question.scope.by || found.groups.contains(fact.group));
    for (const auto& [code, group] : found.groups) compare(map, question, group, facts, code, false);
    if (HasFailure()) break;
  }
}

// Break points look at one touchpoint and one signal at a time (lived.h): what is a broken promise or a gap there is one on the map.
TEST_F(Touchpoints, AgreeWithWhatBreakPointsAreMadeOf) {
  for (std::uint64_t seed = 1; seed <= logs; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Grown grown(seed);
    const auto map = some_map(grown);
    TouchpointsQuestion question{.map = &map};
    auto found = touchpoints(workers, *grown.view, question).all;
    for (std::size_t p = 0; p < map.places.size(); ++p) {
      const auto& place = map.places[p];
      Count broken, below;
      fold_people(workers, *grown.view, question.scope, [&, guard = std::make_shared<std::mutex>()](const Columns& columns, std::uint32_t person) {
        Lives lives(map.sight);
        std::lock_guard lock(*guard);
        if (place.promise)
          for (const auto& one : lives.at(columns, person, place, Signal::broken)) ++broken.of, broken.count += one.bad;
        for (const auto& one : lives.at(columns, person, place, Signal::below)) ++below.of, below.count += one.bad;
        return false;
      });
      const auto& [kept, late, missing, open] = found.places[p].promises;
      EXPECT_EQ(std::pair(broken.count, broken.of), std::pair(late + missing, kept + late + missing)) << "place " << p;
      EXPECT_EQ(below.of, found.places[p].scores.gap.n) << "place " << p;
    }
    if (HasFailure()) break;
  }
}

// Which facts a cell is about.
std::vector<Fact> behind(const MapRead& map, const reference::Facts& facts, const TouchpointsCell& cell) {
  auto experience = [&](const Fact& fact) { return map.sight.told[fact.event.experience < map.sight.told.size() ? fact.event.experience : 0]; };
  auto state = [](PromiseState state) { return [state](const Fact& fact) { return fact.state == state; }; };
  auto found = [&]() -> std::vector<Fact> {
    switch (cell.measure) {
      case TouchpointMeasure::customers: return facts.visits;
      case TouchpointMeasure::told: return only(facts.told, [&](const Fact& fact) { return fact.event.experience && (!cell.score || experience(fact).kind == cell.score); });
      case TouchpointMeasure::below: return only(facts.gaps, [](const Fact& fact) { return fact.value < 0; });
      case TouchpointMeasure::promoters: return only(facts.told, [&](const Fact& fact) { return experience(fact).kind == record::ScoreKind::nps && experience(fact).value >= 9; });
      case TouchpointMeasure::detractors: return only(facts.told, [&](const Fact& fact) { return experience(fact).kind == record::ScoreKind::nps && experience(fact).value <= 6; });
      case TouchpointMeasure::promise_kept: return only(facts.promises, state(PromiseState::kept));
      case TouchpointMeasure::promise_open: return only(facts.promises, state(PromiseState::open));
      case TouchpointMeasure::promise_broken: return only(facts.promises, [](const Fact& fact) { return fact.state == PromiseState::late || fact.state == PromiseState::missing; });
      case TouchpointMeasure::dropped: return only(facts.left, [](const Fact& fact) { return fact.what == TouchpointMeasure::dropped; });
      case TouchpointMeasure::contact: return facts.contacts;
      case TouchpointMeasure::repeat: return only(facts.contacts, [](const Fact& fact) { return fact.what == TouchpointMeasure::repeat; });
      case TouchpointMeasure::flow: return only(facts.steps, [&](const Fact& fact) { return !cell.to || fact.to == *cell.to; });
    }
    return {};
  }();
  return only(found, [&](const Fact& fact) { return cell.places[fact.place] && (!cell.group || fact.group == *cell.group); });
}

TEST_F(Touchpoints, OpenIntoWhoAndWhatIsBehindThem) {
  for (std::uint64_t seed = 1; seed <= logs; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Grown grown(seed);
    auto& dice = grown.dice();
    const auto map = some_map(grown);
    TouchpointsQuestion question{.map = &map, .scope = some_scope(grown)};
    question.scope.wants_told = true;
    auto facts = reference::Account(grown.log, question).facts();
    TouchpointsCell cell{.places = std::vector<std::uint8_t>(map.places.size()), .measure = static_cast<TouchpointMeasure>(dice.up_to(11))};
    for (auto& one : cell.places) one = dice.once_in(2);
    if (dice.once_in(2)) cell.to = static_cast<std::size_t>(dice.up_to(std::int64_t(map.places.size()) - 1));
    if (dice.once_in(2)) cell.score = static_cast<record::ScoreKind>(dice.up_to(5));
    if (question.scope.by && dice.once_in(2)) cell.group = static_cast<Code>(dice.up_to(3));
    std::set<CustomerId> people;
    std::set<Position, std::greater<>> positions;
    for (const auto& fact : behind(map, facts, cell)) people.insert(fact.person), positions.insert(fact.event.position);
    EXPECT_EQ(people_of(workers, *grown.view, question, cell), std::vector<CustomerId>(people.begin(), people.end()));
    auto before = dice.once_in(2) ? INT64_MAX : dice.up_to(grown.log.position);
    auto most = static_cast<std::size_t>(dice.up_to(5));
    auto found = interactions_of(workers, *grown.view, question, cell, before, most);
    EXPECT_EQ(found.total, std::int64_t(positions.size()));
    std::vector<Position> expected;
    for (auto position : positions)
      if (position < before && expected.size() < most) expected.push_back(position);
    EXPECT_EQ(found.positions, expected);
    if (HasFailure()) break;
  }
}

}  // namespace
}  // namespace journey
