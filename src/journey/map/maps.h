// The journey maps of a company: kept, changed by several people at once, with every version of each.
//
// Every change is a list of edits that are applied to the newest document there is, one writer at a time, so what two people
// change in different places both stands. Of each change is kept what it did and what takes it back; versions are had from that.
// A map that was removed can be brought back for 30 days. Every change is in the audit log: which map and what part, no texts.
//
// Threads: any; state is in the database alone.
#pragma once
#include "http/message.h"
#include "http/router.h"
#include "journey/map/edit.h"
#include "store/database.h"

namespace journey {

struct MapListed {
  std::string key, name;
  MapKind kind = MapKind::line;
  std::string owner;
  std::int64_t stages = 0, touchpoints = 0;
  std::int64_t unowned = 0;                // stages and touchpoints that nobody answers for
  std::int64_t revision = 0;
  base::Time changed_at;
  std::string changed_by;                  // what they were called then
  std::optional<base::Time> removed_at;
};
BOOST_DESCRIBE_STRUCT(MapListed, (), (key, name, kind, owner, stages, touchpoints, unowned, revision, changed_at, changed_by, removed_at))

struct MapQuery {
  std::optional<bool> removed;             // only those that were removed
  std::optional<std::string> q;            // part of the name
  std::optional<std::int64_t> limit;
  std::optional<std::string> cursor;
};
BOOST_DESCRIBE_STRUCT(MapQuery, (), (removed, q, limit, cursor))

struct MapStored {
  std::int64_t revision = 0;
  base::Time changed_at;
  std::string changed_by;
  Map map;
};
BOOST_DESCRIBE_STRUCT(MapStored, (), (revision, changed_at, changed_by, map))

struct MapEdits {
  std::int64_t base = 0;                   // the revision that the sender has
  std::vector<Edit> edits;
  static bool required(std::string_view) { return true; }
};
BOOST_DESCRIBE_STRUCT(MapEdits, (), (base, edits))

// `edits` on the document of the revision before give that of this one; `undo` on this one the one before.
struct MapRevision {
  std::int64_t revision = 0;
  std::string by;
  base::Time at;
  std::vector<Edit> edits, undo;
};
BOOST_DESCRIBE_STRUCT(MapRevision, (), (revision, by, at, edits, undo))

// All revisions after the sender's base, their own last. One that changed nothing is none. When the first is not base + 1, too
// much happened to be told: fetch the map.
struct MapEdited {
  std::int64_t revision = 0;
  std::vector<MapRevision> edits;
  std::vector<SkippedEdit> skipped;
};
BOOST_DESCRIBE_STRUCT(MapEdited, (), (revision, edits, skipped))

struct MapVersion {
  std::int64_t revision = 0;
  base::Time at;
  std::string by;
  std::optional<std::string> name;
  std::int64_t edits = 0;
};
BOOST_DESCRIBE_STRUCT(MapVersion, (), (revision, at, by, name, edits))

struct VersionName {
  std::optional<std::string> name;         // none: it has no name any more
};
BOOST_DESCRIBE_STRUCT(VersionName, (), (name))

class Maps {
 public:
  static constexpr std::int64_t kept_days = 30;

  explicit Maps(store::Database& database) : database_(database) {}

  // By name. Throws Error(invalid) for a cursor that is none.
  http::Page<MapListed> list(const MapQuery& query) const;
  // Throws Error(not_found) for a map that there is not, was removed, or a revision that is not kept.
  MapStored one(const std::string& key, std::optional<std::int64_t> revision = {}) const;

  // A map without a key takes one of its name. Throws Error(conflict) for a key that is taken.
  MapStored add(Map map, const http::Caller& who);
  // Adds it, or replaces what is there (brings it back, too). `expected`: throws Error(conflict) when it stands at another revision.
  MapStored put(const std::string& key, const Map& map, std::optional<std::int64_t> expected, const http::Caller& who);
  // Throws Error(conflict) when nothing of it can be applied, Error(invalid) for what never can.
  MapEdited edit(const std::string& key, const MapEdits& asked, const http::Caller& who);
  // The document of an old revision as a new one.
  MapStored restore(const std::string& key, std::int64_t revision, const http::Caller& who);
  MapListed remove(const std::string& key, bool removed, const http::Caller& who);

  http::Page<MapRevision> since(const std::string& key, std::int64_t revision) const;
  http::Page<MapVersion> versions(const std::string& key, std::optional<std::int64_t> limit, const std::optional<std::string>& cursor) const;   // newest first
  MapVersion name(const std::string& key, std::int64_t revision, const VersionName& name, const http::Caller& who);
  http::Page<MapDifference> compare(const std::string& key, std::int64_t before, std::int64_t after) const;

  // `wanted`, or with a number behind it where that is taken.
  std::string free_key(const std::string& wanted) const;
  void must_be_there(const std::string& key) const;   // throws Error(not_found)

  // What "map/touchpoint" matches now. Throws Error(invalid) for what there is not.
  MatchAsked match_of(const std::string& name) const;

 private:
  store::Database& database_;
};

}  // namespace journey
