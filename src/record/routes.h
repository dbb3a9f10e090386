// The record over HTTP (thin: parse, call, answer).
#pragma once
#include <functional>

#include "access/audit_chain.h"
#include "http/router.h"
#include "record/check.h"
#include "record/overview.h"
#include "record/record.h"

namespace record {

// `complete` fills in what the record does not know of the overview, `also` what else a check looks at.
void add_routes(http::Router& router, Record& record, std::function<void(Overview&)> complete, std::function<rights::AuditProof(store::Session&)> proof, std::function<void(CheckReport&)> also);

}  // namespace record
