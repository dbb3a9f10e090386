#include "access/cookie.h"
#include "access/office.h"

namespace rights {
namespace {

using http::Method;

class SessionsTest : public Office {
 protected:
  SessionsTest() { jane = add_user("jane@x.org", Role::admin), add_user("other@x.org", Role::admin); }
  http::Response sign_in(std::string_view password = good_password, const std::string& email = "jane@x.org") { return ask({Method::POST, "/api/session", sign_in_body(email, password)}); }
  http::Response by_link(const std::string& token) { return ask({Method::POST, "/api/session", base::to_json_text(SignIn{.link = token})}); }
  std::int64_t count(const std::string& table) {
    return database->reading([&](store::Session& session) { return session.one<std::int64_t>("select count(*) from " + table).value(); });
  }
  std::int64_t jane = 0;
};

TEST_F(SessionsTest, sign_in_ask_and_sign_out) {
  auto response = sign_in();
  ASSERT_EQ(response.status, 201) << response.body;
  auto user = base::parse_json(response.body).at("user").as_object();
  EXPECT_EQ(user.at("id"), "u1");
  EXPECT_EQ(user.at("email"), "jane@x.org");
  EXPECT_EQ(user.at("name"), "jane");
  EXPECT_EQ(user.at("role"), "admin");
  auto set = header(response, "Set-Cookie");
  EXPECT_TRUE(set.starts_with("throughline_session=")) << set;
  EXPECT_NE(set.find("; Path=/; Max-Age=43200; HttpOnly; SameSite=Lax"), std::string::npos) << set;
  EXPECT_EQ(set.find("Domain"), std::string::npos);

  auto cookie = cookie_of(response);
  auto me = ask({.path = "/api/session", .headers = {{"cookie", "theme=dark; " + cookie}}});
  EXPECT_EQ(me.status, 200);
  EXPECT_EQ(base::parse_json(me.body).at("user").at("email"), "jane@x.org");

  auto out = ask({Method::DELETE_, "/api/session", {}, {{"cookie", cookie}}});
  EXPECT_EQ(out.status, 204);
  EXPECT_NE(header(out, "Set-Cookie").find("throughline_session=; Path=/; Max-Age=0"), std::string::npos);
  EXPECT_EQ(status_with_cookie(cookie), 401);
  EXPECT_EQ(ask({Method::DELETE_, "/api/session", {}, {{"cookie", cookie}}}).status, 204);   // once more is no error
}

TEST_F(SessionsTest, the_token_is_stored_hashed_alone) {
  auto cookie = cookie_for("jane@x.org");
  auto token = cookie.substr(cookie.find('=') + 1);
  EXPECT_EQ(token.size(), 43u);
  auto stored = database->reading([](store::Session& session) { return session.one<std::string>("select token_hash from session").value(); });
  EXPECT_EQ(stored, base::sha256_hex(token));
  EXPECT_EQ(status_with_cookie("throughline_session=" + stored), 401);   // what a thief of the database has
}

TEST_F(SessionsTest, what_is_refused_is_refused_in_the_same_words) {
  access->users.add({"nopassword@x.org", "", Role::viewer, std::nullopt});
  auto disabled = add_user("disabled@x.org", Role::viewer);
  access->users.change(disabled, {.disabled = true});
  auto wrong = sign_in("wrong password");
  EXPECT_EQ(wrong.status, 401);
  for (auto email : {"nobody@x.org", "nopassword@x.org", "disabled@x.org", "not an address", "", " "}) {
    auto response = sign_in(good_password, email);
    EXPECT_EQ(response.status, 401) << email;
    EXPECT_EQ(response.body, wrong.body) << email;
    EXPECT_EQ(header(response, "Set-Cookie"), "") << email;
  }
  EXPECT_EQ(sign_in("", "nopassword@x.org").body, wrong.body);
  EXPECT_EQ(sign_in(std::string(100'000, 'x')).body, wrong.body);
}

TEST_F(SessionsTest, an_e_mail_is_taken_in_any_case_a_password_is_not) {
  EXPECT_EQ(sign_in(good_password, " JANE@X.org ").status, 201);
  EXPECT_EQ(sign_in("FOUR WORDS IN A ROW").status, 401);
  EXPECT_EQ(sign_in(std::string(good_password) + " ").status, 401);
  EXPECT_EQ(sign_in(std::string(good_password) + '\0').status, 401);
}

TEST_F(SessionsTest, each_sign_in_makes_a_new_token_and_ends_the_one_before) {
  auto planted = "throughline_session=" + std::string(43, 'A');
  auto first = ask({Method::POST, "/api/session", sign_in_body("jane@x.org"), {{"cookie", planted}}});
  ASSERT_EQ(first.status, 201);
  EXPECT_NE(cookie_of(first), planted);
  EXPECT_EQ(status_with_cookie(planted), 401);
  auto second = ask({Method::POST, "/api/session", sign_in_body("jane@x.org"), {{"cookie", cookie_of(first)}}});
  ASSERT_EQ(second.status, 201);
  EXPECT_NE(cookie_of(second), cookie_of(first));
  EXPECT_EQ(status_with_cookie(cookie_of(first)), 401);
  EXPECT_EQ(status_with_cookie(cookie_of(second)), 200);
}

TEST_F(SessionsTest, variants_of_a_token_are_nobody) {
  auto cookie = cookie_for("jane@x.org");
  auto token = cookie.substr(cookie.find('=') + 1);
  auto swapped = token;
  for (char& c : swapped)
    if (std::isalpha(static_cast<unsigned char>(c))) { c ^= 0x20; break; }
  for (std::string variant : {std::string(), std::string(" "), " " + token, token + " ", token + std::string(1, '\0'), std::string(1, '\0') + token, swapped, token.substr(1), token + "A", token + "=",
                              "\"" + token + "\"", std::string(43, '\0')})
    EXPECT_EQ(status_with_cookie("throughline_session=" + variant), 401) << variant;
  EXPECT_EQ(status_with_cookie("Throughline_session=" + token), 401);
  EXPECT_EQ(status_with_cookie("__Host-throughline_session=" + token), 401);   // not behind TLS
  EXPECT_EQ(ask({.path = "/api/session", .headers = {{"authorization", "Bearer " + token}}}).status, 401);
}

TEST_F(SessionsTest, end_after_eight_idle_hours_and_slide_with_use) {
  auto cookie = cookie_for("jane@x.org");
  for (int i = 0; i < 3; ++i) {
    pass(3 * 3600);
    EXPECT_EQ(status_with_cookie(cookie), 200) << i;
    if (i == 1) access->keep_house();   // in memory or written down: the same
  }
  cookie = cookie_for("jane@x.org");
  pass(8 * 3600);
  EXPECT_EQ(status_with_cookie(cookie), 401);
  access->keep_house();
  EXPECT_EQ(count("session"), 0);
}

TEST_F(SessionsTest, end_after_twelve_hours_however_used) {
  auto cookie = cookie_for("jane@x.org");
  for (int hours = 3; hours < 12; hours += 3) {
    pass(3 * 3600);
    ASSERT_EQ(status_with_cookie(cookie), 200) << hours;
    access->keep_house();
  }
  pass(3 * 3600);
  EXPECT_EQ(status_with_cookie(cookie), 401);
}

TEST_F(SessionsTest, live_through_a_restart) {
  auto cookie = cookie_for("jane@x.org");
  pass(5 * 3600);
  EXPECT_EQ(status_with_cookie(cookie), 200);
  router = {};
  access.reset();   // writes down what it noted
  access = std::make_unique<Access>(*database, AccessOptions{{}, cheap});
  add_routes(router, *access);
  pass(6 * 3600);
  EXPECT_EQ(status_with_cookie(cookie), 200);
}

TEST_F(SessionsTest, die_at_once_when_the_user_is_disabled_or_gets_a_new_password) {
  auto first = cookie_for("jane@x.org"), second = cookie_for("jane@x.org"), others = cookie_for("other@x.org");
  EXPECT_EQ(status_with_cookie(first), 200);
  access->users.set_password(jane, "another few words");
  EXPECT_EQ(status_with_cookie(first), 401);
  EXPECT_EQ(status_with_cookie(second), 401);
  EXPECT_EQ(sign_in().status, 401);
  auto third = cookie_of(sign_in("another few words"));
  EXPECT_EQ(status_with_cookie(third), 200);
  auto link = access->links.make(jane);
  access->users.change(jane, {.disabled = true});
  EXPECT_EQ(status_with_cookie(third), 401);
  EXPECT_EQ(by_link(link).status, 401);
  EXPECT_EQ(sign_in("another few words").status, 401);
  access->users.change(jane, {.disabled = false});
  EXPECT_EQ(status_with_cookie(third), 401);   // enabling revives nothing
  EXPECT_EQ(by_link(link).status, 401);
  EXPECT_EQ(status_with_cookie(others), 200);
}

TEST_F(SessionsTest, end_with_another_role) {
  auto cookie = cookie_for("jane@x.org");
  EXPECT_EQ(ask({.path = "/api/users", .headers = {{"cookie", cookie}}}).status, 200);
  access->users.change(jane, {.name = "Jane"});
  EXPECT_EQ(status_with_cookie(cookie), 200);
  access->users.change(jane, {.role = Role::viewer});
  EXPECT_EQ(status_with_cookie(cookie), 401);
  cookie = cookie_for("jane@x.org");
  EXPECT_EQ(ask({.path = "/api/users", .headers = {{"cookie", cookie}}}).status, 403);
}

TEST_F(SessionsTest, an_outdated_hash_is_made_anew_at_sign_in) {
  auto hash = [&] { return database->reading([](store::Session& session) { return session.one<std::string>("select password from user_account where id = 1").value(); }); };
  EXPECT_NE(hash().find("m=8,t=1"), std::string::npos);
  router = {};
  access.reset();
  access = std::make_unique<Access>(*database, AccessOptions{{}, {16384, 2}});
  add_routes(router, *access);
  EXPECT_EQ(sign_in("wrong password").status, 401);
  EXPECT_NE(hash().find("m=8,t=1"), std::string::npos);
  EXPECT_EQ(sign_in().status, 201);
  EXPECT_NE(hash().find("m=16,t=2"), std::string::npos);
  EXPECT_EQ(sign_in().status, 201);
}

TEST_F(SessionsTest, too_many_tries_are_told_when_to_come_back) {
  for (int i = 0; i < 5; ++i) EXPECT_EQ(sign_in("wrong password").status, 401);
  auto refused = sign_in();   // not even the right one
  EXPECT_EQ(refused.status, 429);
  EXPECT_EQ(header(refused, "Retry-After"), "24");
  EXPECT_EQ(sign_in(good_password, "JANE@x.org").status, 429);
  EXPECT_EQ(sign_in(good_password, "unknown@x.org").status, 401);   // an unknown account counts like a known one
  pass(24);
  EXPECT_EQ(sign_in().status, 201);
  // A header that claims another address changes nothing.
  for (int i = 0; i < 40; ++i) ask({Method::POST, "/api/session", sign_in_body("u" + std::to_string(i) + "@x.org", "wrong password"), {{"x-forwarded-for", "203.0.113." + std::to_string(i)}}});
  EXPECT_EQ(sign_in(good_password, "other@x.org").status, 429);
}

TEST_F(SessionsTest, a_link_signs_in_once) {
  auto token = access->links.make(jane);
  EXPECT_EQ(database->reading([](store::Session& session) { return session.one<std::string>("select token_hash from sign_in_link").value(); }), base::sha256_hex(token));
  auto response = by_link(token);
  ASSERT_EQ(response.status, 201) << response.body;
  EXPECT_EQ(status_with_cookie(cookie_of(response)), 200);
  auto again = by_link(token);
  EXPECT_EQ(again.status, 401);
  EXPECT_EQ(header(again, "Set-Cookie"), "");
  for (std::string variant : {std::string(), std::string(" "), token + " ", std::string(43, 'A'), token.substr(1), base::sha256_hex(token)}) EXPECT_EQ(by_link(variant).body, again.body) << variant;
}

TEST_F(SessionsTest, a_link_expires) {
  auto token = access->links.make(jane);
  pass(15 * 60);
  EXPECT_EQ(by_link(token).status, 401);
  token = access->links.make(jane);
  pass(15 * 60 - 1);
  EXPECT_EQ(by_link(token).status, 201);
  auto longer = access->links.make(jane, 60);
  pass(59 * 60);
  EXPECT_EQ(by_link(longer).status, 201);
  access->keep_house();
  EXPECT_EQ(count("sign_in_link"), 0);
  EXPECT_EQ(code_of([&] { access->links.make(jane, 0); }), base::ErrorCode::invalid);
  EXPECT_EQ(code_of([&] { access->links.make(99); }), base::ErrorCode::not_found);
}

TEST_F(SessionsTest, of_many_who_use_a_link_at_once_one_gets_in) {
  auto token = access->links.make(jane);
  std::atomic<int> in = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) threads.emplace_back([&] { in += by_link(token).status == 201; });
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(in, 1);
  EXPECT_EQ(count("session"), 1);
}

TEST_F(SessionsTest, a_sign_in_says_what_it_wants) {
  for (auto body : {"{}", R"({"email":"jane@x.org"})", R"({"password":"x"})", R"({"link":"x","email":"jane@x.org","password":"x"})", R"({"email":"jane@x.org","password":"x","role":"admin"})", "[]", "x",
                    R"({"email":["jane@x.org"],"password":"x"})"}) {
    auto response = ask({Method::POST, "/api/session", body});
    EXPECT_EQ(response.status, 400) << body;
    EXPECT_TRUE(base::parse_json(response.body).as_object().contains("hint")) << body;
  }
}

class BehindTls : public Office {
 protected:
  BehindTls() : Office({.behind_tls = true}) {}
};

TEST_F(BehindTls, the_cookie_is_secure_and_of_this_host_alone) {
  add_user("jane@x.org", Role::admin);
  auto response = ask({Method::POST, "/api/session", sign_in_body("jane@x.org"), {{"origin", "https://cx.example.com"}}});
  auto set = header(response, "Set-Cookie");
  EXPECT_TRUE(set.starts_with("__Host-throughline_session=")) << set;
  EXPECT_TRUE(set.ends_with("; Path=/; Max-Age=43200; HttpOnly; SameSite=Lax; Secure")) << set;
  EXPECT_EQ(status_with_cookie(cookie_of(response)), 200);
  EXPECT_EQ(status_with_cookie(cookie_of(response).substr(7)), 401);   // without __Host- it may be planted
  EXPECT_EQ(ask({Method::POST, "/api/session", sign_in_body("jane@x.org"), {{"origin", "http://cx.example.com"}}}).status, 403);
}

}  // namespace
}  // namespace rights
