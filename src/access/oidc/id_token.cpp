#include "access/oidc/id_token.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <sodium.h>

#include <algorithm>
#include <array>
#include <memory>

#include "base/error.h"
#include "base/hash.h"
#include "base/limits.h"

namespace rights {
namespace {

constexpr std::int64_t clock_skew = 60 * base::second;          // between the provider's clock and ours
constexpr std::int64_t oldest = 10 * 60 * base::second;         // a token is used at once
constexpr std::size_t shortest_rsa = 256, longest_rsa = 1024;   // bytes of the modulus
constexpr std::size_t ec_bytes = 32;

template <auto F>
struct Free {
  template <class T>
  void operator()(T* held) const { F(held); }
};
using Number = std::unique_ptr<BIGNUM, Free<BN_free>>;
using PublicKey = std::unique_ptr<EVP_PKEY, Free<EVP_PKEY_free>>;

[[noreturn]] void refuse(const std::string& why) { throw base::Error(base::ErrorCode::unauthenticated, "The provider's token is not right: " + why + ".", "Try again; if it stays so, ask the person who runs this server."); }

std::optional<std::string> decoded(std::string_view text) {
  std::string plain(text.size(), '\0');
  std::size_t length = 0;
  if (sodium_base642bin(reinterpret_cast<unsigned char*>(plain.data()), plain.size(), text.data(), text.size(), nullptr, &length, nullptr, sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0)
    return std::nullopt;
  plain.resize(length);
  return plain;
}

std::string text_of(const base::JsonObject& object, std::string_view member) {
  auto found = object.find(member);
  return found != object.end() && found->value().is_string() ? std::string(found->value().get_string()) : std::string();
}

struct Parts {
  std::string_view signed_part;   // head.claims as sent
  base::JsonObject head, claims;
  std::string signature;
};

base::JsonObject object_of(std::string_view part) {
  auto text = decoded(part);
  if (!text) refuse("it is not base64url");
  try {
    auto value = base::parse_json(*text);
    if (value.is_object()) return std::move(value.get_object());
  } catch (const base::Error&) {
    // said below
  }
  refuse("it is not JSON");
}

Parts parts_of(std::string_view token) {
  if (token.size() > base::limits::id_token_bytes) refuse("it is too long");
  auto first = token.find('.'), second = first == token.npos ? token.npos : token.find('.', first + 1);
  if (second == token.npos || token.find('.', second + 1) != token.npos) refuse("it has not three parts");
  auto signature = decoded(token.substr(second + 1));
  if (!signature || signature->empty()) refuse("it is not signed");
  return {token.substr(0, second), object_of(token.substr(0, first)), object_of(token.substr(first + 1, second - first - 1)), *signature};
}

PublicKey public_key(const SigningKeys::Key& key) {
  bool rsa = key.algorithm == "RS256";
  std::unique_ptr<OSSL_PARAM_BLD, Free<OSSL_PARAM_BLD_free>> builder(OSSL_PARAM_BLD_new());
  auto number = [](const std::string& bytes) { return Number(BN_bin2bn(reinterpret_cast<const unsigned char*>(bytes.data()), static_cast<int>(bytes.size()), nullptr)); };
  auto first = number(key.first), second = number(key.second);
  std::string point = "\x04" + key.first + key.second;
  bool built = rsa ? OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, first.get()) && OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, second.get())
                   : OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, "P-256", 0) && OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size());
  std::unique_ptr<OSSL_PARAM, Free<OSSL_PARAM_free>> parameters(built ? OSSL_PARAM_BLD_to_param(builder.get()) : nullptr);
  std::unique_ptr<EVP_PKEY_CTX, Free<EVP_PKEY_CTX_free>> context(EVP_PKEY_CTX_new_from_name(nullptr, rsa ? "RSA" : "EC", nullptr));
  EVP_PKEY* made = nullptr;
  if (!parameters || !context || EVP_PKEY_fromdata_init(context.get()) != 1 || EVP_PKEY_fromdata(context.get(), &made, EVP_PKEY_PUBLIC_KEY, parameters.get()) != 1) return nullptr;
  return PublicKey(made);
}

// r and s as 32 bytes each (RFC 7518, 3.4), as libcrypto wants them: DER.
std::string der_of(const std::string& raw) {
  if (raw.size() != 2 * ec_bytes) return {};
  std::unique_ptr<ECDSA_SIG, Free<ECDSA_SIG_free>> signature(ECDSA_SIG_new());
  auto* bytes = reinterpret_cast<const unsigned char*>(raw.data());
  auto* r = BN_bin2bn(bytes, ec_bytes, nullptr);
  auto* s = BN_bin2bn(bytes + ec_bytes, ec_bytes, nullptr);
  if (!signature || ECDSA_SIG_set0(signature.get(), r, s) != 1) return {};
  unsigned char* der = nullptr;
  int length = i2d_ECDSA_SIG(signature.get(), &der);
  if (length <= 0) return {};
  std::string out(reinterpret_cast<char*>(der), static_cast<std::size_t>(length));
  OPENSSL_free(der);
  return out;
}

bool signature_is_right(const SigningKeys::Key& key, std::string_view text, const std::string& sent) {
  auto held = public_key(key);
  auto signature = key.algorithm == "ES256" ? der_of(sent) : sent;
  if (!held || signature.empty()) return false;
  std::unique_ptr<EVP_MD_CTX, Free<EVP_MD_CTX_free>> context(EVP_MD_CTX_new());
  return EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, held.get()) == 1 &&
         EVP_DigestVerify(context.get(), reinterpret_cast<const unsigned char*>(signature.data()), signature.size(), reinterpret_cast<const unsigned char*>(text.data()), text.size()) == 1;
}

bool fits(const SigningKeys::Key& key, const TokenHead& head) { return key.algorithm == head.algorithm && (head.key_id.empty() || key.id == head.key_id); }

std::int64_t seconds_of(const base::JsonObject& claims, std::string_view member) {
  auto found = claims.find(member);
  if (found == claims.end() || !found->value().is_number()) refuse(std::string(member) + " is missing");
  auto seconds = found->value().to_number<double>();
  if (!(seconds > 0 && seconds < 253'402'300'800.0)) refuse(std::string(member) + " is no time");
  return static_cast<std::int64_t>(seconds) * base::second;
}

void check_audience(const base::JsonObject& claims, const std::string& client) {
  auto found = claims.find("aud");
  bool ours = false, alone = true;
  if (found != claims.end() && found->value().is_string()) ours = found->value().get_string() == client;
  if (found != claims.end() && found->value().is_array()) {
    alone = found->value().get_array().size() == 1;
    for (const auto& each : found->value().get_array()) ours = ours || (each.is_string() && each.get_string() == client);
  }
  if (!ours) refuse("it is for somebody else");
  auto party = claims.find("azp");
  if (party == claims.end() ? !alone : text_of(claims, "azp") != client) refuse("it was given to somebody else");
}

}  // namespace

SigningKeys read_keys(const base::Json& jwks) {
  SigningKeys read;
  auto list = jwks.is_object() ? jwks.get_object().if_contains("keys") : nullptr;
  if (!list || !list->is_array()) throw base::Error(base::ErrorCode::unavailable, "The provider's keys can't be read.", "Look at its jwks_uri.");
  for (const auto& each : list->get_array()) {
    if (!each.is_object() || read.keys.size() >= base::limits::provider_keys) continue;
    const auto& object = each.get_object();
    auto type = text_of(object, "kty"), use = text_of(object, "use"), algorithm = text_of(object, "alg");
    if (!use.empty() && use != "sig") continue;
    SigningKeys::Key key{.id = text_of(object, "kid")};
    if (type == "RSA") {
      key.algorithm = "RS256";
      key.first = decoded(text_of(object, "n")).value_or(""), key.second = decoded(text_of(object, "e")).value_or("");
      if (key.first.size() < shortest_rsa || key.first.size() > longest_rsa || key.second.empty() || key.second.size() > 8) continue;
    } else if (type == "EC" && text_of(object, "crv") == "P-256") {
      key.algorithm = "ES256";
      key.first = decoded(text_of(object, "x")).value_or(""), key.second = decoded(text_of(object, "y")).value_or("");
      if (key.first.size() != ec_bytes || key.second.size() != ec_bytes) continue;
    } else {
      continue;
    }
    if (!algorithm.empty() && algorithm != key.algorithm) continue;
    read.keys.push_back(std::move(key));
  }
  return read;
}

TokenHead token_head(std::string_view token) {
  auto head = parts_of(token).head;
  if (head.contains("crit")) refuse("it has an extension that we don't know");
  TokenHead told{text_of(head, "alg"), text_of(head, "kid")};
  if (told.algorithm != "RS256" && told.algorithm != "ES256") refuse("its algorithm is not one that we take");
  return told;
}

bool has_key_for(const SigningKeys& keys, const TokenHead& head) {
  return std::any_of(keys.keys.begin(), keys.keys.end(), [&](const auto& key) { return fits(key, head); });
}

base::JsonObject verified_claims(std::string_view token, const SigningKeys& keys, const Expected& expected) {
  auto head = token_head(token);
  auto parts = parts_of(token);
  bool right = std::any_of(keys.keys.begin(), keys.keys.end(), [&](const auto& key) { return fits(key, head) && signature_is_right(key, parts.signed_part, parts.signature); });
  if (!right) refuse("its signature is not the provider's");
  const auto& claims = parts.claims;
  if (text_of(claims, "iss") != expected.issuer) refuse("it is from somebody else");
  check_audience(claims, expected.client_id);
  if (seconds_of(claims, "exp") + clock_skew <= expected.now.micros) refuse("it has expired");
  auto issued = seconds_of(claims, "iat");
  if (issued - clock_skew > expected.now.micros || issued + oldest + clock_skew < expected.now.micros) refuse("it was not made just now");
  if (claims.contains("nbf") && seconds_of(claims, "nbf") - clock_skew > expected.now.micros) refuse("it is not valid yet");
  if (expected.nonce.empty() || !base::equal_in_constant_time(text_of(claims, "nonce"), expected.nonce)) refuse("it answers another question");
  auto subject = text_of(claims, "sub");
  if (subject.empty() || subject.size() > base::limits::key_bytes || subject.find('\0') != std::string::npos) refuse("it names nobody");
  return parts.claims;
}

}  // namespace rights
