// Everything that is held of one person, as one JSON text, for the person to have: profiles and who told what of them,
// identifiers with where they come from, every interaction with all its fields, merges and suggestions with their evidence,
// consents with their proof, corrections, the imports they came by, and who looked into or changed what of them.
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "record/record.h"

namespace record {

// What other rooms know of an import, for the numbers given (files, when, by whom).
using TellImports = std::function<base::JsonArray(store::Session&, const std::vector<std::int64_t>&)>;

// Answers a function that gives one piece after another and leaves `piece` empty at the end. Throws Error(not_found) at
// once. What comes in meanwhile may or may not be part of it.
std::function<void(std::string& piece)> everything_of(Record& record, const std::string& customer, TellImports imports);

}  // namespace record
