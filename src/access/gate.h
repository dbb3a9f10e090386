// The gate before every handler: who asks (an API key, the operator's token, a session cookie), is it a page of our own,
// and does the route's rule allow it. Headers that claim a name or an address (User, X-Forwarded-For) mean nothing here.
//
// Threads: all functions from any thread. References must outlive the object.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "access/denials.h"
#include "access/keys.h"
#include "access/sessions.h"
#include "http/router.h"

namespace rights {

struct GateOptions {
  bool behind_tls = false;
  std::string operator_token;   // "tlo_…": the command line on this machine; empty: there is none
};

class Gate {
 public:
  // Throws Error(invalid) for an operator's token that new_operator_token() can't have made.
  Gate(Sessions& sessions, Keys& keys, Denials& denials, GateOptions options);

  // Who asks. Throws Error(unauthenticated), Error(forbidden), Error(unsupported). Credentials that are nobody's are
  // refused, except on open routes, where they mean nobody (a proxy in front may have its own).
  http::Caller admit(const http::Route& route, const http::Request& request);

  // For routes that find a key elsewhere than in the header (channel/web): whose it is.
  std::optional<http::Caller> by_key(std::string_view secret) { return keys_.find(secret); }

  static std::string new_operator_token();

 private:
  http::Caller caller_of(const http::Route& route, const http::Request& request);
  std::optional<http::Caller> by_secret(std::string_view secret);

  Sessions& sessions_;
  Keys& keys_;
  Denials& denials_;
  GateOptions options_;
};

}  // namespace rights
