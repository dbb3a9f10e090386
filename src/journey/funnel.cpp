#include "journey/funnel.h"

namespace journey {
namespace {

constexpr std::int64_t never = INT64_MIN / 2;   // farther from any moment than any window

// When a first step may be, in the units of the columns.
struct Begun {
  std::int64_t from, to;

  Begun(const Scope& scope, const Columns& columns) : from(scope.from), to(scope.to) {
    if (columns.fine) return;
    if (from != INT64_MIN) from = second_from(from) - columns.base_second;
    if (to != INT64_MAX) to = second_from(to) - columns.base_second;
  }
  std::int64_t start_at(std::int64_t at) const { return at >= from && at < to ? at : never; }
};

// The question by activity: which steps it may be, which exclusions.
struct Plan {
  const FunnelQuestion& question;
  std::vector<std::uint32_t> steps, excluded;   // by activity: bit of the step; bit of the level (steps done) at which chains end
  std::vector<std::uint8_t> step;               // by activity: 1 + its one step, 0 none
  bool plain = true;                            // an activity is one step at most, and there is nothing more to look at

  Plan(const FunnelQuestion& question, std::uint32_t activities)
      : question(question), steps(std::max(256u, activities)), excluded(steps.size()), step(steps.size()) {
    auto mark = [&](std::vector<std::uint32_t>& marks, const Match& match, std::uint32_t bits) {
      for (std::size_t a = 0; a < std::min(match.activities.size(), marks.size()); ++a)
        if (match.activities[a]) marks[a] |= bits;
    };
    for (std::size_t s = 0; s < question.steps.size(); ++s) {
      mark(steps, question.steps[s].match, 1u << s);
      plain &= !question.steps[s].directly && question.steps[s].match.where.empty();
    }
    for (const auto& exclusion : question.exclusions) {
      mark(excluded, exclusion.match, exclusion.after ? 2u << *exclusion.after : ~1u);
      plain = false;
    }
    for (std::size_t a = 0; a < steps.size(); ++a)
      for (std::size_t s = 0; s < question.steps.size(); ++s)
        if (steps[a] >> s & 1) plain &= step[a] == 0, step[a] = static_cast<std::uint8_t>(s + 1);
  }
};

// How far one person came, when (in units of the columns), and with which interaction they came in.
struct Reached {
  std::uint32_t steps = 0;
  std::size_t first_event = 0;
  std::int64_t times[32];   // by step, from the first
};

// The latest start of a chain that has come so far, for each number of steps done: whatever a chain with an earlier start can
// still reach within the window, this one can, too.
template <class Activity, class Times>
class PlainChains {
 public:
  PlainChains(const Plan& plan, const Columns& columns, const Activity* activity, Times times, std::int64_t window)
      : plan_(plan), begun_(plan.question.scope, columns), activity_(activity), times_(times), window_(window) {}

  void gather(std::uint32_t begin, std::uint32_t end) {
    events_.resize(end - begin);
    std::size_t n = 0;
    const auto* step = plan_.step.data();
    for (auto event = begin; event < end; ++event) {
      events_[n] = event;
      n += step[activity_[event]] != 0;   // without a branch that nobody can foresee
    }
    events_.resize(n);
    next_ = 0;
  }

  void walk(std::uint32_t, std::uint32_t end, Reached& reached) {
    const auto n = plan_.question.steps.size();
    for (std::size_t s = 1; s <= n; ++s) starts_[s] = never;
    reached.steps = 0;
    for (; next_ < events_.size() && events_[next_] < end; ++next_) {
      auto event = events_[next_];
      auto at = times_[event];
      std::uint32_t step = plan_.step[activity_[event]];   // also: how many are done with it
      starts_[0] = begun_.start_at(at);
      auto start = starts_[step - 1];
      bool in_time = at - start <= window_;
      starts_[step] = in_time ? start : starts_[step];
      if (in_time && step > reached.steps) {
        if (step == 1) reached.first_event = event;
        reached.steps = step;
        reached.times[step - 1] = at - start;
      }
    }
  }

 private:
  const Plan& plan_;
  const Begun begun_;
  const Activity* activity_;
  Times times_;
  std::int64_t window_;
  std::vector<std::uint32_t> events_;
  std::size_t next_ = 0;
  std::int64_t starts_[33];
};

// The same with everything that a question may ask for.
template <class Activity, class Times>
class FullChains {
 public:
  FullChains(const Plan& plan, const Columns& columns, const Activity* activity, Times times, std::int64_t window)
      : plan_(plan), begun_(plan.question.scope, columns), columns_(columns), activity_(activity), times_(times), window_(window) {}

  void gather(std::uint32_t, std::uint32_t) {}

  void walk(std::uint32_t begin, std::uint32_t end, Reached& reached) {
    const auto& steps = plan_.question.steps;
    for (std::size_t s = 1; s <= steps.size(); ++s) starts_[s] = never;
    reached.steps = 0;
    for (auto event = begin; event < end; ++event) {
      auto activity = activity_[event];
      if (!(plan_.steps[activity] | plan_.excluded[activity])) continue;
      auto at = times_[event];
      for (auto s = steps.size(); s-- > 0;) {   // from the last one: an interaction serves one step of a chain
        if (!(plan_.steps[activity] >> s & 1) || !steps[s].match.holds(columns_, event)) continue;
        auto start = s == 0 ? begun_.start_at(at) : starts_[s];
        if (at - start > window_ || (s > 0 && steps[s].directly && came_[s] + 1 != event)) continue;
        starts_[s + 1] = start;
        came_[s + 1] = event;
        if (s + 1 <= reached.steps) continue;
        // A chain comes step by step, so this is one more than before.
        if (s == 0) reached.first_event = event;
        reached.steps = static_cast<std::uint32_t>(s + 1);
        reached.times[s] = at - start;
      }
      if (plan_.excluded[activity]) end_chains(event);
    }
  }

 private:
  void end_chains(std::uint32_t event) {
    for (const auto& exclusion : plan_.question.exclusions) {
      if (!exclusion.match.holds(columns_, event)) continue;
      for (std::size_t done = 1; done < plan_.question.steps.size(); ++done) {
        if (exclusion.after && done != *exclusion.after + 1) continue;
        if (starts_[done] != never && came_[done] != event) starts_[done] = never;   // what came with this very interaction goes on
      }
    }
  }

  const Plan& plan_;
  const Begun begun_;
  const Columns& columns_;
  const Activity* activity_;
  Times times_;
  std::int64_t window_;
  std::int64_t starts_[33];
  std::uint32_t came_[33];
};

// Calls `visit(person, reached, unit)` for everybody who came to the first step at least.
template <class Visit>
void each_reached(const Plan& plan, const Columns& columns, std::uint32_t from, std::uint32_t to, Visit visit) {
  with_activities(columns, [&](const auto* activity) {
    with_times(columns, [&](auto times) {
      constexpr auto unit = decltype(times)::unit;
      auto window = plan.question.within / unit;
      auto walk_all = [&](auto chains) {
        Reached reached;
        chains.gather(columns.starts[from], columns.starts[to]);
        for (auto person = from; person < to; ++person) {
          chains.walk(columns.starts[person], columns.starts[person + 1], reached);
          if (reached.steps) visit(person, reached, unit);
        }
      };
      if (plan.plain) walk_all(PlainChains(plan, columns, activity, times, window));
      else walk_all(FullChains(plan, columns, activity, times, window));
    });
  });
}

}  // namespace

FunnelResult funnel(Workers& workers, const View& view, const FunnelQuestion& question) {
  const Plan plan(question, view.activities);
  using Counts = std::vector<FunnelCount>;
  Groups<Counts> nothing{Counts(question.steps.size())};
  auto parts = fold(workers, view, question.scope.at_any_time(INT64_MAX), nothing, [&](Groups<Counts>& groups, const Columns& columns, std::uint32_t from, std::uint32_t to) {
    each_reached(plan, columns, from, to, [&](std::uint32_t person, const Reached& reached, std::int64_t unit) {
      auto& counts = groups.of(group_of(view, question.scope, columns, person, reached.first_event));
      ++counts[reached.steps - 1].customers;
      for (std::uint32_t s = 1; s < reached.steps; ++s) counts[s].times.push_back(reached.times[s] * unit);
    });
  });
  FunnelResult result;
  if (!question.scope.by) result.groups[0] = Counts(question.steps.size());
  for (auto& part : parts) {
    for (auto& [code, counts] : part.all()) {
      auto& all = result.groups.try_emplace(code, Counts(question.steps.size())).first->second;
      for (std::size_t s = 0; s < counts.size(); ++s) {
        all[s].customers += counts[s].customers;
        all[s].times.insert(all[s].times.end(), counts[s].times.begin(), counts[s].times.end());
      }
    }
  }
  for (auto& [code, counts] : result.groups)
    for (auto s = counts.size() - 1; s-- > 0;) counts[s].customers += counts[s + 1].customers;
  return result;
}

std::vector<CustomerId> people_of(Workers& workers, const View& view, const FunnelQuestion& question, const FunnelCell& cell) {
  const Plan plan(question, view.activities);
  auto parts = fold(workers, view, question.scope.at_any_time(INT64_MAX), std::vector<CustomerId>(), [&](std::vector<CustomerId>& people, const Columns& columns, std::uint32_t from, std::uint32_t to) {
    each_reached(plan, columns, from, to, [&](std::uint32_t person, const Reached& reached, std::int64_t) {
      bool here = cell.dropped ? reached.steps == cell.step + 1 : reached.steps > cell.step;
      if (here && (!cell.group || *cell.group == group_of(view, question.scope, columns, person, reached.first_event))) people.push_back(columns.person(person));
    });
  });
  return sorted_people(parts);
}

}  // namespace journey
