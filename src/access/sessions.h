// Signed-in browsers. A session is an opaque token in a cookie; its SHA-256 stands in the database with what limits it:
// hours without use, and hours in all. Every request reads the database (some microseconds), so a user who is disabled
// or changed, or whose session was ended, is out at once, on every node.
//
// Threads: all functions from any thread.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/last_seen.h"
#include "access/types.h"
#include "http/message.h"
#include "store/database.h"

namespace rights {

struct SessionRules {
  std::int64_t idle = 8 * 3600 * base::second, longest = 12 * 3600 * base::second;
};

inline constexpr std::string_view way_of_sso = "sso";   // OpenSession::way of who came by single sign-on

// Where and how somebody signs in.
struct Visit {
  std::string address;      // the other end of the connection
  std::string device = {};  // device.h
};

class Sessions {
 public:
  explicit Sessions(store::Database& database, SessionRules rules = {}) : database_(database), rules_(rules) {}

  // Inside the transaction that signs the user in; always a new token, whatever the browser held before.
  std::string start(store::Session& session, std::int64_t user, const Visit& visit, std::string_view way) const;

  // Who holds this token now; nullopt when it is none of ours, ended, expired, or of a disabled user.
  std::optional<http::Caller> find(std::string_view token);

  // A person's open sessions, last used first; `current` is Caller::session of who asks.
  std::vector<OpenSession> list(std::int64_t user, const std::string& current) const;
  void end(const std::string& token_hash);   // Caller::session; unknown ones are no error
  void end_one(std::int64_t user, const std::string& id);    // throws Error(not_found)
  void end_all(std::int64_t user, const std::string& but);   // `but`: a token's hash that stays; empty: none does
  static void end_all(store::Session& session, std::int64_t user, const std::string& but = {});

  void write_down();                         // when sessions were last seen
  bool has_expired(store::Session& session) const;   // whether there is something to purge
  void purge(store::Session& session) const;
  const SessionRules& rules() const { return rules_; }

 private:
  store::Database& database_;
  SessionRules rules_;
  LastSeen<std::string> seen_;
};

}  // namespace rights
