#include "journey/between.h"

namespace journey {
namespace {

struct Starts {
  const View& view;
  const BetweenQuestion& question;
  std::vector<std::uint8_t> marks;   // by activity; bit 0: start, bit 1: end

  bool is(const Columns& columns, std::size_t event, std::uint64_t activity, int bit, const Match& match) const {
    return (marks[activity] >> bit & 1) && (match.where.empty() || match.holds(columns, event));
  }
};

// From the back: the end that a start finds is the one that was met last.
template <class Activity>
void add(Groups<Between>& groups, const Starts& starts, const Columns& columns, const Activity* activity, std::uint32_t person) {
  const auto& question = starts.question;
  const auto begin = columns.starts[person], end = columns.starts[person + 1];
  auto first = end;
  if (question.first_only)
    for (first = begin; first < end && !starts.is(columns, first, activity[first], 0, question.start);) ++first;
  std::optional<std::int64_t> next_end;
  std::vector<Code> counted;   // groups in which this person is counted; few
  for (auto event = end; event-- > begin;) {
    auto at = [&] { return columns.at(event); };
    if (starts.is(columns, event, activity[event], 0, question.start) && (!question.first_only || event == first)) {
      auto code = group_of(starts.view, question.scope, columns, person, event);
      auto& group = groups.of(code);
      if (std::find(counted.begin(), counted.end(), code) == counted.end()) counted.push_back(code), ++group.customers;
      ++group.starts;
      auto took = next_end ? std::optional(*next_end - at()) : std::nullopt;
      if (took) group.times.push_back(*took);
      else ++group.open;
      if (question.promise) {
        bool kept = took && *took <= *question.promise;
        bool passed = question.as_of - at() > *question.promise;
        group.due += kept || passed;
        group.kept += kept;
      }
    }
    if (starts.is(columns, event, activity[event], 1, question.end)) next_end = at();
  }
}

}  // namespace

BetweenResult between(Workers& workers, const View& view, const BetweenQuestion& question) {
  Starts starts{view, question, std::vector<std::uint8_t>(std::max(256u, view.activities))};
  for (std::size_t a = 0; a < starts.marks.size(); ++a)
    starts.marks[a] = static_cast<std::uint8_t>((a < question.start.activities.size() && question.start.activities[a]) | (a < question.end.activities.size() && question.end.activities[a]) << 1);
  auto parts = fold(workers, view, question.scope, Groups<Between>({}), [&](Groups<Between>& groups, const Columns& columns, std::uint32_t from, std::uint32_t to) {
    with_activities(columns, [&](const auto* activity) {
      for (auto person = from; person < to; ++person) add(groups, starts, columns, activity, person);
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

}  // namespace journey
