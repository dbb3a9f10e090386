// /api/export/xes and /api/export/ocel. Permission: export.
#pragma once
#include "http/router.h"
#include "record/record.h"

namespace record::interchange {

// `record` must outlive the router.
void add_routes(http::Router& router, Record& record);

}  // namespace record::interchange
