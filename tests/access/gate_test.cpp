#include "access/csrf.h"
#include "access/office.h"

namespace rights {
namespace {

using base::ErrorCode;
using http::Method;
using Kind = http::Caller::Kind;

const std::string operator_token = "tlo_" + std::string(42, 'x') + "y";

class GateTest : public Office {
 protected:
  GateTest() : Office({.operator_token = operator_token}) {}
};

TEST_F(GateTest, a_key_comes_as_bearer_or_as_user_of_basic) {
  auto key = access->keys.add({"web shop", Scope::write}, "test");
  for (const auto& header : {"Bearer " + key.key, "bearer " + key.key, "Basic " + base64(key.key + ":"), "basic " + base64(key.key + ":anything")}) {
    auto caller = admit("track", {{"authorization", header}}, Method::POST);
    EXPECT_EQ(caller.kind, Kind::key) << header;
    EXPECT_EQ(caller.name, "web shop");
    EXPECT_EQ(caller.scope, "write");
    EXPECT_EQ(base::show_id('k', caller.id), key.id);
    EXPECT_EQ(caller.role, "");
  }
  EXPECT_EQ(access->gate.by_key(key.key).value().name, "web shop");
}

TEST_F(GateTest, variants_of_a_key_are_refused) {
  auto secret = access->keys.add({"reader", Scope::read}, "test").key;
  auto swapped = secret;
  for (std::size_t i = 4; i < swapped.size(); ++i)
    if (std::isalpha(static_cast<unsigned char>(swapped[i]))) { swapped[i] ^= 0x20; break; }
  const std::vector<std::string> variants{"", " ", " " + secret, secret + " ", secret + std::string(1, '\0'), std::string(1, '\0') + secret, swapped, "TLR_" + secret.substr(4), "tla_" + secret.substr(4),
                                          "tlw_" + secret.substr(4), secret.substr(4), secret.substr(0, secret.size() - 1), secret + "A", secret + ":", "tlr_", "tlo_", "tlo_" + secret.substr(4), base::sha256_hex(secret),
                                          std::string(100'000, 'a'), "tlr_" + std::string(43, '\0')};
  for (const auto& variant : variants) {
    EXPECT_FALSE(access->gate.by_key(variant)) << variant.substr(0, 60);
    EXPECT_EQ(code_of([&] { admit("customers.read", {{"authorization", "Bearer " + variant}}); }), ErrorCode::unauthenticated) << variant.substr(0, 60);
  }
  for (auto header : {"", "Bearer", "Basic", "Basic !!!!", "Basic Og==", "Digest x", "Token x"})
    EXPECT_EQ(code_of([&] { admit("customers.read", {{"authorization", header}}); }), ErrorCode::unauthenticated) << header;
  EXPECT_EQ(code_of([&] { admit("customers.read", {{"authorization", "Basic " + base64(secret)}}); }), ErrorCode::unauthenticated);   // no colon
  EXPECT_EQ(code_of([&] { admit("customers.read", {{"authorization", "Bearer " + secret}, {"authorization", "Bearer " + secret}}); }), ErrorCode::unauthenticated);
  EXPECT_EQ(admit("customers.read", {{"authorization", "Bearer " + secret}}).kind, Kind::key);
}

TEST_F(GateTest, the_operator_has_a_token_of_their_own) {
  auto caller = admit("users.manage", {{"authorization", "Bearer " + operator_token}}, Method::POST);
  EXPECT_EQ(caller.kind, Kind::operator_);
  EXPECT_EQ(caller.role, "admin");
  auto wrong = operator_token;
  wrong.back() = 'z';
  EXPECT_EQ(code_of([&] { admit("users.manage", {{"authorization", "Bearer " + wrong}}); }), ErrorCode::unauthenticated);
  EXPECT_FALSE(access->gate.by_key(operator_token));   // it is no write key
  EXPECT_NO_THROW(Gate(access->sessions, access->keys, access->denials, {.operator_token = Gate::new_operator_token()}));
  for (std::string weak : {"x", "tlo_", "tlo_short"}) EXPECT_EQ(code_of([&] { Gate(access->sessions, access->keys, access->denials, {.operator_token = weak}); }), ErrorCode::invalid) << weak;
}

class NoOperator : public Office {};

TEST_F(NoOperator, without_a_token_there_is_no_operator) {
  for (std::string token : {std::string(), std::string("tlo_"), operator_token}) EXPECT_EQ(code_of([&] { admit("operate", {{"authorization", "Bearer " + token}}); }), ErrorCode::unauthenticated) << token;
}

TEST_F(GateTest, headers_that_claim_a_name_mean_nothing) {
  add_user("jane@x.org", Role::admin);
  EXPECT_EQ(code_of([&] {
              admit("self", {{"user", "jane@x.org"}, {"x-remote-user", "jane@x.org"}, {"remote-user", "u1"}, {"x-forwarded-user", "jane@x.org"}, {"x-forwarded-for", "127.0.0.1"}, {"x-user-id", "1"}});
            }),
            ErrorCode::unauthenticated);
}

TEST_F(GateTest, on_open_routes_unknown_credentials_are_nobody) {
  EXPECT_EQ(admit("open", {{"authorization", "Basic " + base64("proxy:password")}}).kind, Kind::nobody);
  EXPECT_EQ(admit("open", {{"cookie", "throughline_session=" + std::string(43, 'A')}}).kind, Kind::nobody);
}

TEST_F(GateTest, bad_credentials_do_not_fall_back_to_the_cookie) {
  add_user("jane@x.org", Role::admin);
  auto cookie = cookie_for("jane@x.org");
  EXPECT_EQ(admit("self", {{"cookie", cookie}}).name, "jane@x.org");
  EXPECT_EQ(code_of([&] { admit("self", {{"cookie", cookie}, {"authorization", "Bearer tlr_x"}}); }), ErrorCode::unauthenticated);
}

TEST_F(GateTest, routes_open_to_other_sites_do_not_see_the_cookie) {
  add_user("jane@x.org", Role::admin);
  auto cookie = cookie_for("jane@x.org");
  EXPECT_EQ(admit("open", {{"cookie", cookie}, {"origin", "https://shop.example"}}, Method::POST, true).kind, Kind::nobody);
  EXPECT_EQ(code_of([&] { admit("interactions.write", {{"cookie", cookie}}, Method::POST, true); }), ErrorCode::unauthenticated);
}

// One request of a signed-in browser; what comes of it.
struct CrossSite {
  std::string what;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
  int status;
};

TEST_F(GateTest, what_changes_something_comes_from_our_own_page) {
  add_user("jane@x.org", Role::admin);
  auto cookie = cookie_for("jane@x.org");
  const std::string json = "application/json", body = R"({"name":"k","scope":"read"})";
  const std::vector<CrossSite> cases{
      {"our page", {{"origin", "http://cx.example.com"}, {"sec-fetch-site", "same-origin"}, {"content-type", json}}, body, 201},
      {"our page, capital letters", {{"origin", "HTTP://CX.example.com"}, {"content-type", json}}, body, 201},
      {"our page behind a proxy with TLS", {{"origin", "https://cx.example.com"}, {"content-type", json}}, body, 201},
      {"the default port said", {{"origin", "http://cx.example.com"}, {"host", "cx.example.com:80"}, {"content-type", json}}, body, 201},
      {"typed by hand", {{"sec-fetch-site", "none"}, {"content-type", json}}, body, 201},
      {"a program with the cookie", {{"content-type", json + "; charset=utf-8"}}, body, 201},
      {"another site", {{"origin", "https://evil.example"}, {"content-type", json}}, body, 403},
      {"a neighbouring host", {{"origin", "http://evil.cx.example.com"}, {"content-type", json}}, body, 403},
      {"a host that begins alike", {{"origin", "http://cx.example.com.evil.example"}, {"content-type", json}}, body, 403},
      {"another port", {{"origin", "http://cx.example.com:8081"}, {"content-type", json}}, body, 403},
      {"a hidden origin", {{"origin", "null"}, {"content-type", json}}, body, 403},
      {"an empty origin", {{"origin", ""}, {"content-type", json}}, body, 403},
      {"an extension", {{"origin", "chrome-extension://cx.example.com"}, {"content-type", json}}, body, 403},
      {"two origins", {{"origin", "http://cx.example.com"}, {"origin", "https://evil.example"}, {"content-type", json}}, body, 403},
      {"the browser says cross-site", {{"sec-fetch-site", "cross-site"}, {"content-type", json}}, body, 403},
      {"the browser says same-site", {{"sec-fetch-site", "same-site"}, {"content-type", json}}, body, 403},
      {"contradicting", {{"origin", "http://cx.example.com"}, {"sec-fetch-site", "cross-site"}, {"content-type", json}}, body, 403},
      {"plain text that is JSON", {{"content-type", "text/plain"}}, body, 415},
      {"plain text, other letters", {{"content-type", " TEXT/Plain ;charset=utf-8"}}, body, 415},
      {"two types", {{"content-type", "text/plain, application/json"}}, body, 415},
      {"a form", {{"content-type", "application/x-www-form-urlencoded"}}, body, 415},
      {"a form with a file", {{"content-type", "multipart/form-data; boundary=x"}}, body, 415},
      {"no type", {{"content-type", ""}}, body, 415},
  };
  for (const auto& each : cases) {
    auto headers = each.headers;
    if (each.what == "no type") headers.clear();
    headers.emplace_back("cookie", cookie);
    http::Request request{.method = Method::POST, .path = "/api/keys", .headers = headers, .body = each.body};
    if (request.header("host").empty()) request.headers.emplace_back("host", "cx.example.com");
    auto match = router.match(request.method, request.path);
    int status = 0;
    try {
      request.caller = access->gate.admit(*match.route, request);
      status = match.route->handler(request).status;
    } catch (const base::Error& error) {
      status = http::status_of(error.code);
    }
    EXPECT_EQ(status, each.status) << each.what;
  }
}

TEST_F(GateTest, deleting_without_a_body_is_guarded_too_and_reading_is_free) {
  add_user("jane@x.org", Role::admin);
  auto cookie = cookie_for("jane@x.org");
  auto key = access->keys.add({"k", Scope::read}, "test");
  EXPECT_EQ(ask({Method::DELETE_, "/api/keys/" + key.id, {}, {{"cookie", cookie}, {"origin", "https://evil.example"}}}).status, 403);
  EXPECT_EQ(access->keys.list().size(), 1u);
  EXPECT_EQ(ask({Method::GET, "/api/keys", {}, {{"cookie", cookie}, {"origin", "https://evil.example"}, {"sec-fetch-site", "cross-site"}}}).status, 200);
  EXPECT_EQ(ask({Method::DELETE_, "/api/keys/" + key.id, {}, {{"cookie", cookie}, {"origin", "http://cx.example.com"}}}).status, 204);
}

TEST_F(GateTest, nobody_can_be_signed_in_from_another_site) {
  add_user("evil@x.org", Role::viewer);
  auto sign_in = [&](const std::string& header, const std::string& value) { return ask({Method::POST, "/api/session", sign_in_body("evil@x.org"), {{header, value}}}).status; };
  EXPECT_EQ(sign_in("origin", "https://evil.example"), 403);
  EXPECT_EQ(sign_in("sec-fetch-site", "cross-site"), 403);
  EXPECT_EQ(sign_in("content-type", "text/plain"), 415);
  EXPECT_EQ(sign_in("origin", "http://cx.example.com"), 201);
}

TEST_F(GateTest, a_key_needs_no_page) {
  auto key = access->keys.add({"admin", Scope::admin}, "test").key;
  auto response = ask({Method::POST, "/api/keys", R"({"name":"k","scope":"read"})", {{"authorization", "Bearer " + key}, {"origin", "https://tool.example"}, {"content-type", "text/plain"}}});
  EXPECT_EQ(response.status, 201) << response.body;
}

TEST_F(GateTest, a_route_without_a_rule_is_refused_to_the_operator_too) {
  EXPECT_EQ(code_of([&] { admit("no.such.rule", {{"authorization", "Bearer " + operator_token}}); }), ErrorCode::forbidden);
}

}  // namespace
}  // namespace rights
