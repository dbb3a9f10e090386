#include "journey/between.h"

namespace journey {
namespace {

struct Starts {
  const BetweenQuestion& question;
  std::vector<std::uint8_t> marks;   // by activity; bit 0: start, bit 1: end

  Starts(const View& view, const BetweenQuestion& question) : question(question), marks(std::max(256u, view.activities)) {
    for (std::size_t a = 0; a < marks.size(); ++a)
      marks[a] = static_cast<std::uint8_t>((a < question.start.activities.size() && question.start.activities[a]) | (a < question.end.activities.size() && question.end.activities[a]) << 1);
  }
  bool is_start(const Columns& columns, std::size_t event, std::uint64_t activity) const { return is(columns, event, activity, 0, question.start) && question.scope.has(columns.at(event)); }
  bool is_end(const Columns& columns, std::size_t event, std::uint64_t activity) const { return is(columns, event, activity, 1, question.end); }

 private:
  bool is(const Columns& columns, std::size_t event, std::uint64_t activity, int bit, const Match& match) const {
    return (marks[activity] >> bit & 1) && (match.where.empty() || match.holds(columns, event));
  }
};

// What became of one start.
struct Start {
  std::size_t event = 0;
  std::optional<std::int64_t> took;
  bool kept = false, passed = false;   // the promise, and its time
};

// Calls `visit(start)` for each start of a person, from the back: the end that a start finds is the one that was met last.
template <class Activity, class Visit>
void each_start(const Starts& starts, const Columns& columns, const Activity* activity, std::uint32_t person, Visit visit) {
  const auto& question = starts.question;
  const auto begin = columns.starts[person], end = columns.starts[person + 1];
  auto first = end;
  if (question.first_only)
    for (first = begin; first < end && !starts.is_start(columns, first, activity[first]);) ++first;
  std::optional<std::int64_t> next_end;
  for (auto event = end; event-- > begin;) {
    if (starts.is_start(columns, event, activity[event]) && (!question.first_only || event == first)) {
      Start start{.event = event};
      if (next_end) start.took = *next_end - columns.at(event);
      if (question.promise) {
        start.kept = start.took && *start.took <= *question.promise;
        start.passed = question.as_of - columns.at(event) > *question.promise;
      }
      visit(start);
    }
    if (starts.is_end(columns, event, activity[event])) next_end = columns.at(event);
  }
}

template <class Activity>
void add(Groups<Between>& groups, const View& view, const Starts& starts, const Columns& columns, const Activity* activity, std::uint32_t person) {
  std::vector<Code> counted;   // groups in which this person is counted; few
  each_start(starts, columns, activity, person, [&](const Start& start) {
    auto code = group_of(view, starts.question.scope, columns, person, start.event);
    auto& group = groups.of(code);
    if (std::find(counted.begin(), counted.end(), code) == counted.end()) counted.push_back(code), ++group.customers;
    ++group.starts;
    if (start.took) group.times.push_back(*start.took);
    else ++group.open;
    group.due += start.kept || start.passed;
    group.kept += start.kept;
  });
}

bool is_in(const Start& start, const BetweenCell& cell) {
  bool in_time = !start.took || (*start.took >= cell.from && *start.took < cell.to);
  switch (cell.of) {
    case BetweenKind::all: return in_time;
    case BetweenKind::ended: return start.took && in_time;
    case BetweenKind::open: return !start.took;
    case BetweenKind::kept: return start.kept && in_time;
    case BetweenKind::broken: return !start.kept && start.passed && in_time;
    case BetweenKind::waiting: return !start.kept && !start.passed && !start.took;
  }
  return false;
}

}  // namespace

BetweenResult between(Workers& workers, const View& view, const BetweenQuestion& question) {
  const Starts starts(view, question);
  auto parts = fold(workers, view, question.scope.at_any_time(question.known), Groups<Between>({}), [&](Groups<Between>& groups, const Columns& columns, std::uint32_t from, std::uint32_t to) {
    with_activities(columns, [&](const auto* activity) {
      for (auto person = from; person < to; ++person) add(groups, view, starts, columns, activity, person);
    });
  });
  BetweenResult result;
  if (!question.scope.by) result.groups[0];
  for (auto& part : parts)
    for (auto& [code, group] : part.all()) {
      auto& sum = result.groups[code];
      sum.customers += group.customers;
      sum.starts += group.starts;
      sum.open += group.open;
      sum.due += group.due;
      sum.kept += group.kept;
      sum.times.insert(sum.times.end(), group.times.begin(), group.times.end());
    }
  for (auto& [code, group] : result.groups) std::sort(group.times.begin(), group.times.end());
  return result;
}

std::vector<CustomerId> people_of(Workers& workers, const View& view, const BetweenQuestion& question, const BetweenCell& cell) {
  const Starts starts(view, question);
  return fold_people(workers, view, question.scope.at_any_time(question.known), [&](const Columns& columns, std::uint32_t person) {
    bool found = false;
    with_activities(columns, [&](const auto* activity) {
      each_start(starts, columns, activity, person, [&](const Start& start) {
        found = found || (is_in(start, cell) && (!cell.group || *cell.group == group_of(view, question.scope, columns, person, start.event)));
      });
    });
    return found;
  });
}

}  // namespace journey
