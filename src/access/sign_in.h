// Signing in, by password or by one-time link. What is refused is refused in the same words and after the same work,
// whether the user exists, has a password, is disabled or not.
//
// Threads: all functions from any thread. References must outlive the object.
#pragma once
#include <string>
#include <string_view>

#include "access/attempts.h"
#include "access/denials.h"
#include "access/passwords.h"
#include "access/users.h"

namespace rights {

struct StartedSession {
  User user;
  std::string token;   // for the cookie
};

class SignInDesk {
 public:
  SignInDesk(store::Database& database, const Passwords& passwords, const Users& users, Attempts& attempts, Denials& denials)
      : database_(database), passwords_(passwords), users_(users), attempts_(attempts), denials_(denials) {}

  // `address` is the other end of the connection. Both throw Error(unauthenticated), Error(overloaded).
  StartedSession by_password(std::string_view email, std::string_view password, std::string_view address);
  StartedSession by_link(std::string_view link, std::string_view address);

 private:
  void begin(std::string_view account, std::string_view address);
  [[noreturn]] void refuse(std::int64_t user, std::string_view address);

  store::Database& database_;
  const Passwords& passwords_;
  const Users& users_;
  Attempts& attempts_;
  Denials& denials_;
};

}  // namespace rights
