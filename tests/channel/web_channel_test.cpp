// The routes of the tracking API with a stand-in for the log.
#include <gtest/gtest.h>

#include "channel/web/web_channel.h"
#include "http/problem.h"

namespace channel {
namespace {

class WebChannelTest : public testing::Test {
 protected:
  WebChannelTest() { add_routes(router, web); }

  http::Response call(http::Method method, std::string path, std::string body, std::vector<std::pair<std::string, std::string>> headers = {}) {
    auto match = router.match(method, path);
    if (!match.route) return http::Response::empty(404);
    http::Request request{.method = method, .path = path, .headers = std::move(headers), .body = std::move(body), .parameters = match.parameters};
    try {
      return match.route->handler(request);
    } catch (const base::Error& error) {
      return http::problem(error);
    }
  }
  http::Response post(std::string path, std::string body, std::vector<std::pair<std::string, std::string>> headers = {{"authorization", "Basic d2VibGFuZDo="}}) {
    return call(http::Method::POST, std::move(path), std::move(body), std::move(headers));
  }

  std::vector<record::Batch> stored;
  std::optional<base::Error> refusal;
  http::Router router;
  WebChannel web{[this](record::Batch batch) {
                   if (refusal) throw *refusal;
                   std::promise<std::vector<record::Receipt>> durable;
                   durable.set_value(std::vector<record::Receipt>(batch.interactions.size()));
                   stored.push_back(std::move(batch));
                   return durable.get_future();
                 },
                 [](std::string_view secret) -> std::optional<http::Caller> {
                   if (secret == "webland") return http::Caller{.kind = http::Caller::Kind::key, .id = 1, .name = "shop", .scope = "write"};
                   if (secret == "office") return http::Caller{.kind = http::Caller::Kind::key, .id = 3, .name = "crm", .scope = "admin"};
                   if (secret == "reader") return http::Caller{.kind = http::Caller::Kind::key, .id = 2, .name = "bi", .scope = "read"};
                   return std::nullopt;
                 }};
};

TEST_F(WebChannelTest, EveryCallHasItsLongAndShortForm) {
  for (const char* path : {"/v1/track", "/v1/t", "/v1/identify", "/v1/i", "/v1/page", "/v1/p", "/v1/screen", "/v1/s", "/v1/group", "/v1/g", "/v1/alias", "/v1/a"}) {
    const auto answer = post(path, R"({"userId":"u","event":"x","groupId":"g","previousId":"p"})");
    EXPECT_EQ(answer.status, 200) << path << answer.body;
    EXPECT_EQ(answer.body, R"({"success": true})");
  }
  ASSERT_EQ(stored.size(), 12u);
  EXPECT_EQ(stored[0].source, "shop");
  EXPECT_EQ(stored[3].interactions.at(0).name, "Identify");
  EXPECT_EQ(stored[10].interactions.at(0).name, "Alias");
}

TEST_F(WebChannelTest, IsOpenToPagesOfOtherSites) {
  ASSERT_EQ(router.routes().size(), 16u);
  for (const auto& route : router.routes()) {
    EXPECT_TRUE(route.cross_origin) << route.name.pattern;
    EXPECT_EQ(route.name.permission, "open") << route.name.pattern;
    EXPECT_TRUE(route.answer_schema) << route.name.pattern;
  }
}

TEST_F(WebChannelTest, TheKeyMayStandInTheBody) {
  EXPECT_EQ(post("/v1/t", R"({"writeKey":"webland","userId":"u","event":"x"})", {{"content-type", "text/plain"}}).status, 200);
  EXPECT_EQ(post("/v1/b", R"({"writeKey":"webland","batch":[{"type":"track","userId":"u","event":"x"}]})", {}).status, 200);
  EXPECT_EQ(post("/v1/t", R"({"userId":"u","event":"x"})", {{"authorization", "Bearer webland"}}).status, 200);
  EXPECT_EQ(post("/v1/t", R"({"userId":"u","event":"x"})", {{"authorization", "basic d2VibGFuZA"}}).status, 200) << "no colon, no padding";
  EXPECT_EQ(stored.size(), 4u);
}

TEST_F(WebChannelTest, NobodyIsRefused) {
  const auto none = post("/v1/track", R"({"userId":"u","event":"x"})", {});
  EXPECT_EQ(none.status, 401);
  EXPECT_NE(none.body.find("write key"), std::string::npos);
  EXPECT_EQ(post("/v1/batch", R"({"writeKey":"wrong","batch":[]})", {}).status, 401);
  EXPECT_EQ(post("/v1/track", "{}", {{"authorization", "Basic !!!"}}).status, 401);
  EXPECT_EQ(post("/v1/track", "{}", {{"authorization", "Basic " + std::string(5000, 'A')}}).status, 401);
  EXPECT_EQ(post("/v1/track", R"({"writeKey":"reader","userId":"u","event":"x"})", {}).status, 403);
  EXPECT_TRUE(stored.empty());
}

TEST_F(WebChannelTest, ABadSingleCallIsAProblem) {
  const auto answer = post("/v1/track", R"({"userId":"u"})");
  EXPECT_EQ(answer.status, 400);
  EXPECT_EQ(answer.headers.at(0).second, "application/problem+json");
  EXPECT_EQ(post("/v1/track", "{not json").status, 400);
  EXPECT_EQ(post("/v1/track", "[]").status, 400);
  EXPECT_EQ(post("/v1/track", "").status, 400);
  EXPECT_TRUE(stored.empty());
}

TEST_F(WebChannelTest, BadEventsOfABatchAreToldByPositionAndTheRestGoesIn) {
  const auto answer = post("/v1/batch", R"({"batch":[{"type":"track","userId":"u","event":"a"},{"type":"track","userId":"u"},7,{"type":"nonsense"},
    {"type":"identify","userId":"u","traits":{}},{"type":"track","event":"a"}]})");
  EXPECT_EQ(answer.status, 200);
  const auto body = base::parse_json(answer.body).as_object();
  EXPECT_EQ(body.at("success"), true);
  const auto& rejected = body.at("rejected").as_array();
  ASSERT_EQ(rejected.size(), 4u);
  EXPECT_EQ(rejected[0].at("position"), 1);
  EXPECT_EQ(rejected[0].at("code"), "invalid");
  EXPECT_EQ(rejected[0].at("field"), "event");
  EXPECT_TRUE(rejected[0].as_object().contains("hint"));
  EXPECT_EQ(rejected[1].at("position"), 2);
  EXPECT_EQ(rejected[2].at("position"), 3);
  EXPECT_EQ(rejected[3].at("position"), 5);
  ASSERT_EQ(stored.size(), 1u);
  ASSERT_EQ(stored[0].interactions.size(), 2u);
  EXPECT_EQ(stored[0].interactions[1].name, "Identify");
}

TEST_F(WebChannelTest, OnlyASecretKeyIsBelievedThatAContactIsVerified) {
  const auto verified_with = [&](std::string key) {
    const std::string event = R"("userId":"u","traits":{"email":"a@b.cn","email_verified":true}})";
    EXPECT_EQ(post("/v1/identify", "{" + event, {{"authorization", "Bearer " + key}}).status, 200);
    EXPECT_EQ(post("/v1/batch", R"({"batch":[{"type":"identify",)" + event + "]}", {{"authorization", "Bearer " + key}}).status, 200);
    const bool single = stored.at(stored.size() - 2).interactions.at(0).identities.at(1).verified;
    EXPECT_EQ(stored.back().interactions.at(0).identities.at(1).verified, single);
    return single;
  };
  EXPECT_FALSE(verified_with("webland"));
  EXPECT_TRUE(verified_with("office"));
}

TEST_F(WebChannelTest, HalfAnEmojiOrADeepValueCostsNoOtherEvent) {
  const auto with = [](std::size_t lists) { return R"({"type":"track","userId":"u","event":"a","properties":{"a":)" + std::string(lists, '[') + std::string(lists, ']') + "}}"; };
  const auto answer = post("/v1/batch", R"({"batch":[{"type":"track","userId":"u","event":"cut \ud83d","properties":{"a":"\ude00\ud83d\ude00"}},)" + with(30) + "," + with(31) + "]}");
  EXPECT_EQ(answer.status, 200);
  const auto body = base::parse_json(answer.body).as_object();
  const auto& rejected = body.at("rejected").as_array();
  ASSERT_EQ(rejected.size(), 1u);
  EXPECT_EQ(rejected[0].at("position"), 2);
  EXPECT_EQ(rejected[0].at("code"), "invalid");
  ASSERT_EQ(stored.at(0).interactions.size(), 2u);
  EXPECT_EQ(stored[0].interactions[0].name, "cut \xEF\xBF\xBD");
  EXPECT_EQ(stored[0].interactions[0].properties, "{\"a\":\"\xEF\xBF\xBD\xF0\x9F\x98\x80\"}");
  EXPECT_NO_THROW(base::parse_json(stored[0].interactions[1].properties)) << "what is stored can be read";

  EXPECT_EQ(post("/v1/batch", R"({"context":{"app":)" + std::string(40, '[') + std::string(40, ']') + R"(},"batch":[]})").status, 400) << "it would be every event's";
  EXPECT_EQ(post("/v1/batch", R"({"batch":)" + std::string(600, '[') + std::string(600, ']') + "}").status, 400);
}

TEST_F(WebChannelTest, TheContextOfABatchHoldsForItsEvents) {
  post("/v1/batch", R"({"context":{"locale":"zh-CN","userAgent":"UA"},"batch":[{"type":"track","userId":"u","event":"a"},{"type":"track","userId":"u","event":"b","context":{"locale":"en"}}]})");
  ASSERT_EQ(stored.at(0).interactions.size(), 2u);
  EXPECT_EQ(stored[0].interactions[0].language, "zh-CN");
  EXPECT_EQ(stored[0].interactions[1].language, "en");
  EXPECT_EQ(stored[0].interactions[1].properties, R"({"context":{"userAgent":"UA"}})");
}

TEST_F(WebChannelTest, BatchesHaveALimit) {
  std::string events;
  for (std::size_t i = 0; i <= base::limits::batch_events; ++i) events += std::string(i ? "," : "") + R"({"type":"track","userId":"u","event":"a"})";
  EXPECT_EQ(post("/v1/batch", "{\"batch\":[" + events + "]}").status, 413);
  EXPECT_TRUE(stored.empty());
  EXPECT_EQ(post("/v1/batch", R"({"batch":[]})").body, R"({"success": true})");
  EXPECT_EQ(post("/v1/batch", R"({"batch":{}})").status, 400);
}

TEST_F(WebChannelTest, OverloadIsPassedOn) {
  refusal.emplace(base::ErrorCode::overloaded, "Too much is waiting.", "Come back.");
  refusal->retry_after_seconds = 3;
  const auto answer = post("/v1/batch", R"({"batch":[{"type":"track","userId":"u","event":"a"}]})");
  EXPECT_EQ(answer.status, 429);
  EXPECT_EQ(answer.headers.back(), (std::pair<std::string, std::string>{"Retry-After", "3"}));
}

TEST_F(WebChannelTest, SettingsSendTheLibraryHere) {
  const auto answer = call(http::Method::GET, "/v1/projects/webland/settings", "", {{"host", "cx.example.com:8080"}});
  EXPECT_EQ(answer.status, 200);
  const auto body = base::parse_json(answer.body);
  const auto& here = body.at("integrations").at("Segment.io");
  EXPECT_EQ(here.at("apiKey"), "webland");
  EXPECT_EQ(here.at("apiHost"), "cx.example.com:8080/v1");
  EXPECT_EQ(here.at("protocol"), "http");
  EXPECT_EQ(body.at("metrics").at("sampleRate"), 0);
  EXPECT_EQ(call(http::Method::GET, "/v1/projects/unknown/settings", "").status, 404);
  EXPECT_EQ(call(http::Method::GET, "/v1/projects/reader/settings", "").status, 403);
}

TEST_F(WebChannelTest, FiguresOfTheLibraryAreTakenAndDropped) {
  EXPECT_EQ(post("/v1/m", R"({"series":[]})", {{"content-type", "text/plain"}}).status, 200);
  EXPECT_TRUE(stored.empty());
}

}  // namespace
}  // namespace channel
