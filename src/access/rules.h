// THE table of who may do what. A route names a permission (http/router.h); its line here says which roles and which
// keys have it. What has no line is refused, and the server does not start with a route that has none.
//
// Filled before main, then only read: safe from any thread.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/types.h"
#include "http/router.h"

namespace rights {

struct Rule {
  std::string permission;
  std::optional<Role> least_role;   // and every role above; none: no person
  std::vector<Scope> scopes;        // of keys; none: no key
  bool open = false;                // anybody, signed in or not
  std::string grant = {};           // what a key of scope custom must have been granted; empty: no such key
  bool whole = true;                // only for who sees the whole company: what it opens is not bounded by record/visibility.h
};

const std::vector<Rule>& rules();
std::vector<std::string> grants();   // all that a key of scope custom can be granted
const Rule* rule_of(std::string_view permission);   // nullptr: no such line

// Throws Error(unauthenticated) when nobody asks, Error(forbidden) when it is not for the one who does.
void allow(const http::Caller& caller, std::string_view permission);

// Throws Error(forbidden) when a key that was granted people one by one would make, change or let in somebody of a role that
// may do more than such a key should win for itself.
void check_may_manage(const http::Caller& caller, Role role);

// Throws Error(internal) that names the route; called once, before the server listens.
void check_every_route_has_a_rule(const http::Router& router);

}  // namespace rights
