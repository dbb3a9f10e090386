#include "journey/map/check.h"

#include "journey/map/rows.h"

namespace journey {
namespace {

std::string wrong_with(store::Session& session, const MapRow& row) {
  auto map = row.map();
  auto whole = session.one<std::int64_t>("select max(revision) from journey_revision where map = :m and revision < :r and document is not null", row.id, row.revision).value_or(0);
  if (!whole) return {};
  auto wanted = session.one<std::string>("select document from journey_revision where map = :m and revision = :r", row.id, whole).value();
  std::int64_t changes = 0;
  session.each("select undo from journey_revision where map = :m and revision > :w and revision <= :r order by revision desc", [&](const store::Row& undo) {
    map = edited(map, base::from_json<std::vector<Edit>>(base::parse_json(undo.text(0)))).map;
    ++changes;
  }, row.id, whole, row.revision);
  if (changes != row.revision - whole) return "has lost some of its changes";
  return base::to_json_text(map) == wanted ? std::string() : "does not lead back to its revision " + std::to_string(whole);
}

}  // namespace

void check_maps(store::Database& database, record::CheckReport& report) {
  database.read([&](store::Session& session) {
    for (const auto& row : session.all<MapRow>("select id, key, document, summary, revision, changed_at, changed_by, removed_at from journey_map order by id")) {
      std::string wrong;
      try {
        wrong = wrong_with(session, row);
      } catch (const base::Error& error) {
        wrong = std::string("can't be read: ") + error.what();
      }
      if (!wrong.empty()) report.findings.push_back({"The journey map " + row.key + " " + wrong + ".", "Restore it from a backup: `throughline journey export` there, `journey import` here."});
    }
  });
}

}  // namespace journey
