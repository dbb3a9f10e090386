// The people who work here. Users are never deleted, only disabled; one enabled admin always remains.
//
// Threads: all functions from any thread; state is in the database alone. References must outlive the object.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/passwords.h"
#include "access/types.h"
#include "store/database.h"

namespace rights {

class Users {
 public:
  Users(store::Database& database, const Passwords& passwords) : database_(database), passwords_(passwords) {}

  // Throws Error(invalid) for an e-mail or password that won't do, Error(conflict) when the e-mail is taken.
  User add(const NewUser& user);
  // The same with an invitation by which they choose a password themselves.
  MadeInvitation invite(const NewInvitation& invitation);
  std::vector<User> list() const;                            // by e-mail
  User one(std::int64_t id) const;                           // throws Error(not_found)
  std::optional<User> by_email(std::string_view email) const;   // in any case of letters

  // Disabling and another role end all sessions and links of the user, at once. Throws Error(conflict) when no enabled
  // admin would be left.
  User change(std::int64_t id, const UserChange& change);
  // The password that the user chose. Ends their links and all sessions but the one named (empty: all). Throws
  // Error(invalid) for one that won't do.
  void set_password(std::int64_t id, std::string_view password, const std::string& session_that_stays = {});

  // For signing in: what `email` is known by. The password's hash is empty when there is none.
  struct Credentials {
    std::int64_t id = 0;
    std::string password;
    bool disabled = false;
    bool second_factor = false;
  };
  Credentials credentials(std::string_view email) const;   // id 0: no such user
  // Inside the transaction that starts a session: notes it, throws Error(unauthenticated) when the user was disabled meanwhile.
  static User signed_in(store::Session& session, std::int64_t id);
  // Stores a hash that was made before; inside the transaction that ends what the old one opened.
  static void store_password(store::Session& session, std::int64_t id, const std::string& hash, const std::string& session_that_stays);

  // For single sign-on, inside its transaction: a clean e-mail and name; another role, unless no admin would be left.
  static User add(store::Session& session, const std::string& email, const std::string& name, Role role, const std::string& password);
  static void give_role(store::Session& session, std::int64_t id, Role role);

 private:
  store::Database& database_;
  const Passwords& passwords_;
};

// Trimmed and in lower case; throws Error(invalid) when it is no address of one mailbox.
std::string clean_email(std::string_view email);
// One line, trimmed; throws Error(invalid) otherwise.
std::string clean_name(std::string_view name);

}  // namespace rights
