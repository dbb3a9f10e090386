// Merge suggestions: two profiles that may be one person, with the evidence, for a person to decide.
#pragma once
#include "record/merges.h"

namespace record {

enum class SuggestionState : int { open = 0, dismissed = 1, accepted = 2 };
BOOST_DESCRIBE_ENUM(SuggestionState, open, dismissed, accepted)

// What is open, as SQL: pairs that are one person by now, by another way, wait for nobody.
inline constexpr const char* open_suggestions =
    "merge_suggestion g join customer x on x.id = g.a join customer y on y.id = g.b where g.state = 0 and coalesce(x.merged_into, x.id) <> coalesce(y.merged_into, y.id)";

// Suggests; the same pair is suggested once, however often it is met and whatever was decided. On the appender's thread.
void suggest(Change& change, CustomerId a, CustomerId b, const std::vector<Evidence>& evidence);
// A person's decision (accepting is a merge); throws not_found, conflict when it was accepted.
void decide(Change& change, std::int64_t suggestion, SuggestionState state, const std::string& by);

}  // namespace record
