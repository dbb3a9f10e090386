// An outcome of a map as folds read it.
#pragma once
#include "journey/living/outcome.h"
#include "journey/map/document.h"
#include "journey/words.h"

namespace journey {

// Throws Error(invalid) for a key that the map does not have, and where its words mean nothing here.
const Outcome& outcome_of(const Map& map, const std::string& key);
OutcomeMatch read(const Index& index, const Words& words, const Map& map, const Outcome& outcome);

}  // namespace journey
