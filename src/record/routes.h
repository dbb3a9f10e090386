// The record over HTTP (thin: parse, call, answer).
#pragma once
#include <functional>

#include "http/router.h"
#include "record/overview.h"
#include "record/record.h"

namespace record {

// `complete` fills in what the record does not know of the overview.
void add_routes(http::Router& router, Record& record, std::function<void(Overview&)> complete);

}  // namespace record
