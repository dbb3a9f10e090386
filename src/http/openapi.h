// The OpenAPI 3.1 document of a router's documented routes: complete and true because it is read off the routes.
#pragma once
#include "base/json.h"
#include "http/router.h"

namespace http {

base::JsonObject openapi(const Router& router, const std::string& version);

}  // namespace http
