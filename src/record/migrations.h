// The record's tables: customers, identities, interactions, merges, and what is derived from them.
#pragma once
#include "store/database.h"

namespace record {

store::Migrations migrations();

}  // namespace record
