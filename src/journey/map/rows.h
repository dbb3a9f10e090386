// Maps and their revisions as they are stored: what maps.cpp and comments.cpp share. Inside a transaction of the caller's.
#pragma once
#include "journey/map/maps.h"

namespace journey {

struct MapRow {
  std::int64_t id = 0;
  std::string key, document, summary;
  std::int64_t revision = 0;
  base::Time changed_at;
  std::string changed_by;
  std::optional<base::Time> removed_at;

  Map map() const { return read_map(base::parse_json(document)); }
};
BOOST_DESCRIBE_STRUCT(MapRow, (), (id, key, document, summary, revision, changed_at, changed_by, removed_at))

// Also one that was removed; nullopt: there is none, or was removed longer ago than it can be brought back.
std::optional<MapRow> find_map(store::Session& session, const std::string& key);
// Throws Error(not_found).
MapRow existing_map(store::Session& session, const std::string& key);
// A page that shows the map should look again.
void touch_map(store::Session& session, std::int64_t id);

}  // namespace journey
