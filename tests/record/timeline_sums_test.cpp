#include <gtest/gtest.h>

#include "record/check.h"
#include "record/world.h"

namespace record {
namespace {

Heard paid(World& world, const std::string& who, std::int64_t minor, std::string_view at) {
  auto one = world.heard(claims_of({who}), at);
  one.channel = minor % 2 ? "store" : "web";
  one.amount = Amount{minor, "CNY"};
  return one;
}

void fill(World& world) {
  world.hear(paid(world, "user_id:a", 100, "2024-05-01T10:00:00Z"));
  world.hear(paid(world, "user_id:b", 7, "2024-05-02T10:00:00Z"));
  world->timeline.flush();
  world.hear(paid(world, "user_id:a", 33, "2023-01-01T10:00:00Z"));
  world.hear({"user_id:c"});
}

void expect_whole(World& world) {
  auto a = world->customers.one("c1");
  EXPECT_EQ(a.interactions, 2);
  EXPECT_EQ(base::to_string(*a.first_at), "2023-01-01T10:00:00Z");
  EXPECT_EQ(base::to_string(*a.last_at), "2024-05-01T10:00:00Z");
  ASSERT_EQ(a.worth.size(), 1u);
  EXPECT_EQ(a.worth[0].minor, 133);
  EXPECT_EQ(a.channels.size(), 2u);
  EXPECT_EQ(world->customers.list({}).items.size(), 3u);
  EXPECT_TRUE(check(*world, [](const std::string&) {}).findings.empty());
}

TEST(SumsPutOff, AreMadeUpAtTheEnd) {
  World world;
  world->timeline.put_off_sums();
  fill(world);
  world->timeline.make_up_sums();
  expect_whole(world);
  world.hear(paid(world, "user_id:b", 5, "2024-06-02T10:00:00Z"));   // and go on as ever
  world->settle();
  EXPECT_EQ(world->customers.one("c2").worth[0].minor, 12);
}

TEST(SumsPutOff, AreMadeUpByTheNextProcessWhenThisOneEnds) {
  World world;
  world->timeline.put_off_sums();
  fill(world);
  world.reopen();
  expect_whole(world);
}

TEST(SumsPutOff, AreNotWhereSomethingIsWritten) {
  World world;
  fill(world);
  world->timeline.flush();
  world->timeline.put_off_sums();
  world.hear({"user_id:c"});
  world->settle();
  EXPECT_EQ(world->customers.one("c3").interactions, 2);
}

}  // namespace
}  // namespace record
