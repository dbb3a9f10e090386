// Signing in and out, one's own things, people and keys over HTTP.
#pragma once
#include "access/access.h"
#include "http/router.h"

namespace rights {

void add_routes(http::Router& router, Access& access);   // `access` must outlive the router

// The parts of it.
void add_session_routes(http::Router& router, Access& access);   // signing in and out
void add_me_routes(http::Router& router, Access& access);        // one's own password, second factor and sessions
void add_people_routes(http::Router& router, Access& access);    // users, invitations, their sessions
void add_place_routes(http::Router& router, Access& access);     // regions and teams
void add_sign_on_routes(http::Router& router, Access& access);   // oidc/routes.cpp
void add_key_routes(http::Router& router, Access& access);

// The number behind "u3" in the path. Throws Error(not_found).
std::int64_t id_in_path(const http::Request& request, char kind, const char* what);
// The user in the path, whom the caller may manage. Throws Error(not_found), Error(forbidden).
std::int64_t managed_user(Access& access, const http::Request& request);
Visit visit_of(const http::Request& request);

}  // namespace rights
