// A folder with a database, people in it and a gate before the routes of access: what the tests of access talk to. Time
// stands still unless pass() moves it.
#pragma once
#include <gtest/gtest.h>

#include <sodium.h>

#include <filesystem>
#include <memory>
#include <string>

#include "access/access.h"
#include "access/migrations.h"
#include "access/routes.h"
#include "access/rules.h"
#include "base/error.h"
#include "base/ids.h"
#include "http/problem.h"
#include "support/database.h"

namespace rights {

inline constexpr std::string_view good_password = "four words in a row";

class Office : public testing::Test {
 protected:
  explicit Office(GateOptions gate = {}) {
    static int made = 0;
    folder_ = std::filesystem::temp_directory_path() / ("access_test_" + std::to_string(getpid()) + "_" + std::to_string(++made));
    std::filesystem::remove_all(folder_);
    base::set_now(start);
    database = support::open_database(folder_);
    database->migrate({migrations()});
    access = std::make_unique<Access>(*database, AccessOptions{gate, cheap});
    add_routes(router, *access);
  }
  ~Office() override {
    access.reset();
    database.reset();
    base::set_now(std::nullopt);
    std::filesystem::remove_all(folder_);
  }

  static constexpr base::Time start{1'700'000'000 * base::second};
  static constexpr PasswordCost cheap{8192, 1};

  static void pass(std::int64_t seconds) { base::set_now(base::Time{base::now().micros + seconds * base::second}); }

  // A user with good_password and the number behind "u".
  std::int64_t add_user(const std::string& email, Role role) {
    return base::read_id('u', access->users.add({email, "", role, std::string(good_password)}).id).value();
  }

  struct Call {
    http::Method method = http::Method::GET;
    std::string path;
    std::string body = {};
    std::vector<std::pair<std::string, std::string>> headers = {};
    std::string peer = "192.0.2.1";
  };
  // As the server does it: route, gate, handler; errors become problem documents.
  http::Response ask(const Call& call) {
    http::Request request{.method = call.method, .path = call.path, .headers = call.headers, .body = call.body, .peer = call.peer};
    request.body_bytes = request.body.size();
    if (request.header("host").empty()) request.headers.emplace_back("host", "cx.example.com");
    if (!request.body.empty() && request.header("content-type").empty()) request.headers.emplace_back("content-type", "application/json");
    auto match = router.match(request.method, request.path);
    if (!match.route) return http::Response::empty(404);
    request.parameters = match.parameters;
    try {
      request.caller = access->gate.admit(*match.route, request);
      return match.route->handler(request);
    } catch (const base::Error& error) {
      return http::problem(error);
    }
  }

  static std::string header(const http::Response& response, std::string_view name) {
    for (const auto& [key, value] : response.headers)
      if (key == name) return value;
    return {};
  }
  // The "name=value" part of Set-Cookie, as a browser sends it back.
  static std::string cookie_of(const http::Response& response) {
    auto set = header(response, "Set-Cookie");
    return set.substr(0, set.find(';'));
  }
  static std::string sign_in_body(const std::string& email, std::string_view password = good_password) {
    return boost::json::serialize(base::JsonObject{{"email", email}, {"password", password}});
  }
  std::string cookie_for(const std::string& email) {
    auto response = ask({http::Method::POST, "/api/session", sign_in_body(email)});
    EXPECT_EQ(response.status, 201) << response.body;
    return cookie_of(response);
  }
  int status_with_cookie(const std::string& cookie) { return ask({.path = "/api/session", .headers = {{"cookie", cookie}}}).status; }

  // What the gate says of one permission.
  http::Caller admit(const std::string& permission, std::vector<std::pair<std::string, std::string>> headers, http::Method method = http::Method::GET, bool cross_origin = false) {
    http::Route route{.method = method, .name = {"/x", permission, ""}, .cross_origin = cross_origin};
    return access->gate.admit(route, http::Request{.method = method, .path = "/x", .headers = std::move(headers)});
  }

  std::filesystem::path folder_;
  std::unique_ptr<store::Database> database;
  std::unique_ptr<Access> access;
  http::Router router;
};

// The code of the base::Error that `work` throws; fails when it throws none.
template <class F>
base::ErrorCode code_of(F work) {
  try {
    work();
  } catch (const base::Error& error) {
    return error.code;
  }
  ADD_FAILURE() << "nothing was thrown";
  return base::ErrorCode::internal;
}

inline std::string base64(std::string_view text) {
  std::string out(sodium_base64_ENCODED_LEN(text.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
  sodium_bin2base64(out.data(), out.size(), reinterpret_cast<const unsigned char*>(text.data()), text.size(), sodium_base64_VARIANT_ORIGINAL);
  out.resize(std::strlen(out.c_str()));
  return out;
}

}  // namespace rights
