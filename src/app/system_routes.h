// What belongs to the house as a whole: health, metrics, the API's own description.
#pragma once
#include "app/company.h"
#include "http/router.h"
#include "record/overview.h"

namespace app {

void add_system_routes(http::Router& router, Company& company);
// Fills in what only the house knows of the overview.
void complete(Company& company, record::Overview& overview);

}  // namespace app
