// THE list of capabilities: whose tables there are, in which order, and whose routes.
#pragma once
#include <vector>

#include "app/company.h"
#include "http/router.h"
#include "store/database.h"

namespace app {

std::vector<store::Migrations> migrations();
// The routes of every capability; `company` must outlive the router.
void add_routes(http::Router& router, Company& company);
// The same list without a company, for documents (OpenAPI): its handlers must not be called.
base::JsonObject openapi_document(const http::Router& router);

}  // namespace app
