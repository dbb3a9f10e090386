// The questions by HTTP: POST /api/questions/…, what they can be asked of, and those that people keep. A handler parses, asks, answers.
#pragma once
#include "http/router.h"
#include "journey/index.h"

namespace journey {

// Both must outlive the router; `index` null only where the list of routes alone is wanted (OpenAPI).
void add_routes(http::Router& router, store::Database& database, Index* index);

}  // namespace journey
