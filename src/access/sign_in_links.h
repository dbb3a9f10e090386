// One-time links: a way in without a password, for the first start, an invitation, or a password forgotten. Only the
// SHA-256 of a token is stored; a link is used once and for a short time.
//
// Threads: all functions from any thread; state is in the database alone.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "store/database.h"

namespace rights {

class SignInLinks {
 public:
  static constexpr int minutes = 15, longest_minutes = 7 * 24 * 60;

  explicit SignInLinks(store::Database& database) : database_(database) {}

  // The token for "/sign-in?link=…", told this once. Throws Error(not_found), Error(conflict) for a disabled user.
  std::string make(std::int64_t user, int valid_minutes = minutes);

  // Uses the link up, inside the transaction that starts the session: both happen or neither. The user's id, or 0 when
  // the link is unknown, used or expired (which of these is not told).
  static std::int64_t use(store::Session& session, std::string_view token);

  // Whose it is, without using it up; 0 as above.
  static std::int64_t find(store::Session& session, std::string_view token);

  static bool has_expired(store::Session& session);   // whether there is something to purge
  static void purge(store::Session& session);         // forgets those that can't be used any more

 private:
  store::Database& database_;
};

}  // namespace rights
