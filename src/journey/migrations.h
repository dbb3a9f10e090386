// The tables of journey: what people saved. Everything else of it is in memory.
#pragma once
#include "store/database.h"

namespace journey {

store::Migrations migrations();

}  // namespace journey
