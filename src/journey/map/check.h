// Proves that journey maps are whole: each document can be read, and what was kept of its last changes leads back to the whole
// document before them.
#pragma once
#include "record/check.h"
#include "store/database.h"

namespace journey {

// Adds a finding for each map that is not.
void check_maps(store::Database& database, record::CheckReport& report);

}  // namespace journey
