#include "journey/retention.h"

#include "journey/periods.h"

namespace journey {
namespace {

// Per group: by cohort and period, how many customers; size by cohort.
struct Table {
  std::vector<std::vector<std::uint32_t>> returned;   // by cohort, by periods since; rows of cohorts without anybody are empty
  std::vector<std::uint32_t> sizes;
  explicit Table(std::uint32_t periods) : returned(periods), sizes(periods) {}

  std::uint32_t* begin(std::uint32_t cohort) {
    if (sizes[cohort]++ == 0) returned[cohort].resize(returned.size() - cohort);
    return returned[cohort].data();
  }
  void add(const Table& other) {
    for (std::size_t c = 0; c < sizes.size(); ++c) {
      sizes[c] += other.sizes[c];
      returned[c].resize(std::max(returned[c].size(), other.returned[c].size()));
      for (std::size_t i = 0; i < other.returned[c].size(); ++i) returned[c][i] += other.returned[c][i];
    }
  }
};

struct Marks {
  std::vector<std::uint8_t> of;    // by activity; bit 0: start, bit 1: back
  bool with_values;                // look at the interaction too
  bool all_back;                   // everything is a return
};

// The period of an event, by its second since the first period began.
struct PeriodOf {
  const Periods& periods;
  const Columns& columns;
  std::int64_t offset;             // of the columns' seconds
  bool narrow;                     // they fit into 32 bits with it

  PeriodOf(const Periods& periods, const Columns& columns) : periods(periods), columns(columns), offset(columns.base_second - periods.start(0) / base::second), narrow(!columns.fine && offset >= 0 && offset < INT32_MAX) {}
  std::uint32_t operator()(std::uint32_t event) const { return periods.of_second(static_cast<std::uint64_t>(columns.second_of(event) - columns.base_second + offset)); }
};

template <class Is, class Period>
void count(std::uint32_t* row, std::uint32_t cohort, std::uint32_t event, std::uint32_t end, Is is_back, Period period_of) {
  std::uint32_t last = UINT32_MAX;
  for (; event < end; ++event) {
    auto period = period_of(event) - cohort;
    bool back = is_back(event);
    row[period] += back & (period != last);   // in the order of time: a period is new when it is not the last one
    last = back ? period : last;
  }
}

template <class Activity>
void add(Groups<Table>& groups, const View& view, const RetentionQuestion& question, const Marks& marks, const PeriodOf& period_of, const Columns& columns, const Activity* activity, std::uint32_t person) {
  auto event = columns.starts[person];
  const auto end = columns.starts[person + 1];
  auto is = [&](std::uint32_t e, int bit, const Match& match) { return (marks.of[activity[e]] >> bit & 1) && (!marks.with_values || match.holds(columns, e)); };
  while (event < end && !is(event, 0, question.start)) ++event;
  if (event == end || columns.at(event) < question.scope.from) return;
  auto& table = groups.of(group_of(view, question.scope, columns, person, event));
  auto cohort = period_of(event);
  auto* row = table.begin(cohort);
  if (period_of.narrow && marks.all_back) {
    const auto* seconds = columns.seconds;
    const auto offset = static_cast<std::uint32_t>(period_of.offset);
    const auto& periods = period_of.periods;
    count(row, cohort, event, end, [](std::uint32_t) { return true; }, [=, &periods](std::uint32_t e) { return periods.of_second(std::uint64_t(seconds[e]) + offset); });
  } else {
    count(row, cohort, event, end, [&](std::uint32_t e) { return is(e, 1, question.back); }, period_of);
  }
}

std::vector<Cohort> told(const Table& table, const Periods& periods) {
  std::size_t end = 0;   // behind the last period that anything is in
  for (std::size_t c = 0; c < table.sizes.size(); ++c) {
    if (table.sizes[c]) end = std::max(end, c + 1);
    for (std::size_t i = 0; i < table.returned[c].size(); ++i)
      if (table.returned[c][i]) end = std::max(end, c + i + 1);
  }
  std::vector<Cohort> cohorts;
  for (std::uint32_t c = 0; c < table.sizes.size(); ++c)
    if (table.sizes[c]) cohorts.push_back({periods.start(c), table.sizes[c], {table.returned[c].begin(), table.returned[c].begin() + static_cast<std::ptrdiff_t>(end - c)}});
  return cohorts;
}

// The calendar of all that the question looks at; nullopt when there is nothing. It spans the log where that is short enough, for
// then nothing needs to be looked at first; else what the scope leaves.
std::optional<Periods> periods_of(Workers& workers, const View& view, const RetentionQuestion& question) {
  const auto& scope = question.scope;
  auto times = view.period();
  if (times) times = {std::max(times->first, scope.from), std::min(times->second, scope.to - 1)};
  if (!times || times->first > times->second) return std::nullopt;
  try {
    return Periods(question.period, question.zone, times->first, times->second);
  } catch (const base::Error&) {
    if (scope.lets_all_in()) throw;
  }
  using Times = std::pair<std::int64_t, std::int64_t>;
  Times found{INT64_MAX, INT64_MIN};
  for (const auto& part : fold(workers, view, scope, found, [](Times& part, const Columns& columns, std::uint32_t from, std::uint32_t to) {
         for (auto event = columns.starts[from]; event < columns.starts[to]; ++event) part = {std::min(part.first, columns.at(event)), std::max(part.second, columns.at(event))};
       }))
    found = {std::min(found.first, part.first), std::max(found.second, part.second)};
  if (found.first > found.second) return std::nullopt;
  return Periods(question.period, question.zone, found.first, found.second);
}

}  // namespace

RetentionResult retention(Workers& workers, const View& view, const RetentionQuestion& question) {
  RetentionResult result;
  const auto calendar = periods_of(workers, view, question);
  if (!calendar) {
    if (!question.scope.by) result.groups[0];
    return result;
  }
  const auto& periods = *calendar;
  Marks marks{std::vector<std::uint8_t>(std::max(256u, view.activities)), !question.start.where.empty() || !question.back.where.empty(), false};
  for (std::size_t a = 0; a < marks.of.size(); ++a)
    marks.of[a] = static_cast<std::uint8_t>((a < question.start.activities.size() && question.start.activities[a]) | (a < question.back.activities.size() && question.back.activities[a]) << 1);
  // Number 0 is no activity.
  marks.all_back = !marks.with_values && std::all_of(marks.of.begin() + 1, marks.of.begin() + view.activities, [](std::uint8_t mark) { return mark & 2; });
  Scope scope = question.scope;
  scope.from = INT64_MIN;   // what came first came first, whenever that was
  auto parts = fold(workers, view, scope, Groups<Table>(Table(periods.count())), [&](Groups<Table>& groups, const Columns& columns, std::uint32_t from, std::uint32_t to) {
    const PeriodOf period_of(periods, columns);
    with_activities(columns, [&](const auto* activity) {
      for (auto person = from; person < to; ++person) add(groups, view, question, marks, period_of, columns, activity, person);
    });
  });
  std::map<Code, Table> all;
  if (!question.scope.by) all.try_emplace(0, Table(periods.count()));
  for (auto& part : parts)
    for (const auto& [code, table] : part.all()) all.try_emplace(code, Table(periods.count())).first->second.add(table);
  for (const auto& [code, table] : all) result.groups[code] = told(table, periods);
  return result;
}

std::vector<CustomerId> people_of(Workers& workers, const View& view, const RetentionQuestion& question, const CohortCell& cell) {
  const auto calendar = periods_of(workers, view, question);
  if (!calendar) return {};
  const auto& periods = *calendar;
  Scope scope = question.scope;
  scope.from = INT64_MIN;
  return fold_people(workers, view, scope, [&](const Columns& columns, std::uint32_t person) {
    auto event = columns.starts[person];
    const auto end = columns.starts[person + 1];
    while (event < end && !question.start.holds(columns, event)) ++event;
    if (event == end || columns.at(event) < question.scope.from) return false;
    auto cohort = periods.of(columns.at(event));
    if (cell.start && periods.start(cohort) != *cell.start) return false;
    if (cell.group && *cell.group != group_of(view, scope, columns, person, event)) return false;
    if (!cell.after) return true;
    bool came = false;
    for (; event < end && !came; ++event) came = question.back.holds(columns, event) && periods.of(columns.at(event)) == cohort + *cell.after;
    return came == cell.returned;
  });
}

}  // namespace journey
