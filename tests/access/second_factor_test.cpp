#include "access/second_factor.h"

#include <sys/stat.h>

#include <fstream>

#include "access/office.h"
#include "access/totp.h"

namespace rights {
namespace {

using base::ErrorCode;
using http::Method;

std::string plain_base32(std::string_view text) {
  std::string bytes;
  std::uint32_t held = 0;
  int bits = 0;
  for (char c : text) {
    held = held << 5 | static_cast<std::uint32_t>(c >= 'A' ? c - 'A' : c - '2' + 26);
    if ((bits += 5) >= 8) bytes += static_cast<char>(held >> (bits -= 8) & 255);
  }
  return bytes;
}

// RFC 6238, appendix B (SHA-1, eight digits).
TEST(Totp, the_codes_of_the_rfc) {
  const std::string secret = "12345678901234567890";
  const std::vector<std::pair<std::int64_t, std::string>> rows{{59, "94287082"}, {1111111109, "07081804"}, {1111111111, "14050471"}, {1234567890, "89005924"}, {2000000000, "69279037"}, {20000000000, "65353130"}};
  for (const auto& [seconds, code] : rows) EXPECT_EQ(totp_code(secret, totp_step({seconds * base::second}), 8), code) << seconds;
}

TEST(Totp, one_step_to_either_side_is_taken_and_no_more) {
  const std::string secret = "12345678901234567890";
  base::Time now{1'700'000'000 * base::second};
  auto step = totp_step(now);
  for (int off : {-1, 0, 1}) EXPECT_EQ(totp_match(secret, totp_code(secret, step + off), now), step + off);
  for (int off : {-2, 2}) EXPECT_FALSE(totp_match(secret, totp_code(secret, step + off), now)) << off;
  for (std::string wrong : {"", "12345", "1234567", "abcdef"}) EXPECT_FALSE(totp_match(secret, wrong, now)) << wrong;
}

// RFC 4648, section 10.
TEST(Totp, base32_of_the_rfc) {
  const std::vector<std::pair<std::string, std::string>> rows{{"", ""}, {"f", "MY"}, {"fo", "MZXQ"}, {"foo", "MZXW6"}, {"foob", "MZXW6YQ"}, {"fooba", "MZXW6YTB"}, {"foobar", "MZXW6YTBOI"}};
  for (const auto& [bytes, text] : rows) EXPECT_EQ(base32(bytes), text);
}

class FactorTest : public Office {
 protected:
  FactorTest() {
    jane = add_user("jane@x.org", Role::agent);
    add_user("admin@x.org", Role::admin);
    cookie = cookie_for("jane@x.org");
  }
  http::Response send(Method method, const std::string& path, const std::string& body = {}, const std::string& as = {}) {
    return ask({method, path, body, {{"cookie", as.empty() ? cookie : as}, {"origin", "http://cx.example.com"}}});
  }
  std::string proof(const std::string& code = {}) { return base::json_text(base::JsonObject{{"password", good_password}, {"code", code}}); }
  void begin() {
    auto told = send(Method::POST, "/api/me/second-factor", proof(secret.empty() ? "" : code()));
    ASSERT_EQ(told.status, 200) << told.body;
    secret = plain_base32(base::parse_json(told.body).at("secret").as_string());
    uri = base::parse_json(told.body).at("uri").as_string();
  }
  std::string code(int off = 0) { return totp_code(secret, totp_step(base::now()) + off); }
  http::Response confirm(const std::string& with) { return send(Method::POST, "/api/me/second-factor/confirmation", base::json_text(base::JsonObject{{"code", with}})); }
  std::vector<std::string> enrol() {
    begin();
    auto answer = confirm(code());
    EXPECT_EQ(answer.status, 200) << answer.body;
    pass(totp_seconds);   // that code is used up
    return base::from_json<RecoveryCodes>(base::parse_json(answer.body)).codes;
  }
  http::Response sign_in(const std::string& with = {}) {
    base::JsonObject body{{"email", "jane@x.org"}, {"password", good_password}};
    if (!with.empty()) body["code"] = with;
    return ask({Method::POST, "/api/session", base::json_text(body)});
  }
  static std::string field(const http::Response& answer) {
    const auto problem = base::parse_json(answer.body).as_object();
    return problem.contains("field") ? std::string(problem.at("field").as_string()) : std::string();
  }

  std::int64_t jane = 0;
  std::string cookie, secret, uri;
};

TEST_F(FactorTest, is_in_force_only_after_a_right_code) {
  begin();
  EXPECT_EQ(secret.size(), 20u);
  EXPECT_NE(uri.find("otpauth://totp/Throughline:jane%40x.org?secret="), std::string::npos) << uri;
  EXPECT_EQ(sign_in().status, 201);   // not yet
  EXPECT_EQ(confirm("000000").status, 400);
  EXPECT_EQ(sign_in().status, 201);
  auto other = cookie_of(sign_in());
  EXPECT_EQ(confirm(code()).status, 200);
  EXPECT_EQ(status_with_cookie(other), 401);    // opened without the factor
  EXPECT_EQ(status_with_cookie(cookie), 200);
  auto refused = sign_in();
  EXPECT_EQ(refused.status, 401);
  EXPECT_EQ(field(refused), "code");
  EXPECT_EQ(header(refused, "Set-Cookie"), "");
  EXPECT_EQ(confirm(code()).status, 409);       // nothing waits any more
}

TEST_F(FactorTest, each_code_is_taken_once) {
  enrol();
  auto now = code();
  EXPECT_EQ(sign_in(now).status, 201);
  EXPECT_EQ(sign_in(now).status, 401);
  EXPECT_EQ(sign_in(code(-1)).status, 401);     // an older one neither
  EXPECT_EQ(sign_in(code(1)).status, 201);
  pass(3 * totp_seconds);
  EXPECT_EQ(sign_in(code().substr(0, 3) + " " + code().substr(3)).status, 201);   // as apps show it
}

TEST_F(FactorTest, of_many_who_show_one_code_at_once_one_gets_in) {
  enrol();
  auto now = code();
  std::atomic<int> in = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) threads.emplace_back([&] { in += sign_in(now).status == 201; });
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(in, 1);
}

TEST_F(FactorTest, a_recovery_code_works_once_however_it_is_typed) {
  auto codes = enrol();
  ASSERT_EQ(codes.size(), 10u);
  EXPECT_EQ(std::set<std::string>(codes.begin(), codes.end()).size(), 10u);
  std::string shouted;
  for (char c : codes[3]) shouted += c == '-' ? ' ' : static_cast<char>(std::toupper(c));
  EXPECT_EQ(sign_in(shouted).status, 201);
  EXPECT_EQ(sign_in(codes[3]).status, 401);
  EXPECT_EQ(sign_in(codes[4]).status, 201);
  EXPECT_EQ(base::parse_json(send(Method::GET, "/api/me/second-factor").body).at("recovery_codes").as_int64(), 8);
  auto fresh = send(Method::POST, "/api/me/recovery-codes", proof(code()));
  ASSERT_EQ(fresh.status, 200) << fresh.body;
  EXPECT_EQ(sign_in(codes[5]).status, 401);     // the old ones are none any more
}

TEST_F(FactorTest, guessing_codes_is_slowed_and_the_password_alone_tells_nothing_new) {
  enrol();
  for (int i = 0; i < 5; ++i) EXPECT_EQ(sign_in("000000").status, 401) << i;
  auto slowed = sign_in(code());                // not even the right one
  EXPECT_EQ(slowed.status, 429);
  EXPECT_EQ(field(sign_in()), "code");          // the password goes on to be asked for a code
  pass(30 * 60);
  EXPECT_EQ(sign_in(code()).status, 201);       // it never locks for good
}

TEST_F(FactorTest, a_link_asks_for_the_code_and_stays_good_without) {
  enrol();
  auto link = access->links.make(jane);
  auto by = [&](std::optional<std::string> with) { return ask({Method::POST, "/api/session", base::to_json_text(SignIn{.link = link, .code = std::move(with)})}); };
  EXPECT_EQ(field(by(std::nullopt)), "code");
  EXPECT_EQ(by("000000").status, 401);
  EXPECT_EQ(by(code()).status, 201);
  EXPECT_EQ(by(code(1)).status, 401);
}

TEST_F(FactorTest, the_person_turns_it_off_with_password_and_code) {
  enrol();
  EXPECT_EQ(send(Method::POST, "/api/me/second-factor/removal", proof()).status, 403);
  EXPECT_EQ(send(Method::POST, "/api/me/second-factor/removal", base::json_text(base::JsonObject{{"code", code()}})).status, 403);
  EXPECT_EQ(send(Method::POST, "/api/me/second-factor/removal", proof(code())).status, 200);
  EXPECT_EQ(sign_in().status, 201);
}

TEST_F(FactorTest, an_admin_turns_it_off_for_who_lost_the_device) {
  enrol();
  EXPECT_EQ(send(Method::DELETE_, "/api/users/u1/second-factor").status, 403);
  EXPECT_EQ(send(Method::DELETE_, "/api/users/u1/second-factor", {}, cookie_for("admin@x.org")).status, 204);
  EXPECT_EQ(status_with_cookie(cookie), 401);
  EXPECT_EQ(sign_in().status, 201);
}

TEST_F(FactorTest, the_company_may_ask_for_it) {
  auto boss = cookie_for("admin@x.org");
  EXPECT_EQ(send(Method::PATCH, "/api/access-settings", R"({"second_factor_from":"agent"})", boss).status, 200);
  // Whoever has none can do nothing but set one up, at once.
  auto list = [&](const std::string& as) { return send(Method::GET, "/api/me/sessions", {}, as).status; };
  EXPECT_EQ(list(cookie), 200);
  auto refused = ask({.path = "/api/users", .headers = {{"cookie", boss}}});
  EXPECT_EQ(refused.status, 403);
  EXPECT_EQ(field(refused), "second_factor");
  auto me = base::parse_json(send(Method::GET, "/api/session").body);
  EXPECT_EQ(me.at("must_enrol"), true);
  enrol();
  EXPECT_EQ(base::parse_json(send(Method::GET, "/api/session").body).at("must_enrol"), false);
  EXPECT_EQ(send(Method::POST, "/api/me/second-factor/removal", proof(code())).status, 409);
  // Another device takes the place of this one.
  auto old = secret;
  begin();
  EXPECT_NE(secret, old);
  pass(totp_seconds);
  EXPECT_EQ(confirm(code()).status, 200);
  pass(totp_seconds);
  EXPECT_EQ(sign_in(totp_code(old, totp_step(base::now()))).status, 401);
  EXPECT_EQ(sign_in(code()).status, 201);
}

TEST_F(FactorTest, what_is_stored_is_of_no_use_without_the_key) {
  auto codes = enrol();
  auto stored = database->reading([](store::Session& session) {
    std::string all;
    session.each("select secret, waiting from second_factor", [&](const store::Row& row) { all += std::string(row.text(0)) + std::string(row.text(1)) + "\n"; });
    session.each("select code_hash from recovery_code", [&](const store::Row& row) { all += std::string(row.text(0)) + "\n"; });
    return all;
  });
  EXPECT_EQ(stored.find(secret), std::string::npos);
  EXPECT_EQ(stored.find(base32(secret)), std::string::npos);
  for (const auto& one : codes) EXPECT_EQ(stored.find(base::sha256_hex(one)), std::string::npos);
  struct stat about {};
  ASSERT_EQ(stat((folder_ / "secret.key").c_str(), &about), 0);
  EXPECT_EQ(about.st_mode & 0777, 0600u);
  // Another key opens nothing and says what to do.
  router = {};
  access.reset();
  std::filesystem::remove(folder_ / "secret.key");
  access = std::make_unique<Access>(*database, AccessOptions{.password_cost = cheap});
  add_routes(router, *access);
  auto refused = sign_in(code());
  EXPECT_EQ(refused.status, 503);
  EXPECT_NE(refused.body.find("secret-key-file"), std::string::npos);
}

TEST(SecretBoxTest, refuses_a_file_that_is_no_key_or_open_to_others) {
  auto file = std::filesystem::temp_directory_path() / ("key_test_" + std::to_string(getpid()));
  std::filesystem::remove(file);
  EXPECT_EQ(code_of([&] { SecretBox(file, false); }), ErrorCode::unavailable);
  SecretBox first(file, true), second(file, false);
  EXPECT_EQ(second.open(first.seal("hello", "a"), "a").reveal(), "hello");
  EXPECT_EQ(code_of([&] { first.open(first.seal("hello", "a"), "b"); }), ErrorCode::unavailable);   // moved to another row
  EXPECT_NE(first.digest("x", "a"), first.digest("x", "b"));
  chmod(file.c_str(), 0644);
  EXPECT_EQ(code_of([&] { SecretBox(file, false); }), ErrorCode::invalid);
  std::ofstream(file) << "nonsense\n";
  chmod(file.c_str(), 0600);
  EXPECT_EQ(code_of([&] { SecretBox(file, true); }), ErrorCode::invalid);
  std::filesystem::remove(file);
}

}  // namespace
}  // namespace rights
