// People as they are read: filters of the timeline and of the list.
#include "record/customers.h"

#include <gtest/gtest.h>

#include "record/world.h"

namespace record {
namespace {

class People : public testing::Test {
 protected:
  People() {
    add("a", "web", "Page Viewed", "2024-05-01T23:30:00Z");
    add("a", "voice", "call", "2024-05-02T10:00:00Z");
    add("a", "web", "Order Completed", "2024-05-03T10:00:00Z");
    add("b", "email", "Question", "2024-06-01T10:00:00Z");
    world.hear({"device:d"}, "2024-04-01T10:00:00Z");
    world->settle();
  }
  void add(const std::string& user, const std::string& channel, const std::string& name, std::string_view at) {
    auto one = world.heard({claim_of("user_id:" + user)}, at);
    one.channel = channel;
    one.name = name;
    world.hear(std::move(one));
  }
  std::string names(const TimelineQuery& query) {
    std::string text;
    for (const auto& one : world->customers.timeline("c1", query).items) text += (text.empty() ? "" : ", ") + one.name;
    return text;
  }
  std::string ids(const CustomerQuery& query) {
    std::string text;
    for (const auto& one : world->customers.list(query).items) text += (text.empty() ? "" : " ") + one.id;
    return text;
  }
  World world;
};

TEST_F(People, ATimelineIsFilteredByChannelNameAndTime) {
  EXPECT_EQ(names({}), "Order Completed, call, Page Viewed");
  EXPECT_EQ(names({.channel = "web"}), "Order Completed, Page Viewed");
  EXPECT_EQ(names({.channel = "web,voice"}), "Order Completed, call, Page Viewed");
  EXPECT_EQ(names({.channel = "smoke"}), "");
  EXPECT_EQ(names({.name = "call"}), "call");
  EXPECT_EQ(names({.from = time("2024-05-02T10:00:00Z")}), "Order Completed, call") << "from is included";
  EXPECT_EQ(names({.to = time("2024-05-02T10:00:00Z")}), "Page Viewed") << "to is not";
  EXPECT_EQ(names({.profile = "c1"}), "Order Completed, call, Page Viewed");
  EXPECT_THROW(names({.profile = "c2"}), base::Error);
}
TEST_F(People, TheListIsFilteredAndStandsInTheOrderOfLastSeen) {
  EXPECT_EQ(ids({}), "c2 c1 c3");
  EXPECT_EQ(ids({.channel = "web"}), "c1 c3");
  EXPECT_EQ(ids({.kind = CustomerKind::anonymous}), "c3");
  EXPECT_EQ(ids({.kind = CustomerKind::identified}), "c2 c1");
  EXPECT_EQ(ids({.seen_after = time("2024-05-03T10:00:00Z")}), "c2 c1");
  EXPECT_EQ(ids({.seen_before = time("2024-05-03T10:00:00Z")}), "c3");
  EXPECT_EQ(ids({.identity = "user_id:b"}), "c2");
  EXPECT_EQ(ids({.identity = "user_id:nobody"}), "");
  EXPECT_EQ(ids({.identity = "email:not a mail"}), "");
  EXPECT_THROW(ids({.identity = "wang"}), base::Error);
}
TEST_F(People, SomebodyJoinedStandsOnceWhereTheyWereSeenLastWithTheChannelsOfAllTheirProfiles) {
  world.merge(1, 2);
  world->settle();
  EXPECT_EQ(ids({}), "c1 c3");
  EXPECT_EQ(ids({.channel = "web"}), "c1 c3");
  EXPECT_EQ(ids({.channel = "email"}), "c1");
  EXPECT_EQ(ids({.channel = "web", .seen_after = time("2024-05-20T00:00:00Z")}), "c1") << "seen by mail since";
  EXPECT_EQ(ids({.channel = "web", .seen_before = time("2024-05-20T00:00:00Z")}), "c3");
  EXPECT_EQ(ids({.channel = "voice", .seen_before = time("2024-05-20T00:00:00Z")}), "");
}
TEST_F(People, DaysAreThoseOfTheZoneAskedFor) {
  auto days = [&](const char* zone) {
    std::string text;
    for (const auto& day : world->customers.density("c1", {.zone = zone}).days) text += day.day + " ";
    return text;
  };
  EXPECT_EQ(days("UTC"), "2024-05-01 2024-05-02 2024-05-03 ");
  EXPECT_EQ(days("Asia/Shanghai"), "2024-05-02 2024-05-03 ");
  EXPECT_THROW(days("Nowhere/City"), base::Error);
}
TEST_F(People, AnUnknownCustomerIsNotFound) {
  for (const char* id : {"c99", "x1", "", "c-1", "c1 ", "1", "c99999999999999999999"}) EXPECT_THROW(world->customers.one(id), base::Error) << id;
}
TEST_F(People, TraitsSaidLaterWinWhicheverProfileTheyWereSaidOf) {
  auto told = [&](const char* user, const char* traits, const char* at) {
    auto one = world.heard({claim_of(std::string("user_id:") + user)}, at);
    one.traits = traits;
    world.hear(std::move(one));
  };
  told("b", R"({"city":"上海","vip":true})", "2024-07-01T00:00:00Z");
  told("a", R"({"city":"北京"})", "2024-07-02T00:00:00Z");
  told("b", R"({"city":"广州","age":3})", "2024-06-30T00:00:00Z");   // said earlier, heard later: fills gaps only
  world.merge(1, 2);
  EXPECT_EQ(world.customer(1).traits.at("city").as_string(), "北京");
  EXPECT_EQ(world.customer(1).traits.at("age").as_int64(), 3);
  told("b", R"({"vip":null})", "2024-08-01T00:00:00Z");
  EXPECT_FALSE(world.customer(1).traits.contains("vip")) << "a null takes it away";
}

}  // namespace
}  // namespace record
