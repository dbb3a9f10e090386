// Journey maps as they are kept: several people at once, versions, bringing back, comments, and who is looking.
#include "journey/map/maps.h"

#include <gtest/gtest.h>

#include "access/migrations.h"
#include "journey/map/check.h"
#include "journey/map/comments.h"
#include "journey/map/presence.h"
#include "journey/map/templates.h"
#include "journey/migrations.h"
#include "support/database.h"

namespace journey {
namespace {

using base::ErrorCode;

http::Caller person(std::int64_t id, const std::string& name, const std::string& role = "manager") { return {.kind = http::Caller::Kind::user, .id = id, .name = name, .role = role}; }
const auto mei = person(1, "mei@example.com"), bo = person(2, "bo@example.com"), agent = person(3, "ann@example.com", "agent");

class JourneyMaps : public testing::Test {
 protected:
  support::TempFolder folder;
  std::unique_ptr<store::Database> database = support::open_database(folder.path());
  Maps maps{*database};
  MapComments comments{*database};

  JourneyMaps() {
    database->migrate({rights::migrations(), migrations()});
    database->write([](store::Session& session) {
      for (auto [id, email] : {std::pair(1, "mei@example.com"), {2, "bo@example.com"}, {3, "ann@example.com"}})
        session.run("insert into user_account(id, email, name, role, created_at) values (:i, :e, '', 2, 0)", id, email);
    });
  }

  static std::vector<Edit> edits(const char* json) { return base::from_json<std::vector<Edit>>(base::parse_json(json), "edits"); }
  MapEdited edit(const std::string& key, std::int64_t base, const char* json, const http::Caller& who = mei) { return maps.edit(key, {base, edits(json)}, who); }
  std::string text(const std::string& key, std::optional<std::int64_t> revision = {}) const { return base::to_json_text(maps.one(key, revision).map); }
  std::int64_t audited(const std::string& verb) {
    return database->reading([&](store::Session& session) { return session.one<std::int64_t>("select count(*) from audit where verb = :v", verb).value(); });
  }
  MapStored orders() { return maps.add(map_of({.key = "orders", .name = "Orders", .template_ = MapTemplate::circular}), mei); }

  template <class F>
  void refused(ErrorCode code, F call) {
    try {
      call();
      ADD_FAILURE() << "was taken";
    } catch (const base::Error& error) {
      EXPECT_EQ(error.code, code) << error.what();
      EXPECT_FALSE(error.hint.empty());
    }
  }
};

TEST_F(JourneyMaps, BeginWithATemplate) {
  auto made = orders();
  EXPECT_EQ(made.map.kind, MapKind::loop);
  EXPECT_EQ(made.map.stages.size(), 4u);
  auto chinese = maps.add(map_of({.key = {}, .name = "客户关系", .template_ = MapTemplate::relationship, .language = MapLanguage::zh}), bo);
  EXPECT_EQ(chinese.map.key, "ke-hu-guan-xi");
  EXPECT_EQ(chinese.map.stages.back().name, "忠诚与推荐");
  EXPECT_EQ(chinese.map.stages.size(), 6u);
  EXPECT_EQ(maps.add(map_of({.key = {}, .name = "Orders"}), bo).map.key, "orders-2");
  EXPECT_EQ(maps.free_key("orders"), "orders-3");
  refused(ErrorCode::conflict, [&] { orders(); });
  refused(ErrorCode::invalid, [&] { maps.add(map_of({.key = {}, .name = " "}), bo); });
  auto page = maps.list({.removed = {}, .q = "ORD", .limit = 1, .cursor = {}});
  ASSERT_EQ(page.items.size(), 1u);
  EXPECT_EQ(page.items[0].stages, 4);
  EXPECT_EQ(page.items[0].unowned, 4);
  EXPECT_EQ(page.items[0].changed_by, "mei@example.com");
  EXPECT_EQ(maps.list({.removed = {}, .q = "ORD", .limit = 1, .cursor = page.next}).items[0].key, "orders-2");
}

TEST_F(JourneyMaps, TwoPeopleChangeOneMap) {
  orders();
  edit("orders", 1, R"([{"op": "add", "path": "touchpoints", "value": {"key": "pay", "name": "Pay", "stage": "buy"}}])");
  // Both begin at revision 2.
  edit("orders", 2, R"([{"op": "set", "path": "touchpoints/pay/owner", "value": "Mei"}])", mei);
  auto answer = edit("orders", 2, R"([{"op": "set", "path": "touchpoints/pay/expects", "value": "two minutes"}, {"op": "set", "path": "touchpoints/gone/name", "value": "x"}])", bo);
  EXPECT_EQ(answer.revision, 4);
  ASSERT_EQ(answer.edits.size(), 2u);
  EXPECT_EQ(answer.edits[0].by, "mei@example.com");
  EXPECT_EQ(answer.edits[1].by, "bo@example.com");
  ASSERT_EQ(answer.skipped.size(), 1u);
  EXPECT_EQ(answer.skipped[0].edit.path, "touchpoints/gone/name");
  auto map = maps.one("orders").map;
  EXPECT_EQ(map.touchpoints[0].owner + map.touchpoints[0].expects, "Meitwo minutes");
  // Each takes back their own.
  maps.edit("orders", {4, answer.edits[0].undo}, mei);
  EXPECT_EQ(maps.one("orders").map.touchpoints[0].expects, "two minutes");
  EXPECT_EQ(maps.one("orders").map.touchpoints[0].owner, "");
  refused(ErrorCode::conflict, [&] { edit("orders", 5, R"([{"op": "remove", "path": "touchpoints/gone"}])"); });
  refused(ErrorCode::invalid, [&] { edit("orders", 99, R"([{"op": "set", "path": "name", "value": "x"}])"); });
  refused(ErrorCode::not_found, [&] { edit("nowhere", 1, R"([{"op": "set", "path": "name", "value": "x"}])"); });
  // What changes nothing is no revision.
  EXPECT_EQ(edit("orders", 5, R"([{"op": "set", "path": "name", "value": "Orders"}])").revision, 5);
  EXPECT_EQ(maps.since("orders", 3).items.size(), 2u);
  EXPECT_EQ(audited("journey.change"), 4);
}

TEST_F(JourneyMaps, EveryVersionComesBack) {
  orders();
  std::vector<std::string> was{"", text("orders")};
  for (int i = 0; i < 120; ++i) {
    auto key = "t" + std::to_string(i % 7);
    bool there = maps.one("orders").map.touchpoints.size() > 0 && i % 3 == 0;
    base::JsonObject value{{"key", key}, {"name", "N" + std::to_string(i)}, {"stage", "buy"}};
    std::vector<Edit> list{{EditOp::set, "description", base::Json(std::to_string(i)), "", {}}};
    if (there) list.push_back({EditOp::remove, "touchpoints/" + key, {}, "", {}});
    else list.push_back({EditOp::add, "touchpoints", base::Json(value), nullptr, {}});
    maps.edit("orders", {1, list}, i % 2 ? mei : bo);
    was.push_back(text("orders"));
  }
  for (std::size_t revision = 1; revision < was.size(); revision += 9) ASSERT_EQ(text("orders", static_cast<std::int64_t>(revision)), was[revision]) << revision;
  auto restored = maps.restore("orders", 60, mei);
  EXPECT_EQ(base::to_json_text(restored.map), was[60]);
  EXPECT_EQ(restored.revision, 122);
  EXPECT_TRUE(maps.compare("orders", 60, 122).items.empty());
  EXPECT_FALSE(maps.compare("orders", 60, 61).items.empty());
  EXPECT_EQ(maps.name("orders", 7, {"Before the fair"}, mei).name, "Before the fair");
  auto page = maps.versions("orders", 100, {});
  EXPECT_EQ(page.items.front().revision, 122);
  ASSERT_TRUE(page.next);
  EXPECT_EQ(maps.versions("orders", 100, page.next).items.back().revision, 1);
  refused(ErrorCode::not_found, [&] { maps.one("orders", 123); });
  refused(ErrorCode::not_found, [&] { maps.one("orders", 0); });
}

TEST_F(JourneyMaps, AreProvedWhole) {
  orders();
  for (int i = 0; i < 60; ++i) maps.edit("orders", {1, {{EditOp::set, "description", base::Json(std::to_string(i)), "", {}}}}, mei);
  auto findings = [&] {
    record::CheckReport report;
    check_maps(*database, report);
    return report.findings.size();
  };
  EXPECT_EQ(findings(), 0u);
  database->write([](store::Session& session) { session.run("update journey_revision set undo = '[]' where revision = 51"); });
  EXPECT_EQ(findings(), 1u);
  database->write([](store::Session& session) { session.run("delete from journey_revision where revision = 55"); });
  EXPECT_EQ(findings(), 1u);
  database->write([](store::Session& session) { session.run("update journey_map set document = '{}'"); });
  EXPECT_EQ(findings(), 1u);
}

TEST_F(JourneyMaps, OldVersionsGoNamedOnesStay) {
  constexpr auto kept = static_cast<int>(base::limits::journey_versions);
  orders();
  edit("orders", 1, R"([{"op": "set", "path": "description", "value": "named"}])");
  maps.name("orders", 2, {"First"}, mei);
  auto named = text("orders", 2);
  database->write([&](store::Session& session) { session.run("update journey_map set revision = :r", kept + 48); });
  edit("orders", 2, R"([{"op": "set", "path": "description", "value": "a"}])");
  edit("orders", 2, R"([{"op": "set", "path": "description", "value": "b"}])");
  EXPECT_EQ(maps.versions("orders", {}, {}).items.size(), 3u);
  EXPECT_EQ(text("orders", 2), named);
  refused(ErrorCode::not_found, [&] { maps.one("orders", 1); });
}

TEST_F(JourneyMaps, AreSentAsAWhole) {
  auto map = map_of({.key = {}, .name = "Sent"});
  EXPECT_EQ(maps.put("sent", map, {}, mei).revision, 1);
  map.description = "more";
  EXPECT_EQ(maps.put("sent", map, 1, mei).revision, 2);
  refused(ErrorCode::conflict, [&] { maps.put("sent", map, 1, mei); });
  EXPECT_EQ(maps.put("sent", map, {}, bo).revision, 2);   // nothing new
  map.key = "other";
  refused(ErrorCode::invalid, [&] { maps.put("sent", map, {}, mei); });
  auto undo = maps.since("sent", 1).items.at(0).undo;
  maps.edit("sent", {2, undo}, mei);
  EXPECT_EQ(text("sent"), text("sent", 1));
}

TEST_F(JourneyMaps, RemovedAndBroughtBack) {
  orders();
  maps.remove("orders", true, mei);
  refused(ErrorCode::not_found, [&] { maps.one("orders"); });
  refused(ErrorCode::not_found, [&] { edit("orders", 1, R"([{"op": "set", "path": "name", "value": "x"}])"); });
  EXPECT_TRUE(maps.list({}).items.empty());
  EXPECT_EQ(maps.list({.removed = true, .q = {}, .limit = {}, .cursor = {}}).items.size(), 1u);
  maps.remove("orders", false, bo);
  EXPECT_EQ(maps.one("orders").map.stages.size(), 4u);
  maps.remove("orders", true, mei);
  comments.forget(*database, [](std::string_view) { return true; });
  base::set_now(base::Time{base::now().micros + 31 * base::day});
  refused(ErrorCode::not_found, [&] { maps.remove("orders", false, bo); });
  EXPECT_EQ(orders().revision, 1);
  base::set_now(std::nullopt);
  EXPECT_EQ(audited("journey.add") + audited("journey.remove") + audited("journey.bring_back"), 5);
}

TEST_F(JourneyMaps, ATouchpointIsAMatch) {
  orders();
  edit("orders", 1, R"([{"op": "add", "path": "touchpoints", "value": {"key": "pay", "name": "Pay", "stage": "buy", "match": {"name": "Paid"}}}, {"op": "add", "path": "touchpoints", "value": {"key": "new", "name": "New", "stage": "buy"}}])");
  EXPECT_EQ(maps.match_of("orders/pay").name, "Paid");
  for (auto name : {"orders/new", "orders/gone", "gone/pay", "orders"}) refused(ErrorCode::invalid, [&] { maps.match_of(name); });
}

TEST_F(JourneyMaps, AreCommentedOn) {
  orders();
  auto said = comments.add("orders", {"stages/buy", "Who owns this, Bo?", {"u2"}}, agent);
  EXPECT_EQ(said.mentions[0].name, "bo@example.com");
  EXPECT_TRUE(said.mine);
  refused(ErrorCode::invalid, [&] { comments.add("orders", {"stages/none", "x", {}}, agent); });
  refused(ErrorCode::invalid, [&] { comments.add("orders", {"", "x", {"u9"}}, agent); });
  refused(ErrorCode::invalid, [&] { comments.add("orders", {"", " ", {}}, agent); });
  refused(ErrorCode::forbidden, [&] { comments.change("orders", said.id, {.resolved = {}, .removed = {}, .text = "mine", .mentions = {}}, bo); });
  auto settled = comments.change("orders", said.id, {.resolved = true, .removed = {}, .text = {}, .mentions = {}}, bo);
  EXPECT_EQ(settled.resolved_by, "bo@example.com");
  EXPECT_FALSE(settled.mine);
  EXPECT_FALSE(comments.change("orders", said.id, {.resolved = false, .removed = {}, .text = "Who?", .mentions = {}}, agent).resolved_at);
  comments.change("orders", said.id, {.resolved = {}, .removed = true, .text = {}, .mentions = {}}, mei);
  EXPECT_TRUE(comments.list("orders", mei).items.empty());
  comments.change("orders", said.id, {.resolved = {}, .removed = false, .text = {}, .mentions = {}}, agent);
  EXPECT_EQ(comments.list("orders", mei).items.at(0).text, "Who?");
  edit("orders", 1, R"([{"op": "remove", "path": "stages/buy"}])");
  EXPECT_EQ(comments.list("orders", mei).items.size(), 1u);   // its place went, what was said stays
  MapComments::forget(*database, [](std::string_view text) { return text.find("Who") != std::string_view::npos; });
  EXPECT_TRUE(comments.list("orders", mei).items.empty());
  refused(ErrorCode::not_found, [&] { comments.change("orders", said.id, {.resolved = {}, .removed = false, .text = {}, .mentions = {}}, agent); });
}

TEST_F(JourneyMaps, NamesCommentsAndVisitorsAreBounded) {
  orders();
  database->write([](store::Session& session) {
    for (std::size_t i = 0; i < base::limits::journey_named_versions; ++i)
      session.run("insert into journey_revision(map, revision, at, by_name, name, edits, undo, changes) values (1, :r, 0, '', 'x', '[]', '[]', 0)", static_cast<std::int64_t>(i) + 1000);
    for (std::size_t i = 0; i < base::limits::journey_comments; ++i)
      session.run_later("insert into journey_comment(id, map, path, said, mentions, by_id, by_name, at) values (:i, 1, '', 'x', '[]', 'u1', '', 0)", static_cast<std::int64_t>(i) + 1);
  });
  refused(ErrorCode::conflict, [&] { maps.name("orders", 1, {"One more"}, mei); });
  refused(ErrorCode::conflict, [&] { comments.add("orders", {"", "one more", {}}, mei); });
  Presence presence;
  for (std::size_t i = 0; i < base::limits::journey_visitors; ++i) presence.here("orders", {}, person(static_cast<std::int64_t>(i) + 1, "somebody"));
  EXPECT_EQ(presence.here("orders", {}, person(9999, "one more")).items.size(), base::limits::journey_visitors);
}

TEST_F(JourneyMaps, WhoIsLookingIsKnownForHalfAMinute) {
  Presence presence;
  auto begin = base::now();
  presence.here("orders", {"touchpoints/pay"}, mei);
  EXPECT_EQ(presence.here("orders", {}, bo).items.size(), 2u);
  EXPECT_EQ(presence.here("other", {}, bo).items.size(), 1u);
  base::set_now(base::Time{begin.micros + 29 * base::second});
  EXPECT_EQ(presence.here("orders", {"name"}, bo).items.size(), 2u);
  base::set_now(base::Time{begin.micros + 40 * base::second});
  auto there = presence.here("orders", {}, bo).items;
  base::set_now(std::nullopt);
  ASSERT_EQ(there.size(), 1u);
  EXPECT_EQ(there[0].user, "u2");
  EXPECT_TRUE(presence.here("orders", {.where = {}, .leaving = true}, bo).items.empty());
}

}  // namespace
}  // namespace journey
