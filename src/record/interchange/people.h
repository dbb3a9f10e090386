// What exports for other tools begin with: person after person (joined profiles are one), each with all they lived through
// in the order of time. One person's interactions are held at once. Only who the caller may see, and only what had been
// heard when the export began; people are who they were then: each interaction is told once, whoever is joined or parted
// while the export is read. Each person is read in one snapshot; what is erased meanwhile is no longer told.
#pragma once
#include "record/interactions.h"
#include "record/record.h"

namespace record::interchange {

// Which interactions: all, when left out.
struct Selection {
  std::optional<std::string> source;
  std::optional<base::Time> from, to;      // from inclusive, to exclusive

  bool is_whole() const { return !source && !from && !to; }
};

struct Person {
  std::string id;                          // "c12"
  std::string name;                        // as said last; empty: never said
  base::JsonObject traits;
  base::Time traits_at;                    // when the latest of them was said; 1970 when never
  std::vector<Interaction> interactions;
};

// The next person, false at the end. People of whom nothing is selected are passed over, unless all is selected.
std::function<bool(Person&)> each_person(const Record& record, const Selection& selection);

}  // namespace record::interchange
