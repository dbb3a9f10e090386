// Who is looking at a journey map right now, and where on it. A page says so every few seconds; who has not for half a minute is
// gone. In the memory of one node: people on another node see each other's edits, not each other. Nothing of it is kept.
//
// Threads: every method from any thread.
#pragma once
#include <map>
#include <mutex>

#include "http/message.h"
#include "http/router.h"

namespace journey {

struct PresenceAsked {
  std::optional<std::string> where;   // a path on the map; none: the map
  bool leaving = false;
  static bool required(std::string_view) { return false; }
};
BOOST_DESCRIBE_STRUCT(PresenceAsked, (), (where, leaving))

struct Visitor {
  std::string user, name;             // "u3", and what they are called
  std::optional<std::string> where;
  base::Time at;                      // when they were last heard of
};
BOOST_DESCRIBE_STRUCT(Visitor, (), (user, name, where, at))

class Presence {
 public:
  static constexpr int lease_seconds = 30;

  // All who look at this map, whoever asks among them. Throws Error(invalid) for a place that is too long to be one.
  http::Page<Visitor> here(const std::string& map, const PresenceAsked& asked, const http::Caller& who);

 private:
  std::mutex guard_;
  std::map<std::string, std::vector<Visitor>> visitors_;   // by map
};

}  // namespace journey
