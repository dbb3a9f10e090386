#include "journey/living/touchpoints.h"

#include "journey/ranks.h"

namespace journey {
namespace {

// Somebody is counted once: the last who was. People come one after the other.
struct Once {
  CustomerId last = 0;
  bool operator()(CustomerId person) { return std::exchange(last, person) != person; }
};

struct PlaceSums {
  PlaceCounted counted;
  Once visited, spoke;
  std::uint32_t week = UINT32_MAX;   // the last that its last customer was counted in
  ClassCounts next;
};
struct MapSums {
  std::int64_t customers = 0;
  Once anybody;
  std::vector<PlaceSums> places;
  std::vector<StageCounted> stages;
  std::vector<Once> in_stage;

  MapSums(std::size_t places, std::size_t stages) : places(places), stages(stages), in_stage(stages) {}
};
struct StepSums {
  StepCounted counted;
  Once customer;
  ClassCounts times;
};

struct Part {
  Way way;
  MapSums all;
  Groups<MapSums> groups;
  std::vector<std::int32_t> step_at;   // by from and to
  std::vector<StepSums> steps;
  std::vector<std::int64_t> uncovered;
};

std::size_t stages_of(const MapRead& map) { return map.stages.empty() ? 0 : *std::max_element(map.stages.begin(), map.stages.end()) + 1; }

// Counts what it hears: in the whole, and where there are groups in that of the interaction.
class Counting : public Listener {
 public:
  Counting(Part& part, const View& view, const TouchpointsQuestion& question, const Columns& columns) : part_(part), view_(view), question_(question), columns_(columns) {}
  void meet(std::uint32_t person) { person_ = person, id_ = columns_.person(person); }

  void uncovered(std::uint32_t event) { ++part_.uncovered[columns_.activity[event]]; }
  void visit(std::size_t place, std::uint32_t event) {
    each(event, [&](MapSums& sums) {
      auto& one = sums.places[place];
      const auto stage = question_.map->stages[place];
      ++one.counted.interactions;
      sums.customers += sums.anybody(id_);
      sums.stages[stage].customers += sums.in_stage[stage](id_);
      const bool is_first = one.visited(id_);
      one.counted.customers += is_first;
      if (auto* week = week_of(one, event)) {
        ++week->interactions;
        auto number = static_cast<std::uint32_t>(week - one.counted.weeks.data());
        week->customers += is_first || one.week != number;
        one.week = number;
      } else if (is_first) {
        one.week = UINT32_MAX;
      }
    });
  }
  void told(std::size_t place, std::uint32_t event, const Experience& told) {
    each(event, [&](MapSums& sums) {
      sums.places[place].counted.scores.add(told);
      sums.stages[question_.map->stages[place]].scores.add(told);
      if (auto* week = week_of(sums.places[place], event)) week->scores.add(told);
    });
  }
  void gap(std::size_t place, std::uint32_t event, double gap) {
    each(event, [&](MapSums& sums) {
      sums.places[place].counted.scores.gap.add(gap);
      sums.stages[question_.map->stages[place]].scores.gap.add(gap);
    });
  }
  void promise(std::size_t place, std::uint32_t event, PromiseState state) {
    each(event, [&](MapSums& sums) { ++sums.places[place].counted.promises[static_cast<std::size_t>(state)]; });
  }
  void told_after(std::size_t place, std::uint32_t event, const Experience& told, std::optional<PromiseState> state) {
    each(event, [&](MapSums& sums) { sums.places[place].counted.after[state ? static_cast<std::size_t>(*state) : 4].add(told); });
  }
  // A repeat stands in the group of what it repeats (repeats.h).
  void contact(std::size_t place, std::uint32_t event, const RepeatChain& chain) {
    each(static_cast<std::uint32_t>(chain.event), [&](MapSums& sums) {
      auto& repeats = sums.places[place].counted.repeats;
      ++repeats.contacts;
      repeats.repeats += chain.event != event;
      repeats.customers += sums.places[place].spoke(id_);
    });
  }
  void chain(std::size_t place, const RepeatChain& chain) {
    each(static_cast<std::uint32_t>(chain.event), [&](MapSums& sums) {
      auto& repeats = sums.places[place].counted.repeats;
      const bool closed = question_.map->sight.as_of - chain.first > question_.map->sight.repeats;
      repeats.firsts += chain.repeated || closed;
      repeats.resolved += !chain.repeated && closed;
      repeats.open += !chain.repeated && !closed;
    });
  }
  void step(std::size_t from, std::size_t to, std::uint32_t from_event, std::uint32_t to_event) {
    const auto gap = columns_.at(to_event) - columns_.at(from_event);
    auto& number = part_.step_at[from * part_.all.places.size() + to];
    if (number < 0) number = static_cast<std::int32_t>(part_.steps.size()), part_.steps.push_back({{from, to}, {}, {}});
    auto& step = part_.steps[static_cast<std::size_t>(number)];
    ++step.counted.count;
    step.counted.customers += step.customer(id_);
    step.times.count(gap);
    if (question_.scope.by) part_.groups.of(group(from_event)).places[from].next.count(gap);
  }
  void left(std::size_t place, std::uint32_t event, Left left) {
    each(event, [&](MapSums& sums) { ++sums.places[place].counted.left[static_cast<std::size_t>(left)]; });
  }

 private:
  Code group(std::uint32_t event) const { return group_of(view_, question_.scope, columns_, person_, event); }
  template <class Count>
  void each(std::uint32_t event, Count count) {
    count(part_.all);
    if (!question_.scope.by) return;
    count(part_.groups.of(group(event)));
    if (part_.groups.all().size() * part_.all.places.size() > base::limits::question_rows)
      throw base::invalid("There are too many values to tell so many touchpoints by.", "Choose a dimension with fewer values, or filter.", "by");
  }
  WeekCounted* week_of(PlaceSums& place, std::uint32_t event) const {
    if (place.counted.weeks.empty()) return nullptr;
    auto behind = columns_.at(event) - question_.first_week;
    auto number = static_cast<std::size_t>(behind / week);
    return behind < 0 || number >= place.counted.weeks.size() ? nullptr : &place.counted.weeks[number];
  }

  Part& part_;
  const View& view_;
  const TouchpointsQuestion& question_;
  const Columns& columns_;
  std::uint32_t person_ = 0;
  CustomerId id_ = 0;
};

void add(MapCounted& to, std::vector<Ranks>& next, const MapSums& sums) {
  to.customers += sums.customers;
  to.places.resize(sums.places.size());
  to.stages.resize(sums.stages.size());
  next.resize(sums.places.size());
  for (std::size_t p = 0; p < sums.places.size(); ++p) {
    auto& place = to.places[p];
    const auto& more = sums.places[p].counted;
    place.interactions += more.interactions;
    place.customers += more.customers;
    place.scores += more.scores;
    for (std::size_t i = 0; i < more.promises.size(); ++i) place.promises[i] += more.promises[i];
    for (std::size_t i = 0; i < more.after.size(); ++i) place.after[i] += more.after[i];
    for (auto part : {&Repeats::customers, &Repeats::contacts, &Repeats::repeats, &Repeats::firsts, &Repeats::resolved, &Repeats::open}) place.repeats.*part += more.repeats.*part;
    for (std::size_t i = 0; i < more.left.size(); ++i) place.left[i] += more.left[i];
    place.weeks.resize(more.weeks.size());
    for (std::size_t w = 0; w < more.weeks.size(); ++w) {
      place.weeks[w].interactions += more.weeks[w].interactions;
      place.weeks[w].customers += more.weeks[w].customers;
      place.weeks[w].scores += more.weeks[w].scores;
    }
    next[p].add(sums.places[p].next);
  }
  for (std::size_t s = 0; s < sums.stages.size(); ++s) {
    to.stages[s].customers += sums.stages[s].customers;
    to.stages[s].scores += sums.stages[s].scores;
  }
}

// Times of steps, and of all steps on from a place, whole and by group: what the second pass finds the middle of.
struct Times {
  std::vector<Ranks> steps, next;
  std::map<Code, std::vector<Ranks>> groups;
  std::vector<std::int32_t> step_at;

  template <class Visit>
  void each(Visit visit) {
    for (auto& one : steps) visit(one);
    for (auto& one : next) visit(one);
    for (auto& [code, ranks] : groups)
      for (auto& one : ranks) visit(one);
  }
};

// Hears the steps once more, and keeps the numbers that are in the middle of something.
struct Timing : Listener {
  static constexpr bool only_steps = true;
  using Numbers = std::vector<std::vector<std::int64_t>>;
  struct Part {
    Way way;
    Numbers steps, next;
    std::map<Code, Numbers> groups;
  };
  Part& part;
  const Times& times;
  const View& view;
  const Scope& scope;
  const Columns& columns;
  std::uint32_t person = 0;

  Timing(Part& part, const Times& times, const View& view, const Scope& scope, const Columns& columns) : part(part), times(times), view(view), scope(scope), columns(columns) {}
  void step(std::size_t from, std::size_t to, std::uint32_t from_event, std::uint32_t to_event) {
    const auto gap = columns.at(to_event) - columns.at(from_event);
    const auto number = times.step_at[from * times.next.size() + to];
    if (number >= 0 && times.steps[static_cast<std::size_t>(number)].wants(gap)) part.steps[static_cast<std::size_t>(number)].push_back(gap);
    if (times.next[from].wants(gap)) part.next[from].push_back(gap);
    if (!scope.by) return;
    auto code = group_of(view, scope, columns, person, from_event);
    if (!times.groups.at(code)[from].wants(gap)) return;
    auto& numbers = part.groups[code];
    numbers.resize(times.next.size());
    numbers[from].push_back(gap);
  }
};

void take(std::vector<Ranks>& ranks, const Timing::Numbers& numbers) {
  for (std::size_t i = 0; i < numbers.size(); ++i) ranks[i].numbers.insert(ranks[i].numbers.end(), numbers[i].begin(), numbers[i].end());
}

TimesCounted told(const Ranks& ranks) {
  TimesCounted told{.n = ranks.size()};
  if (told.n) told.median = ranks.quantile(0.5), told.p90 = ranks.quantile(0.9);
  return told;
}

void find_times(Workers& workers, const View& view, const TouchpointsQuestion& question, const Roles& roles, Times& times, TouchpointsResult& result) {
  times.each([](Ranks& ranks) { ranks.want(); });
  Timing::Part nothing{Way(*question.map, roles), Timing::Numbers(times.steps.size()), Timing::Numbers(times.next.size()), {}};
  auto parts = fold(workers, view, question.scope, nothing, [&](Timing::Part& part, const Columns& columns, std::uint32_t from, std::uint32_t to) {
    Timing timing(part, times, view, question.scope, columns);
    for (timing.person = from; timing.person < to; ++timing.person) part.way.walk(columns, timing.person, timing);
  });
  for (auto& part : parts) {
    take(times.steps, part.steps);
    take(times.next, part.next);
    for (auto& [code, numbers] : part.groups) take(times.groups[code], numbers);
  }
  times.each([](Ranks& ranks) { std::sort(ranks.numbers.begin(), ranks.numbers.end()); });
  for (std::size_t s = 0; s < result.steps.size(); ++s) result.steps[s].time = told(times.steps[s]);
  for (std::size_t p = 0; p < times.next.size(); ++p) result.all.places[p].next = told(times.next[p]);
  for (auto& [code, group] : result.groups)
    for (std::size_t p = 0; p < group.places.size(); ++p) group.places[p].next = told(times.groups[code][p]);
}

}  // namespace

TouchpointsResult touchpoints(Workers& workers, const View& view, const TouchpointsQuestion& question) {
  const auto& map = *question.map;
  const auto places = map.places.size();
  const Roles roles(map, view.activities);
  MapSums none(places, stages_of(map)), whole = none;
  for (auto& place : whole.places) place.counted.weeks.resize(question.weeks);
  auto parts = fold(workers, view, question.scope, Part{Way(map, roles), whole, Groups<MapSums>(none), std::vector<std::int32_t>(places * places, -1), {}, std::vector<std::int64_t>(view.activities)},
                    [&](Part& part, const Columns& columns, std::uint32_t from, std::uint32_t to) {
                      Counting counting(part, view, question, columns);
                      for (auto person = from; person < to; ++person) {
                        if (columns.starts[person] == columns.starts[person + 1]) continue;
                        counting.meet(person);
                        part.way.walk(columns, person, counting);
                      }
                    });

  TouchpointsResult result;
  Times times{.step_at = std::vector<std::int32_t>(places * places, -1)};
  std::map<std::pair<std::size_t, std::size_t>, StepSums> steps;   // by from and to
  result.uncovered.resize(view.activities);
  add(result.all, times.next, whole);   // so that everything is there, also when nobody is
  for (auto& part : parts) {
    add(result.all, times.next, part.all);
    for (auto& [code, sums] : part.groups.all()) add(result.groups[code], times.groups[code], sums);
    for (std::size_t a = 0; a < part.uncovered.size(); ++a) result.uncovered[a] += part.uncovered[a];
    for (auto& step : part.steps) {
      auto& sum = steps[{step.counted.from, step.counted.to}];
      sum.counted.count += step.counted.count;
      sum.counted.customers += step.counted.customers;
      step.times.each([&](std::size_t number, std::uint32_t n) { sum.times.add(number, n); });
      times.next[step.counted.from].add(step.times);
    }
  }
  // The commonest are told: of the others there may be very many.
  std::vector<std::int64_t> counts;
  for (const auto& [edge, step] : steps) counts.push_back(step.counted.count);
  std::sort(counts.begin(), counts.end(), std::greater<>());
  const auto least = counts.size() > base::limits::question_rows ? counts[base::limits::question_rows - 1] : 0;
  for (const auto& [edge, step] : steps) {
    if (step.counted.count < least || result.steps.size() == base::limits::question_rows) continue;
    times.step_at[edge.first * places + edge.second] = static_cast<std::int32_t>(result.steps.size());
    result.steps.push_back({edge.first, edge.second, step.counted.count, step.counted.customers, {}});
    times.steps.emplace_back().add(step.times);
  }
  if (!result.steps.empty()) find_times(workers, view, question, roles, times, result);
  return result;
}

}  // namespace journey
