// Signing in and out, users and keys over HTTP.
#pragma once
#include "access/access.h"
#include "http/router.h"

namespace rights {

void add_routes(http::Router& router, Access& access);   // `access` must outlive the router

}  // namespace rights
