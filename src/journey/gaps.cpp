#include "journey/gaps.h"

#include <boost/unordered/unordered_flat_map.hpp>

#include <bit>
#include <bitset>

namespace journey {
namespace {

constexpr std::size_t edges_at_once = 10'000;   // 2 KB each, for every worker

// Classes of microseconds: 8 to each power of two.
constexpr std::size_t classes = 512;
std::size_t class_of(std::uint64_t gap) {
  if (gap < 8) return gap;
  auto power = static_cast<unsigned>(std::bit_width(gap)) - 1;
  return (power - 2) * 8 + ((gap >> (power - 3)) & 7);
}

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

// One edge: how many gaps in each class, and the gaps of those classes that hold a rank that is asked for.
struct Ranks {
  static constexpr double shares[] = {0.5, 0.9};
  std::vector<std::int64_t> counts = std::vector<std::int64_t>(classes);
  std::bitset<classes> wanted;
  std::vector<std::int64_t> gaps;

  template <class Visit>
  void each_rank(double share, Visit visit) const {
    std::int64_t n = 0;
    for (auto count : counts) n += count;
    auto rank = static_cast<std::int64_t>(share * static_cast<double>(n - 1));
    visit(rank);
    if (rank + 1 < n) visit(rank + 1);
  }
  std::size_t class_at(std::int64_t rank) const {
    std::size_t i = 0;
    for (; rank >= counts[i]; ++i) rank -= counts[i];
    return i;
  }
  void want() {
    for (auto share : shares) each_rank(share, [&](std::int64_t rank) { wanted.set(class_at(rank)); });
  }
  // Of the sorted gaps: the one of this rank over all.
  std::int64_t at(std::int64_t rank) const {
    auto its_class = class_at(rank);
    std::int64_t left_out = 0;
    for (std::size_t i = 0; i < its_class; ++i) left_out += wanted[i] ? 0 : counts[i];
    return gaps[static_cast<std::size_t>(rank - left_out)];
  }
  double quantile(double share) const {
    std::vector<std::int64_t> around;
    each_rank(share, [&](std::int64_t rank) { around.push_back(at(rank)); });
    std::int64_t n = 0;
    for (auto count : counts) n += count;
    double exact = share * static_cast<double>(n - 1);
    double part = exact - static_cast<double>(static_cast<std::int64_t>(exact));
    return static_cast<double>(around.front()) + part * static_cast<double>(around.back() - around.front());
  }
};

void find_of(Workers& workers, const View& view, const Scope& scope, const Told& told) {
  std::vector<Ranks> ranks(told.edges.size());
  using Counts = std::vector<std::uint32_t>;
  for (auto& part : each_gap(workers, view, scope, told, Counts(ranks.size() * classes), [](Counts& counts, std::size_t edge, std::int64_t gap) { ++counts[edge * classes + class_of(static_cast<std::uint64_t>(gap))]; }))
    for (std::size_t i = 0; i < part.state.size(); ++i) ranks[i / classes].counts[i % classes] += part.state[i];
  for (auto& one : ranks) one.want();

  using Gaps = std::vector<std::vector<std::int64_t>>;
  auto take = [&](Gaps& gaps, std::size_t edge, std::int64_t gap) {
    if (ranks[edge].wanted[class_of(static_cast<std::uint64_t>(gap))]) gaps[edge].push_back(gap);
  };
  for (auto& part : each_gap(workers, view, scope, told, Gaps(ranks.size()), take))
    for (std::size_t i = 0; i < ranks.size(); ++i) ranks[i].gaps.insert(ranks[i].gaps.end(), part.state[i].begin(), part.state[i].end());
  for (std::size_t i = 0; i < ranks.size(); ++i) {
    std::sort(ranks[i].gaps.begin(), ranks[i].gaps.end());
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
