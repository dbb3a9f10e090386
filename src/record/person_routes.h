// What a person may ask for of their data, over HTTP: erasure, everything that is held, consent, correction.
#pragma once
#include "http/router.h"
#include "record/erasures.h"
#include "record/everything.h"

namespace record {

// All must outlive the router.
void add_person_routes(http::Router& router, Record& record, Erasures& erasures, TellImports imports);

}  // namespace record
