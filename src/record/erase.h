// The steps by which a person is erased. Each can be done again: after a crash an erasure that runs begins with the first
// and finds done what is done. What goes: all joined profiles with names, traits, identities, consents, corrections, what imports told; every
// interaction (the row, not only its content: counts follow); merges, suggestions and their evidence; timelines, search; and what
// other people's corrections and merges hold of their identifiers (correction.h, erase_evidence.h).
// What stays: that it was done, when, why, by whom, and keyed hashes (erasure_list.h).
#pragma once
#include <functional>
#include <vector>

#include "record/erasure.h"
#include "record/erasure_list.h"
#include "record/record.h"

namespace record {

// Step 1, one transaction: the person as joined now is taken apart: from here on nobody is recognised as them. False when
// it was cancelled, or is done already.
bool begin_erasing(Change& change, std::int64_t erasure, const KeyedHash& hash);
// Step 2: interactions, in portions; others go on meanwhile.
void erase_interactions(Record& record, std::int64_t erasure);
// Step 3, one transaction: the profiles themselves, and the notice that readers meet.
void end_erasing(Change& change, std::int64_t erasure);
// Step 4: what is derived: timelines and counts.
void sweep_erased(Record& record, std::int64_t erasure);

std::vector<CustomerId> profiles_of_erasure(store::Session& session, std::int64_t erasure);
// By source number: how many interactions it erased so far.
std::map<std::int64_t, std::int64_t> sources_of_erasure(store::Session& session, std::int64_t erasure);

}  // namespace record
