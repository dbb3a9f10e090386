#include "journey/flow.h"

#include <boost/unordered/unordered_flat_map.hpp>

#include "journey/gaps.h"

namespace journey {
namespace {

// Activities: their edges are a table then (of 24 bytes each), else they are looked up.
constexpr std::uint32_t dense_most = 512, dense_most_of_a_group = 64;

__extension__ using Wide = unsigned __int128;

// Few bytes, few places to write to: this is what is touched for every event.
struct Edge {
  std::uint64_t counts = 0;            // low half: how often; high half: for how many customers
  std::uint64_t gaps = 0;              // of all gaps together, in units of the columns
  std::uint32_t last_person = 0;       // whom it saw last, so that each counts once
};
constexpr std::uint64_t one_more = 1, one_customer_more = 1ull << 32;

struct Sum {
  std::int64_t count = 0, customers = 0;
  Wide gaps = 0;                       // microseconds

  void add(const Sum& other) { count += other.count, customers += other.customers, gaps += other.gaps; }
};

struct Part {
  std::uint32_t activities;
  std::uint32_t person = 0;            // of this part, from 1
  std::int64_t customers = 0;
  std::vector<Edge> table;
  boost::unordered_flat_map<std::uint64_t, Edge> lookup;
  std::map<std::uint64_t, Sum> sums;
  std::vector<std::int64_t> starts, ends;
  std::int64_t unit = 0;               // of what is in table and lookup
  std::uint64_t time = 0, events = 0;  // of all people in them: no sum there is more

  Part(std::uint32_t activities, bool one_group) : activities(activities), starts(activities), ends(activities) {
    if (activities <= (one_group ? dense_most : dense_most_of_a_group)) table.resize(std::size_t(activities) * activities);
  }
  void put_aside() {
    auto one = [&](std::uint64_t place, Edge& edge) {
      if (!edge.counts) return;
      sums[place].add({static_cast<std::uint32_t>(edge.counts), static_cast<std::int64_t>(edge.counts >> 32), Wide(edge.gaps) * static_cast<std::uint64_t>(unit)});
      edge.counts = edge.gaps = 0;
    };
    for (std::size_t place = 0; place < table.size(); ++place) one(place, table[place]);
    for (auto& [place, edge] : lookup) one(place, edge);
    time = events = 0;
  }
  // A person of so much time and so many events comes, in another unit maybe: what might not fit any more is put aside.
  void begin(std::int64_t its_unit, std::uint64_t its_time, std::uint32_t its_events) {
    if (unit != its_unit || time + its_time > UINT64_MAX / 2 || events + its_events > UINT32_MAX) put_aside(), unit = its_unit;
    time += its_time;
    events += its_events;
    ++person;
    ++customers;
  }
};

template <class Activity, class Times, class EdgeAt>
void add(Part& part, const Activity* activity, Times times, std::uint32_t begin, std::uint32_t end, EdgeAt edge_at) {
  std::uint32_t previous = activity[begin];
  auto at = times[begin];
  part.begin(times.unit, static_cast<std::uint64_t>(times[end - 1] - at), end - begin);
  ++part.starts[previous];
  const auto person = part.person;
  for (auto event = begin + 1; event < end; ++event) {
    std::uint32_t now = activity[event];
    auto then = times[event];
    Edge& edge = edge_at(previous, now);
    edge.counts += edge.last_person != person ? one_more + one_customer_more : one_more;
    edge.gaps += static_cast<std::uint64_t>(then - at);
    edge.last_person = person;
    previous = now;
    at = then;
  }
  ++part.ends[previous];
}

Flow told(Part& part, const FlowQuestion& question) {
  Flow flow{.customers = part.customers};
  std::map<std::uint32_t, FlowNode> nodes;
  for (std::uint32_t a = 0; a < part.activities; ++a)
    if (part.starts[a] || part.ends[a]) nodes[a] = {a, part.starts[a], part.starts[a], part.ends[a]};
  for (const auto& [place, sum] : part.sums) {
    FlowEdge edge{.from = static_cast<std::uint32_t>(place / part.activities), .to = static_cast<std::uint32_t>(place % part.activities), .count = sum.count, .customers = sum.customers};
    edge.mean = static_cast<double>(static_cast<long double>(sum.gaps) / static_cast<long double>(sum.count));
    flow.steps += edge.count;
    nodes.try_emplace(edge.from, FlowNode{edge.from});
    nodes.try_emplace(edge.to, FlowNode{edge.to}).first->second.count += edge.count;
    flow.edges.push_back(edge);
  }
  std::sort(flow.edges.begin(), flow.edges.end(), [](const FlowEdge& a, const FlowEdge& b) { return a.count != b.count ? a.count > b.count : a.from != b.from ? a.from < b.from : a.to < b.to; });
  for (const auto& [activity, node] : nodes) flow.nodes.push_back(node);
  std::stable_sort(flow.nodes.begin(), flow.nodes.end(), [](const FlowNode& a, const FlowNode& b) { return a.count > b.count; });
  std::size_t kept = 0;
  for (std::int64_t steps = 0; kept < std::min(question.most, flow.edges.size()); ++kept) {
    if (kept && static_cast<double>(steps) >= question.share * static_cast<double>(flow.steps)) break;
    steps += flow.edges[kept].count;
  }
  flow.edges.resize(kept);
  return flow;
}

}  // namespace

FlowResult flow(Workers& workers, const View& view, const FlowQuestion& question) {
  const Part nothing(view.activities, !question.scope.by);
  auto parts = fold(workers, view, question.scope, Groups<Part>(nothing), [&](Groups<Part>& groups, const Columns& columns, std::uint32_t from, std::uint32_t to) {
    with_activities(columns, [&](const auto* activity) {
      with_times(columns, [&](auto times) {
        for (auto person = from; person < to; ++person) {
          auto begin = columns.starts[person], end = columns.starts[person + 1];
          if (begin == end) continue;
          auto& part = groups.of(group_of(view, question.scope, columns, person, begin));
          const auto width = part.activities;
          if (auto* table = part.table.data(); table) add(part, activity, times, begin, end, [=](std::uint32_t from, std::uint32_t to) -> Edge& { return table[from * width + to]; });
          else add(part, activity, times, begin, end, [&](std::uint32_t from, std::uint32_t to) -> Edge& { return part.lookup[std::uint64_t(from) * width + to]; });
        }
      });
    });
  });
  std::map<Code, Part> all;
  if (!question.scope.by) all.try_emplace(0, nothing);
  for (auto& part : parts) {
    for (auto& [code, one] : part.all()) {
      one.put_aside();
      auto& sum = all.try_emplace(code, nothing).first->second;
      sum.customers += one.customers;
      for (std::uint32_t a = 0; a < view.activities; ++a) sum.starts[a] += one.starts[a], sum.ends[a] += one.ends[a];
      for (const auto& [place, edge] : one.sums) sum.sums[place].add(edge);
    }
  }
  FlowResult result;
  for (auto& [code, part] : all) result.groups[code] = told(part, question);
  if (question.quantiles) find_gap_quantiles(workers, view, question.scope, result);
  return result;
}

std::vector<CustomerId> people_of(Workers& workers, const View& view, const FlowQuestion& question, const FlowCell& cell) {
  return fold_people(workers, view, question.scope, [&](const Columns& columns, std::uint32_t person) {
    auto begin = columns.starts[person], end = columns.starts[person + 1];
    if (begin == end || (cell.group && *cell.group != group_of(view, question.scope, columns, person, begin))) return false;
    if (!cell.from) return true;
    auto is = [&](std::uint32_t event, std::uint32_t activity) { return columns.activity[event] == activity; };
    if (!cell.to && cell.place == FlowPlace::first) return is(begin, cell.from);
    if (!cell.to && cell.place == FlowPlace::last) return is(end - 1, cell.from);
    for (auto event = begin; event < end; ++event)
      if (is(event, cell.from) && (!cell.to || (event + 1 < end && is(event + 1, cell.to)))) return true;
    return false;
  });
}

}  // namespace journey
