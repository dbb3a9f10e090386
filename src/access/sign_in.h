// Signing in, by password, by one-time link or by an invitation. What is refused is refused in the same words and after
// the same work, whether the user exists, has a password, is disabled or not. Who has set up a second factor shows a code
// as well: without one the answer is Error(unauthenticated) with the field "code", and a link stays good.
//
// Threads: all functions from any thread. References must outlive the object.
#pragma once
#include <string>
#include <string_view>

#include "access/attempts.h"
#include "access/denials.h"
#include "access/invitations.h"
#include "access/passwords.h"
#include "access/second_factor.h"
#include "access/sessions.h"
#include "access/users.h"

namespace rights {

struct StartedSession {
  User user;
  std::string token;   // for the cookie
};

class SignInDesk {
 public:
  SignInDesk(store::Database& database, const Passwords& passwords, const Users& users, const Sessions& sessions, const SecondFactors& factors, Attempts& attempts, Denials& denials)
      : database_(database), passwords_(passwords), users_(users), sessions_(sessions), factors_(factors), attempts_(attempts), denials_(denials) {}

  // Single sign-on alone: passwords open nothing, and none can be chosen; one-time links still work.
  void passwords_off() { passwords_are_off_ = true; }

  // Both throw Error(unauthenticated), Error(overloaded).
  StartedSession by_password(std::string_view email, std::string_view password, std::string_view code, const Visit& visit);
  // `asked` has the link, and with an invitation's the password that is chosen: Error(invalid) when it won't do.
  StartedSession by_link(const SignIn& asked, const Visit& visit);
  // What a link is for; throws as by_link does. Uses nothing up.
  LinkPurpose purpose_of(std::string_view link, const Visit& visit);

  // That it is really the person who is signed in: their password, when they have one, and a code, when they have a
  // second factor. Throws Error(forbidden) with the field that is not right, Error(overloaded).
  void prove(std::int64_t user, const Reproof& proof, const Visit& visit);
  void prove_password(std::int64_t user, std::string_view password, const Visit& visit);

  // The password that the user chose: ends all their sessions and links, and starts a session in place of `session` (its
  // token's hash), whose new token it answers. Throws Error(invalid).
  std::string new_password(std::int64_t user, std::string_view password, const std::string& session, const Visit& visit);

  // Runs `work`, which checks a code of the user's, within the limit on codes: what throws counts.
  template <class F>
  auto limited(std::int64_t user, const Visit& visit, F work) {
    begin(codes_of(user), visit);
    auto result = work();
    attempts_.succeeded(codes_of(user), visit.address);
    return result;
  }

 private:
  static std::string codes_of(std::int64_t user);
  void begin(std::string_view account, const Visit& visit);
  [[noreturn]] void refuse(std::int64_t user, const Visit& visit);
  void need_passwords() const;   // throws Error(forbidden) when they are off
  [[noreturn]] void refuse_link(const Visit& visit);
  void check_code(store::Session& session, std::int64_t user, std::string_view code, const Visit& visit);
  StartedSession invited(const Invitations::Found& invitation, const SignIn& asked, const Visit& visit);

  store::Database& database_;
  const Passwords& passwords_;
  const Users& users_;
  const Sessions& sessions_;
  const SecondFactors& factors_;
  Attempts& attempts_;
  Denials& denials_;
  bool passwords_are_off_ = false;   // set before the first request
};

}  // namespace rights
