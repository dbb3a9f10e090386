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
enum class Scope { write = 1, read = 2, admin = 3 };
BOOST_DESCRIBE_ENUM(Scope, write, read, admin)

struct User {
  std::string id;                          // "u3"
  std::string email;                       // lower case
  std::string name;
  Role role = Role::viewer;
  bool disabled = false;
  base::Time created_at;
  std::optional<base::Time> signed_in_at;  // last time
};
BOOST_DESCRIBE_STRUCT(User, (), (id, email, name, role, disabled, created_at, signed_in_at))

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

// What is left out stays.
struct UserChange {
  std::optional<Role> role;
  std::optional<std::string> name;
  std::optional<bool> disabled;
  std::optional<std::string> password;
};
BOOST_DESCRIBE_STRUCT(UserChange, (), (role, name, disabled, password))

struct ApiKey {
  std::string id;                          // "k3"
  std::string name;
  Scope scope = Scope::read;
  base::Time created_at;
  std::string created_by;
  std::optional<base::Time> last_used_at;  // exact to a minute
};
BOOST_DESCRIBE_STRUCT(ApiKey, (), (id, name, scope, created_at, created_by, last_used_at))

struct NewApiKey {
  std::string name;
  Scope scope = Scope::read;
  static bool required(std::string_view) { return true; }
};
BOOST_DESCRIBE_STRUCT(NewApiKey, (), (name, scope))

struct AddedApiKey : ApiKey {
  std::string key;                         // the secret, shown this once
};
BOOST_DESCRIBE_STRUCT(AddedApiKey, (ApiKey), (key))

// Either an e-mail and a password, or the token of a one-time link.
struct SignIn {
  std::optional<std::string> email;
  std::optional<std::string> password;
  std::optional<std::string> link;
};
BOOST_DESCRIBE_STRUCT(SignIn, (), (email, password, link))

struct SignedIn {
  User user;
};
BOOST_DESCRIBE_STRUCT(SignedIn, (), (user))

}  // namespace rights
