#include "access/oidc/options.h"

#include "base/error.h"
#include "base/json.h"
#include "base/text.h"
#include "http/outgoing.h"

namespace rights {

void check(const OidcOptions& options) {
  if (!options.is_set_up()) {
    if (options.only) throw base::invalid("Passwords can't be off without single sign-on.", "Set --oidc-issuer, or leave --sso-only out.", "sso-only");
    return;
  }
  auto origin = http::origin_of(options.issuer);
  if (origin.empty()) throw base::invalid("The issuer of single sign-on is no address.", "Write it as the provider does, such as https://id.example.com.", "oidc-issuer");
  if (options.issuer.find_first_of("?#") != std::string::npos) throw base::invalid("The issuer of single sign-on has a query.", "Leave it out.", "oidc-issuer");
  auto is_local = [](const std::string& at) { return at.starts_with("http://127.0.0.1:") || at.starts_with("http://localhost:") || at.starts_with("http://[::1]:"); };
  if (!origin.starts_with("https://") && !is_local(origin)) throw base::invalid("The issuer of single sign-on does not speak HTTPS.", "Name its https:// address; plain http is for this machine alone.", "oidc-issuer");
  if (options.client_id.empty()) throw base::invalid("Single sign-on has no client id.", "Register this server at the provider and set --oidc-client-id.", "oidc-client-id");
  auto own = http::origin_of(options.public_url);
  if (own.empty() || options.public_url.ends_with('/') || options.public_url.find('/', options.public_url.find("//") + 2) != std::string::npos)
    throw base::invalid("Single sign-on needs the address of this server as browsers see it.", "Set --public-url, such as https://cx.example.com, without a slash at its end.", "public-url");
  if (!own.starts_with("https://") && !is_local(own)) throw base::invalid("The address of this server does not speak HTTPS.", "Put a proxy that speaks TLS in front, and name its address.", "public-url");
}

OidcOptions::Mapping read_mapping(const std::string& text) {
  auto equals = text.rfind('=');
  auto role = equals == std::string::npos ? std::nullopt : base::enum_value<Role>(text.substr(equals + 1));
  if (!role || equals == 0) throw base::invalid("\"" + text + "\" does not say which group has which role.", "Write GROUP=ROLE, the role one of " + base::enum_names<Role>() + ".", "oidc-role");
  return {text.substr(0, equals), *role};
}

}  // namespace rights
