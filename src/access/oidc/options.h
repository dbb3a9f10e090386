// How single sign-on is set up by the operator. Empty issuer: there is none, and its addresses do not exist.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "access/types.h"
#include "base/secret.h"

namespace rights {

struct OidcOptions {
  std::string issuer;                 // "https://id.example.com/realms/staff", exactly as the provider says it
  std::string client_id;
  base::Secret client_secret;         // empty: a public client, PKCE alone
  std::string name = "SSO";           // on the sign-in button
  std::string public_url;             // of this server, as browsers see it: "https://cx.example.com"
  bool link_by_email = false;         // the first time, a verified e-mail finds the user
  std::optional<Role> provision;      // who is unknown gets in with this role; none: they stay out
  std::string groups_claim = "groups";
  struct Mapping {
    std::string group;
    Role role = Role::viewer;
  };
  std::vector<Mapping> roles;         // not empty: the role follows the groups at every sign-in
  bool only = false;                  // passwords are off

  bool is_set_up() const { return !issuer.empty(); }
  std::string redirect() const { return public_url + "/sso/callback"; }
};

// Throws Error(invalid) that says which setting is not right.
void check(const OidcOptions& options);
// "engineers=agent"; throws Error(invalid).
OidcOptions::Mapping read_mapping(const std::string& text);

}  // namespace rights
