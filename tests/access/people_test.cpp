// Invitations, resets, one's own password, sessions of oneself and of others.
#include "access/device.h"
#include "access/office.h"

namespace rights {
namespace {

using http::Method;

class PeopleTest : public Office {
 protected:
  PeopleTest() {
    add_user("admin@x.org", Role::admin);
    jane = add_user("jane@x.org", Role::agent);
    boss = cookie_for("admin@x.org");
  }
  http::Response send(Method method, const std::string& path, const std::string& body, const std::string& cookie) { return ask({method, path, body, {{"cookie", cookie}, {"origin", "http://cx.example.com"}}}); }
  http::Response admin(Method method, const std::string& path, const std::string& body = {}) { return send(method, path, body, boss); }
  static std::string text(const base::JsonObject& object) { return base::json_text(object); }
  static std::string token_of(const http::Response& made) { return base::parse_json(made.body).at("link").as_string().c_str() + 14; }
  http::Response accept(const std::string& token, const std::string& password, const std::string& name = {}) {
    base::JsonObject body{{"link", token}, {"password", password}};
    if (!name.empty()) body["name"] = name;
    return ask({Method::POST, "/api/session", text(body)});
  }
  int sign_in(const std::string& email, const std::string& password) { return ask({Method::POST, "/api/session", sign_in_body(email, password)}).status; }
  std::vector<OpenSession> sessions(const std::string& cookie) {
    return base::from_json<std::vector<OpenSession>>(base::parse_json(send(Method::GET, "/api/me/sessions", {}, cookie).body).at("items"));
  }
  std::int64_t jane = 0;
  std::string boss;
};

TEST_F(PeopleTest, who_is_invited_chooses_name_and_password_once) {
  auto made = admin(Method::POST, "/api/invitations", R"({"email":"New@x.org","role":"viewer"})");
  ASSERT_EQ(made.status, 201) << made.body;
  auto token = token_of(made);
  auto purpose = ask({Method::POST, "/api/sign-in-link", text({{"link", token}})});
  EXPECT_EQ(purpose.status, 200);
  EXPECT_EQ(base::parse_json(purpose.body), base::parse_json(R"({"purpose":"invitation","email":"new@x.org","name":"new"})"));
  EXPECT_EQ(ask({Method::POST, "/api/session", text({{"link", token}})}).status, 400);   // a password has to be chosen
  EXPECT_EQ(accept(token, "short").status, 400);
  EXPECT_EQ(accept(token, "password123").status, 400);
  auto in = accept(token, "a word and another", "王芳");
  ASSERT_EQ(in.status, 201) << in.body;
  EXPECT_EQ(base::parse_json(in.body).at("user").at("name"), "王芳");
  EXPECT_EQ(accept(token, "a third word and more").status, 401);
  EXPECT_EQ(sign_in("new@x.org", "a word and another"), 201);
  auto list = base::parse_json(admin(Method::GET, "/api/invitations").body).at("items").as_array();
  ASSERT_EQ(list.size(), 1u);
  EXPECT_EQ(list[0].at("state"), "accepted");
  EXPECT_EQ(list[0].at("created_by"), "command line");   // no dispatch in this test: nobody acts
  EXPECT_FALSE(list[0].as_object().contains("link"));
}

TEST_F(PeopleTest, an_invitation_expires_or_is_taken_back) {
  auto first = token_of(admin(Method::POST, "/api/invitations", R"({"email":"a@x.org","role":"viewer"})"));
  EXPECT_EQ(admin(Method::DELETE_, "/api/invitations/v1").status, 204);
  EXPECT_EQ(admin(Method::DELETE_, "/api/invitations/v1").status, 409);
  EXPECT_EQ(accept(first, "a word and another").status, 401);
  // Anew, for the same person; the one before is open no more.
  auto second = token_of(admin(Method::POST, "/api/password-resets", R"({"user":"u3"})"));
  auto third = token_of(admin(Method::POST, "/api/password-resets", R"({"user":"u3"})"));
  EXPECT_EQ(accept(second, "a word and another").status, 401);
  boss.clear();
  pass(7 * 86400);
  EXPECT_EQ(accept(third, "a word and another").status, 401);
  boss = cookie_for("admin@x.org");
  EXPECT_EQ(base::parse_json(admin(Method::GET, "/api/invitations").body).at("items").at(0).at("state"), "expired");
  for (auto path : {"/api/invitations/v9", "/api/invitations/u1", "/api/invitations/x"}) EXPECT_EQ(admin(Method::DELETE_, path).status, 404) << path;
  EXPECT_EQ(ask({Method::POST, "/api/sign-in-link", text({{"link", "x"}})}).status, 401);
}

TEST_F(PeopleTest, a_reset_ends_the_password_and_the_sessions_at_once) {
  auto cookie = cookie_for("jane@x.org");
  auto made = admin(Method::POST, "/api/password-resets", R"({"user":"u2"})");
  ASSERT_EQ(made.status, 201) << made.body;
  EXPECT_EQ(base::parse_json(made.body).at("purpose"), "reset");
  EXPECT_EQ(status_with_cookie(cookie), 401);
  EXPECT_EQ(sign_in("jane@x.org", std::string(good_password)), 401);
  EXPECT_EQ(accept(token_of(made), "a word and another").status, 201);
  EXPECT_EQ(sign_in("jane@x.org", "a word and another"), 201);
  auto next = token_of(admin(Method::POST, "/api/password-resets", R"({"user":"u2"})"));
  access->users.change(jane, {.disabled = true});
  access->users.change(jane, {.disabled = false});
  EXPECT_EQ(accept(next, "a third word and more").status, 401);   // disabling closed it
  EXPECT_EQ(admin(Method::POST, "/api/password-resets", R"({"user":"u99"})").status, 404);
}

TEST_F(PeopleTest, ones_own_password_needs_the_one_before) {
  auto cookie = cookie_for("jane@x.org"), other = cookie_for("jane@x.org");
  auto change = [&](const base::JsonObject& body) { return send(Method::POST, "/api/me/password", text(body), cookie); };
  EXPECT_EQ(change({{"password", "a word and another"}}).status, 403);
  EXPECT_EQ(change({{"current", "wrong"}, {"password", "a word and another"}}).status, 403);
  EXPECT_EQ(change({{"current", good_password}, {"password", "12345678"}}).status, 400);
  EXPECT_EQ(change({{"current", good_password}, {"password", "jane@x.org"}}).status, 400);
  auto answer = change({{"current", good_password}, {"password", "a word and another"}});
  ASSERT_EQ(answer.status, 204) << answer.body;
  EXPECT_EQ(status_with_cookie(cookie), 401);                      // a new token
  EXPECT_EQ(status_with_cookie(other), 401);
  EXPECT_EQ(status_with_cookie(cookie_of(answer)), 200);
  EXPECT_EQ(sign_in("jane@x.org", std::string(good_password)), 401);
  EXPECT_EQ(sign_in("jane@x.org", "a word and another"), 201);
}

TEST_F(PeopleTest, guessing_ones_own_password_is_slowed_and_locks_nobody_out) {
  auto cookie = cookie_for("jane@x.org");
  int refused = 0;
  for (int i = 0; i < 8; ++i) refused = send(Method::POST, "/api/me/password", text({{"current", "wrong"}, {"password", "a word and another"}}), cookie).status;
  EXPECT_EQ(refused, 429);
  EXPECT_EQ(sign_in("jane@x.org", std::string(good_password)), 201);
}

TEST_F(PeopleTest, sessions_are_listed_and_ended_one_by_one) {
  auto phone = ask({Method::POST, "/api/session", sign_in_body("jane@x.org"), {{"user-agent", "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 Version/17.0 Mobile/15E148 Safari/604.1"}}, "203.0.113.9"});
  pass(120);
  auto desk = cookie_for("jane@x.org");
  auto list = sessions(desk);
  ASSERT_EQ(list.size(), 2u);
  EXPECT_TRUE(list[0].current);
  EXPECT_EQ(list[1].device, "Safari on iPhone");
  EXPECT_EQ(list[1].address, "203.0.113.9");
  EXPECT_EQ(list[1].way, "password");
  EXPECT_EQ(list[1].since, start);
  EXPECT_FALSE(list[1].current);
  auto admins = base::parse_json(admin(Method::GET, "/api/users/u2/sessions").body).at("items").as_array();
  EXPECT_EQ(admins.size(), 2u);
  // Nobody ends what is not theirs.
  EXPECT_EQ(send(Method::DELETE_, "/api/me/sessions/" + sessions(boss)[0].id, {}, desk).status, 404);
  EXPECT_EQ(send(Method::DELETE_, "/api/me/sessions/s", {}, desk).status, 404);
  EXPECT_EQ(send(Method::DELETE_, "/api/me/sessions/" + list[1].id, {}, desk).status, 204);
  EXPECT_EQ(status_with_cookie(cookie_of(phone)), 401);
  EXPECT_EQ(send(Method::DELETE_, "/api/me/sessions/" + list[1].id, {}, desk).status, 404);
  auto third = cookie_for("jane@x.org");
  EXPECT_EQ(send(Method::DELETE_, "/api/me/sessions", {}, desk).status, 204);
  EXPECT_EQ(status_with_cookie(third), 401);
  EXPECT_EQ(status_with_cookie(desk), 200);
  EXPECT_EQ(admin(Method::DELETE_, "/api/users/u2/sessions/" + list[0].id).status, 204);
  EXPECT_EQ(status_with_cookie(desk), 401);
  auto fourth = cookie_for("jane@x.org");
  EXPECT_EQ(admin(Method::DELETE_, "/api/users/u2/sessions").status, 204);
  EXPECT_EQ(status_with_cookie(fourth), 401);
  EXPECT_EQ(status_with_cookie(boss), 200);
}

TEST_F(PeopleTest, a_session_shows_nothing_that_signs_in) {
  auto cookie = cookie_for("jane@x.org");
  auto body = send(Method::GET, "/api/me/sessions", {}, cookie).body;
  auto token = cookie.substr(cookie.find('=') + 1);
  EXPECT_EQ(body.find(token), std::string::npos);
  EXPECT_EQ(body.find(base::sha256_hex(token)), std::string::npos);
}

TEST(Device, names_are_short_and_hold_nothing_of_what_was_sent) {
  EXPECT_EQ(device_name("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"), "Firefox on Linux");
  EXPECT_EQ(device_name("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/129.0 Safari/537.36 Edg/129.0"), "Edge on Windows");
  EXPECT_EQ(device_name("Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/120 Mobile Safari/537.36 MicroMessenger/8.0"), "WeChat on Android");
  EXPECT_EQ(device_name("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/17 Safari/605.1.15"), "Safari on Mac");
  EXPECT_EQ(device_name("<script>alert(1)</script>"), "");
  EXPECT_EQ(device_name(""), "");
}

}  // namespace
}  // namespace rights
