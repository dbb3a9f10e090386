#include "access/office.h"
#include "http/openapi.h"

namespace rights {
namespace {

using http::Method;

class RoutesTest : public Office {
 protected:
  RoutesTest() {
    add_user("admin@x.org", Role::admin);
    cookie = cookie_for("admin@x.org");
  }
  http::Response send(Method method, const std::string& path, const std::string& body = {}) { return ask({method, path, body, {{"cookie", cookie}, {"origin", "http://cx.example.com"}}}); }
  std::string cookie;
};

TEST_F(RoutesTest, users_are_added_listed_and_changed) {
  auto added = send(Method::POST, "/api/users", R"({"email":"Wang@x.org","name":"王芳","role":"agent","password":"four words in a row"})");
  ASSERT_EQ(added.status, 201) << added.body;
  EXPECT_EQ(base::parse_json(added.body),
            base::parse_json(R"({"id":"u2","email":"wang@x.org","name":"王芳","role":"agent","disabled":false,"has_password":true,"second_factor":false,"created_at":"2023-11-14T22:13:20Z"})"));
  auto list = base::parse_json(send(Method::GET, "/api/users").body);
  EXPECT_EQ(list.at("items").as_array().size(), 2u);
  EXPECT_TRUE(list.at("next").is_null());
  auto changed = send(Method::PATCH, "/api/users/u2", R"({"role":"manager","name":"W","disabled":true})");
  EXPECT_EQ(changed.status, 200) << changed.body;
  EXPECT_EQ(base::parse_json(changed.body).at("role"), "manager");
  EXPECT_EQ(base::parse_json(changed.body).at("disabled"), true);
  EXPECT_EQ(send(Method::PATCH, "/api/users/u1", R"({"disabled":true})").status, 409);
  EXPECT_EQ(send(Method::POST, "/api/users", R"({"email":"wang@X.org","name":"x","role":"agent"})").status, 409);
  for (auto id : {"u99", "k2", "2", "u02", "u2x", "u-1", "u99999999999999999999"}) EXPECT_EQ(send(Method::PATCH, std::string("/api/users/") + id, "{}").status, 404) << id;
}

TEST_F(RoutesTest, a_user_without_a_password_comes_with_an_invitation) {
  auto added = base::parse_json(send(Method::POST, "/api/users", R"({"email":"new@x.org","name":"New","role":"viewer"})").body);
  std::string link(added.at("link").as_string());
  ASSERT_TRUE(link.starts_with("/sign-in?link=")) << link;
  pass(3600);
  auto in = ask({Method::POST, "/api/session", base::to_json_text(SignIn{.password = std::string(good_password), .link = link.substr(14)})});
  EXPECT_EQ(in.status, 201);
  EXPECT_EQ(base::parse_json(in.body).at("user").at("email"), "new@x.org");
  EXPECT_EQ(send(Method::GET, "/api/users").body.find("link"), std::string::npos);
}

TEST_F(RoutesTest, members_that_are_not_offered_are_refused) {
  for (auto body : {R"({"email":"e@x.org","name":"E","role":"viewer","id":"u1"})", R"({"email":"e@x.org","name":"E","role":"viewer","disabled":false})",
                    R"({"email":"e@x.org","name":"E","role":"viewer","password_hash":"x"})", R"({"email":"e@x.org","name":"E","role":"owner"})", R"({"email":"e@x.org","name":"E","role":40})",
                    R"({"email":"e@x.org","name":"E"})", R"({"name":"E","role":"viewer"})"})
    EXPECT_EQ(send(Method::POST, "/api/users", body).status, 400) << body;
  for (auto body : {R"({"email":"other@x.org"})", R"({"id":"u9"})", R"({"created_at":"2020-01-01T00:00:00Z"})", R"({"Role":"viewer"})", R"({"signed_in_at":null})"})
    EXPECT_EQ(send(Method::PATCH, "/api/users/u1", body).status, 400) << body;
  for (auto body : {R"({"name":"k","scope":"all"})", R"({"name":"k"})", R"({"scope":"read"})", R"({"name":"k","scope":"read","key":"tla_x"})", R"({"name":"k","scope":"read","created_by":"x"})"})
    EXPECT_EQ(send(Method::POST, "/api/keys", body).status, 400) << body;
  EXPECT_EQ(access->users.list().size(), 1u);
  EXPECT_TRUE(access->keys.list().empty());
}

TEST_F(RoutesTest, keys_are_made_listed_and_removed) {
  auto added = base::parse_json(send(Method::POST, "/api/keys", R"({"name":"shop","scope":"write"})").body);
  std::string secret(added.at("key").as_string());
  EXPECT_EQ(added.at("id"), "k1");
  EXPECT_EQ(added.at("scope"), "write");
  auto list = send(Method::GET, "/api/keys").body;
  EXPECT_EQ(list.find(secret), std::string::npos);
  EXPECT_EQ(base::parse_json(list).at("items").at(0).at("created_by"), "admin@x.org");
  EXPECT_EQ(send(Method::DELETE_, "/api/keys/u1").status, 404);
  EXPECT_EQ(send(Method::DELETE_, "/api/keys/k1").status, 204);
  EXPECT_EQ(send(Method::DELETE_, "/api/keys/k1").status, 404);
  EXPECT_FALSE(access->gate.by_key(secret));
}

TEST_F(RoutesTest, a_key_is_not_a_person) {
  auto key = access->keys.add({"k", Scope::admin}, "").key;
  EXPECT_EQ(ask({.path = "/api/session", .headers = {{"authorization", "Bearer " + key}}}).status, 403);
  EXPECT_EQ(ask({.path = "/api/users", .headers = {{"authorization", "Bearer " + key}}}).status, 200);
}

TEST_F(RoutesTest, the_description_names_them_all) {
  auto text = boost::json::serialize(http::openapi(router, "test"));
  for (auto word : {"/api/session", "/api/users/{id}", "/api/keys/{id}", "\"SignIn\"", "\"AddedUser\"", "\"AddedApiKey\"", "\"UserChange\""}) EXPECT_NE(text.find(word), std::string::npos) << word;
}

}  // namespace
}  // namespace rights
