// What comes after an activity, or before it: the commonest sequences of the next (previous) interactions of each customer,
// from the first interaction that matches. Those whose sequence is over earlier stand with the shorter path (the drop-off).
// With a breakdown by a dimension of interactions a customer stands in the group of that first interaction.
#pragma once
#include "journey/fold.h"

namespace journey {

struct PathsQuestion {
  Match start;
  std::size_t steps = 4;        // behind the start; 1 or more
  bool backwards = false;       // the last interaction that matches, and what came before it
  bool fold_repeats = false;    // the same activity several times in a row is one
  std::size_t top = 50;
  Scope scope;
};

struct Path {
  std::vector<std::uint32_t> activities;   // in the order of time; shorter than steps + 1: it was over then
  std::int64_t customers = 0;
};
struct PathLink {
  std::uint32_t step = 0;                  // from the start (0) to step 1, …
  std::uint32_t from = 0, to = 0;          // activities; to 0: it was over
  std::int64_t customers = 0;
};
struct Paths {
  std::int64_t customers = 0;              // who had the start
  std::int64_t different = 0;              // paths, told or not
  std::vector<Path> paths;                 // commonest first, then by activity
  std::vector<PathLink> links;             // of all paths, by step: what a diagram of streams shows
};
struct PathsResult {
  std::map<Code, Paths> groups;
};

PathsResult paths(Workers& workers, const View& view, const PathsQuestion& question);

// The customers of a path (as it is told, in the order of time), or of a link; with neither, all who had the start.
struct PathCell {
  std::vector<std::uint32_t> activities;
  std::optional<PathLink> link;            // its `customers` are not looked at
  std::optional<Code> group;
};
std::vector<CustomerId> people_of(Workers& workers, const View& view, const PathsQuestion& question, const PathCell& cell);

}  // namespace journey
