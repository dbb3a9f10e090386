// Links by which a person chooses a password: an invitation for somebody new, or a reset for somebody who lost theirs.
// Nobody sets another's password. As no mail goes out yet, whoever invites passes the link on; it is told once, and only
// SHA-256 of its token is stored.
//
// Threads: all functions from any thread; state is in the database alone.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/types.h"
#include "store/database.h"

namespace rights {

class Invitations {
 public:
  static constexpr std::int64_t valid = 7 * base::day, reset_valid = base::day;
  static constexpr std::int64_t listed = 30 * base::day;   // after they have ended

  explicit Invitations(store::Database& database) : database_(database) {}

  // The link for a user who is there already; any link that was open for them is open no more. A reset ends the user's
  // sessions and password at once. Throws Error(not_found), Error(conflict) for a disabled user.
  MadeInvitation make(std::int64_t user, Purpose purpose);
  static MadeInvitation make(store::Session& session, std::int64_t user, Purpose purpose);

  std::vector<Invitation> list() const;                    // newest first, without those that ended long ago
  void revoke(std::int64_t id);              // throws Error(not_found), Error(conflict) when it is not open

  // Whose open link it is, and what for.
  struct Found {
    std::int64_t id = 0, user = 0;
    Purpose purpose = Purpose::invitation;
    std::string email, name;
  };
  static std::optional<Found> find(store::Session& session, std::string_view token);
  // Uses it up, inside the transaction that sets the password; false when somebody else was faster.
  static bool use(store::Session& session, std::int64_t id);
  static void revoke_all(store::Session& session, std::int64_t user);

 private:
  store::Database& database_;
};

}  // namespace rights
