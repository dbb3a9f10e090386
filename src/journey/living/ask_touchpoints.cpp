#include "journey/living/ask_touchpoints.h"

#include "base/ids.h"
#include "journey/living/tell_touchpoints.h"
#include "journey/living/touchpoints_behind.h"
#include "journey/map/maps.h"
#include "journey/people.h"
#include "record/visibility.h"

namespace journey {
namespace {

constexpr std::size_t weeks_told = 26, uncovered_told = 200;

// A question of numbers, with the map that it is about.
struct Prepared {
  Map map;
  MapRead read;
  TouchpointsQuestion question;
};

std::int64_t monday_of(std::int64_t at) {
  auto days = at >= 0 ? at / base::day : -((base::day - 1 - at) / base::day);
  auto since_monday = ((days + 3) % 7 + 7) % 7;   // 1970-01-01 was a Thursday
  return (days - since_monday) * base::day;
}

std::unique_ptr<Prepared> prepare(const Index& index, const View& view, const Words& words, const TouchpointsAsked& asked, const Scope& scope) {
  auto prepared = std::make_unique<Prepared>();
  prepared->map = map_of(index, asked);
  // Nothing behind the period is known to the answer.
  auto as_of = std::min(asked.as_of.value_or(base::now()).micros, scope.to);
  prepared->read = read(index, words, prepared->map, as_of);
  auto& question = prepared->question;
  question.map = &prepared->read;
  question.scope = scope;
  want(question.scope, prepared->read);
  if (auto period = view.period()) {
    auto first = monday_of(std::max(period->first, scope.from)), last = monday_of(std::min(period->second, scope.to - 1));
    question.first_week = std::max(first, last - static_cast<std::int64_t>(weeks_told - 1) * week);
    if (last >= question.first_week) question.weeks = static_cast<std::size_t>((last - question.first_week) / week) + 1;
  }
  return prepared;
}

void tell_uncovered(const Words& words, const std::vector<std::int64_t>& counts, TouchpointsAnswer& answer) {
  for (std::uint32_t a = 1; a < counts.size(); ++a) {
    answer.uncovered_interactions += counts[a];
    if (counts[a]) answer.uncovered.push_back({words.activity(a), counts[a]});
  }
  std::stable_sort(answer.uncovered.begin(), answer.uncovered.end(), [](const UncoveredTold& a, const UncoveredTold& b) { return a.interactions > b.interactions; });
  if (answer.uncovered.size() > uncovered_told) answer.uncovered.resize(uncovered_told);
}

MapCounted compared(const Index& index, const View& view, const Words& words, const TouchpointsAsked& asked) {
  auto other = asked;
  other.from = asked.compare->from;
  other.to = asked.compare->to;
  other.filter = asked.compare->filter;
  other.by.reset();
  auto prepared = prepare(index, view, words, other, words.scope(other));
  prepared->question.weeks = 0;
  return touchpoints(index.workers(), view, prepared->question).all;
}

TouchpointsCell cell_of(const Prepared& prepared, const TouchpointsCellAsked& asked, std::optional<Code> group) {
  const auto& map = prepared.read;
  TouchpointsCell cell{.places = std::vector<std::uint8_t>(map.places.size()), .measure = asked.measure, .score = asked.score, .group = group};
  if (asked.touchpoint && asked.stage) throw base::invalid("A cell is of a touchpoint or of a stage.", "Name one of them.", "cell");
  if (asked.touchpoint) {
    cell.places[map.place_of(*asked.touchpoint, "cell.touchpoint")] = 1;
  } else if (asked.stage) {
    const auto& stages = prepared.map.stages;
    auto stage = std::find_if(stages.begin(), stages.end(), [&](const Stage& one) { return one.key == *asked.stage; });
    if (stage == stages.end()) throw base::invalid("The map has no such stage.", "Send the key of one of its stages.", "cell.stage");
    for (std::size_t p = 0; p < cell.places.size(); ++p) cell.places[p] = map.stages[p] == static_cast<std::size_t>(stage - stages.begin());
  } else {
    std::fill(cell.places.begin(), cell.places.end(), 1);
  }
  if (asked.to) cell.to = map.place_of(*asked.to, "cell.to");
  return cell;
}

}  // namespace

Map map_of(const Index& index, const OnMapAsked& asked) {
  if (asked.map.has_value() == asked.journey.has_value()) throw base::invalid("The question is about one map.", "Send the key of a stored one as \"journey\", or a whole one as \"map\".", "journey");
  if (!asked.map) return Maps(index.record().database).one(*asked.journey).map;
  auto map = *asked.map;
  if (map.key.empty()) map.key = "sent";   // it need not have one yet
  check(map, "map");
  return map;
}

TouchpointsAnswer ask(const Index& index, const TouchpointsAsked& asked) {
  return answered<TouchpointsAnswer>(index, asked, [&](const View& view, const Words& words, const Scope& scope) {
    auto prepared = prepare(index, view, words, asked, scope);
    const auto& map = prepared->read;
    const auto first_week = prepared->question.first_week;
    auto counted = touchpoints(index.workers(), view, prepared->question);
    TouchpointsAnswer answer;
    answer.n = counted.all.customers;
    answer.touchpoints = tell_places(map, counted.all, first_week);
    answer.stages = tell_stages(prepared->map, counted.all);
    answer.flows = tell_steps(map, counted.steps);
    tell_uncovered(words, counted.uncovered, answer);
    answer.unowned = unowned(prepared->map);
    for (const auto& [code, group] : counted.groups) answer.groups.push_back({words.group(scope, code), group.customers, tell_places(map, group, first_week)});
    sort_groups(answer.groups, [](const TouchpointsGroup& group) { return group.n; });
    if (asked.compare) {
      auto other = compared(index, view, words, asked);
      answer.compared = TouchpointsCompared{other.customers, tell_places(map, other, first_week), tell_stages(prepared->map, other)};
      answer.changes = tell_changes(map, counted.all, other);
    }
    return answer;
  });
}

PeopleTold ask(const Index& index, const TouchpointsPeopleAsked& asked) {
  return people(index, asked.question, asked, asked.cell.value, [&](const View& view, const Words& words, const Scope& scope, std::optional<Code> group) {
    auto prepared = prepare(index, view, words, asked.question, scope);
    return people_of(index.workers(), view, prepared->question, cell_of(*prepared, asked.cell, group));
  });
}

InteractionsTold ask(const Index& index, const TouchpointsInteractionsAsked& asked) {
  auto view = index.view();
  Words words(index, *view);
  auto scope = words.scope(asked.question);
  auto prepared = prepare(index, *view, words, asked.question, scope);
  auto group = group_asked(index, scope, asked.cell.value);
  auto cell = cell_of(*prepared, asked.cell, group.code);
  const auto limit = http::page_limit(asked.limit);
  Position before = INT64_MAX;
  if (asked.cursor) {
    auto read = base::read_id('i', *asked.cursor);
    if (!read) throw base::invalid("The cursor is none.", "Send the \"next\" of the page before, or nothing.", "cursor");
    before = *read;
  }
  InteractionsTold told{.position = view->position};
  if (group.nobody) return told;
  auto behind = interactions_of(index.workers(), *view, prepared->question, cell, before, limit + 1);
  told.total = behind.total;
  if (behind.positions.size() > limit) {
    behind.positions.resize(limit);
    told.next = base::show_id('i', behind.positions.back());
  }
  const auto visibility = record::Visibility::now();
  index.record().database.read([&](store::Session& session) {
    for (auto& one : record::interactions_at(session, index.dictionary(), behind.positions))
      if (auto customer = base::read_id('c', one.customer); customer && visibility.sees(session, *customer)) told.items.push_back(std::move(one));
  });
  return told;
}

}  // namespace journey
