#include "journey/living/tell_touchpoints.h"

#include "journey/answered.h"
#include "journey/association.h"

namespace journey {
namespace {

constexpr double discovery_rate = 0.05;

Count kept(const PlaceCounted& place) {
  const auto& [kept, late, missing, open] = place.promises;
  return {kept, kept + late + missing};
}
Count dropped(const PlaceCounted& place) {
  const auto& [stayed, dropped, open] = place.left;
  return {dropped, stayed + dropped};
}

PromiseTold tell_promise(const PlaceCounted& place) {
  auto state = [&](PromiseState one) { return place.promises[static_cast<std::size_t>(one)]; };
  PromiseTold told{.kept = share_of(kept(place).count, kept(place).of), .late = state(PromiseState::late), .overdue = state(PromiseState::missing), .open = state(PromiseState::open)};
  for (std::size_t i = 0; i < place.after.size(); ++i) {
    AfterPromiseTold after;
    static_cast<ScoresTold&>(after) = journey::told(place.after[i]);
    after.promise = static_cast<AfterPromise>(i);
    if (after.perception || after.expectation || after.stars || after.sentiment || after.nps || after.csat || after.ces) told.scores.push_back(after);
  }
  return told;
}

RepeatsTold tell_repeats(const Repeats& repeats) {
  RepeatsTold told{.contacts = repeats.contacts, .repeats = repeats.repeats, .open = repeats.open};
  if (repeats.contacts) told.repeat_rate = static_cast<double>(repeats.repeats) / static_cast<double>(repeats.contacts);
  told.resolved_at_first = share_of(repeats.resolved, repeats.firsts);
  return told;
}

// The difference of each measure that both sides have enough of.
template <class Visit>
void each_difference(const PlaceCounted& now, const PlaceCounted& before, Visit visit) {
  auto enough = [](std::int64_t a, std::int64_t b) { return a >= told_from && b >= told_from; };
  auto means = [&](Measure measure, Sums Scores::*part) {
    const auto &a = before.scores.*part, &b = now.scores.*part;
    if (enough(a.n, b.n)) visit(measure, difference_of_means(a, b));
  };
  auto shares = [&](Measure measure, const Count& a, const Count& b) {
    if (enough(a.of, b.of)) visit(measure, difference_of_shares(a, b));
  };
  means(Measure::perception, &Scores::perception);
  means(Measure::expectation, &Scores::expectation);
  means(Measure::gap, &Scores::gap);
  means(Measure::ces, &Scores::ces);
  means(Measure::stars, &Scores::stars);
  means(Measure::sentiment, &Scores::sentiment);
  const auto &a = before.scores.nps, &b = now.scores.nps;
  if (enough(a.promoters + a.passives + a.detractors, b.promoters + b.passives + b.detractors)) visit(Measure::nps, difference_of_nps(a, b));
  shares(Measure::csat, before.scores.csat, now.scores.csat);
  shares(Measure::promise, kept(before), kept(now));
  shares(Measure::resolved_at_first, {before.repeats.resolved, before.repeats.firsts}, {now.repeats.resolved, now.repeats.firsts});
  shares(Measure::drop_off, dropped(before), dropped(now));
}

FlowKind kind_of(const MapRead& map, std::size_t from, std::size_t to) {
  if (from == to) return FlowKind::again;
  auto a = map.stages[from], b = map.stages[to], last = map.stages.back(), first = map.stages.front();
  if (map.loop && a == last && b == first && first != last) return FlowKind::next;
  if (to < from) return FlowKind::back;
  // Stages without touchpoints are none that one could skip.
  auto between = std::any_of(map.stages.begin(), map.stages.end(), [&](std::size_t stage) { return stage > a && stage < b; });
  return between ? FlowKind::skip : FlowKind::next;
}

}  // namespace

std::vector<TouchpointTold> tell_places(const MapRead& map, const MapCounted& counted, std::int64_t first_week) {
  std::vector<TouchpointTold> list;
  for (std::size_t p = 0; p < map.places.size(); ++p) {
    const auto& place = counted.places[p];
    TouchpointTold told;
    static_cast<ScoresTold&>(told) = journey::told(place.scores);
    told.key = map.touchpoints[p]->key;
    told.interactions = place.interactions;
    told.customers = place.customers;
    if (map.places[p].promise) told.promise = tell_promise(place);
    if (place.repeats.contacts) told.repeats = tell_repeats(place.repeats);
    if (place.next.n) told.next = NextTold{place.next.n, seconds(place.next.median), seconds(place.next.p90)};
    static_cast<ShareTold&>(told.drop_off) = share_of(dropped(place).count, dropped(place).of);
    told.drop_off.open = place.left[static_cast<std::size_t>(Left::open)];
    for (std::size_t w = 0; w < place.weeks.size(); ++w) {
      TrendTold trend;
      static_cast<ScoresTold&>(trend) = journey::told(place.weeks[w].scores);
      trend.start = base::day_string(base::Time{first_week + static_cast<std::int64_t>(w) * week});
      trend.interactions = place.weeks[w].interactions;
      trend.customers = place.weeks[w].customers;
      told.trend.push_back(std::move(trend));
    }
    list.push_back(std::move(told));
  }
  return list;
}

std::vector<StageTold> tell_stages(const Map& map, const MapCounted& counted) {
  std::vector<StageTold> list;
  for (std::size_t s = 0; s < map.stages.size(); ++s) {
    StageTold told;
    told.key = map.stages[s].key;
    if (s < counted.stages.size()) {
      static_cast<ScoresTold&>(told) = journey::told(counted.stages[s].scores);
      told.customers = counted.stages[s].customers;
    }
    list.push_back(std::move(told));
  }
  return list;
}

std::vector<TouchpointFlowTold> tell_steps(const MapRead& map, const std::vector<StepCounted>& steps) {
  std::vector<TouchpointFlowTold> list;
  for (const auto& step : steps)
    list.push_back({map.touchpoints[step.from]->key, map.touchpoints[step.to]->key, kind_of(map, step.from, step.to), step.customers, step.count, seconds(step.time.median)});
  return list;
}

std::vector<ChangeTold> tell_changes(const MapRead& map, const MapCounted& now, const MapCounted& before) {
  std::vector<ChangeTold> list;
  std::vector<double> chances;
  for (std::size_t p = 0; p < map.places.size(); ++p)
    each_difference(now.places[p], before.places[p], [&](Measure measure, const Difference& one) {
      list.push_back({map.touchpoints[p]->key, measure, one.difference, one.low, one.high, one.p});
      chances.push_back(one.p);
    });
  auto rates = false_discovery_rates(chances);
  for (std::size_t i = 0; i < list.size(); ++i) {
    list[i].q = rates[i];
    list[i].real = rates[i] < discovery_rate && (list[i].low > 0 || list[i].high < 0);
  }
  return list;
}

}  // namespace journey
