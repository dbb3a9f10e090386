#include <gtest/gtest.h>

#include <set>

#include "record/world.h"

namespace record {
namespace {

// More people than one chunk of a search holds, each heard a second after the one before.
class SearchPages : public testing::Test {
 protected:
  static constexpr int people = 950;
  void SetUp() override {
    Batch batch{.source = "shop"};
    for (int i = 0; i < people; ++i) {
      auto one = world_.heard(claims_of({"user_id:u" + std::to_string(i)}));
      one.at.micros += i * base::second;
      one.person_name = "赵小" + std::to_string(i);
      batch.interactions.push_back(std::move(one));
    }
    world_->log->append_now(std::move(batch));
    world_->settle();
  }
  // All pages; `between` is called after each.
  std::vector<std::string> all(CustomerQuery query, const std::function<void()>& between = {}) {
    std::vector<std::string> names;
    for (int pages = 0; pages < 2'000; ++pages) {
      auto page = world_->customers.list(query);
      for (const auto& customer : page.items) names.push_back(customer.name);
      if (!page.next) return names;
      query.cursor = page.next;
      if (between) between();
    }
    ADD_FAILURE() << "the pages do not end";
    return names;
  }
  World world_;
};

TEST_F(SearchPages, EverybodyIsFoundOnce) {
  for (std::int64_t limit : {7, 400, 1000}) {
    auto names = all({.q = "赵小", .limit = limit});
    EXPECT_EQ(names.size(), people);
    EXPECT_EQ(std::set<std::string>(names.begin(), names.end()).size(), people);
  }
}

TEST_F(SearchPages, AFilterSeesThemAll) {
  EXPECT_EQ(all({.q = "赵小", .seen_before = time("2024-05-01T10:01:00Z")}).size(), 60u);
  EXPECT_EQ(all({.q = "赵小", .kind = CustomerKind::anonymous}).size(), 0u);
}

TEST_F(SearchPages, StayRightWhileOthersComeIn) {
  int added = 0;
  auto names = all({.q = "赵小", .limit = 90}, [&] {
    world_.hear_named("赵小新" + std::to_string(added), {"user_id:new" + std::to_string(added)});
    ++added;
    world_->settle();
  });
  EXPECT_EQ(names.size(), people);
  EXPECT_EQ(std::set<std::string>(names.begin(), names.end()).size(), people);
}

TEST_F(SearchPages, WhoseIdentifierWasTypedComesFirst) { EXPECT_EQ(world_->customers.list({.q = "u3"}).items.front().name, "赵小3"); }

}  // namespace
}  // namespace record
