// What people say about a map, at the place that it is about: a touchpoint, a stage, a field of one. A comment is changed and
// removed by who wrote it (a manager removes any); whoever comments may settle it. One that was removed can be brought back for
// 30 days. People who are mentioned are named by their id.
//
// Threads: any; state is in the database alone.
#pragma once
#include "journey/map/maps.h"

namespace journey {

struct Mentioned {
  std::string id, name;                    // "u3"; what they are called now
};
BOOST_DESCRIBE_STRUCT(Mentioned, (), (id, name))

struct MapComment {
  std::string id;                          // "n7"
  std::string path;                        // as of an edit; "" is the map itself. It may be gone meanwhile
  std::string text;
  std::vector<Mentioned> mentions;
  std::string by;                          // what they were called when they wrote it
  bool mine = false;
  base::Time at;
  std::optional<base::Time> changed_at;    // the text
  std::optional<base::Time> resolved_at;
  std::optional<std::string> resolved_by;
  std::optional<base::Time> removed_at;
};
BOOST_DESCRIBE_STRUCT(MapComment, (), (id, path, text, mentions, by, mine, at, changed_at, resolved_at, resolved_by, removed_at))

struct Mention : MapComment {
  std::string journey, journey_name;       // the map's key and name
};
BOOST_DESCRIBE_STRUCT(Mention, (MapComment), (journey, journey_name))

struct NewComment {
  std::string path, text;
  std::vector<std::string> mentions;       // ids of users
  static bool required(std::string_view member) { return member == "text"; }
};
BOOST_DESCRIBE_STRUCT(NewComment, (), (path, text, mentions))

// What is left out stays.
struct CommentChange {
  std::optional<bool> resolved, removed;
  std::optional<std::string> text;
  std::optional<std::vector<std::string>> mentions;
};
BOOST_DESCRIBE_STRUCT(CommentChange, (), (resolved, removed, text, mentions))

class MapComments {
 public:
  explicit MapComments(store::Database& database) : database_(database) {}

  // Oldest first, without those that were removed. All throw Error(not_found) for a map or comment that there is not.
  http::Page<MapComment> list(const std::string& map, const http::Caller& who) const;
  // Comments in which the caller is mentioned and that are not settled, on all maps, newest first, at most 200.
  http::Page<Mention> mentions(const http::Caller& who) const;
  // Throws Error(invalid) for a place that the map doesn't have or somebody who doesn't work here.
  MapComment add(const std::string& map, const NewComment& asked, const http::Caller& who);
  MapComment change(const std::string& map, const std::string& id, const CommentChange& change, const http::Caller& who);   // throws Error(forbidden)

  // Drops what mentions a customer who is erased.
  static void forget(store::Database& database, const std::function<bool(std::string_view)>& mentions);

 private:
  store::Database& database_;
};

}  // namespace journey
