// How far people come: ordered steps within a window that opens with the first step. Between two steps anything may happen,
// unless a step is to follow `directly` or an exclusion stands there. One interaction serves one step; each customer counts
// at the furthest step that any chain of theirs reaches (as ClickHouse's windowFunnel has it where no two share a time).
//
// `from` and `to` of the scope say when the first step was; the window may run past `to`.
// The time of a step is that of the first chain to reach it (of several, the one begun last), from its first step.
// With a breakdown by a dimension of interactions a customer stands in the group of their first interaction that is a first step.
#pragma once
#include "journey/fold.h"

namespace journey {

struct FunnelStep {
  Match match;
  bool directly = false;        // no other interaction (that the scope lets in) between the step before and this one
};
struct Exclusion {
  Match match;
  std::optional<std::size_t> after;   // between this step (from 0) and the next; left out: between any two
};
struct FunnelQuestion {
  std::vector<FunnelStep> steps;      // one or more
  std::vector<Exclusion> exclusions;
  std::int64_t within = 0;            // microseconds, the end included; above 0
  Scope scope;
};

struct FunnelCount {
  std::int64_t customers = 0;                       // who came to this step or further
  std::vector<std::int64_t> times;                  // from the first step, microseconds; empty for the first step
};
struct FunnelResult {
  std::map<Code, std::vector<FunnelCount>> groups;  // by code of `by`, each with a count for every step; one group 0 without
};

FunnelResult funnel(Workers& workers, const View& view, const FunnelQuestion& question);

// The customers of a cell: those who came to `step` (and, with `dropped`, no further) in `group`; sorted.
struct FunnelCell {
  std::size_t step = 0;
  bool dropped = false;
  std::optional<Code> group;
};
std::vector<CustomerId> people_of(Workers& workers, const View& view, const FunnelQuestion& question, const FunnelCell& cell);

}  // namespace journey
