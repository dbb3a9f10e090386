// Undoing an import as a whole: its interactions, the profiles that only it brought, what it joined and told. Profiles
// that were heard of elsewhere too stay, with what else is known of them.
#pragma once
#include <cstdint>
#include <functional>

#include "record/record.h"

namespace record {

// Removes in steps, so that others go on meanwhile; `progress` gets the number of interactions removed so far. Goes on
// where it stopped when called again after a crash. Answers how many interactions were removed by this call.
std::int64_t undo_import(Record& record, std::int64_t import, const std::function<void(std::int64_t)>& progress);

}  // namespace record
