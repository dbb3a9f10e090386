// The company's identity provider: where its parts are (OpenID Connect Discovery 1.0) and its keys, asked for when first
// needed and kept for a while. An unknown key makes us ask again, but seldom, so that nobody can make us hammer it.
//
// Threads: all functions from any thread; one asks at a time, others wait for it.
#pragma once
#include <functional>
#include <mutex>
#include <optional>
#include <string>

#include "access/oidc/id_token.h"
#include "access/oidc/options.h"
#include "base/time.h"
#include "http/outgoing.h"

namespace rights {

class OidcProvider {
 public:
  static constexpr std::int64_t kept = 3600 * base::second, asked_again_after = 30 * base::second;

  // `fetch` is http::fetch, or a test's. Options must outlive the object.
  explicit OidcProvider(const OidcOptions& options, std::function<http::Incoming(const http::Outgoing&)> fetch = http::fetch) : options_(options), fetch_(std::move(fetch)) {}

  // Where a browser is sent to sign in. Throws Error(unavailable).
  std::string authorization_url(const std::string& state, const std::string& nonce, const std::string& challenge);
  // Whether answers carry the issuer (RFC 9207).
  bool names_itself();
  // Exchanges the code for an ID token and answers its verified claims. Throws Error(unavailable), Error(unauthenticated).
  base::JsonObject claims_for(const std::string& code, const std::string& verifier, const std::string& nonce);

 private:
  struct Parts {
    std::string authorization, token, keys;
    bool basic = true;         // how the client shows its secret: in the Authorization header, or in the form
    bool names_itself = false;
    base::Time asked_at;
  };
  Parts parts();
  SigningKeys keys_for(const TokenHead& head);
  base::Json ask(const std::string& url);

  const OidcOptions& options_;
  std::function<http::Incoming(const http::Outgoing&)> fetch_;
  std::mutex guard_;
  std::optional<Parts> parts_;
  std::optional<SigningKeys> keys_;
  base::Time keys_at_;
};

}  // namespace rights
