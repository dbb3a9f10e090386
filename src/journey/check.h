// Proves that the index holds what the log says, person by person: as many interactions, the same moments, positions and
// activities, the same values of every dimension, told, paid, promised and felt, and each person's traits. And that journey maps are whole (map/check.h).
#pragma once
#include "journey/index.h"
#include "record/check.h"

namespace journey {

// Adds a finding for each way in which it does not.
void check(const Index& index, record::CheckReport& report);

}  // namespace journey
