// HTTP of comparing people: how it stands, the model's versions, a full run, the settings.
#pragma once
#include "http/router.h"
#include "record/linkage/linker.h"

namespace record::linkage {

// `linker` must outlive the router.
void add_routes(http::Router& router, Record& record, Linker& linker);

}  // namespace record::linkage
