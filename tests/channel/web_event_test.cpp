// One call of the Segment tracking API as an interaction.
#include <gtest/gtest.h>

#include "base/exact_json.h"
#include "channel/web/segment_event.h"

namespace channel {
namespace {

const base::Time received = *base::parse_time("2024-05-01T12:00:00Z");

record::Heard heard(Call call, std::string_view json, const WebRules& rules = {}, Envelope envelope = {.received_at = received}) {
  const auto value = base::parse_exact(json);
  return translate(call, value.as_object(), envelope, rules);
}

std::string claims(const record::Heard& heard) {
  std::string text;
  for (const auto& claim : heard.identities) text += (text.empty() ? "" : " ") + claim.name_space + ":" + claim.value + (claim.verified ? "!" : "");
  return text;
}

std::string at(std::string_view times, Envelope envelope = {.received_at = received}) {
  return base::to_string(heard(Call::track, R"({"event":"x","userId":"u",)" + std::string(times) + "}", {}, envelope).at);
}

std::string refused_field(Call call, std::string_view json) {
  try {
    heard(call, json);
  } catch (const base::Error& error) {
    EXPECT_EQ(error.code, base::ErrorCode::invalid);
    EXPECT_FALSE(error.hint.empty());
    return error.field;
  }
  return "not refused";
}

TEST(SegmentEvent, Track) {
  const auto track = heard(Call::track, R"({"messageId":"m-1","userId":"u1","anonymousId":"a1","event":"Article Read","timestamp":"2024-05-01T11:00:00.5Z",
    "properties":{"title":"三体","words":1200,"rate":19.99,"deep":{"list":[1,null,true,"\u0007\"\\"]}},
    "context":{"locale":"zh_CN","userAgent":"UA","library":{"name":"analytics.js"},"ip":"1.2.3.4","page":{"url":"https://a/b","search":"","title":"T"},"campaign":{"source":"x"},"app":{}}})");
  EXPECT_EQ(track.name, "Article Read");
  EXPECT_EQ(track.channel, "web");
  EXPECT_EQ(track.direction, record::Direction::in);
  EXPECT_EQ(track.actor, record::ActorKind::customer);
  EXPECT_EQ(track.source_key, "m-1");
  EXPECT_EQ(track.language, "zh-CN");
  EXPECT_EQ(base::to_string(track.at), "2024-05-01T11:00:00.500Z");
  EXPECT_EQ(claims(track), "user_id:u1! device:a1");
  EXPECT_EQ(track.properties, R"({"title":"三体","words":1200,"rate":19.99,"deep":{"list":[1,null,true,"\u0007\"\\"]},)"
                              R"("context":{"page":{"url":"https://a/b","title":"T"},"campaign":{"source":"x"},"userAgent":"UA"}})");
  EXPECT_FALSE(track.amount);
}

TEST(SegmentEvent, TrackWithoutAnythingElseHasNoProperties) {
  const auto track = heard(Call::track, R"({"event":"x","userId":"u"})");
  EXPECT_EQ(track.properties, "");
  EXPECT_EQ(track.at, received);
}

TEST(SegmentEvent, PropertiesOfTheirOwnNamedContextWin) {
  EXPECT_EQ(heard(Call::track, R"({"event":"x","userId":"u","properties":{"context":"mine"},"context":{"userAgent":"UA"}})").properties, R"({"context":"mine"})");
}

TEST(SegmentEvent, PageNamesItsSubject) {
  const auto page = heard(Call::page, R"({"userId":"u","name":"Pricing","category":"Docs","properties":{"url":"https://a/p","title":"Our prices"},"context":{"page":{"url":"https://a/p"}}})");
  EXPECT_EQ(page.name, "Page Viewed");
  EXPECT_EQ(page.subject, "Pricing");
  EXPECT_EQ(page.properties, R"({"url":"https://a/p","title":"Our prices","name":"Pricing","category":"Docs"})");
  EXPECT_EQ(heard(Call::page, R"({"userId":"u","properties":{"title":"Our prices"}})").subject, "Our prices");
  EXPECT_EQ(heard(Call::page, R"({"userId":"u","context":{"page":{"title":"From context","url":"/x"}}})").subject, "From context");
}

TEST(SegmentEvent, ScreenIsTheApp) {
  const auto screen = heard(Call::screen, R"({"anonymousId":"a","name":"Main","properties":{}})");
  EXPECT_EQ(screen.channel, "app");
  EXPECT_EQ(screen.name, "Screen Viewed");
  EXPECT_EQ(screen.subject, "Main");
}

TEST(SegmentEvent, ChannelIsTheAppForMobileLibraries) {
  const auto channel = [](std::string_view context) { return heard(Call::track, R"({"event":"x","userId":"u","context":)" + std::string(context) + "}").channel; };
  EXPECT_EQ(channel(R"({"device":{"type":"ios","model":"iPhone7,2"}})"), "app");
  EXPECT_EQ(channel(R"({"os":{"name":"Android","version":"14"}})"), "app");
  EXPECT_EQ(channel(R"({"os":{"name":"Windows"}})"), "web");
  EXPECT_EQ(channel(R"({"library":{"name":"analytics.js"},"os":{"name":"iOS"}})"), "web");
  EXPECT_EQ(channel("null"), "web");
  EXPECT_EQ(heard(Call::track, R"({"event":"x","userId":"u","channel":"mobile"})").channel, "app");
}

TEST(SegmentEvent, IdentifyTellsOfThePerson) {
  const auto identify = heard(Call::identify, R"({"userId":"u1","anonymousId":"a1","traits":{"name":"Ada","email":"Ada@Example.com","phone":"+86 138 0013 8000","plan":"pro"}})");
  EXPECT_EQ(identify.name, "Identify");
  EXPECT_EQ(identify.direction, record::Direction::none);
  EXPECT_EQ(claims(identify), "user_id:u1! device:a1 email:ada@example.com phone:+8613800138000");
  EXPECT_EQ(identify.person_name, "Ada");
  EXPECT_EQ(identify.traits, R"({"name":"Ada","email":"Ada@Example.com","phone":"+86 138 0013 8000","plan":"pro"})");
  EXPECT_EQ(identify.properties, "");
}

TEST(SegmentEvent, ContactsAreVerifiedOnlyWhenSaidByWhoIsBelieved) {
  const Envelope believed{.received_at = received, .proven = true};
  const auto said = R"({"userId":"u","traits":{"email":"a@b.cn","email_verified":true,"phone":"+8613800138000","phone_verified":"true"}})";
  EXPECT_EQ(claims(heard(Call::identify, said, {}, believed)), "user_id:u! email:a@b.cn! phone:+8613800138000");
  EXPECT_EQ(claims(heard(Call::identify, said)), "user_id:u! email:a@b.cn phone:+8613800138000");
  EXPECT_EQ(claims(heard(Call::identify, R"({"userId":"u","traits":{"email":"a@b.cn","emailVerified":1}})", {}, believed)), "user_id:u! email:a@b.cn");
  const auto in_context = R"({"event":"x","userId":"u","context":{"traits":{"phone":"+8613800138000","phoneVerified":true}}})";
  EXPECT_EQ(claims(heard(Call::track, in_context, {}, believed)), "user_id:u! phone:+8613800138000!");
  EXPECT_EQ(claims(heard(Call::track, in_context)), "user_id:u! phone:+8613800138000");
}

TEST(SegmentEvent, UnusableContactsAreLeftOut) {
  EXPECT_EQ(claims(heard(Call::identify, R"({"userId":"u","traits":{"email":"none","phone":"13800138000"}})")), "user_id:u!");
  EXPECT_EQ(claims(heard(Call::identify, R"({"userId":"u","traits":{"email":{"a":1},"phone":[1]}})")), "user_id:u!");
  EXPECT_EQ(claims(heard(Call::identify, R"({"userId":"u","traits":{"phone":13800138000}})", {.default_region = "CN"})), "user_id:u! phone:+8613800138000");
}

TEST(SegmentEvent, TraitsOfTheContextCount) {
  const auto track = heard(Call::track, R"({"event":"x","anonymousId":"a","context":{"traits":{"email":"a@b.cn","first_name":"Ada","last_name":"Byron"}}})");
  EXPECT_EQ(claims(track), "device:a email:a@b.cn");
  EXPECT_EQ(track.person_name, "Ada Byron");
}

TEST(SegmentEvent, ChineseNamesStandFamilyFirst) {
  const auto name = [](std::string_view traits) { return heard(Call::identify, R"({"userId":"u","traits":)" + std::string(traits) + "}").person_name; };
  EXPECT_EQ(name(R"({"firstName":"小芳","lastName":"王"})"), "王小芳");
  EXPECT_EQ(name(R"({"firstName":"𠮷","lastName":"李"})"), "李𠮷");
  EXPECT_EQ(name(R"({"firstName":"Ada","lastName":"王"})"), "Ada 王");
  EXPECT_EQ(name(R"({"lastName":"Lovelace"})"), "Lovelace");
  EXPECT_EQ(name(R"({"name":" 王 芳 ","firstName":"x"})"), "王 芳");
  EXPECT_EQ(name(R"({"name":{"no":1}})"), "");
}

TEST(SegmentEvent, GroupKeepsItsTraitsAsProperties) {
  const auto group = heard(Call::group, R"({"userId":"u","groupId":77,"traits":{"name":"Initech","phone":"+8613800138000","employees":329}})");
  EXPECT_EQ(group.name, "Group");
  EXPECT_EQ(group.subject, "Initech");
  EXPECT_EQ(group.properties, R"({"groupId":"77","name":"Initech","phone":"+8613800138000","employees":329})");
  EXPECT_EQ(claims(group), "user_id:u!") << "a company's telephone is nobody's own";
  EXPECT_EQ(group.traits, "");
}

TEST(SegmentEvent, AliasJoinsThePreviousIdAsDevice) {
  const auto alias = heard(Call::alias, R"({"previousId":"a1","userId":"u1","anonymousId":"a1"})");
  EXPECT_EQ(alias.name, "Alias");
  EXPECT_EQ(claims(alias), "user_id:u1! device:a1");
  EXPECT_EQ(alias.properties, R"({"previousId":"a1","userId":"u1"})");
}

TEST(SegmentEvent, AliasOfAKnownUserNamesBothUsers) {
  const WebRules rules{.is_user = [](std::string_view id) { return id == "old"; }};
  EXPECT_EQ(claims(heard(Call::alias, R"({"previousId":"old","userId":"new"})", rules)), "user_id:new! user_id:old");
  EXPECT_EQ(claims(heard(Call::alias, R"({"previousId":"anon","userId":"new"})", rules)), "user_id:new! device:anon");
}

TEST(SegmentEvent, IdsMayBeNumbersAndJunkIsNone) {
  EXPECT_EQ(claims(heard(Call::track, R"({"event":"x","userId":42})")), "user_id:42!");
  EXPECT_EQ(claims(heard(Call::track, R"({"event":"x","userId":"undefined","anonymousId":"a"})")), "device:a");
  EXPECT_EQ(refused_field(Call::track, R"({"event":"x","userId":null,"anonymousId":"  "})"), "userId");
}

TEST(SegmentEvent, MissingMessageIdGetsAKeyOfItsOwn) {
  const auto key = [] { return heard(Call::track, R"({"event":"x","userId":"u"})").source_key; };
  EXPECT_FALSE(key().empty());
  EXPECT_NE(key(), key());
}

TEST(SegmentEvent, RefusesWhatCanNotBeOne) {
  EXPECT_EQ(refused_field(Call::track, R"({"event":"x"})"), "userId");
  EXPECT_EQ(refused_field(Call::track, R"({"userId":"u"})"), "event");
  EXPECT_EQ(refused_field(Call::track, R"({"userId":"u","event":"  "})"), "event");
  EXPECT_EQ(refused_field(Call::track, R"({"userId":"u","event":"x","properties":[1]})"), "properties");
  EXPECT_EQ(refused_field(Call::identify, R"({"userId":"u","traits":"x"})"), "traits");
  EXPECT_EQ(refused_field(Call::group, R"({"userId":"u"})"), "groupId");
  EXPECT_EQ(refused_field(Call::alias, R"({"userId":"u"})"), "previousId");
  EXPECT_EQ(refused_field(Call::alias, R"({"previousId":"u"})"), "userId");
  EXPECT_EQ(refused_field(Call::track, R"({"userId":")" + std::string(600, 'x') + R"(","event":"x"})"), "userId");
  EXPECT_EQ(refused_field(Call::track, R"({"userId":"u","event":"x","timestamp":"yesterday"})"), "timestamp");
  EXPECT_EQ(refused_field(Call::track, R"({"userId":"u","event":"x","messageId":")" + std::string(600, 'x') + "\"}"), "source_key");
}

TEST(SegmentEvent, TypeOfABatchedEvent) {
  EXPECT_EQ(call_of(base::parse_exact(R"({"type":"screen"})").as_object()), Call::screen);
  EXPECT_THROW(call_of(base::parse_exact(R"({"type":"buy"})").as_object()), base::Error);
  EXPECT_THROW(call_of(base::parse_exact(R"({"type":7})").as_object()), base::Error);
  EXPECT_THROW(call_of(base::parse_exact("{}").as_object()), base::Error);
}

TEST(SegmentTime, CorrectsTheSendersClock) {
  EXPECT_EQ(at(R"("timestamp":"2024-05-01T10:00:00Z","sentAt":"2024-05-01T10:05:00Z")"), "2024-05-01T11:55:00Z") << "two hours slow";
  EXPECT_EQ(at(R"("timestamp":"2024-05-01T13:00:00Z","sentAt":"2024-05-01T13:00:10Z")"), "2024-05-01T11:59:50Z") << "an hour fast";
  EXPECT_EQ(at(R"("timestamp":"1970-01-01T00:00:01Z","sentAt":"1970-01-01T00:00:31Z")"), "2024-05-01T11:59:30Z") << "a clock never set";
}

TEST(SegmentTime, TheWayThroughTheNetworkIsNoSkew) {
  EXPECT_EQ(at(R"("timestamp":"2012-12-02T00:30:08Z","sentAt":"2024-05-01T11:59:59.2Z")"), "2012-12-02T00:30:08Z") << "history keeps its exact time";
}

TEST(SegmentTime, BatchesAreSentAtOnce) {
  const Envelope envelope{.received_at = received, .sent_at = base::Time{received.micros - 3600 * base::second}};
  EXPECT_EQ(at(R"("timestamp":"2024-05-01T10:00:00Z","sentAt":"1999-01-01T00:00:00Z")", envelope), "2024-05-01T11:00:00Z");
}

TEST(SegmentTime, NothingHappensInTheFuture) {
  EXPECT_EQ(at(R"("timestamp":"2031-01-01T00:00:00Z")"), "2024-05-01T12:00:00Z");
  EXPECT_EQ(at(R"("timestamp":"2024-05-01T11:00:00Z","sentAt":"1970-01-01T00:00:00Z")"), "2024-05-01T11:00:00Z") << "a sentAt before the event says nothing";
  EXPECT_EQ(at(R"("timestamp":"2024-05-01T11:00:00Z","sentAt":"soon")"), "2024-05-01T11:00:00Z");
}

TEST(SegmentTime, WhatSegmentForwardsIsCorrectedAlready) {
  EXPECT_EQ(at(R"("timestamp":"2024-05-01T11:00:00Z","originalTimestamp":"2024-05-01T09:00:00Z","sentAt":"2024-05-01T10:00:00Z")"), "2024-05-01T11:00:00Z");
  EXPECT_EQ(at(R"("originalTimestamp":"2024-05-01T09:00:00Z","sentAt":"2024-05-01T10:00:00Z")"), "2024-05-01T11:00:00Z");
}

TEST(SegmentTime, NumbersAreSecondsOrMilliseconds) {
  EXPECT_EQ(at(R"("timestamp":1714500000)"), "2024-04-30T18:00:00Z");
  EXPECT_EQ(at(R"("timestamp":1714500000123)"), "2024-04-30T18:00:00.123Z");
}

TEST(SegmentLocale, IsALanguageOrNothing) {
  const auto language = [](std::string_view locale) { return heard(Call::track, R"({"event":"x","userId":"u","context":{"locale":")" + std::string(locale) + "\"}}").language; };
  EXPECT_EQ(language("en-US"), "en-US");
  EXPECT_EQ(language("zh_Hans_CN"), "zh-Hans-CN");
  EXPECT_EQ(language("de_DE.UTF-8"), "de-DE");
  EXPECT_EQ(language("x"), "");
  EXPECT_EQ(language("<script>"), "");
  EXPECT_EQ(language(std::string(60, 'a')), "");
}

}  // namespace
}  // namespace channel
