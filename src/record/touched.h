// Whose person a slice of the log may have changed: the profiles told of, those joined with them, and both sides of merges.
// Inside a reader's transaction.
#pragma once
#include <set>

#include "record/reader.h"

namespace record {

std::set<CustomerId> touched_profiles(store::Session& session, const LogSlice& slice);

}  // namespace record
