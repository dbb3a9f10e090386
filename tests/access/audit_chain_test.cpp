// Tampering with the audit log, as somebody with the database file would do it: each way is found.
#include "access/audit_chain.h"

#include <fstream>

#include "access/audit_list.h"
#include "access/office.h"

namespace rights {
namespace {

class Tampering : public Office {
 protected:
  Tampering() {
    for (int i = 0; i < 6; ++i) add_user("u" + std::to_string(i) + "@x.org", i == 0 ? Role::admin : Role::viewer);
    access->keep_house();   // keeps the head outside
  }
  void sql(const std::string& text) {
    database->write([&](store::Session& session) { session.script(text); });
  }
  std::vector<std::string> findings() {
    return database->reading([&](store::Session& session) { return prove_audit(*access, session).findings; });
  }
  std::string all_findings() {
    std::string text;
    for (const auto& one : findings()) text += one + "\n";
    return text;
  }
};

TEST_F(Tampering, an_untouched_log_is_whole) {
  EXPECT_EQ(all_findings(), "");
  add_user("more@x.org", Role::viewer);
  EXPECT_EQ(all_findings(), "");
}

TEST_F(Tampering, a_changed_row_is_found) {
  for (std::string change : {"who_name = 'somebody'", "at = at + 1", "details = '{}'", "outcome = 1", "object_id = 'u9'", "address = '192.0.2.66'"}) {
    sql("update audit set " + change + " where number = 3");
    EXPECT_NE(all_findings().find("entry 3"), std::string::npos) << change;
  }
}

TEST_F(Tampering, a_changed_row_with_a_fitting_hash_breaks_the_next) {
  database->write([](store::Session& session) {
    auto rows = session.all<AuditRow>(std::string(audit_columns) + "where number in (2, 3) order by number");
    rows[1].who_name = "somebody";
    session.run("update audit set who_name = :w, hash = :h where number = 3", rows[1].who_name, audit_hash(rows[0].hash, rows[1]));
  });
  EXPECT_NE(all_findings().find("entry 4"), std::string::npos);
}

TEST_F(Tampering, a_removed_row_is_found) {
  sql("delete from audit where number = 4");
  EXPECT_NE(all_findings().find("lacks the entries 4 to 4"), std::string::npos) << all_findings();
}

TEST_F(Tampering, an_inserted_row_is_found) {
  sql("update audit set number = number + 1000 where number > 3; update audit set number = number - 999 where number > 1000;"
      "insert into audit select 4, at, who_kind, who_id, who_name, address, verb, object, object_id, outcome, details, request, hash from audit where number = 3");
  EXPECT_NE(all_findings(), "");
}

TEST_F(Tampering, rows_that_changed_places_are_found) {
  sql("update audit set number = 999 where number = 3; update audit set number = 3 where number = 4; update audit set number = 4 where number = 999");
  EXPECT_NE(all_findings().find("entry 3"), std::string::npos);
}

TEST_F(Tampering, a_cut_tail_is_found_and_stays_so) {
  sql("delete from audit where number > 4");
  EXPECT_NE(all_findings().find("ends at entry 4, but entry 6"), std::string::npos) << all_findings();
  // New entries take the numbers of those that were cut off: the head that was kept is of another, and is not replaced.
  for (int i = 10; i < 15; ++i) add_user("u" + std::to_string(i) + "@x.org", Role::viewer);
  pass(7200);
  access->keep_house();
  EXPECT_NE(all_findings().find("another than the one whose hash was kept outside"), std::string::npos) << all_findings();
}

TEST_F(Tampering, a_log_written_anew_as_a_whole_is_found) {
  database->write([](store::Session& session) {
    auto rows = session.all<AuditRow>(std::string(audit_columns) + "order by number");
    std::string before;
    for (auto& row : rows) {
      row.who_name = "somebody";
      row.hash = audit_hash(before, row);
      before = row.hash;
      session.run("update audit set who_name = :w, hash = :h where number = :n", row.who_name, row.hash, row.number);
    }
  });
  EXPECT_NE(all_findings().find("another than the one whose hash was kept outside"), std::string::npos) << all_findings();
}

TEST_F(Tampering, a_head_that_somebody_else_wrote_is_found) {
  sql("delete from audit where number > 4");
  auto head = database->reading([](store::Session& session) { return audit_head(session); });
  std::ofstream(folder_ / "audit.head") << base::to_json_text(seal(head, [](std::string_view, std::string_view) { return std::string(64, 'a'); }));
  EXPECT_NE(all_findings().find("not written by this installation"), std::string::npos) << all_findings();
}

TEST_F(Tampering, a_head_kept_elsewhere_counts_too) {
  std::filesystem::remove(folder_ / "audit.head");
  auto sealed = access->sealed_head();
  sql("delete from audit where number > 5");
  EXPECT_EQ(all_findings(), "");   // nothing is kept here any more
  auto proof = database->reading([&](store::Session& session) { return prove_audit(*access, session, {{sealed.number, sealed.hash, sealed.at}}); });
  EXPECT_EQ(proof.findings.size(), 1u);
}

TEST_F(Tampering, pages_filters_and_csv) {
  add_audit_routes(router, *access, *database);
  auto cookie = cookie_for("u0@x.org");
  auto get = [&](const std::string& path, std::vector<std::pair<std::string, std::string>> query) {
    http::Request request{.path = path, .query = std::move(query), .headers = {{"cookie", cookie}}};
    auto match = router.match(request.method, path);
    request.caller = access->gate.admit(*match.route, request);
    return match.route->handler(request);
  };
  auto ids = [&](std::vector<std::pair<std::string, std::string>> query) {
    std::string text;
    const auto answer = base::parse_json(get("/api/audit", std::move(query)).body);
    for (const auto& item : answer.at("items").as_array()) text += (text.empty() ? "" : " ") + std::string(item.at("id").as_string());
    return text;
  };
  EXPECT_EQ(ids({}), "a7 a6 a5 a4 a3 a2 a1");
  EXPECT_EQ(ids({{"limit", "2"}, {"cursor", "a6"}}), "a5 a4");
  EXPECT_EQ(ids({{"what", "session."}}), "a7");
  EXPECT_EQ(ids({{"who", "u1"}}), "a7");
  EXPECT_EQ(ids({{"who", "u2"}}), "");
  EXPECT_EQ(ids({{"who", "U0@X"}}), "a7");
  EXPECT_EQ(ids({{"who", "%"}}), "");
  EXPECT_EQ(ids({{"object", "user"}, {"id", "u3"}}), "a3");
  auto csv = get("/api/audit/export", {{"what", "user.add"}});
  std::string all;
  for (std::string piece; csv.stream(piece), !piece.empty(); piece.clear()) all += piece;
  EXPECT_EQ(std::count(all.begin(), all.end(), '\n'), 7);
  // What a spreadsheet would run is only text.
  database->write([](store::Session& session) { Audit::record(session, {.verb = "key.add", .object = "=cmd|' /C calc'!A0"}); });
  auto again = get("/api/audit/export", {{"what", "key.add"}});
  std::string piece;
  again.stream(piece);
  EXPECT_NE(piece.find(",'=cmd"), std::string::npos) << piece;
}

}  // namespace
}  // namespace rights
