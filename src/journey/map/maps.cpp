#include "journey/map/maps.h"

#include <charconv>

#include "access/audit.h"
#include "base/text.h"
#include "journey/map/rows.h"

namespace journey {
namespace {

using base::Error, base::ErrorCode;
namespace limits = base::limits;

constexpr std::int64_t whole_every = 50;        // revisions between two whole documents
constexpr std::int64_t revisions_told = 500;    // in one answer

constexpr std::string_view row_columns = "select id, key, document, summary, revision, changed_at, changed_by, removed_at from journey_map ";

// What a list tells beside the columns.
struct Summary {
  std::string name, owner;
  MapKind kind = MapKind::line;
  std::int64_t stages = 0, touchpoints = 0, unowned = 0;
};
BOOST_DESCRIBE_STRUCT(Summary, (), (name, owner, kind, stages, touchpoints, unowned))

struct RevisionRow {
  std::int64_t revision = 0;
  base::Time at;
  std::string by, edits, undo;
};
BOOST_DESCRIBE_STRUCT(RevisionRow, (), (revision, at, by, edits, undo))

MapRevision told(const RevisionRow& row) {
  auto read = [](const std::string& text) { return base::from_json<std::vector<Edit>>(base::parse_json(text)); };
  return {row.revision, row.by, row.at, read(row.edits), read(row.undo)};
}

MapListed listed(const MapRow& row) {
  auto summary = base::from_json<Summary>(base::parse_json(row.summary));
  return {row.key, summary.name, summary.kind, summary.owner, summary.stages, summary.touchpoints, summary.unowned, row.revision, row.changed_at, row.changed_by, row.removed_at};
}

MapStored stored(const MapRow& row, Map map) { return {row.revision, row.changed_at, row.changed_by, std::move(map)}; }

std::string summary_of(const Map& map) {
  auto missing = unowned(map);
  return base::to_json_text(Summary{map.name, map.owner, map.kind, static_cast<std::int64_t>(map.stages.size()), static_cast<std::int64_t>(map.touchpoints.size()),
                                    static_cast<std::int64_t>(missing.stages.size() + missing.touchpoints.size())});
}

std::string document_of(const Map& map) {
  auto text = base::to_json_text(map);
  if (text.size() > limits::journey_bytes) throw Error(ErrorCode::too_large, "The map is larger than " + std::to_string(limits::journey_bytes) + " bytes.", "Divide it, or put long texts behind links.");
  return text;
}

std::optional<std::string> whole_at(std::int64_t revision, const std::string& document) { return revision % whole_every == 0 ? std::optional(document) : std::nullopt; }

void note(store::Session& session, const char* verb, const MapRow& row, base::JsonObject details = {}) {
  details["name"] = listed(row).name;
  details["revision"] = row.revision;
  rights::Audit::record(session, {.verb = verb, .object = "journey", .id = row.key, .details = std::move(details)});
}

// Makes `after` the newest revision; nothing when it is what is there.
bool commit(store::Session& session, MapRow& row, const Map& before, const Map& after, const http::Caller& who, const char* verb) {
  auto edits = edits_between(before, after);
  if (edits.empty()) return false;
  row.document = document_of(after);
  row.summary = summary_of(after);
  row.revision += 1;
  row.changed_at = base::now();
  row.changed_by = who.name;
  auto changes = static_cast<std::int64_t>(edits.size());
  session.run("insert into journey_revision(map, revision, at, by_name, edits, undo, changes, document) values (:m, :r, :t, :b, :e, :u, :c, :d)", row.id, row.revision, row.changed_at, row.changed_by, base::to_json_text(edits),
              base::to_json_text(edits_between(after, before)), changes, whole_at(row.revision, row.document));
  session.run("update journey_map set name = :n, document = :d, summary = :s, revision = :r, changed_at = :t, changed_by = :b, touched = touched + 1 where id = :i", after.name, row.document, row.summary, row.revision,
              row.changed_at, row.changed_by, row.id);
  if (row.revision % whole_every == 0)
    session.run("delete from journey_revision where map = :m and revision <= :r and name is null", row.id, row.revision - static_cast<std::int64_t>(limits::journey_versions));
  note(session, verb, row, {{"changes", changes}});
  return true;
}

MapRow insert(store::Session& session, const Map& map, const http::Caller& who) {
  auto now = base::now();
  const base::Time gone{now.micros - Maps::kept_days * base::day};
  for (const auto* table : {"journey_comment", "journey_revision"}) session.run("delete from " + std::string(table) + " where map in (select id from journey_map where removed_at < :t)", gone);
  session.run("delete from journey_map where removed_at < :t", gone);
  if (session.one<std::int64_t>("select count(*) from journey_map").value_or(0) >= static_cast<std::int64_t>(limits::journeys))
    throw Error(ErrorCode::conflict, "There are " + std::to_string(limits::journeys) + " journey maps already.", "Remove those that nobody needs.");
  MapRow row{.key = map.key, .document = document_of(map), .summary = summary_of(map), .revision = 1, .changed_at = now, .changed_by = who.name, .removed_at = {}};
  row.id = session.one<std::int64_t>("select coalesce(max(id), 0) + 1 from journey_map").value();
  session.run("insert into journey_map(id, key, name, document, summary, revision, changed_at, changed_by, touched) values (:i, :k, :n, :d, :s, 1, :t, :b, 1)", row.id, row.key, map.name, row.document, row.summary, now, row.changed_by);
  session.run("insert into journey_revision(map, revision, at, by_name, edits, undo, changes, document) values (:m, 1, :t, :b, '[]', '[]', 0, :d)", row.id, now, row.changed_by, row.document);
  note(session, "journey.add", row);
  return row;
}

// The document as it was: from the nearest whole one that is not older, back.
Map map_at(store::Session& session, const MapRow& row, std::int64_t revision) {
  bool kept = revision == row.revision || session.one<int>("select 1 from journey_revision where map = :m and revision = :r", row.id, revision);
  if (!kept) throw base::not_found("There is no revision " + std::to_string(revision) + " of " + row.key + ".", "GET /api/journeys/" + row.key + "/versions lists those that are kept.");
  auto from = session.one<std::int64_t>("select min(revision) from journey_revision where map = :m and revision >= :r and document is not null", row.id, revision).value_or(0);
  auto document = from ? session.one<std::string>("select document from journey_revision where map = :m and revision = :r", row.id, from).value() : row.document;
  if (!from) from = row.revision;
  auto map = read_map(base::parse_json(document));
  session.each("select undo from journey_revision where map = :m and revision > :r and revision <= :f order by revision desc",
               [&](const store::Row& undo) { map = edited(map, base::from_json<std::vector<Edit>>(base::parse_json(undo.text(0)))).map; }, row.id, revision, from);
  return map;
}

std::string free_key_in(store::Session& session, const std::string& wanted) {
  auto key = wanted;
  for (int n = 2; find_map(session, key); ++n) key = wanted.substr(0, 36) + "-" + std::to_string(n);   // of at most so many maps
  return key;
}

std::int64_t number_of(const std::string& text) {
  std::int64_t number = 0;
  auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (problem != std::errc() || end != text.data() + text.size()) throw base::invalid("The cursor is none.", "Begin with the first page.", "cursor");
  return number;
}

}  // namespace

std::optional<MapRow> find_map(store::Session& session, const std::string& key) {
  auto row = session.one<MapRow>(std::string(row_columns) + "where key = :k", key);
  if (row && row->removed_at && row->removed_at->micros < base::now().micros - Maps::kept_days * base::day) return std::nullopt;
  return row;
}

MapRow existing_map(store::Session& session, const std::string& key) {
  auto row = find_map(session, key);
  if (row && row->removed_at) throw base::not_found("The journey map " + key + " was removed.", "PATCH it with removed: false to bring it back.");
  if (!row) throw base::not_found("There is no journey map " + base::shown(key, 60) + ".", "GET /api/journeys lists them.");
  return *row;
}

void touch_map(store::Session& session, std::int64_t id) { session.run("update journey_map set touched = touched + 1 where id = :i", id); }

http::Page<MapListed> Maps::list(const MapQuery& query) const {
  auto limit = http::page_limit(query.limit);
  auto gone = base::now().micros - kept_days * base::day;
  std::vector<MapListed> all;
  database_.read([&](store::Session& session) {
    for (const auto& row : session.all<MapRow>("select id, key, '', summary, revision, changed_at, changed_by, removed_at from journey_map order by name, key")) {
      if (row.removed_at.has_value() != query.removed.value_or(false) || (row.removed_at && row.removed_at->micros < gone)) continue;
      auto one = listed(row);
      if (!query.q || base::folded(one.name).find(base::folded(*query.q)) != std::string::npos) all.push_back(std::move(one));
    }
  });
  http::Page<MapListed> page;
  auto first = query.cursor ? std::find_if(all.begin(), all.end(), [&](const MapListed& one) { return one.key == *query.cursor; }) : all.begin();
  if (query.cursor && first == all.end()) throw base::invalid("The cursor is none, or what it stood at is gone.", "Begin with the first page.", "cursor");
  for (; first != all.end() && page.items.size() < limit; ++first) page.items.push_back(*first);
  if (first != all.end()) page.next = first->key;
  return page;
}

MapStored Maps::one(const std::string& key, std::optional<std::int64_t> revision) const {
  return database_.reading([&](store::Session& session) {
    auto row = existing_map(session, key);
    if (!revision || *revision == row.revision) return stored(row, row.map());
    auto map = map_at(session, row, *revision);
    auto made = session.one<RevisionRow>("select revision, at, by_name, '[]', '[]' from journey_revision where map = :m and revision = :r", row.id, *revision).value();
    return MapStored{*revision, made.at, made.by, std::move(map)};
  });
}

MapStored Maps::add(Map map, const http::Caller& who) {
  bool chosen = !map.key.empty();
  if (!chosen) map.key = key_of(map.name);
  if (map.key.empty()) map.key = "map";
  check(map);
  return database_.writing([&](store::Session& session) {
    if (!chosen) map.key = free_key_in(session, map.key);
    else if (find_map(session, map.key)) throw Error(ErrorCode::conflict, "There is a journey map " + map.key + " already.", "Take another key. One that was removed keeps its key for " + std::to_string(kept_days) + " days.", "key");
    return stored(insert(session, map, who), map);
  });
}

MapStored Maps::put(const std::string& key, const Map& asked, std::optional<std::int64_t> expected, const http::Caller& who) {
  auto map = asked;
  if (map.key.empty()) map.key = key;
  if (map.key != key) throw base::invalid("The map says that its key is \"" + base::shown(map.key, 60) + "\", the address says \"" + base::shown(key, 60) + "\".", "Send it to its own address, or leave its key out.", "key");
  map = read_map(base::to_json(map));
  return database_.writing([&](store::Session& session) {
    auto row = find_map(session, key);
    auto revision = row ? row->revision : 0;
    if (expected && *expected != revision)
      throw Error(ErrorCode::conflict, "The map stands at revision " + std::to_string(revision) + ", not " + std::to_string(*expected) + ".", "Fetch it, bring the two together and send it again; or send edits, which others don't undo.");
    if (!row) return stored(insert(session, map, who), map);
    if (row->removed_at) {
      session.run("update journey_map set removed_at = null, touched = touched + 1 where id = :i", row->id);
      note(session, "journey.bring_back", *row);
    }
    commit(session, *row, row->map(), map, who, "journey.change");
    return stored(*row, map);
  });
}

MapEdited Maps::edit(const std::string& key, const MapEdits& asked, const http::Caller& who) {
  if (asked.edits.empty() || asked.edits.size() > limits::journey_edits) throw base::invalid("A request has 1 to " + std::to_string(limits::journey_edits) + " edits.", "Send them in parts.", "edits");
  return database_.writing([&](store::Session& session) {
    auto row = existing_map(session, key);
    if (asked.base < 0 || asked.base > row.revision) throw base::invalid("The map stands at revision " + std::to_string(row.revision) + ": nobody can have " + std::to_string(asked.base) + ".", "\"base\" is the revision that you have.", "base");
    auto before = row.map();
    auto applied = edited(before, asked.edits);
    if (applied.skipped.size() == asked.edits.size()) throw Error(ErrorCode::conflict, applied.skipped[0].reason, "Somebody changed the map meanwhile. Fetch it, and look whether it is still wanted.", "edits");
    commit(session, row, before, applied.map, who, "journey.change");
    MapEdited answer{row.revision, {}, std::move(applied.skipped)};
    for (const auto& one : session.all<RevisionRow>("select revision, at, by_name, edits, undo from journey_revision where map = :m and revision > :b order by revision", row.id, std::max(asked.base, row.revision - revisions_told)))
      answer.edits.push_back(told(one));
    return answer;
  });
}

MapStored Maps::restore(const std::string& key, std::int64_t revision, const http::Caller& who) {
  return database_.writing([&](store::Session& session) {
    auto row = existing_map(session, key);
    auto map = map_at(session, row, revision);
    commit(session, row, row.map(), map, who, "journey.restore");
    return stored(row, map);
  });
}

MapListed Maps::remove(const std::string& key, bool removed, const http::Caller& who) {
  return database_.writing([&](store::Session& session) {
    auto row = removed ? existing_map(session, key) : find_map(session, key).value_or(MapRow{});
    if (!row.id) throw base::not_found("There is no journey map " + base::shown(key, 60) + ".", "GET /api/journeys?removed=true lists those that can be brought back.");
    if (row.removed_at.has_value() == removed) return listed(row);
    row.changed_at = base::now();
    row.changed_by = who.name;
    row.removed_at = removed ? std::optional(row.changed_at) : std::nullopt;
    session.run("update journey_map set removed_at = :r, changed_at = :t, changed_by = :b, touched = touched + 1 where id = :i", row.removed_at, row.changed_at, row.changed_by, row.id);
    note(session, removed ? "journey.remove" : "journey.bring_back", row);
    return listed(row);
  });
}

http::Page<MapRevision> Maps::since(const std::string& key, std::int64_t revision) const {
  http::Page<MapRevision> page;
  database_.read([&](store::Session& session) {
    auto row = existing_map(session, key);
    for (const auto& one : session.all<RevisionRow>("select revision, at, by_name, edits, undo from journey_revision where map = :m and revision > :b order by revision", row.id, std::max(revision, row.revision - revisions_told)))
      page.items.push_back(told(one));
  });
  return page;
}

http::Page<MapVersion> Maps::versions(const std::string& key, std::optional<std::int64_t> asked, const std::optional<std::string>& cursor) const {
  auto limit = static_cast<std::int64_t>(http::page_limit(asked));
  http::Page<MapVersion> page;
  database_.read([&](store::Session& session) {
    auto row = existing_map(session, key);
    page.items = session.all<MapVersion>("select revision, at, by_name, name, changes from journey_revision where map = :m and revision <= :r order by revision desc limit :l", row.id, cursor ? number_of(*cursor) : row.revision, limit + 1);
  });
  if (static_cast<std::int64_t>(page.items.size()) > limit) {
    page.next = std::to_string(page.items.back().revision);
    page.items.pop_back();
  }
  return page;
}

MapVersion Maps::name(const std::string& key, std::int64_t revision, const VersionName& asked, const http::Caller&) {
  std::optional<std::string> name;
  if (asked.name && !base::trim(*asked.name).empty()) name = base::trim(base::stored(*asked.name));
  if (name && (name->size() > limits::journey_line_bytes || name->find('\n') != std::string::npos)) throw base::invalid("A name is one line of at most " + std::to_string(limits::journey_line_bytes) + " bytes.", "Shorten it.", "name");
  return database_.writing([&](store::Session& session) {
    auto row = existing_map(session, key);
    auto map = map_at(session, row, revision);
    auto named = session.one<std::int64_t>("select count(*) from journey_revision where map = :m and name is not null and revision <> :r", row.id, revision).value_or(0);
    if (name && named >= static_cast<std::int64_t>(limits::journey_named_versions)) throw Error(ErrorCode::conflict, "There are " + std::to_string(named) + " named versions already.", "Take the name from one that nobody needs.", "name");
    // The whole document stays with it: what it would be had from may go one day.
    if (name) session.run("update journey_revision set name = :n, document = :d where map = :m and revision = :r", name, document_of(map), row.id, revision);
    else session.run("update journey_revision set name = null where map = :m and revision = :r", row.id, revision);
    note(session, "journey.name_version", row, {{"version", revision}});
    touch_map(session, row.id);
    return session.one<MapVersion>("select revision, at, by_name, name, changes from journey_revision where map = :m and revision = :r", row.id, revision).value();
  });
}

http::Page<MapDifference> Maps::compare(const std::string& key, std::int64_t before, std::int64_t after) const {
  return database_.reading([&](store::Session& session) {
    auto row = existing_map(session, key);
    return http::Page<MapDifference>{differences(map_at(session, row, before), map_at(session, row, after)), {}};
  });
}

std::string Maps::free_key(const std::string& wanted) const {
  return database_.reading([&](store::Session& session) { return free_key_in(session, wanted); });
}

void Maps::must_be_there(const std::string& key) const {
  database_.read([&](store::Session& session) { existing_map(session, key); });
}

MatchAsked Maps::match_of(const std::string& name) const {
  auto slash = name.find('/');
  if (slash == std::string::npos) throw base::invalid("\"" + base::shown(name, 90) + "\" names no touchpoint.", "Write \"map/touchpoint\", both by their keys.");
  auto row = database_.reading([&](store::Session& session) { return find_map(session, name.substr(0, slash)); });
  if (!row || row->removed_at) throw base::invalid("There is no journey map \"" + base::shown(name.substr(0, slash), 60) + "\".", "GET /api/journeys lists them.");
  for (const auto& touchpoint : row->map().touchpoints) {
    if (touchpoint.key != name.substr(slash + 1)) continue;
    if (!touchpoint.match) throw base::invalid("\"" + base::shown(touchpoint.name) + "\" matches nothing yet.", "Say on the map what happens there.");
    return *touchpoint.match;
  }
  throw base::invalid("There is no touchpoint \"" + base::shown(name, 90) + "\".", "Look at the map for its key.");
}

}  // namespace journey
