// Joining profiles that are one person, and parting them again. A merge is an edge between two profiles; one person is
// what the edges that are not undone connect, and the oldest profile speaks for all. So the order in which merges are
// made and undone does not matter. Nothing is rewritten: interactions keep the profile that they were heard under.
#pragma once
#include <string>
#include <vector>

#include "record/state.h"

namespace record {

struct Evidence {
  std::string name_space;
  std::string value;
  std::string reason;    // same, same_verified, told_together: a key that the page translates
  bool operator==(const Evidence&) const = default;
};

struct MergeOrder {
  CustomerId a = 0, b = 0;
  std::string rule;      // "person": somebody decided; "device", "contact", "verified": recognised
  std::string reason;
  std::vector<Evidence> evidence;
  std::string by;        // who: a user's e-mail, or "rule"
};

std::string evidence_text(const std::vector<Evidence>& evidence);
std::vector<Evidence> read_evidence(const std::string& text);

// Joins; answers the merge's number. Throws not_found for an unknown profile, conflict when they are one already.
std::int64_t join(Change& change, const MergeOrder& order);
// Undoes; answers the persons that there are now (one or two roots). Throws not_found, conflict when undone before.
std::vector<CustomerId> part(Change& change, std::int64_t merge, const std::string& by);
// What parting would leave: the profiles of each side, without changing anything.
std::vector<std::vector<CustomerId>> sides_without(store::Session& session, std::int64_t merge);
// True when somebody undid a merge between these two persons, whichever of their profiles it joined: rules then leave
// them apart. What went with the import that had joined it was not parted by anybody.
bool was_parted(store::Session& session, CustomerId root_a, CustomerId root_b);
inline constexpr const char* undone_with_import = "undo of the import";

}  // namespace record
