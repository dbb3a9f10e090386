// The questions `digest` and `scorecard`: numbers of `touchpoints`, chosen and put in another order.
#include "journey/living/ask_digest.h"

#include <chrono>

#include "base/text.h"
#include "journey/answered.h"
#include "journey/living/ask_touchpoints.h"
#include "journey/living/judge.h"
#include "journey/map/maps.h"

namespace journey {
namespace {

constexpr std::int64_t most_weeks_before = 52;

bool is_better(const ChangeTold& change) { return (change.difference > 0) != (change.measure == Measure::drop_off); }

std::int64_t monday_before(std::int64_t at) {
  auto days = at / base::day;
  return (days - (days + 3) % 7) * base::day;   // 1970-01-01 was a Thursday
}

std::int64_t week_asked(const DigestAsked& asked) {
  if (!asked.week) return monday_before(base::now().micros) - week;
  auto day = base::parse_time(*asked.week);
  if (!day || base::day_string(*day) != *asked.week) throw base::invalid("\"" + base::shown(*asked.week) + "\" is no day.", "Send the day on which the week begins: 2026-11-16.", "week");
  return day->micros;
}

// All maps, each with its key, or the one that is asked for.
std::vector<Map> maps_of(const Index& index, const ScorecardAsked& asked) {
  if (asked.journey || asked.map) {
    OnMapAsked one;
    one.journey = asked.journey;
    one.map = asked.map;
    return {map_of(index, one)};
  }
  std::vector<Map> all;
  const Maps maps(index.record().database);
  MapQuery query{.limit = 100};
  for (;;) {
    auto page = maps.list(query);
    for (const auto& one : page.items) all.push_back(maps.one(one.key).map);
    if (!page.next) return all;
    query.cursor = *page.next;
  }
}

// The touchpoint's own, else its stage's, else the map's.
std::string of_part(const Map& map, const Touchpoint& touchpoint, std::string Touchpoint::*own, std::string Stage::*of_stage, std::string Map::*of_map) {
  if (!(touchpoint.*own).empty()) return touchpoint.*own;
  for (const auto& stage : map.stages)
    if (stage.key == touchpoint.stage && !(stage.*of_stage).empty()) return stage.*of_stage;
  return map.*of_map;
}
std::string region_of(const Map& map, const Touchpoint& touchpoint) { return of_part(map, touchpoint, &Touchpoint::region, &Stage::region, &Map::region); }
std::string department_of(const Map& map, const Touchpoint& touchpoint) { return of_part(map, touchpoint, &Touchpoint::department, &Stage::department, &Map::department); }

// The time before, of the same length.
std::optional<ComparedAsked> time_before(const ScorecardAsked& asked) {
  if (!asked.from || !asked.to) return std::nullopt;
  auto length = asked.to->micros - asked.from->micros;
  return ComparedAsked{.from = base::Time{asked.from->micros - length}, .to = asked.from, .filter = asked.filter};
}

}  // namespace

DigestAnswer ask(const Index& index, const DigestAsked& asked) {
  const auto begin = week_asked(asked);
  const auto before = begin - static_cast<std::int64_t>(within(asked.weeks_before, 1, most_weeks_before, "weeks_before")) * week;
  TouchpointsAsked question;
  question.journey = asked.journey;
  question.map = asked.map;
  question.map = map_of(index, question);   // one document for numbers and names
  question.journey.reset();
  question.filter = asked.filter;
  question.from = base::Time{begin};
  question.to = base::Time{begin + week};
  question.compare = ComparedAsked{.from = base::Time{before}, .to = base::Time{begin}, .filter = asked.filter};
  const auto told = ask(index, question);

  DigestAnswer answer;
  static_cast<Told&>(answer) = told;
  answer.week = base::day_string(base::Time{begin});
  answer.before_from = base::day_string(base::Time{before});
  answer.looked_at = static_cast<std::int64_t>(told.changes.size());
  answer.discovery_rate = discovery_rate;
  answer.unowned = told.unowned;
  for (const auto& change : told.changes) {
    if (!change.real) continue;
    const auto& touchpoints = question.map->touchpoints;
    auto of = std::find_if(touchpoints.begin(), touchpoints.end(), [&](const Touchpoint& one) { return one.key == change.key; });
    if (of == touchpoints.end()) continue;
    answer.moved.push_back({of->key, of->name, of->owner, department_of(*question.map, *of), region_of(*question.map, *of), change.measure, change.difference, change.low, change.high, change.q, is_better(change)});
  }
  std::stable_sort(answer.moved.begin(), answer.moved.end(), [](const DigestItem& a, const DigestItem& b) { return a.q < b.q; });
  return answer;
}

ScorecardAnswer ask(const Index& index, const ScorecardAsked& asked) {
  const auto begun = std::chrono::steady_clock::now();
  ScorecardAnswer answer;
  std::map<std::pair<std::string, std::string>, ScorecardCell> cells;
  for (auto& map : maps_of(index, asked)) {
    TouchpointsAsked question;
    question.map = std::move(map);
    question.filter = asked.filter;
    question.from = asked.from;
    question.to = asked.to;
    question.compare = time_before(asked);
    auto told = ask(index, question);
    answer.position = told.position;
    for (auto& numbers : told.touchpoints) {
      const auto& touchpoints = question.map->touchpoints;
      auto of = std::find_if(touchpoints.begin(), touchpoints.end(), [&](const Touchpoint& one) { return one.key == numbers.key; });
      if (of == touchpoints.end()) continue;
      auto& cell = cells[{region_of(*question.map, *of), department_of(*question.map, *of)}];
      cell.unowned += of->owner.empty();
      ScorecardRow row;
      static_cast<TouchpointTold&>(row) = std::move(numbers);
      row.trend.clear();
      row.journey = question.map->key, row.name = of->name, row.owner = of->owner, row.moment_of_truth = of->moment_of_truth;
      for (const auto& change : told.changes) {
        if (!change.real || change.key != of->key) continue;
        (is_better(change) ? cell.better : cell.worse) += 1;
        row.changes.push_back(change);
      }
      cell.touchpoints.push_back(std::move(row));
    }
  }
  for (auto& [who, cell] : cells) {
    cell.region = who.first, cell.department = who.second;
    answer.cells.push_back(std::move(cell));
  }
  answer.elapsed_ms = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begun).count();
  return answer;
}

}  // namespace journey
