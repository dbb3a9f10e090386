// Which route answers, and how strictly its query is read.
#include "http/router.h"

#include <gtest/gtest.h>

#include "http/dispatch.h"

namespace http {
namespace {

struct Filter {
  std::optional<std::string> q;
  std::optional<std::int64_t> limit;
  std::optional<base::Time> from;
  bool open = false;
};
BOOST_DESCRIBE_STRUCT(Filter, (), (q, limit, from, open))

Route route(Method method, std::string pattern) {
  return {.method = method, .name = {pattern, "open", ""}, .handler = [pattern](const Request&) { return Response::text(200, "text/plain", pattern); }};
}

class Matching : public testing::Test {
 protected:
  Matching() {
    for (const char* pattern : {"/api/customers", "/api/customers/{id}", "/api/customers/{id}/timeline", "/api/customers/recent", "/api/{kind}/{id}"}) router.raw(route(Method::GET, pattern));
    router.raw(route(Method::POST, "/api/customers"));
    router.raw(route(Method::DELETE_, "/api/customers/{id}"));
  }
  std::string matched(Method method, std::string_view path) {
    auto match = router.match(method, path);
    if (!match.route) return match.allowed.empty() ? "nothing" : "not this way";
    std::string text = match.route->name.pattern;
    for (const auto& [name, value] : match.parameters) text += " " + name + "=" + value;
    return text;
  }
  Router router;
};

TEST_F(Matching, ThePatternWithFewestParametersAnswers) {
  EXPECT_EQ(matched(Method::GET, "/api/customers"), "/api/customers");
  EXPECT_EQ(matched(Method::GET, "/api/customers/c7"), "/api/customers/{id} id=c7");
  EXPECT_EQ(matched(Method::GET, "/api/customers/recent"), "/api/customers/recent");
  EXPECT_EQ(matched(Method::GET, "/api/customers/c7/timeline"), "/api/customers/{id}/timeline id=c7");
  EXPECT_EQ(matched(Method::GET, "/api/merges/m1"), "/api/{kind}/{id} id=m1 kind=merges");
}
TEST_F(Matching, WhatIsNotThereOrNotThisWayIsTold) {
  EXPECT_EQ(matched(Method::GET, "/api/customers/"), "nothing") << "a parameter is never empty";
  EXPECT_EQ(matched(Method::GET, "/api"), "nothing");
  EXPECT_EQ(matched(Method::GET, ""), "nothing");
  EXPECT_EQ(matched(Method::GET, "/api/customers/c7/timeline/x"), "nothing");
  EXPECT_EQ(matched(Method::PUT, "/api/customers"), "not this way");
  EXPECT_EQ(matched(Method::HEAD, "/api/customers"), "/api/customers");
  EXPECT_EQ(matched(Method::DELETE_, "/api/customers/c7"), "/api/customers/{id} id=c7");
}

Filter filter(std::string_view target) {
  Request request;
  read_target(target, request);
  return read_query<Filter>(request);
}
std::string refused(std::string_view target) {
  try {
    filter(target);
  } catch (const base::Error& error) {
    EXPECT_EQ(error.code, base::ErrorCode::invalid);
    return error.field;
  }
  return "not refused";
}

TEST(Query, IsReadIntoAStruct) {
  auto read = filter("/x?q=%E7%8E%8B%E8%8A%B3+a%2Bb&limit=7&from=2024-05-01T00:00:00Z&open=true");
  EXPECT_EQ(read.q, "王芳 a+b");
  EXPECT_EQ(read.limit, 7);
  EXPECT_TRUE(read.open);
  EXPECT_EQ(filter("/x?limit=").limit, std::nullopt) << "empty is left out";
  EXPECT_EQ(filter("/x").q, std::nullopt);
}
TEST(Query, AMisspeltParameterIsRefused) {
  EXPECT_EQ(refused("/x?lmit=7"), "lmit");
  EXPECT_EQ(refused("/x?limit=seven"), "limit");
  EXPECT_EQ(refused("/x?limit=7.5"), "limit");
  EXPECT_EQ(refused("/x?limit=99999999999999999999"), "limit");
  EXPECT_EQ(refused("/x?open=yes"), "open");
  EXPECT_EQ(refused("/x?from=yesterday"), "from");
}
TEST(Query, APageHasOneToAThousandRows) {
  EXPECT_EQ(page_limit(std::nullopt), 50u);
  EXPECT_EQ(page_limit(1), 1u);
  EXPECT_EQ(page_limit(1000), 1000u);
  for (std::int64_t limit : {std::int64_t(0), std::int64_t(-1), std::int64_t(1001), INT64_MAX}) EXPECT_THROW(page_limit(limit), base::Error);
}

TEST(Target, IsDecodedOnce) {
  Request request;
  read_target("/a%20b/%E7%8E%8B/%2541?x=1&x=2&y&=z&&%61=b%26c#part", request);
  EXPECT_EQ(request.path, "/a b/王/%41");
  ASSERT_EQ(request.query.size(), 5u);
  EXPECT_EQ(request.query[4], (std::pair<std::string, std::string>("a", "b&c")));
  EXPECT_EQ(request.query[2], (std::pair<std::string, std::string>{"y", ""}));
}
TEST(Target, ThatIsNotWellFormedIsRefused) {
  for (std::string target : {"", "x", "http://x/y", "/%", "/%4", "/%zz", "/%00", "/%ff", "/x?a=%", "/x?a=%c3%28"}) {
    Request request;
    EXPECT_THROW(read_target(target, request), base::Error) << target;
  }
  Request request;
  std::string many = "/x?";
  for (int n = 0; n < 200; ++n) many += "a=1&";
  EXPECT_THROW(read_target(many, request), base::Error);
}
TEST(Cookie, IsFoundByItsWholeName) {
  Request request;
  request.headers = {{"cookie", "a=1; session=two=2;  last=3"}};
  EXPECT_EQ(request.cookie("session"), "two=2");
  EXPECT_EQ(request.cookie("last"), "3");
  EXPECT_EQ(request.cookie("ession"), std::nullopt);
}

}  // namespace
}  // namespace http
