// What part of the index a question looks at, and in which groups it is told: the parts that all questions share. Numbers
// only; ask.h makes it of words.
#pragma once
#include <optional>
#include <vector>

#include "journey/columns.h"

namespace journey {

// A declared dimension: of customers (a trait) or of interactions; `number` counts within its kind.
struct DimensionRef {
  bool of_customer = false;
  std::size_t number = 0;
};

// Only what has one of some values there.
struct Condition {
  DimensionRef dimension;
  std::vector<std::uint8_t> allowed = std::vector<std::uint8_t>(256);   // by code, 1: yes; at least 256 long

  void allow(Code code) {
    if (code >= allowed.size()) allowed.resize(code + 1);
    allowed[code] = 1;
  }
  bool allows(Code code) const { return code < allowed.size() && allowed[code]; }
};

// Interactions that are outside are as if they were not there; customers whose traits don't fit likewise.
struct Scope {
  std::int64_t from = INT64_MIN, to = INT64_MAX;   // microseconds; `to` exclusive
  std::vector<std::uint8_t> activities;            // by number, 1: let in; empty: all
  std::vector<Condition> where;                    // all of them
  std::optional<DimensionRef> by;                  // each customer stands in one group: see group_of (fold.h)
  std::vector<std::size_t> wanted;                 // dimensions of interactions that the question itself reads
  bool wants_told = false;                         // it also reads what was told, paid and due
  bool wants_positions = false;                    // and where interactions stand in the log

  // For questions of what follows something: `from` and `to` say when that something was, and what follows is looked at to its end,
  // as is what was before. Only what happened from `known` on is hidden.
  bool has(std::int64_t at) const { return at >= from && at < to; }
  Scope at_any_time(std::int64_t known) const {
    auto scope = *this;
    scope.from = INT64_MIN;
    scope.to = known;
    return scope;
  }

  bool lets_all_in() const { return from == INT64_MIN && to == INT64_MAX && where.empty() && activities.empty(); }
};

// A set of activities, maybe with values that the interaction must have.
struct Match {
  std::vector<std::uint8_t> activities;            // by number, 1: yes
  std::vector<Condition> where;                    // of interactions only

  bool holds(const Columns& columns, std::size_t event) const {
    auto activity = columns.activity[event];
    if (activity >= activities.size() || !activities[activity]) return false;
    for (const auto& condition : where)
      if (!condition.allows(static_cast<Code>(columns.codes[condition.dimension.number][event]))) return false;
    return true;
  }
};

}  // namespace journey
