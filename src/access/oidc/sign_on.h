// Single sign-on: authorization code with PKCE, state and nonce (OpenID Connect Core 1.0, 3.1; RFC 7636; RFC 9700). What
// has to be remembered between the way out and the way back stands sealed in a cookie of the browser that went, so that
// any node can take it up and nobody else's answer fits.
//
// Threads: all functions from any thread. References must outlive the object.
#pragma once
#include <string>
#include <string_view>

#include "access/attempts.h"
#include "access/denials.h"
#include "access/oidc/provider.h"
#include "access/secret_box.h"
#include "access/sessions.h"
#include "store/database.h"

namespace rights {

class SignOn {
 public:
  static constexpr std::int64_t on_the_way = 10 * 60 * base::second;   // between going and coming back

  SignOn(store::Database& database, const OidcOptions& options, const SecretBox& box, const Sessions& sessions, Attempts& attempts, Denials& denials)
      : database_(database), options_(options), box_(box), sessions_(sessions), attempts_(attempts), denials_(denials), provider(options_) {}

  const OidcOptions& options() const { return options_; }

  struct Departure {
    std::string url;      // of the provider
    std::string cookie;   // what to bring back
  };
  // `to` is where the browser wants to be afterwards: a path of ours; anything else means the start page.
  Departure go(std::string_view to);

  struct Return {
    std::string state, code, issuer, error;   // of the query; what is not there is empty
    std::string cookie;
  };
  struct Arrival {
    std::string token;    // of the new session
    std::string to;
  };
  // Throws Error(unauthenticated), Error(forbidden) with a word for the page as its field, Error(unavailable),
  // Error(overloaded): the limit on an address holds here as for passwords, so that nobody makes us bother the provider.
  Arrival come_back(const Return& back, const Visit& visit);

 private:
  store::Database& database_;
  const OidcOptions options_;
  const SecretBox& box_;
  const Sessions& sessions_;
  Attempts& attempts_;
  Denials& denials_;

 public:
  OidcProvider provider;
};

// A path of this server, safe to be led to; "/" for anything else.
std::string local_path(std::string_view to);

}  // namespace rights
