#include "journey/gaps.h"

#include <boost/unordered/unordered_flat_map.hpp>

#include "journey/ranks.h"

namespace journey {
namespace {

constexpr std::size_t edges_at_once = 10'000;   // 2 KB each, for every worker

// Edges that are told, in one row over all groups.
struct Told {
  std::vector<FlowEdge*> edges;
  std::map<Code, boost::unordered_flat_map<std::uint64_t, std::uint32_t>> number;   // by group, by from and to

  void add(Code code, FlowEdge& edge) {
    number[code][std::uint64_t(edge.from) << 32 | edge.to] = static_cast<std::uint32_t>(edges.size());
    edges.push_back(&edge);
  }
};

// The number of an edge; by a table where activities are few and there is one group. Of one group at a time.
class Numbering {
 public:
  Numbering(const Told& told, std::uint32_t activities) : told_(told), activities_(activities), few_(activities <= 512 && told.number.size() <= 1) {}
  void choose(Code group) {
    if (chosen_ && group == group_) return;
    chosen_ = true;
    group_ = group;
    auto found = told_.number.find(group);
    edges_ = found == told_.number.end() ? nullptr : &found->second;
    if (!few_) return;
    table_.assign(std::size_t(activities_) * activities_, -1);
    if (edges_) for (const auto& [place, number] : *edges_) table_[(place >> 32) * activities_ + (place & 0xffffffff)] = static_cast<std::int32_t>(number);
  }
  std::int32_t of(std::uint32_t from, std::uint32_t to) const {
    if (few_) return table_[std::size_t(from) * activities_ + to];
    if (!edges_) return -1;
    auto found = edges_->find(std::uint64_t(from) << 32 | to);
    return found == edges_->end() ? -1 : static_cast<std::int32_t>(found->second);
  }

 private:
  const Told& told_;
  std::uint32_t activities_;
  bool few_, chosen_ = false;
  Code group_ = 0;
  const boost::unordered_flat_map<std::uint64_t, std::uint32_t>* edges_ = nullptr;
  std::vector<std::int32_t> table_;
};

template <class State>
struct Part {
  Numbering numbering;
  State state;
};

// Calls `visit(state, edge, gap)` for every gap on an edge that is told.
template <class State, class Visit>
std::vector<Part<State>> each_gap(Workers& workers, const View& view, const Scope& scope, const Told& told, const State& nothing, Visit visit) {
  return fold(workers, view, scope, Part<State>{Numbering(told, view.activities), nothing}, [&](Part<State>& part, const Columns& columns, std::uint32_t from, std::uint32_t to) {
    with_activities(columns, [&](const auto* activity) {
      with_times(columns, [&](auto times) {
        for (auto person = from; person < to; ++person) {
          auto begin = columns.starts[person], end = columns.starts[person + 1];
          if (begin == end) continue;
          part.numbering.choose(group_of(view, scope, columns, person, begin));
          for (auto event = begin + 1; event < end; ++event)
            if (auto edge = part.numbering.of(activity[event - 1], activity[event]); edge >= 0) visit(part.state, static_cast<std::size_t>(edge), (times[event] - times[event - 1]) * times.unit);
        }
      });
    });
  });
}

void find_of(Workers& workers, const View& view, const Scope& scope, const Told& told) {
  std::vector<Ranks> ranks(told.edges.size());
  using Counts = std::vector<std::uint32_t>;
  auto count = [](Counts& counts, std::size_t edge, std::int64_t gap) { ++counts[edge * rank_classes + rank_class(static_cast<std::uint64_t>(gap))]; };
  for (auto& part : each_gap(workers, view, scope, told, Counts(ranks.size() * rank_classes), count))
    for (std::size_t i = 0; i < part.state.size(); ++i) ranks[i / rank_classes].counts[i % rank_classes] += part.state[i];
  for (auto& one : ranks) one.want();

  using Gaps = std::vector<std::vector<std::int64_t>>;
  auto take = [&](Gaps& gaps, std::size_t edge, std::int64_t gap) {
    if (ranks[edge].wants(gap)) gaps[edge].push_back(gap);
  };
  for (auto& part : each_gap(workers, view, scope, told, Gaps(ranks.size()), take))
    for (std::size_t i = 0; i < ranks.size(); ++i) ranks[i].numbers.insert(ranks[i].numbers.end(), part.state[i].begin(), part.state[i].end());
  for (std::size_t i = 0; i < ranks.size(); ++i) {
    std::sort(ranks[i].numbers.begin(), ranks[i].numbers.end());
    told.edges[i]->median = ranks[i].quantile(0.5);
    told.edges[i]->p90 = ranks[i].quantile(0.9);
  }
}

}  // namespace

void find_gap_quantiles(Workers& workers, const View& view, const Scope& scope, FlowResult& result) {
  Told told;
  auto find = [&] {
    if (!told.edges.empty()) find_of(workers, view, scope, told);
    told = {};
  };
  for (auto& [code, flow] : result.groups)
    for (auto& edge : flow.edges) {
      told.add(code, edge);
      if (told.edges.size() == edges_at_once) find();
    }
  find();
}

}  // namespace journey
