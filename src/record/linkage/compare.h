// Compares two people field by field. Pure; any thread.
#pragma once
#include "record/linkage/person.h"

namespace record::linkage {

// Of several values of a field, the two that agree best count. `accounts` has two levels only: exact, at most one of the
// two has an account of their own (a user_id or a loyalty number); differ, both have, so that they are two known people so far.
Pattern compare(const Person& a, const Person& b);
Level compare_values(Field field, std::string_view a, std::string_view b);

}  // namespace record::linkage
