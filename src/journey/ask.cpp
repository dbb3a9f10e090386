#include "journey/ask.h"

#include "journey/questions.h"

namespace journey {
namespace {

std::vector<FunnelStepTold> told(std::vector<FunnelCount>& counts) {
  std::vector<FunnelStepTold> steps;
  for (std::size_t s = 0; s < counts.size(); ++s) {
    auto& count = counts[s];
    FunnelStepTold step{.customers = count.customers};
    if (counts[0].customers) step.rate = static_cast<double>(count.customers) / static_cast<double>(counts[0].customers);
    if (!count.times.empty()) step.median_seconds = seconds(quantile(count.times, 0.5)), step.p90_seconds = seconds(quantile(count.times, 0.9));
    else if (s == 0 && count.customers) step.median_seconds = step.p90_seconds = 0;
    steps.push_back(step);
  }
  return steps;
}

std::vector<FlowEdgeTold> told(const Words& words, const std::vector<FlowEdge>& edges) {
  std::vector<FlowEdgeTold> list;
  for (const auto& edge : edges) list.push_back({words.activity(edge.from), words.activity(edge.to), edge.count, edge.customers, seconds(edge.mean), seconds(edge.median), seconds(edge.p90)});
  return list;
}
std::vector<FlowActivity> told(const Words& words, const std::vector<FlowNode>& nodes) {
  std::vector<FlowActivity> list;
  for (const auto& node : nodes) list.push_back({words.activity(node.activity), node.count, node.starts, node.ends});
  return list;
}

std::vector<PathTold> told(const Words& words, const Paths& paths, std::size_t steps) {
  std::vector<PathTold> list;
  for (const auto& path : paths.paths) {
    PathTold one{.customers = path.customers, .share = static_cast<double>(path.customers) / static_cast<double>(paths.customers), .ended = path.activities.size() <= steps};
    for (auto activity : path.activities) one.activities.push_back(words.activity(activity));
    list.push_back(std::move(one));
  }
  return list;
}

std::vector<CohortTold> told(const std::vector<Cohort>& cohorts, const base::Zone& zone) {
  std::vector<CohortTold> list;
  for (const auto& cohort : cohorts) list.push_back({base::day_string(base::Time{cohort.start + zone.offset_at(base::Time{cohort.start})}), cohort.size, cohort.returned});
  return list;
}

}  // namespace

FunnelAnswer ask(const Index& index, const FunnelAsked& asked) {
  return answered<FunnelAnswer>(index, asked, [&](const View& view, const Words& words, const Scope& scope) {
    auto result = funnel(index.workers(), view, question_of(words, asked, scope));
    FunnelAnswer answer;
    std::vector<FunnelCount> all(asked.steps.size());
    for (auto& [code, counts] : result.groups) {
      for (std::size_t s = 0; s < counts.size(); ++s) {
        all[s].customers += counts[s].customers;
        all[s].times.insert(all[s].times.end(), counts[s].times.begin(), counts[s].times.end());
      }
      if (scope.by) answer.groups.push_back({words.group(scope, code), told(counts)});
    }
    sort_groups(answer.groups, [](const FunnelGroup& group) { return group.steps[0].customers; });
    answer.steps = told(all);
    answer.n = all[0].customers;
    return answer;
  });
}

FlowAnswer ask(const Index& index, const FlowAsked& asked) {
  return answered<FlowAnswer>(index, asked, [&](const View& view, const Words& words, const Scope& scope) {
    auto question = question_of(words, asked, whole(scope));
    auto all = flow(index.workers(), view, question).groups[0];
    FlowAnswer answer;
    answer.n = all.customers;
    answer.steps = all.steps;
    answer.edges = told(words, all.edges);
    answer.activities = told(words, all.nodes);
    by_value(words, scope, question.scope, [&] { return flow(index.workers(), view, question); },
             [&](const std::string& value, const auto& group) { answer.groups.push_back({value, group.customers, told(words, group.edges), told(words, group.nodes)}); });
    sort_groups(answer.groups, [](const FlowGroup& group) { return group.n; });
    return answer;
  });
}

PathsAnswer ask(const Index& index, const PathsAsked& asked) {
  return answered<PathsAnswer>(index, asked, [&](const View& view, const Words& words, const Scope& scope) {
    auto question = question_of(words, asked, whole(scope));
    auto all = paths(index.workers(), view, question).groups[0];
    PathsAnswer answer;
    answer.n = all.customers;
    answer.different = all.different;
    answer.paths = told(words, all, question.steps);
    for (const auto& link : all.links) answer.links.push_back({link.step, words.activity(link.from), link.to ? std::optional(words.activity(link.to)) : std::nullopt, link.customers});
    by_value(words, scope, question.scope, [&] { return paths(index.workers(), view, question); },
             [&](const std::string& value, const Paths& group) { answer.groups.push_back({value, group.customers, group.different, told(words, group, question.steps)}); });
    sort_groups(answer.groups, [](const PathsGroup& group) { return group.n; });
    return answer;
  });
}

RetentionAnswer ask(const Index& index, const RetentionAsked& asked) {
  return answered<RetentionAnswer>(index, asked, [&](const View& view, const Words& words, const Scope& scope) {
    auto question = question_of(words, asked, whole(scope));
    auto all = retention(index.workers(), view, question).groups[0];
    RetentionAnswer answer;
    for (const auto& cohort : all) answer.n += cohort.size;
    answer.cohorts = told(all, question.zone);
    by_value(words, scope, question.scope, [&] { return retention(index.workers(), view, question); },
             [&](const std::string& value, const std::vector<Cohort>& cohorts) { answer.groups.push_back({value, told(cohorts, question.zone)}); });
    sort_groups(answer.groups, [](const RetentionGroup& group) {
      std::int64_t n = 0;
      for (const auto& cohort : group.cohorts) n += cohort.size;
      return n;
    });
    return answer;
  });
}

}  // namespace journey
