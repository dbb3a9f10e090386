#include "access/gate.h"

#include <sodium.h>

#include "access/cookie.h"
#include "access/csrf.h"
#include "access/rules.h"
#include "access/token.h"
#include "base/error.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/text.h"

namespace rights {
namespace {

using Kind = http::Caller::Kind;

constexpr std::string_view operator_prefix = "tlo_";

bool is_operator_token(std::string_view text) { return text.starts_with(operator_prefix) && is_token(text.substr(operator_prefix.size())); }

// The user of "user:password": Segment's libraries put the write key there and leave the password empty.
std::string user_of_basic(std::string_view encoded) {
  while (encoded.ends_with('=')) encoded.remove_suffix(1);
  std::string decoded(encoded.size(), '\0');
  std::size_t length = 0;
  if (sodium_base642bin(reinterpret_cast<unsigned char*>(decoded.data()), decoded.size(), encoded.data(), encoded.size(), nullptr, &length, nullptr,
                        sodium_base64_VARIANT_ORIGINAL_NO_PADDING) != 0)
    return {};
  decoded.resize(length);
  auto colon = decoded.find(':');
  return colon == std::string::npos ? std::string() : decoded.substr(0, colon);
}

// The secret in an Authorization header; empty when there is none to be read. Exactly one blank, as RFC 9110 has it.
std::string secret_of(std::string_view authorization) {
  if (authorization.size() > base::limits::authorization_bytes) return {};
  auto blank = authorization.find(' ');
  if (blank == std::string_view::npos) return {};
  auto scheme = base::lower_ascii(authorization.substr(0, blank));
  auto rest = authorization.substr(blank + 1);
  if (scheme == "bearer") return std::string(rest);
  if (scheme == "basic") return user_of_basic(rest);
  return {};
}

}  // namespace

Gate::Gate(Sessions& sessions, Keys& keys, Denials& denials, GateOptions options) : sessions_(sessions), keys_(keys), denials_(denials), options_(std::move(options)) {
  if (!options_.operator_token.empty() && !is_operator_token(options_.operator_token))
    throw base::invalid("The operator's token is not one that the server made.", "Remove it from the data folder; the server makes a new one at its next start.");
}

std::string Gate::new_operator_token() { return std::string(operator_prefix) + new_token(); }

std::optional<http::Caller> Gate::by_secret(std::string_view secret) {
  if (!options_.operator_token.empty() && is_operator_token(secret)) {
    if (!base::equal_in_constant_time(secret, options_.operator_token)) return std::nullopt;
    return http::Caller{.kind = Kind::operator_, .name = "operator", .role = base::enum_name(Role::admin)};
  }
  return keys_.find(secret);
}

http::Caller Gate::caller_of(const http::Route& route, const http::Request& request) {
  int authorizations = 0;
  for (const auto& [name, value] : request.headers) authorizations += name == "authorization";
  if (authorizations > 0) {
    auto caller = authorizations == 1 ? by_secret(secret_of(request.header("authorization"))) : std::nullopt;
    if (caller) return *caller;
    auto rule = rule_of(route.name.permission);
    if (!rule || !rule->open) throw base::Error(base::ErrorCode::unauthenticated, "This key is not known, or was removed.", "Make one with `throughline key add NAME --scope write|read|admin`.");
  }
  // Other sites' pages may call these routes: what a browser adds on its own does not count there.
  if (route.cross_origin) return {};
  auto token = request.cookie(cookie_name(options_.behind_tls));
  if (!token) return {};
  return sessions_.find(*token).value_or(http::Caller{});
}

http::Caller Gate::admit(const http::Route& route, const http::Request& request) {
  auto caller = caller_of(route, request);
  try {
    allow(caller, route.name.permission);
    bool from_browser = caller.kind == Kind::nobody || caller.kind == Kind::user;
    if (from_browser && !route.cross_origin) check_same_site(request, options_.behind_tls);
  } catch (const base::Error& error) {
    if (error.code == base::ErrorCode::forbidden) {
      auto refused = caller;
      refused.address = request.peer;
      denials_.note(refused, "access", "permission", route.name.permission, route.name.pattern);
      base::log::warning("refused", {{"route", route.name.pattern}, {"permission", route.name.permission}, {"caller", caller.name}, {"address", request.peer}});
    }
    throw;
  }
  return caller;
}

}  // namespace rights
