// A journey map as a document: what is refused says where; what is read is written the same.
#include "journey/map/document.h"

#include <gtest/gtest.h>

namespace journey {
namespace {

const char* const full = R"({
  "key": "orders", "name": "Orders", "kind": "loop", "description": "From the first look to the next order", "owner": "Mei", "department": "CX", "region": "South",
  "case": "order", "drop_off_within": "45d",
  "stages": [{"key": "buy", "name": "购买", "owner": "Ana"}, {"key": "receive", "name": "Receive"}],
  "touchpoints": [
    {"key": "checkout", "name": "Checkout", "stage": "buy", "channels": ["web", "app"], "expects": "two minutes", "emotion": "sure", "moment_of_truth": true, "owner": "Ana",
     "match": {"any": [{"channel": "web", "name": "Order Completed"}, {"channel": "app", "name": "Order Completed"}]},
     "links": [{"key": "help", "title": "How to pay", "url": "https://example.com/pay"}],
     "barriers": [{"kind": "no_help", "note": "nobody answers"}],
     "plan": [{"key": "shorten", "part": "design", "title": "One page", "owner": "Bo", "due": "2024-05-31", "state": "doing", "expected": {"text": "fewer leave", "low": 10, "value": 20, "high": 30, "unit": "customers"}}]},
    {"key": "delivery", "name": "Delivery", "stage": "receive", "match": {"name": "Order Delivered"}, "answers": {"channel": "review"},
     "promise": {"text": "by the promised day", "due": true, "made_by": {"touchpoint": "orders/checkout"}},
     "complaint": {"channel": "email", "where": {"topic": ["late", "broken"]}}},
    {"key": "call", "name": "Call", "stage": "receive", "match": {"channel": "voice"}, "promise": {"text": "called back", "within": "4h", "after": {"name": "call missed"}}}],
  "outcomes": [{"key": "again", "name": "Buys again", "kind": "happens", "match": {"name": "Order Completed"}, "within": "180d", "value": {"minor": 5000, "currency": "EUR"}},
               {"key": "review", "name": "Review", "kind": "score", "match": {"channel": "review"}, "score": "stars", "same_case": true}],
  "adjust": ["state"],
  "risk": {"problem_rate": 0.2, "complaint_rate": 0.5, "satisfied": 0.4, "mollified": 0.35, "dissatisfied": 0.25, "value": {"minor": 50000, "currency": "USD"}}
})";

base::JsonObject object(const char* text) { return base::parse_json(text).as_object(); }

TEST(JourneyMap, IsWrittenAsItWasRead) {
  auto map = read_map(base::parse_json(full));
  EXPECT_EQ(map.touchpoints[1].promise->made_by->touchpoint, "orders/checkout");
  EXPECT_EQ(map.case_, "order");
  auto written = base::to_json(map);
  EXPECT_EQ(base::to_json(read_map(written)), written);
  for (const auto& [name, value] : object(full)) EXPECT_TRUE(written.as_object().contains(name)) << name;
}

TEST(JourneyMap, IsRefusedWithThePlace) {
  struct Wrong {
    const char *at, *value, *field;
  };
  const Wrong wrongs[] = {
      {"/key", R"("Orders!")", "key"},
      {"/name", R"("  ")", "name"},
      {"/kind", R"("ring")", "kind"},
      {"/colour", R"("red")", "colour"},
      {"/drop_off_within", R"("soon")", "drop_off_within"},
      {"/stages/1/key", R"("buy")", "stages[1].key"},
      {"/touchpoints/0/stage", R"("nowhere")", "touchpoints[0].stage"},
      {"/touchpoints/1/promise/within", R"("1h")", "touchpoints[1].promise"},
      {"/touchpoints/2/promise/within", R"("1 hour")", "touchpoints[2].promise.within"},
      {"/touchpoints/1/promise/made_by/touchpoint", R"("checkout")", "touchpoints[1].promise.made_by.touchpoint"},
      {"/touchpoints/0/match/any/1/chanel", R"("app")", "touchpoints[0].match.any[1].chanel"},
      {"/touchpoints/0/links/0/url", R"j("javascript:alert(1)")j", "touchpoints[0].links[0].url"},
      {"/touchpoints/0/plan/0/due", R"("2024-02-30")", "touchpoints[0].plan[0].due"},
      {"/touchpoints/0/plan/0/expected/low", "21", "touchpoints[0].plan[0].expected"},
      {"/touchpoints/0/barriers/0/kind", R"("too_far")", "touchpoints[0].barriers[0].kind"},
      {"/outcomes/0/score", R"("nps")", "outcomes[0].score"},
      {"/outcomes/0/value/currency", R"("euro")", "outcomes[0].value.currency"},
      {"/outcomes/1/score", "null", "outcomes[1].score"},
      {"/case", "null", "outcomes[1].same_case"},
      {"/risk/satisfied", "0.5", "risk"},
      {"/risk/problem_rate", "1.5", "risk.problem_rate"},
      {"/risk/told_silent", "-1", "risk.told_silent"},
  };
  for (const auto& wrong : wrongs) {
    auto json = base::parse_json(full);
    std::string at = wrong.at;
    auto& parent = at.rfind('/') == 0 ? json : json.at_pointer(at.substr(0, at.rfind('/')));
    parent.as_object()[at.substr(at.rfind('/') + 1)] = base::parse_json(wrong.value);
    try {
      read_map(json);
      ADD_FAILURE() << wrong.at << " = " << wrong.value << " was taken";
    } catch (const base::Error& error) {
      EXPECT_EQ(error.code, base::ErrorCode::invalid);
      EXPECT_EQ(error.field, wrong.field) << error.what();
      EXPECT_NE(std::string(error.what()).find(wrong.field), std::string::npos) << error.what();
      EXPECT_FALSE(error.hint.empty()) << wrong.at;
    }
  }
}

TEST(JourneyMap, ATaskThatIsDoneSaysSinceWhen) {
  base::set_now(base::parse_time("2024-06-01T12:00:00Z"));
  auto json = base::parse_json(full);
  json.at_pointer("/touchpoints/0/plan/0/state") = "done";
  auto map = read_map(json);
  base::set_now(std::nullopt);
  EXPECT_EQ(base::to_string(map.touchpoints[0].plan[0].done_at.value()), "2024-06-01T12:00:00Z");
  EXPECT_EQ(base::to_json(read_map(base::to_json(map))), base::to_json(map));
  map.touchpoints[0].plan[0].state = TaskState::open;
  EXPECT_FALSE(read_map(base::to_json(map)).touchpoints[0].plan[0].done_at);
}

TEST(JourneyMap, SaysWhoseNobodyIs) {
  auto found = unowned(read_map(base::parse_json(full)));
  EXPECT_EQ(found.stages, std::vector<std::string>{"receive"});
  EXPECT_EQ(found.touchpoints, (std::vector<std::string>{"delivery", "call"}));
}

TEST(JourneyMap, KeysComeOfNames) {
  EXPECT_EQ(key_of("After sales & care"), "after-sales-care");
  EXPECT_EQ(key_of("购买"), "gou-mai");
  EXPECT_EQ(key_of("!!!"), "");
  EXPECT_TRUE(is_key(key_of(std::string(300, 'x'))));
}

}  // namespace
}  // namespace journey
