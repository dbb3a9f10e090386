// Whole sequences: the different ways in which an episode went, from its beginning to its end, how often each and how long it took.
//
// An episode is, of what the scope lets in of a customer:
//   without `start` and `end`     everything
//   `start` and `end`             from an interaction that matches start to the first behind it that matches end; the next one
//                                 begins behind that. A start without an end is open, and no variant.
//   `start` alone                 from each that matches to the one before the next; what stands before the first is left out
//   `end` alone                   from the first, or behind the end before, to each that matches; what comes behind the last is open
// With `key`, a dimension of interactions (a case, an order): all this among the interactions of each value by itself; those
// without a value are left out. An episode never holds interactions of two customers.
//
// Episodes of more than limits::variant_activities are counted, and stand in no variant. With a breakdown by a dimension of
// interactions an episode stands in the group of its first interaction.
#pragma once
#include "journey/fold.h"

namespace journey {

struct VariantsQuestion {
  std::optional<Match> start, end;
  std::optional<std::size_t> key;    // number of a dimension of interactions
  bool fold_repeats = false;         // the same activity several times in a row is one
  std::size_t top = 50;
  Scope scope;
};

struct Variant {
  std::vector<std::uint32_t> activities;
  std::int64_t episodes = 0, customers = 0;
  double median = 0, p90 = 0;        // microseconds from the first interaction to the last
};
struct Variants {
  std::int64_t customers = 0;        // with an episode that is over
  std::int64_t episodes = 0;         // that are over
  std::int64_t open = 0;             // that are not
  std::int64_t too_long = 0;         // of those that are over
  std::int64_t different = 0;        // variants, told or not
  double median = 0, p90 = 0;        // of all that are over
  std::vector<Variant> variants;     // commonest first, then by activity
};
struct VariantsResult {
  std::map<Code, Variants> groups;
};

// In three looks at the index: counts by a hash of 128 bits, then the sequences of those that are told, then their times; so
// memory goes by how many variants differ, not by how long they are. Throws Error(invalid) when those are too many (limits::variants_held).
VariantsResult variants(Workers& workers, const View& view, const VariantsQuestion& question);

// The customers of a variant; with no activities, all who have an episode that is over, or an open one.
struct VariantCell {
  std::vector<std::uint32_t> activities;
  bool open = false;
  std::optional<Code> group;
};
std::vector<CustomerId> people_of(Workers& workers, const View& view, const VariantsQuestion& question, const VariantCell& cell);

}  // namespace journey
