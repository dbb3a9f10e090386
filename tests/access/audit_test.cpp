#include "access/audit.h"

#include "access/office.h"
#include "http/acting.h"

namespace rights {
namespace {

class AuditLog : public Office {
 protected:
  std::vector<AuditRow> log() {
    access->denials.write_down();
    return database->reading([](store::Session& session) { return session.all<AuditRow>(std::string(audit_columns) + "order by number"); });
  }
  AuditRow latest() {
    auto all = log();
    return all.empty() ? AuditRow{} : all.back();
  }
  std::string verbs() {
    std::string text;
    for (const auto& row : log()) text += (text.empty() ? "" : " ") + row.verb;
    return text;
  }
};

TEST_F(AuditLog, each_hash_covers_the_one_before_and_every_field) {
  add_user("mia@x.org", Role::admin);
  add_user("ben@x.org", Role::viewer);
  std::string before;
  std::int64_t number = 0;
  for (const auto& row : log()) {
    EXPECT_EQ(row.number, ++number);
    EXPECT_EQ(row.hash, audit_hash(before, row));
    before = row.hash;
  }
  auto row = latest();
  // Any field another: another hash. Also when what one field loses is what its neighbour gains.
  auto changed = [&](auto change) {
    auto other = row;
    change(other);
    EXPECT_NE(audit_hash("x", row), audit_hash("x", other));
  };
  changed([](AuditRow& r) { ++r.number; });
  changed([](AuditRow& r) { ++r.at.micros; });
  changed([](AuditRow& r) { r.who_kind = "user"; });
  changed([](AuditRow& r) { r.who_id = "u9"; });
  changed([](AuditRow& r) { r.who_name += "x"; });
  changed([](AuditRow& r) { r.address = "192.0.2.9"; });
  changed([](AuditRow& r) { r.verb += "d"; });
  changed([](AuditRow& r) { r.object.pop_back(); });
  changed([](AuditRow& r) { r.object_id.insert(0, 1, r.object.back()), r.object.pop_back(); });
  changed([](AuditRow& r) { r.outcome = AuditOutcome::refused; });
  changed([](AuditRow& r) { r.details += " "; });
  changed([](AuditRow& r) { r.request = "7"; });
  EXPECT_NE(audit_hash("x", row), audit_hash("y", row));
}

TEST_F(AuditLog, says_who_did_what_to_whom_and_what_changed) {
  add_user("mia@x.org", Role::admin);
  auto ben = add_user("ben@x.org", Role::viewer);
  auto cookie = cookie_for("mia@x.org");
  http::Caller mia{.kind = http::Caller::Kind::user, .id = 1, .name = "mia@x.org", .role = "admin", .address = "192.0.2.7", .request = "r-1"};
  {
    http::Acting acting(mia);
    access->users.change(ben, {.role = Role::agent});
  }
  auto row = latest();
  EXPECT_EQ(row.verb, "user.change");
  EXPECT_EQ(row.who_kind + " " + row.who_id + " " + row.who_name, "user u1 mia@x.org");
  EXPECT_EQ(row.address + " " + row.request, "192.0.2.7 r-1");
  EXPECT_EQ(row.object + " " + row.object_id, "user u2");
  EXPECT_EQ(row.details, R"({"email":"ben@x.org","role":["viewer","agent"]})");
}

TEST_F(AuditLog, has_no_secret_in_it) {
  add_user("mia@x.org", Role::admin);
  auto cookie = cookie_for("mia@x.org");
  auto key = access->keys.add({"shop", Scope::write}, "mia@x.org");
  auto link = access->links.make(1);
  access->keys.remove(1);
  ask({http::Method::DELETE_, "/api/session", {}, {{"cookie", cookie}, {"sec-fetch-site", "same-origin"}}});
  EXPECT_EQ(verbs(), "user.add session.start key.add user.link key.remove session.end");
  auto token = cookie.substr(cookie.find('=') + 1);
  for (const auto& row : log()) {
    auto all = base::to_json_text(row);
    for (const std::string& secret : {std::string(good_password), key.key, base::sha256_hex(key.key), link, base::sha256_hex(link), token, base::sha256_hex(token)})
      EXPECT_EQ(all.find(secret), std::string::npos) << row.verb;
    EXPECT_EQ(all.find("argon2"), std::string::npos) << row.verb;
  }
}

TEST_F(AuditLog, an_entry_goes_with_its_change_or_not_at_all) {
  auto before = log().size();
  EXPECT_THROW(database->write([](store::Session& session) {
    Audit::record(session, {.verb = "user.add"});
    throw std::runtime_error("the change failed");
  }), std::runtime_error);
  EXPECT_EQ(log().size(), before);
  // The last admin stays, and nothing says that they went.
  auto admin = add_user("mia@x.org", Role::admin);
  EXPECT_THROW(access->users.change(admin, {.disabled = true}), base::Error);
  EXPECT_EQ(verbs(), "user.add");
}

TEST_F(AuditLog, refusals_are_counted_together_and_bounded) {
  add_user("mia@x.org", Role::admin);
  for (int i = 0; i < 4; ++i) ask({http::Method::POST, "/api/session", sign_in_body("mia@x.org", "a wrong password")});
  ask({http::Method::POST, "/api/session", sign_in_body("nobody@x.org", "a wrong password")});
  auto all = log();
  ASSERT_EQ(all.size(), 3u);
  EXPECT_EQ(all[1].verb + " " + all[1].object_id + " " + all[1].address + " " + all[1].who_kind, "session.start u1 192.0.2.1 nobody");
  EXPECT_EQ(all[1].outcome, AuditOutcome::refused);
  EXPECT_EQ(base::parse_json(all[1].details).at("times").as_int64(), 4);
  EXPECT_EQ(all[2].object_id, "");   // what was typed is not known to be anybody's: it is not written down
  EXPECT_EQ(all[2].details.find("nobody@x.org"), std::string::npos);

  // Many addresses: few entries, and a number for the rest.
  for (int i = 0; i < 3'000; ++i) access->denials.note({.address = "2001:db8::" + std::to_string(i)}, "access", "permission", "users.manage", "/api/users");
  auto rows = log();
  EXPECT_EQ(rows.size(), 3 + Denials::written_most + 1);
  EXPECT_EQ(base::parse_json(rows.back().details).at("times").as_int64(), 3'000 - static_cast<std::int64_t>(Denials::written_most));
}

TEST_F(AuditLog, what_a_role_may_not_do_is_noted) {
  add_user("vic@x.org", Role::viewer);
  auto cookie = cookie_for("vic@x.org");
  EXPECT_EQ(ask({.path = "/api/users", .headers = {{"cookie", cookie}}}).status, 403);
  auto row = latest();
  EXPECT_EQ(row.verb + " " + row.object_id + " " + row.who_name, "access users.manage vic@x.org");
  EXPECT_EQ(base::parse_json(row.details).at("why").as_string(), "/api/users");
}

}  // namespace
}  // namespace rights
