#include "access/oidc/sign_on.h"

#include <openssl/evp.h>
#include <sodium.h>

#include "access/audit.h"
#include "access/oidc/accounts.h"
#include "access/token.h"
#include "access/users.h"
#include "base/error.h"
#include "base/ids.h"
#include "base/log.h"
#include "http/acting.h"

namespace rights {
namespace {

constexpr std::string_view sealed_about = "single sign-on";

struct OnTheWay {
  std::string state, nonce, verifier, to;
  base::Time since;
};
BOOST_DESCRIBE_STRUCT(OnTheWay, (), (state, nonce, verifier, to, since))

// BASE64URL(SHA256(verifier)), RFC 7636.
std::string challenge_of(std::string_view verifier) {
  unsigned char hash[crypto_hash_sha256_BYTES];
  crypto_hash_sha256(hash, reinterpret_cast<const unsigned char*>(verifier.data()), verifier.size());
  char text[sodium_base64_ENCODED_LEN(sizeof hash, sodium_base64_VARIANT_URLSAFE_NO_PADDING)];
  return sodium_bin2base64(text, sizeof text, hash, sizeof hash, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

[[noreturn]] void lost(const char* why) {
  throw base::Error(base::ErrorCode::unauthenticated, "This answer of the sign-on provider fits no question of this browser.", "Sign in again, in one window.", why);
}

}  // namespace

std::string local_path(std::string_view to) {
  bool plain = to.size() <= 500 && to.starts_with('/') && !to.starts_with("//");
  for (char c : to) plain = plain && c > ' ' && c != '\\' && c != 0x7F && (static_cast<unsigned char>(c) < 0x80);
  return plain ? std::string(to) : "/";
}

SignOn::Departure SignOn::go(std::string_view to) {
  OnTheWay way{new_token(), new_token(), new_token(), local_path(to), base::now()};
  return {provider.authorization_url(way.state, way.nonce, challenge_of(way.verifier)), box_.seal(base::to_json_text(way), sealed_about)};
}

SignOn::Arrival SignOn::come_back(const Return& back, const Visit& visit) {
  attempts_.begin({}, visit.address);
  try {
    OnTheWay way;
    try {
      way = base::from_json<OnTheWay>(base::parse_json(box_.open(back.cookie, sealed_about).reveal()));
    } catch (const base::Error&) {
      lost("lost");
    }
    auto now = base::now();
    if (now < way.since || now.micros - way.since.micros > on_the_way) lost("too_late");
    if (back.state.empty() || !base::equal_in_constant_time(back.state, way.state)) lost("lost");
    // An answer of another provider must not be taken for ours (RFC 9207).
    if (!back.issuer.empty() ? back.issuer != options_.issuer : provider.names_itself()) lost("lost");
    if (!back.error.empty()) throw base::Error(base::ErrorCode::unauthenticated, "The provider did not let you in.", "Try again there.", "refused");
    if (back.code.empty() || back.code.size() > 4096) lost("lost");
    auto claims = provider.claims_for(back.code, way.verifier, way.nonce);
    auto arrival = database_.writing([&](store::Session& session) {
      auto id = account_of(session, options_, claims);
      auto user = Users::signed_in(session, id);
      Audit::record(session, {.verb = "session.start", .object = "user", .id = user.id, .details = {{"by", way_of_sso}},
                              .who = http::Caller{.kind = http::Caller::Kind::user, .id = id, .name = user.email, .address = visit.address, .request = http::Acting::now().request}});
      return Arrival{sessions_.start(session, id, visit, way_of_sso), way.to};
    });
    attempts_.succeeded({}, visit.address);
    return arrival;
  } catch (const base::Error& error) {
    denials_.note({.address = visit.address}, "session.start", "user", "", error.field.empty() ? "sso" : error.field);
    base::log::warning("sign_on_refused", {{"why", error.what()}, {"address", visit.address}});
    throw;
  }
}

}  // namespace rights
