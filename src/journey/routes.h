// The questions by HTTP: POST /api/questions/…, and what they can be asked of. A handler parses, asks, answers.
#pragma once
#include "http/router.h"
#include "journey/index.h"

namespace journey {

// `index` must outlive the router; null only where the list of routes alone is wanted (OpenAPI).
void add_routes(http::Router& router, Index* index);

}  // namespace journey
