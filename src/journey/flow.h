// What follows what: how often one activity comes directly after another in the sequence of a customer, for how many customers,
// and how long that takes (directly-follows graph). An interaction that the scope leaves out is as if it was not there.
// With a breakdown by a dimension of interactions a customer stands in the group of their first interaction.
#pragma once
#include "base/json.h"
#include "journey/fold.h"

namespace journey {

struct FlowQuestion {
  Scope scope;
  // Of the edges, the commonest that hold this share of all steps between them (1: all), and at most so many.
  double share = 1;
  std::size_t most = SIZE_MAX;
  bool quantiles = true;              // median and 90 of 100 of each edge: a second look at the edges that are told
};

struct FlowEdge {
  std::uint32_t from = 0, to = 0;     // activities
  std::int64_t count = 0, customers = 0;
  double mean = 0, median = 0, p90 = 0;   // microseconds between the two
};
struct FlowNode {
  std::uint32_t activity = 0;
  std::int64_t count = 0, starts = 0, ends = 0;   // interactions; customers whose sequence begins, ends with it
};
struct Flow {
  std::vector<FlowEdge> edges;        // most frequent first
  std::vector<FlowNode> nodes;        // most frequent first; all
  std::int64_t customers = 0, steps = 0;   // people with anything in the scope; steps of all edges, told or not
};
struct FlowResult {
  std::map<Code, Flow> groups;
};

FlowResult flow(Workers& workers, const View& view, const FlowQuestion& question);

// The customers of an edge (`to` is an activity), or of an activity: who has it anywhere, whose sequence begins or ends with it.
// `from` 0: everybody with anything in the scope.
enum class FlowPlace { anywhere, first, last };
BOOST_DESCRIBE_ENUM(FlowPlace, anywhere, first, last)
struct FlowCell {
  std::uint32_t from = 0, to = 0;
  FlowPlace place = FlowPlace::anywhere;
  std::optional<Code> group;
};
std::vector<CustomerId> people_of(Workers& workers, const View& view, const FlowQuestion& question, const FlowCell& cell);

}  // namespace journey
