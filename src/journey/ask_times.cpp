// Questions of time: from one activity to another, and from one contact to the next.
#include "journey/ask.h"
#include "journey/questions.h"

namespace journey {
namespace {

// Classes that a person reads: seconds, minutes, hours, days, and longer.
std::vector<TimeClass> classes_of(const std::vector<std::int64_t>& sorted) {
  static constexpr double edges[] = {0, 1, 5, 15, 60, 300, 900, 1800, 3600, 2 * 3600, 4 * 3600, 8 * 3600, 86'400, 2 * 86'400, 3 * 86'400, 7 * 86'400, 14 * 86'400, 30 * 86'400, 60 * 86'400, 90 * 86'400, 180 * 86'400, 365 * 86'400, 1e15};
  std::vector<TimeClass> classes;
  auto from = sorted.begin();
  for (std::size_t i = 0; i + 1 < std::size(edges); ++i) {
    auto end = std::lower_bound(from, sorted.end(), static_cast<std::int64_t>(edges[i + 1]) * base::second);
    classes.push_back({edges[i], edges[i + 1], end - from});
    from = end;
  }
  while (!classes.empty() && classes.back().count == 0) classes.pop_back();
  auto first = std::find_if(classes.begin(), classes.end(), [](const TimeClass& one) { return one.count; });
  classes.erase(classes.begin(), first);
  return classes;
}

TimeTold told(Between& between, bool promised) {
  TimeTold told{.starts = between.starts, .open = between.open};
  if (!between.times.empty()) {
    long double sum = 0;
    for (auto time : between.times) sum += static_cast<long double>(time);
    told.mean_seconds = seconds(static_cast<double>(sum / static_cast<long double>(between.times.size())));
    told.classes = classes_of(between.times);   // before the quantiles, which move them about
    told.median_seconds = seconds(quantile(between.times, 0.5));
    told.p90_seconds = seconds(quantile(between.times, 0.9));
  }
  if (promised) told.promise = share_of(between.kept, between.due);
  return told;
}

RepeatsTold told(const Repeats& repeats) {
  RepeatsTold told{.contacts = repeats.contacts, .repeats = repeats.repeats, .open = repeats.open};
  if (repeats.contacts) told.repeat_rate = static_cast<double>(repeats.repeats) / static_cast<double>(repeats.contacts);
  told.resolved_at_first = share_of(repeats.resolved, repeats.firsts);
  return told;
}

}  // namespace

TimeAnswer ask(const Index& index, const TimeAsked& asked) {
  return answered<TimeAnswer>(index, asked, [&](const View& view, const Words& words, const Scope& scope) {
    auto question = question_of(words, asked, whole(scope));
    auto all = between(index.workers(), view, question).groups[0];
    TimeAnswer answer;
    answer.n = all.customers;
    answer.all = told(all, asked.promise.has_value());
    by_value(words, scope, question.scope, [&] { return between(index.workers(), view, question); },
             [&](const std::string& value, Between& group) { answer.groups.push_back({told(group, asked.promise.has_value()), value, group.customers}); });
    sort_groups(answer.groups, [](const TimeGroup& group) { return group.starts; });
    return answer;
  });
}

RepeatsAnswer ask(const Index& index, const RepeatsAsked& asked) {
  return answered<RepeatsAnswer>(index, asked, [&](const View& view, const Words& words, const Scope& scope) {
    auto question = question_of(index, words, asked, whole(scope));
    auto all = repeats(index.workers(), view, question).groups[0];
    RepeatsAnswer answer;
    answer.n = all.customers;
    answer.all = told(all);
    by_value(words, scope, question.scope, [&] { return repeats(index.workers(), view, question); },
             [&](const std::string& value, const Repeats& group) { answer.groups.push_back({told(group), value, group.customers}); });
    sort_groups(answer.groups, [](const RepeatsGroup& group) { return group.contacts; });
    return answer;
  });
}

}  // namespace journey
