// POST /api/interactions with a stand-in for the log.
#include <gtest/gtest.h>

#include <set>

#include "channel/api/api_channel.h"

namespace channel {
namespace {

class ApiChannelTest : public testing::Test {
 protected:
  InteractionsAnswer send(std::string_view interactions, std::string_view idempotency_key = {}, bool ids = false) {
    return api.receive("{\"interactions\":" + std::string(interactions) + "}", caller, idempotency_key, ids);
  }
  std::string refused_field(std::string_view interaction) {
    const auto answer = send("[" + std::string(interaction) + "]");
    EXPECT_EQ(answer.accepted, 0);
    return answer.rejected.empty() ? "not refused" : answer.rejected[0].field.value_or("");
  }

  http::Caller caller{.kind = http::Caller::Kind::key, .id = 1, .name = "pos", .scope = "admin"};
  std::vector<record::Batch> stored;
  std::set<std::string> keys;
  ApiChannel api{[this](record::Batch batch) {
                   std::vector<record::Receipt> receipts;
                   for (const auto& heard : batch.interactions) {
                     const bool added = keys.insert(batch.source + "/" + heard.source_key).second;
                     receipts.push_back({added ? record::Receipt::Outcome::added : record::Receipt::Outcome::repeated, added ? static_cast<std::int64_t>(keys.size()) : 0, 1});
                   }
                   stored.push_back(std::move(batch));
                   std::promise<std::vector<record::Receipt>> durable;
                   durable.set_value(std::move(receipts));
                   return durable.get_future();
                 },
                 "CN"};
};

constexpr std::string_view call = R"({"identities":[{"namespace":"phone","value":"138 0013 8000"}],"at":"2024-05-01T09:30:00+08:00","channel":"voice","name":"call"})";

TEST_F(ApiChannelTest, TakesEveryMember) {
  const auto answer = send(R"([{"identities":[{"namespace":"user_id","value":"u1"},{"namespace":"email","value":"A@B.cn","verified":true},{"namespace":"phone","value":"13800138000"}],
    "at":"2024-05-01T09:30:00Z","channel":"voice","name":"call","direction":"out","actor":{"kind":"agent","id":"7"},"conversation":"c1","topic":"billing",
    "score":{"kind":"nps","value":9},"sentiment":-0.5,"amount":{"minor":-1999,"currency":"USD"},"subject":"About","text":"你好","language":"zh",
    "properties":{"wait":19.99,"n":[1,0.30000000000000004]},"source":"pbx","source_key":"k1","customer":{"name":"王芳","traits":{"city":"成都"}}}])");
  EXPECT_EQ(answer.accepted, 1);
  EXPECT_TRUE(answer.rejected.empty());
  EXPECT_FALSE(answer.ids);
  ASSERT_EQ(stored.size(), 1u);
  EXPECT_EQ(stored[0].source, "pbx");
  const auto& heard = stored[0].interactions.at(0);
  ASSERT_EQ(heard.identities.size(), 3u);
  EXPECT_TRUE(heard.identities[0].verified) << "an account is";
  EXPECT_EQ(heard.identities[1].value, "a@b.cn");
  EXPECT_TRUE(heard.identities[1].verified);
  EXPECT_EQ(heard.identities[2].value, "+8613800138000");
  EXPECT_FALSE(heard.identities[2].verified) << "a contact is not";
  EXPECT_EQ(heard.direction, record::Direction::out);
  EXPECT_EQ(heard.actor, record::ActorKind::agent);
  EXPECT_EQ(heard.actor_id, "7");
  EXPECT_EQ(heard.conversation, "c1");
  EXPECT_EQ(heard.topic, "billing");
  EXPECT_EQ(heard.score->kind, record::ScoreKind::nps);
  EXPECT_EQ(heard.score->value, 9);
  EXPECT_EQ(heard.sentiment, -0.5);
  EXPECT_EQ(heard.amount->minor, -1999);
  EXPECT_EQ(heard.amount->currency, "USD");
  EXPECT_EQ(heard.text, "你好");
  EXPECT_EQ(heard.properties, R"({"wait":19.99,"n":[1,0.30000000000000004]})");
  EXPECT_EQ(heard.source_key, "k1");
  EXPECT_EQ(heard.person_name, "王芳");
  EXPECT_EQ(heard.traits, R"({"city":"成都"})");
}

TEST_F(ApiChannelTest, WhatIsLeftOutHasItsDefault) {
  EXPECT_EQ(send("[" + std::string(call) + "]").accepted, 1);
  const auto& heard = stored.at(0).interactions.at(0);
  EXPECT_EQ(stored[0].source, "pos");
  EXPECT_EQ(heard.direction, record::Direction::in);
  EXPECT_EQ(heard.actor, record::ActorKind::customer);
  EXPECT_EQ(base::to_string(heard.at), "2024-05-01T01:30:00Z");
  EXPECT_FALSE(heard.source_key.empty());
  EXPECT_EQ(heard.properties, "");
}

TEST_F(ApiChannelTest, WhatGoesOutIsDoneByTheSystemUnlessSaid) {
  const auto actor_of = [&](const std::string& more) {
    EXPECT_EQ(send("[" + std::string(call).insert(1, more) + "]").accepted, 1);
    return stored.back().interactions.at(0).actor;
  };
  EXPECT_EQ(actor_of(R"("direction":"out",)"), record::ActorKind::system);
  EXPECT_EQ(actor_of(R"("direction":"out","actor":{"kind":"agent"},)"), record::ActorKind::agent);
  EXPECT_EQ(actor_of(R"("direction":"out","actor":{"kind":"customer"},)"), record::ActorKind::customer);
  EXPECT_EQ(actor_of(R"("direction":"none",)"), record::ActorKind::customer);
}

TEST_F(ApiChannelTest, AKeyOfScopeWriteSpeaksForNoOtherSource) {
  const std::string from_shop = std::string(call).insert(1, R"("source":"shop",)"), from_pos = std::string(call).insert(1, R"("source":"pos",)");
  const auto both = "[" + from_pos + "," + from_shop + "]";
  EXPECT_EQ(send(both).accepted, 2) << "scope admin";
  caller.scope = "write";
  const auto answer = send(both);
  EXPECT_EQ(answer.accepted, 1);
  ASSERT_EQ(answer.rejected.size(), 1u);
  EXPECT_EQ(answer.rejected[0].position, 1);
  EXPECT_EQ(answer.rejected[0].code, "invalid");
  EXPECT_EQ(answer.rejected[0].field, "source");
  EXPECT_TRUE(answer.rejected[0].hint);
  caller = {.kind = http::Caller::Kind::user, .id = 1, .name = "ann@example.com", .role = "admin"};
  EXPECT_EQ(send(both).accepted, 2) << "a person";
}

TEST_F(ApiChannelTest, HalfAnEmojiOrADeepValueCostsNoOther) {
  const auto half = std::string(call).insert(1, R"("subject":"a\\ud83d \ud83d",)");
  const auto with = [](std::size_t lists) { return std::string(call).insert(1, "\"properties\":{\"a\":" + std::string(lists, '[') + std::string(lists, ']') + "},"); };
  const auto answer = send("[" + half + "," + with(base::limits::json_depth - 2) + "," + with(base::limits::json_depth - 1) + "," + with(400) + "," + std::string(call) + "]");
  EXPECT_EQ(answer.accepted, 3);
  ASSERT_EQ(answer.rejected.size(), 2u);
  EXPECT_EQ(answer.rejected[0].position, 2);
  EXPECT_EQ(answer.rejected[1].position, 3);
  EXPECT_EQ(stored.at(0).interactions.at(0).subject, "a\\ud83d \xEF\xBF\xBD");
}

TEST_F(ApiChannelTest, BadOnesAreToldByPositionAndTheRestGoesIn) {
  const auto answer = send("[" + std::string(call) + R"(, 5, {"at":"2024-05-01T09:30:00Z","channel":"voice","name":"call"}, {"identities":[{"namespace":"phone","value":"12"}],"at":"2024-05-01T09:30:00Z","channel":"voice","name":"call"}, )" +
                           std::string(call) + "]", {}, true);
  EXPECT_EQ(answer.accepted, 2);
  ASSERT_EQ(answer.rejected.size(), 3u);
  EXPECT_EQ(answer.rejected[0].position, 1);
  EXPECT_EQ(answer.rejected[1].position, 2);
  EXPECT_EQ(answer.rejected[1].field, "identities");
  EXPECT_EQ(answer.rejected[2].position, 3);
  EXPECT_EQ(answer.rejected[2].field, "identities[0].value");
  EXPECT_EQ(answer.rejected[2].code, "invalid");
  ASSERT_TRUE(answer.ids);
  ASSERT_EQ(answer.ids->size(), 2u);
  EXPECT_EQ(answer.ids->at(1).position, 4);
  EXPECT_EQ(answer.ids->at(1).id, "i2");
}

TEST_F(ApiChannelTest, ErrorsNameThePlace) {
  EXPECT_EQ(refused_field(R"({"identities":[{"namespace":"phone"}],"at":"2024-05-01T09:30:00Z","channel":"voice","name":"call"})"), "identities[0].value");
  EXPECT_EQ(refused_field(R"({"identities":[{"name_space":"phone","value":"1"}],"at":"2024-05-01T09:30:00Z","channel":"voice","name":"call"})"), "identities[0].namespace");
  EXPECT_EQ(refused_field(R"({"identities":[],"at":"2024-05-01T09:30:00Z","channel":"voice","name":"call"})"), "identities");
  EXPECT_EQ(refused_field(R"({"identities":[{"namespace":"user_id","value":"u"}],"at":"noon","channel":"voice","name":"call"})"), "at");
  EXPECT_EQ(refused_field(R"({"identities":[{"namespace":"user_id","value":"u"}],"at":"2024-05-01T09:30:00Z","channel":"voice","name":"call","colour":1})"), "colour");
  EXPECT_EQ(refused_field(R"({"identities":[{"namespace":"user_id","value":"u"}],"at":"2024-05-01T09:30:00Z","channel":"voice","name":"call","score":{"kind":"nps","value":11}})"), "score");
  EXPECT_EQ(refused_field(R"({"identities":[{"namespace":"user_id","value":"u"}],"at":"2024-05-01T09:30:00Z","channel":"voice","name":"call","amount":{"minor":19.99,"currency":"USD"}})"), "amount.minor");
  EXPECT_EQ(refused_field(R"({"identities":[{"namespace":"user_id","value":"u"}],"at":"2024-05-01T09:30:00Z","channel":"voice","name":"call","direction":"up"})"), "direction");
}

TEST_F(ApiChannelTest, AnIdempotencyKeyMakesKeys) {
  const auto two = "[" + std::string(call) + "," + std::string(call) + "]";
  EXPECT_EQ(send(two, "req-1").accepted, 2);
  const auto again = send(two, "req-1");
  EXPECT_EQ(again.accepted, 0);
  EXPECT_EQ(again.repeated, 2);
  EXPECT_EQ(send(two, "req-2").accepted, 2);
  EXPECT_EQ(send(two).accepted, 2) << "without any key every sending is new";
  EXPECT_EQ(send(two).accepted, 2);
}

TEST_F(ApiChannelTest, SourcesAreStoredApart) {
  const std::string from_shop = std::string(call).insert(1, R"("source":"shop",)");
  EXPECT_EQ(send("[" + std::string(call) + "," + from_shop + "," + std::string(call) + "]").accepted, 3);
  ASSERT_EQ(stored.size(), 2u);
  EXPECT_EQ(stored[0].source, "pos");
  EXPECT_EQ(stored[0].interactions.size(), 2u);
  EXPECT_EQ(stored[1].source, "shop");
}

TEST_F(ApiChannelTest, BodiesThatAreNoListAreRefused) {
  for (const char* body : {"", "[]", "{}", R"({"interactions":{}})", R"({"interactions":[],"extra":1})", "nonsense"}) EXPECT_THROW(api.receive(body, caller, {}, false), base::Error) << body;
  EXPECT_EQ(send("[]").accepted, 0);
  std::string many = "[" + std::string(call);
  for (std::size_t i = 0; i < base::limits::batch_events; ++i) many += "," + std::string(call);
  try {
    send(many + "]");
    FAIL();
  } catch (const base::Error& error) {
    EXPECT_EQ(error.code, base::ErrorCode::too_large);
  }
}

TEST_F(ApiChannelTest, TheRouteIsDescribed) {
  http::Router router;
  add_routes(router, api);
  const auto& route = router.routes().at(0);
  EXPECT_EQ(route.name.permission, "interactions.write");
  EXPECT_FALSE(route.cross_origin);
  base::Schemas schemas;
  route.body_schema(schemas);
  route.answer_schema(schemas);
  EXPECT_EQ(route.query_schema(schemas).size(), 1u);
  const auto& identity = schemas.components().at("SentIdentity").as_object();
  EXPECT_TRUE(identity.at("properties").as_object().contains("namespace"));
  EXPECT_EQ(identity.at("required"), (base::JsonArray{"namespace", "value"}));
  EXPECT_EQ(schemas.components().at("SentInteraction").as_object().at("required").as_array().size(), 4u);

  http::Request request{.query = {{"ids", "true"}}, .body = "{\"interactions\":[" + std::string(call) + "]}"};
  request.caller.name = "pos";
  const auto answer = route.handler(request);
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(base::parse_json(answer.body).at("ids").as_array().size(), 1u);
}

}  // namespace
}  // namespace channel
