// Who works here and what acts for them, as the database, the API and the page know them. Described once.
#pragma once
#include <boost/describe.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"

namespace rights {

// Each role may do what those below it may. Stored as numbers, with room between them: never change one.
enum class Role { viewer = 10, agent = 20, manager = 30, admin = 40 };
BOOST_DESCRIBE_ENUM(Role, viewer, agent, manager, admin)

// What an API key is for. Not ordered: a key that writes can't read. Stored as numbers: never change one.
enum class Scope { write = 1, read = 2, admin = 3, custom = 4 };
BOOST_DESCRIBE_ENUM(Scope, write, read, admin, custom)

struct User {
  std::string id;                          // "u3"
  std::string email;                       // lower case
  std::string name;
  Role role = Role::viewer;
  bool disabled = false;
  bool has_password = false;
  bool second_factor = false;              // set up
  base::Time created_at;
  std::optional<base::Time> signed_in_at;  // last time
};
BOOST_DESCRIBE_STRUCT(User, (), (id, email, name, role, disabled, has_password, second_factor, created_at, signed_in_at))

struct NewUser {
  std::string email;
  std::string name;                        // empty: the part before the @
  Role role = Role::viewer;
  std::optional<std::string> password;     // without one, the way in is a sign-in link
  static bool required(std::string_view member) { return member == "email" || member == "role"; }
};
BOOST_DESCRIBE_STRUCT(NewUser, (), (email, name, role, password))

// An invitation for a user added without a password: what to send them, shown this once.
struct AddedUser : User {
  std::optional<std::string> link;         // "/sign-in?link=…"
};
BOOST_DESCRIBE_STRUCT(AddedUser, (User), (link))

// What is left out stays. A password is nobody's to set but its owner's: see Invitation.
struct UserChange {
  std::optional<Role> role;
  std::optional<std::string> name;
  std::optional<bool> disabled;
};
BOOST_DESCRIBE_STRUCT(UserChange, (), (role, name, disabled))

// A link by which a person chooses a password: their first one, or another in place of one that is lost.
enum class Purpose { invitation = 1, reset = 2 };
BOOST_DESCRIBE_ENUM(Purpose, invitation, reset)
enum class InvitationState { open, accepted, expired, revoked };
BOOST_DESCRIBE_ENUM(InvitationState, open, accepted, expired, revoked)

struct Invitation {
  std::string id;                          // "v3"
  std::string user, email, name;
  Role role = Role::viewer;
  Purpose purpose = Purpose::invitation;
  InvitationState state = InvitationState::open;
  base::Time created_at;
  std::string created_by;
  base::Time ends_at;
};
BOOST_DESCRIBE_STRUCT(Invitation, (), (id, user, email, name, role, purpose, state, created_at, created_by, ends_at))

struct MadeInvitation : Invitation {
  std::string link;                        // "/sign-in?link=…", told this once
};
BOOST_DESCRIBE_STRUCT(MadeInvitation, (Invitation), (link))

struct NewInvitation {
  std::string email;
  std::string name;                        // empty: the part before the @, until they say it themselves
  Role role = Role::viewer;
  static bool required(std::string_view member) { return member == "email" || member == "role"; }
};
BOOST_DESCRIBE_STRUCT(NewInvitation, (), (email, name, role))

struct NewReset {
  std::string user;
  static bool required(std::string_view) { return true; }
};
BOOST_DESCRIBE_STRUCT(NewReset, (), (user))

struct NewSignInLink {
  std::string user;
  static bool required(std::string_view) { return true; }
};
BOOST_DESCRIBE_STRUCT(NewSignInLink, (), (user))
struct SignInLink {
  std::string link;   // path and query; told this once
};
BOOST_DESCRIBE_STRUCT(SignInLink, (), (link))

// A browser that is signed in.
struct OpenSession {
  std::string id;                          // opaque, of no use for signing in
  std::string device;                      // "Firefox on Linux"; empty when not known
  std::string address;
  std::string way;                         // password, link, …
  base::Time since, seen_at, ends_at;      // seen_at is exact to a minute
  bool current = false;                    // it is the one that asks
};
BOOST_DESCRIBE_STRUCT(OpenSession, (), (id, device, address, way, since, seen_at, ends_at, current))

struct PasswordChange {
  std::optional<std::string> current;      // needed when there is one
  std::string password;
  static bool required(std::string_view member) { return member == "password"; }
};
BOOST_DESCRIBE_STRUCT(PasswordChange, (), (current, password))

struct ApiKey {
  std::string id;                          // "k3"
  std::string name;
  Scope scope = Scope::read;
  base::Time created_at;
  std::string created_by;
  std::optional<base::Time> last_used_at;  // exact to a minute
  std::optional<base::Time> ends_at;       // of no use from then on
  std::optional<std::string> region;       // sees only customers of this region and those below it
  std::vector<std::string> grants;         // of scope custom: what it may do, one by one (rules.h)
};
BOOST_DESCRIBE_STRUCT(ApiKey, (), (id, name, scope, created_at, created_by, last_used_at, ends_at, region, grants))

struct NewApiKey {
  std::string name;
  Scope scope = Scope::read;
  std::vector<std::string> grants;
  std::optional<std::string> region;
  std::optional<base::Time> ends_at;
  static bool required(std::string_view member) { return member == "name" || member == "scope"; }
};
BOOST_DESCRIBE_STRUCT(NewApiKey, (), (name, scope, grants, region, ends_at))

struct AddedApiKey : ApiKey {
  std::string key;                         // the secret, shown this once
};
BOOST_DESCRIBE_STRUCT(AddedApiKey, (ApiKey), (key))

// Either an e-mail and a password, or the token of a one-time link; with an invitation's link the password is the one
// that the person chooses. An answer of status 401 with the field "code" says that a second factor is asked for.
struct SignIn {
  std::optional<std::string> email;
  std::optional<std::string> password;
  std::optional<std::string> link;
  std::optional<std::string> name;         // with an invitation: what the person wants to be called
  std::optional<std::string> code;         // of the second factor, or a recovery code
};
BOOST_DESCRIBE_STRUCT(SignIn, (), (email, password, link, name, code))

// What a link is for, for the page that it opens.
struct LinkToken {
  std::string link;
  static bool required(std::string_view) { return true; }
};
BOOST_DESCRIBE_STRUCT(LinkToken, (), (link))
struct LinkPurpose {
  std::string purpose;                     // sign_in invitation reset
  std::string email, name;
};
BOOST_DESCRIBE_STRUCT(LinkPurpose, (), (purpose, email, name))

struct SignedIn {
  User user;
  bool must_enrol = false;                 // a second factor has to be set up before anything else
  bool sees_all = true;                    // not only the customers of some regions
};
BOOST_DESCRIBE_STRUCT(SignedIn, (), (user, must_enrol, sees_all))

struct SecondFactorState {
  bool enrolled = false;
  std::optional<base::Time> since;
  std::int64_t recovery_codes = 0;         // not used yet
  bool required = false;                   // by the company's rule: it can be replaced, not turned off
};
BOOST_DESCRIBE_STRUCT(SecondFactorState, (), (enrolled, since, recovery_codes, required))

// What an authenticator app is told; shown until the first right code.
struct SecondFactorSecret {
  std::string secret;                      // base32
  std::string uri;                         // otpauth://totp/…, for a QR code
};
BOOST_DESCRIBE_STRUCT(SecondFactorSecret, (), (secret, uri))

struct RecoveryCodes {
  std::vector<std::string> codes;          // shown this once; each works once, in place of a code
};
BOOST_DESCRIBE_STRUCT(RecoveryCodes, (), (codes))

// Who asks shows once more that it is them; the password is needed when there is one.
struct Reproof {
  std::optional<std::string> password, code;
};
BOOST_DESCRIBE_STRUCT(Reproof, (), (password, code))

struct Code {
  std::string code;
  static bool required(std::string_view) { return true; }
};
BOOST_DESCRIBE_STRUCT(Code, (), (code))

// From which role on everybody must have a second factor.
enum class FactorRule { nobody, viewer, agent, manager, admin };
BOOST_DESCRIBE_ENUM(FactorRule, nobody, viewer, agent, manager, admin)

struct AccessSettings {
  FactorRule second_factor_from = FactorRule::nobody;
};
BOOST_DESCRIBE_STRUCT(AccessSettings, (), (second_factor_from))

// A part of the company's world. `words` are what customers' traits may call it besides its name.
struct Region {
  std::string id;                          // "r3"
  std::string name;
  std::optional<std::string> parent;       // the region above it
  std::vector<std::string> words;
};
BOOST_DESCRIBE_STRUCT(Region, (), (id, name, parent, words))
struct NewRegion {
  std::string name;
  std::optional<std::string> parent;
  std::vector<std::string> words;
  static bool required(std::string_view member) { return member == "name"; }
};
BOOST_DESCRIBE_STRUCT(NewRegion, (), (name, parent, words))
struct RegionChange {
  std::optional<std::string> name, parent;   // parent "": none
  std::optional<std::vector<std::string>> words;
};
BOOST_DESCRIBE_STRUCT(RegionChange, (), (name, parent, words))

struct Team {
  std::string id;                          // "t3"
  std::string name;
  std::string function;                    // "support", "sales"; may be empty
  std::optional<std::string> region;
  std::vector<std::string> members;        // users
};
BOOST_DESCRIBE_STRUCT(Team, (), (id, name, function, region, members))
struct NewTeam {
  std::string name, function;
  std::optional<std::string> region;
  std::vector<std::string> members;
  static bool required(std::string_view member) { return member == "name"; }
};
BOOST_DESCRIBE_STRUCT(NewTeam, (), (name, function, region, members))
struct TeamChange {
  std::optional<std::string> name, function, region;   // region "": none
  std::optional<std::vector<std::string>> members;
};
BOOST_DESCRIBE_STRUCT(TeamChange, (), (name, function, region, members))

// Whom somebody sees: all customers, or only those of their regions and of their teams' regions. Stored as numbers.
enum class Sight { everything = 0, regions = 1 };
BOOST_DESCRIBE_ENUM(Sight, everything, regions)
struct Place {
  Sight sight = Sight::everything;
  std::vector<std::string> regions, teams;
  static bool required(std::string_view member) { return member == "sight"; }
};
BOOST_DESCRIBE_STRUCT(Place, (), (sight, regions, teams))

// How people sign in here, for the page before anybody is signed in.
struct SignInWays {
  bool password = true;
  std::optional<std::string> sso;          // what the company's sign-on is called
};
BOOST_DESCRIBE_STRUCT(SignInWays, (), (password, sso))

struct GroupRole {
  std::string group;
  Role role = Role::viewer;
};
BOOST_DESCRIBE_STRUCT(GroupRole, (), (group, role))
// How single sign-on is set up; the secret is never told.
struct SignOnState {
  bool set_up = false;
  std::string name, issuer, client_id;
  bool has_secret = false;
  std::string redirect;                    // to be registered at the provider
  bool link_by_email = false;
  std::optional<Role> provision;
  std::string groups_claim;
  std::vector<GroupRole> roles;
  bool only = false;
};
BOOST_DESCRIBE_STRUCT(SignOnState, (), (set_up, name, issuer, client_id, has_secret, redirect, link_by_email, provision, groups_claim, roles, only))

}  // namespace rights
