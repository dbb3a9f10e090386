// Merge suggestions: two profiles that may be one person, with the evidence, for a person to decide.
#pragma once
#include "record/merges.h"

namespace record {

enum class SuggestionState : int { open = 0, dismissed = 1, accepted = 2 };
BOOST_DESCRIBE_ENUM(SuggestionState, open, dismissed, accepted)

// Suggests; the same pair is suggested once, however often it is met and whatever was decided. On the appender's thread.
void suggest(Change& change, CustomerId a, CustomerId b, const std::vector<Evidence>& evidence);
// A person's decision (accepting is a merge); throws not_found, conflict when it was accepted.
void decide(Change& change, std::int64_t suggestion, SuggestionState state, const std::string& by);

}  // namespace record
