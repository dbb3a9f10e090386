// Profiles: made when somebody new is heard, and told what is learnt of them. On the appender's thread.
#pragma once
#include "record/state.h"

namespace record {

// A new profile, from the moment it was first heard.
CustomerId make_profile(Change& change, base::Time at, bool identified);

// Merges name and traits into a profile. What was said later (by `at`) wins; what was said earlier only fills gaps. A
// trait set to null is taken away.
void tell_profile(Change& change, CustomerId profile, std::string name, std::string traits, base::Time at);

// Takes back what an import told of a profile; what others told of it stays.
void untell_profile(Change& change, CustomerId profile, std::int64_t import);

// Marks that the profile holds an account or a verified contact.
void mark_identified(Change& change, CustomerId profile);

// The same, found out anew after identifiers were taken away.
void recount_identified(Change& change, CustomerId profile);

// The profiles that are one person with `root`, root first.
std::vector<CustomerId> joined_profiles(store::Session& session, CustomerId root);

}  // namespace record
