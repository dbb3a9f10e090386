#include "access/oidc/provider.h"

#include <sodium.h>

#include "base/error.h"

namespace rights {
namespace {

std::string text_of(const base::Json& document, std::string_view member) {
  auto found = document.is_object() ? document.get_object().if_contains(member) : nullptr;
  return found && found->is_string() ? std::string(found->get_string()) : std::string();
}

bool lists(const base::Json& document, std::string_view member, std::string_view word) {
  auto found = document.is_object() ? document.get_object().if_contains(member) : nullptr;
  if (!found || !found->is_array()) return false;
  for (const auto& each : found->get_array())
    if (each.is_string() && each.get_string() == word) return true;
  return false;
}

base::Error broken(const std::string& what) { return {base::ErrorCode::unavailable, "The sign-on provider " + what + ".", "Look at --oidc-issuer and at the provider's own settings."}; }

std::string base64(std::string_view text) {
  std::string out(sodium_base64_ENCODED_LEN(text.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
  sodium_bin2base64(out.data(), out.size(), reinterpret_cast<const unsigned char*>(text.data()), text.size(), sodium_base64_VARIANT_ORIGINAL);
  out.pop_back();   // the NUL
  return out;
}

}  // namespace

base::Json OidcProvider::ask(const std::string& url) {
  auto answer = fetch_({.url = url, .trusted_origin = options_.issuer});
  if (answer.status != 200) throw broken("answers " + std::to_string(answer.status) + " at " + http::origin_of(url));
  try {
    return base::parse_json(answer.body);
  } catch (const base::Error&) {
    throw broken("does not answer JSON at " + http::origin_of(url));
  }
}

OidcProvider::Parts OidcProvider::parts() {
  std::lock_guard lock(guard_);
  auto now = base::now();
  if (parts_ && now.micros - parts_->asked_at.micros < kept && now >= parts_->asked_at) return *parts_;
  auto slash = options_.issuer.ends_with('/') ? "" : "/";
  auto document = ask(options_.issuer + slash + ".well-known/openid-configuration");
  // A document that names another issuer would let that one speak for ours.
  if (text_of(document, "issuer") != options_.issuer) throw broken("calls itself \"" + text_of(document, "issuer").substr(0, 200) + "\"");
  Parts read{text_of(document, "authorization_endpoint"), text_of(document, "token_endpoint"), text_of(document, "jwks_uri")};
  for (const auto& url : {read.authorization, read.token, read.keys}) {
    auto origin = http::origin_of(url);
    if (origin.empty() || (!origin.starts_with("https://") && origin != http::origin_of(options_.issuer))) throw broken("names an address that is not HTTPS");
  }
  // What is left out means client_secret_basic (Discovery 1.0, 3).
  read.basic = !lists(document, "token_endpoint_auth_methods_supported", "client_secret_post") || lists(document, "token_endpoint_auth_methods_supported", "client_secret_basic");
  auto named = document.get_object().if_contains("authorization_response_iss_parameter_supported");
  read.names_itself = named && named->is_bool() && named->get_bool();
  read.asked_at = now;
  parts_ = read;
  return read;
}

bool OidcProvider::names_itself() { return parts().names_itself; }

std::string OidcProvider::authorization_url(const std::string& state, const std::string& nonce, const std::string& challenge) {
  auto to = parts().authorization;
  to += to.find('?') == std::string::npos ? '?' : '&';
  const std::vector<std::pair<std::string, std::string>> query{{"response_type", "code"}, {"client_id", options_.client_id}, {"redirect_uri", options_.redirect()}, {"scope", "openid email profile"},
                                                              {"state", state}, {"nonce", nonce}, {"code_challenge", challenge}, {"code_challenge_method", "S256"}};
  for (const auto& [name, value] : query) to += (to.ends_with('?') || to.ends_with('&') ? "" : "&") + name + "=" + http::percent_encoded(value);
  return to;
}

SigningKeys OidcProvider::keys_for(const TokenHead& head) {
  auto from = parts().keys;
  std::lock_guard lock(guard_);
  auto now = base::now();
  auto age = now.micros - keys_at_.micros;
  bool stale = !keys_ || age >= kept || age < 0;
  if (stale || (!has_key_for(*keys_, head) && age >= asked_again_after)) {
    keys_ = read_keys(ask(from));
    keys_at_ = now;
  }
  return *keys_;
}

base::JsonObject OidcProvider::claims_for(const std::string& code, const std::string& verifier, const std::string& nonce) {
  auto known = parts();
  http::Outgoing request{.url = known.token, .trusted_origin = options_.issuer};
  request.form = {{"grant_type", "authorization_code"}, {"code", code}, {"redirect_uri", options_.redirect()}, {"code_verifier", verifier}};
  bool secret = !options_.client_secret.empty();
  if (secret && known.basic) {
    // Both are form-encoded first (RFC 6749, 2.3.1).
    auto pair = http::percent_encoded(options_.client_id) + ":" + http::percent_encoded(options_.client_secret.reveal());
    request.headers.emplace_back("Authorization", "Basic " + base64(pair));
  } else {
    request.form.emplace_back("client_id", options_.client_id);
    if (secret) request.form.emplace_back("client_secret", std::string(options_.client_secret.reveal()));
  }
  auto answer = fetch_(request);
  if (answer.status >= 500) throw broken("answers " + std::to_string(answer.status) + " to a code");
  if (answer.status != 200) throw base::Error(base::ErrorCode::unauthenticated, "The provider does not know this code.", "Sign in again.");
  std::string token;
  try {
    token = text_of(base::parse_json(answer.body), "id_token");
  } catch (const base::Error&) {
    throw broken("does not answer JSON to a code");
  }
  if (token.empty()) throw broken("sent no ID token");
  auto keys = keys_for(token_head(token));
  return verified_claims(token, keys, {.issuer = options_.issuer, .client_id = options_.client_id, .nonce = nonce, .now = base::now()});
}

}  // namespace rights
