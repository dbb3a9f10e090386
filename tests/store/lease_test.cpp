// Leases of two nodes on one database.
#include "store/lease.h"

#include <gtest/gtest.h>

#include <atomic>

#include "support/database.h"

namespace store {
namespace {

class TwoHolders : public testing::Test {
 protected:
  TwoHolders() : database(support::open_database(folder.path())) { database->migrate({{"test", {{1, lease_tables}}}}); }
  std::unique_ptr<Leases> node(int lasts, int between_renewals) {
    return std::make_unique<Leases>(*database, Leases::Options{std::chrono::milliseconds(lasts), std::chrono::milliseconds(between_renewals), std::chrono::milliseconds(1), true});
  }
  static void wait_until(const std::function<bool()>& holds) {
    while (!holds()) std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }

  support::TempFolder folder;
  std::unique_ptr<Database> database;
};

TEST_F(TwoHolders, OneHoldsWhatTheOtherCannot) {
  auto a = node(60'000, 60'000), b = node(60'000, 60'000);
  EXPECT_TRUE(a->hold("search"));
  EXPECT_FALSE(b->hold("search"));
  EXPECT_TRUE(b->hold("another"));
  EXPECT_TRUE(a->hold("search")) << "still";
  auto all = a->held_by_all();
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all[1].name, "search");
  EXPECT_EQ(all[1].holder, a->node());
  EXPECT_NE(a->node(), b->node());
}

TEST_F(TwoHolders, WhatIsGivenBackIsFreeAtOnce) {
  auto a = node(60'000, 60'000), b = node(60'000, 60'000);
  ASSERT_TRUE(a->hold("search"));
  a->give_back("search");
  wait_until([&] { return b->hold("search"); });
  EXPECT_FALSE(a->hold("search"));
  b.reset();
  wait_until([&] { return a->hold("search"); });
}

// A node that was killed renews nothing: another has it when the lease has run out, not before.
TEST_F(TwoHolders, TheLeaseOfADeadNodeRunsOut) {
  auto dead = node(300, 60'000), b = node(60'000, 50);
  ASSERT_TRUE(dead->hold("search"));
  EXPECT_FALSE(b->hold("search"));
  wait_until([&] { return b->hold("search"); });
  EXPECT_FALSE(dead->hold("search")) << "it knows by itself that it is too late";
}

TEST_F(TwoHolders, ALeaseThatIsRenewedStays) {
  auto a = node(20'000, 20), b = node(20'000, 20'000);
  ASSERT_TRUE(a->hold("search"));
  auto first = a->held_by_all().at(0).until;
  wait_until([&] { return a->held_by_all().at(0).until.micros > first.micros + 200'000; });
  EXPECT_EQ(a->held_by_all().at(0).holder, a->node());
  EXPECT_FALSE(b->hold("search"));
}

TEST_F(TwoHolders, ManyWhoAskAtOnceGetOne) {
  std::vector<std::unique_ptr<Leases>> nodes;
  for (int i = 0; i < 6; ++i) nodes.push_back(node(60'000, 60'000));
  std::atomic<int> held{0};
  std::vector<std::jthread> threads;
  for (auto& one : nodes) threads.emplace_back([&] { held += one->hold("search"); });
  threads.clear();
  EXPECT_EQ(held, 1);
}

TEST_F(TwoHolders, OnADatabaseOfItsOwnEverythingIsHeld) {
  if (database->shared()) GTEST_SKIP() << "others may be there";
  Leases alone(*database);
  EXPECT_TRUE(alone.hold("search"));
  EXPECT_TRUE(alone.held_by_all().empty());
}

}  // namespace
}  // namespace store
