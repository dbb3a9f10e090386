// Signed-in browsers. A session is an opaque token in a cookie; its SHA-256 stands in the database with what limits it:
// 12 hours without use, 7 days in all. Every request reads the database (some microseconds), so a user who is disabled
// or changed is so at once.
//
// Threads: all functions from any thread.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "access/last_seen.h"
#include "http/message.h"
#include "store/database.h"

namespace rights {

class Sessions {
 public:
  static constexpr std::int64_t idle = 12 * 3600 * base::second, longest = 7 * base::day;

  explicit Sessions(store::Database& database) : database_(database) {}

  // Inside the transaction that signs the user in; always a new token, whatever the browser held before.
  static std::string start(store::Session& session, std::int64_t user);

  // Who holds this token now; nullopt when it is none of ours, ended, expired, or of a disabled user.
  std::optional<http::Caller> find(std::string_view token);

  void end(const std::string& token_hash);   // Caller::session; unknown ones are no error
  void write_down();                         // when sessions were last seen
  static bool has_expired(store::Session& session);   // whether there is something to purge
  static void purge(store::Session& session);

 private:
  store::Database& database_;
  LastSeen<std::string> seen_;
};

}  // namespace rights
