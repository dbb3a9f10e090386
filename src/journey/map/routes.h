// Journey maps by HTTP: /api/journeys…. A handler parses, calls, answers.
#pragma once
#include "http/router.h"
#include "journey/index.h"
#include "store/database.h"

namespace journey {

// As add_routes of journey/routes.h, which calls it.
void add_map_routes(http::Router& router, store::Database& database, Index* index);

}  // namespace journey
