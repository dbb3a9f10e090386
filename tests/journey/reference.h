// The questions, slow and obvious: over each person's list of what they lived through.
#pragma once
#include <set>

#include "journey/between.h"
#include "journey/drivers.h"
#include "journey/flow.h"
#include "journey/funnel.h"
#include "journey/paths.h"
#include "journey/repeats.h"
#include "journey/retention.h"
#include "random_log.h"

namespace journey::reference {

using Sequence = std::vector<Told>;

inline bool allows(const Condition& condition, const Told& one) { return condition.allows(one.codes[condition.dimension.number]); }
inline bool matches(const Match& match, const Told& one) {
  return one.activity < match.activities.size() && match.activities[one.activity] && std::all_of(match.where.begin(), match.where.end(), [&](const Condition& c) { return allows(c, one); });
}

// People with what the scope lets in; nobody who has nothing of it.
inline std::map<CustomerId, Sequence> people(const Log& log, const Scope& scope, bool any_time_before = false) {
  std::map<CustomerId, Sequence> left;
  for (const auto& [person, events] : log.people()) {
    bool fits = std::all_of(scope.where.begin(), scope.where.end(), [&](const Condition& c) { return !c.dimension.of_customer || c.allows(log.trait(person)); });
    for (const auto& one : events) {
      bool in = fits && (any_time_before || one.at >= scope.from) && one.at < scope.to;
      in = in && (scope.activities.empty() || (one.activity < scope.activities.size() && scope.activities[one.activity]));
      for (const auto& condition : scope.where) in = in && (condition.dimension.of_customer || allows(condition, one));
      if (in) left[person].push_back(one);
    }
  }
  return left;
}

// For questions of what follows something: all of them, whatever the period, but what happened from `known` on.
inline std::map<CustomerId, Sequence> people_ever(const Log& log, Scope scope, std::int64_t known = INT64_MAX) {
  scope.from = INT64_MIN;
  scope.to = known;
  return people(log, scope);
}
inline bool in_period(const Scope& scope, const Told& one) { return one.at >= scope.from && one.at < scope.to; }

inline Code group(const Log& log, const Scope& scope, CustomerId person, const Told& first) {
  return !scope.by ? 0 : scope.by->of_customer ? log.trait(person) : first.codes[scope.by->number];
}

inline double quantile(std::vector<std::int64_t> values, double share) {
  std::sort(values.begin(), values.end());
  double rank = share * static_cast<double>(values.size() - 1);
  auto below = static_cast<std::size_t>(rank);
  auto above = std::min(below + 1, values.size() - 1);
  return static_cast<double>(values[below]) + (rank - static_cast<double>(below)) * static_cast<double>(values[above] - values[below]);
}

// -- Funnel: every chain that there is.
struct Chain {
  std::size_t start, end;   // places in the sequence
};

inline void extend(const FunnelQuestion& question, const Sequence& events, std::size_t step, Chain chain, std::vector<std::vector<Chain>>& found) {
  found[step].push_back(chain);
  if (step + 1 == question.steps.size()) return;
  for (auto next = chain.end + 1; next < events.size(); ++next) {
    if (events[next].at - events[chain.start].at > question.within) break;
    if (question.steps[step + 1].directly && next != chain.end + 1) break;
    if (matches(question.steps[step + 1].match, events[next])) extend(question, events, step + 1, {chain.start, next}, found);
    bool ends = std::any_of(question.exclusions.begin(), question.exclusions.end(), [&](const Exclusion& e) { return (!e.after || *e.after == step) && matches(e.match, events[next]); });
    if (ends) break;
  }
}

inline FunnelResult funnel(const Log& log, const FunnelQuestion& question) {
  FunnelResult result;
  std::vector<FunnelCount> nothing(question.steps.size());
  if (!question.scope.by) result.groups[0] = nothing;
  for (const auto& [person, events] : people_ever(log, question.scope)) {
    std::vector<std::vector<Chain>> found(question.steps.size());
    for (std::size_t i = 0; i < events.size(); ++i)
      if (matches(question.steps[0].match, events[i]) && in_period(question.scope, events[i])) extend(question, events, 0, {i, i}, found);
    if (found[0].empty()) continue;
    auto& counts = result.groups.try_emplace(group(log, question.scope, person, events[found[0].front().start]), nothing).first->second;
    for (std::size_t step = 0; step < found.size() && !found[step].empty(); ++step) {
      ++counts[step].customers;
      auto first = *std::min_element(found[step].begin(), found[step].end(), [](const Chain& a, const Chain& b) { return a.end != b.end ? a.end < b.end : a.start > b.start; });
      if (step) counts[step].times.push_back(events[first.end].at - events[first.start].at);
    }
  }
  return result;
}

// -- Flow
inline FlowResult flow(const Log& log, const FlowQuestion& question) {
  struct Edge {
    std::vector<std::int64_t> gaps;
    std::set<CustomerId> customers;
  };
  std::map<Code, std::map<std::pair<std::uint32_t, std::uint32_t>, Edge>> edges;
  FlowResult result;
  std::map<Code, std::map<std::uint32_t, FlowNode>> nodes;
  if (!question.scope.by) result.groups[0];
  for (const auto& [person, events] : people(log, question.scope)) {
    auto code = group(log, question.scope, person, events.front());
    ++result.groups[code].customers;
    for (const auto& one : events) nodes[code][one.activity].activity = one.activity, ++nodes[code][one.activity].count;
    ++nodes[code][events.front().activity].starts;
    ++nodes[code][events.back().activity].ends;
    for (std::size_t i = 1; i < events.size(); ++i) {
      auto& edge = edges[code][{events[i - 1].activity, events[i].activity}];
      edge.gaps.push_back(events[i].at - events[i - 1].at);
      edge.customers.insert(person);
    }
  }
  for (auto& [code, flow] : result.groups) {
    for (const auto& [activity, node] : nodes[code]) flow.nodes.push_back(node);
    std::stable_sort(flow.nodes.begin(), flow.nodes.end(), [](const FlowNode& a, const FlowNode& b) { return a.count > b.count; });
    for (const auto& [place, edge] : edges[code]) {
      double sum = 0;
      for (auto gap : edge.gaps) sum += static_cast<double>(gap);
      flow.edges.push_back({place.first, place.second, std::int64_t(edge.gaps.size()), std::int64_t(edge.customers.size()), sum / static_cast<double>(edge.gaps.size()), quantile(edge.gaps, 0.5), quantile(edge.gaps, 0.9)});
      flow.steps += std::int64_t(edge.gaps.size());
    }
    std::stable_sort(flow.edges.begin(), flow.edges.end(), [](const FlowEdge& a, const FlowEdge& b) { return a.count > b.count; });
    std::vector<FlowEdge> kept;
    std::int64_t steps = 0;
    for (const auto& edge : flow.edges) {
      if (kept.size() >= question.most || (!kept.empty() && double(steps) >= question.share * double(flow.steps))) break;
      steps += edge.count;
      kept.push_back(edge);
    }
    flow.edges = kept;
  }
  return result;
}

// -- Paths
inline PathsResult paths(const Log& log, const PathsQuestion& question) {
  std::map<Code, std::map<std::vector<std::uint32_t>, std::int64_t>> counts;
  PathsResult result;
  if (!question.scope.by) counts[0];
  for (auto [person, events] : people(log, question.scope)) {
    if (question.backwards) std::reverse(events.begin(), events.end());
    auto start = std::find_if(events.begin(), events.end(), [&](const Told& one) { return matches(question.start, one); });
    if (start == events.end()) continue;
    std::vector<std::uint32_t> path;
    for (auto one = start; one != events.end() && path.size() < question.steps + 1; ++one)
      if (!question.fold_repeats || path.empty() || path.back() != one->activity) path.push_back(one->activity);
    ++counts[group(log, question.scope, person, *start)][path];
  }
  for (const auto& [code, paths] : counts) {
    auto& told = result.groups[code];
    std::map<std::tuple<std::size_t, std::uint32_t, std::uint32_t>, std::int64_t> links;
    for (const auto& [path, customers] : paths) {
      told.customers += customers;
      ++told.different;
      told.paths.push_back({path, customers});
      for (std::size_t s = 0; s < std::min(path.size(), question.steps); ++s) links[{s, path[s], s + 1 < path.size() ? path[s + 1] : 0}] += customers;
    }
    for (const auto& [link, customers] : links) told.links.push_back({std::uint32_t(std::get<0>(link)), std::get<1>(link), std::get<2>(link), customers});
    std::stable_sort(told.paths.begin(), told.paths.end(), [](const Path& a, const Path& b) { return a.customers > b.customers; });
    if (told.paths.size() > question.top) told.paths.resize(question.top);
    if (question.backwards) for (auto& path : told.paths) std::reverse(path.activities.begin(), path.activities.end());
  }
  return result;
}

// -- Retention, UTC
inline std::int64_t period_start(Period period, std::int64_t at) {
  auto civil = base::civil(base::Time{at});
  auto day = base::days_from_civil(civil.year, civil.month, civil.day);
  if (period == Period::week) while (((day % 7) + 7) % 7 != 4) --day;   // the fourth day of 1970 was a Monday, counted from 0
  if (period == Period::month) day = base::days_from_civil(civil.year, civil.month, 1);
  return day * base::day;
}
inline std::int64_t later_start(Period period, std::int64_t start) { return period_start(period, start + (period == Period::day ? 1 : period == Period::week ? 7 : 31) * base::day); }

inline RetentionResult retention(const Log& log, const RetentionQuestion& question) {
  RetentionResult result;
  if (!question.scope.by) result.groups[0];
  std::map<Code, std::map<std::int64_t, std::pair<std::int64_t, std::map<std::int64_t, std::int64_t>>>> cohorts;
  std::map<Code, std::int64_t> last;
  for (const auto& [person, events] : people(log, question.scope, true)) {
    auto start = std::find_if(events.begin(), events.end(), [&](const Told& one) { return matches(question.start, one); });
    if (start == events.end() || start->at < question.scope.from) continue;
    auto code = group(log, question.scope, person, *start);
    auto& [size, returned] = cohorts[code][period_start(question.period, start->at)];
    ++size;
    std::set<std::int64_t> back{};
    for (auto one = start; one != events.end(); ++one)
      if (matches(question.back, *one)) back.insert(period_start(question.period, one->at));
    for (auto period : back) ++returned[period];
    auto& end = last.try_emplace(code, INT64_MIN).first->second;
    end = std::max(end, period_start(question.period, start->at));
    if (!back.empty()) end = std::max(end, *back.rbegin());
  }
  for (const auto& [code, all] : cohorts)
    for (const auto& [start, cohort] : all) {
      Cohort told{start, cohort.first, {}};
      for (auto period = start; period <= last[code]; period = later_start(question.period, period)) {
        auto found = cohort.second.find(period);
        told.returned.push_back(found == cohort.second.end() ? 0 : found->second);
      }
      result.groups[code].push_back(told);
    }
  return result;
}

// -- Time
inline BetweenResult between(const Log& log, const BetweenQuestion& question) {
  BetweenResult result;
  if (!question.scope.by) result.groups[0];
  for (const auto& [person, events] : people_ever(log, question.scope, question.known)) {
    std::set<Code> counted;
    for (std::size_t i = 0; i < events.size(); ++i) {
      if (!matches(question.start, events[i]) || !in_period(question.scope, events[i])) continue;
      auto code = group(log, question.scope, person, events[i]);
      auto& told = result.groups[code];
      if (counted.insert(code).second) ++told.customers;
      ++told.starts;
      auto end = std::find_if(events.begin() + static_cast<std::ptrdiff_t>(i) + 1, events.end(), [&](const Told& one) { return matches(question.end, one); });
      std::optional<std::int64_t> took;
      if (end != events.end()) told.times.push_back(*(took = end->at - events[i].at));
      else ++told.open;
      if (question.promise) {
        bool kept = took && *took <= *question.promise;
        told.kept += kept;
        told.due += kept || events[i].at + *question.promise < question.as_of;
      }
      if (question.first_only) break;
    }
  }
  for (auto& [code, told] : result.groups) std::sort(told.times.begin(), told.times.end());
  return result;
}

// -- Repeats: every contact looks back for the one before it on its topic.
inline RepeatsResult repeats(const Log& log, const RepeatsQuestion& question) {
  RepeatsResult result;
  if (!question.scope.by) result.groups[0];
  for (const auto& [person, events] : people_ever(log, question.scope, question.known)) {
    Sequence contacts;
    for (const auto& one : events)
      if (matches(question.contact, one)) contacts.push_back(one);
    std::set<Code> counted;
    std::vector<std::size_t> first_of(contacts.size());   // the first contact of each one's chain
    std::set<std::size_t> repeated;
    for (std::size_t i = 0; i < contacts.size(); ++i) {
      first_of[i] = i;
      for (auto k = i; k-- > 0;) {
        if (contacts[k].codes[question.topic] != contacts[i].codes[question.topic]) continue;
        if (contacts[i].at - contacts[k].at <= question.within) first_of[i] = first_of[k], repeated.insert(first_of[k]);
        break;
      }
      if (!in_period(question.scope, contacts[first_of[i]])) continue;
      auto code = group(log, question.scope, person, contacts[first_of[i]]);
      auto& told = result.groups[code];
      if (counted.insert(code).second) ++told.customers;
      ++told.contacts;
      told.repeats += first_of[i] != i;
    }
    for (std::size_t i = 0; i < contacts.size(); ++i) {
      if (first_of[i] != i || !in_period(question.scope, contacts[i])) continue;
      auto& told = result.groups[group(log, question.scope, person, contacts[i])];
      bool closed = repeated.contains(i) || contacts[i].at + question.within < question.as_of;
      told.firsts += closed;
      told.resolved += closed && !repeated.contains(i);
      told.open += !closed;
    }
  }
  return result;
}

// -- Drivers: per driver, everybody who is compared, one by one.
inline DriversResult drivers(const Log& log, const DriversQuestion& question) {
  DriversResult result;
  if (!question.scope.by) result.groups[0].drivers.resize(question.drivers.size());
  std::map<Code, std::vector<std::map<std::vector<Code>, Stratum>>> strata;
  for (const auto& [person, events] : people_ever(log, question.scope, question.known)) {
    auto start = std::find_if(events.begin(), events.end(), [&](const Told& one) { return matches(question.start, one) && in_period(question.scope, one); });
    if (start == events.end()) continue;
    auto code = group(log, question.scope, person, *start);
    auto& told = result.groups[code];
    told.drivers.resize(question.drivers.size());
    strata[code].resize(question.drivers.size());
    auto landmark = start->at + question.after;
    if (landmark + question.within >= question.as_of) {
      ++told.open;
      continue;
    }
    Sequence first, then, later;   // what is looked at before; between start and landmark; in the window
    for (auto one = events.begin(); one != events.end(); ++one) {
      bool behind = question.after == 0 ? one > start : one->at > landmark;
      if (!behind) first.push_back(*one);
      if (!behind && one > start) then.push_back(*one);
      if (behind && one->at <= landmark + question.within) later.push_back(*one);
    }
    auto has_outcome = [&](const Sequence& part) { return std::any_of(part.begin(), part.end(), [&](const Told& one) { return matches(question.outcome, one); }); };
    if (has_outcome(then)) {
      ++told.early;
      continue;
    }
    bool outcome = has_outcome(later);
    ++told.customers;
    told.outcomes += outcome;
    std::vector<Code> values;
    for (const auto& dimension : question.adjust) values.push_back(dimension.of_customer ? log.trait(person) : start->codes[dimension.number]);
    for (std::size_t d = 0; d < question.drivers.size(); ++d) {
      const auto& driver = question.drivers[d];
      bool had = false, asked = driver.felt == Felt::any;
      for (const auto& one : first) {
        if (question.before && start->at - one.at > *question.before) continue;
        if (!matches(driver.match, one)) continue;
        bool felt = one.feeling != Event::no_feeling;
        asked |= felt;
        had |= driver.felt == Felt::any || (felt && (driver.felt == Felt::bad ? one.feeling < 0 : one.feeling > 0));
      }
      if (!asked) continue;
      auto& stratum = strata[code][d][values];
      stratum.values = values;
      ++stratum.n[had][outcome];
    }
  }
  for (auto& [code, of_drivers] : strata)
    for (std::size_t d = 0; d < of_drivers.size(); ++d)
      for (const auto& [values, stratum] : of_drivers[d]) result.groups[code].drivers[d].push_back(stratum);
  return result;
}

}  // namespace journey::reference
