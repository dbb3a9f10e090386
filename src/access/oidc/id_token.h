// An ID token (OpenID Connect Core 1.0, 2 and 3.1.3.7; RFC 7515, 7517, 7519) and the keys that sign it. Only RS256 and
// ES256 are read; the algorithm must be the key's own, so that no token chooses how it is checked.
// Plain functions, no state; built on libcrypto.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"

namespace rights {

// A provider's public keys (JWKS). What it can't be used for (other types, encryption, too short) is left out.
struct SigningKeys {
  struct Key {
    std::string id;                 // kid; may be empty
    std::string algorithm;          // RS256 or ES256
    std::string first, second;      // RSA: modulus and exponent; EC P-256: x and y; big-endian bytes
  };
  std::vector<Key> keys;
};
SigningKeys read_keys(const base::Json& jwks);

struct Expected {
  std::string issuer, client_id, nonce;
  base::Time now;
};

// Which key the token names.
struct TokenHead {
  std::string algorithm, key_id;
};
// Throws Error(unauthenticated) for what is no token of ours to read: not three parts, another algorithm, "none", critical extensions.
TokenHead token_head(std::string_view token);
// The claims. Throws Error(unauthenticated) that says which check failed. The key must have been chosen by its head.
base::JsonObject verified_claims(std::string_view token, const SigningKeys& keys, const Expected& expected);
// Whether one of the keys can be the one that the head names.
bool has_key_for(const SigningKeys& keys, const TokenHead& head);

}  // namespace rights
