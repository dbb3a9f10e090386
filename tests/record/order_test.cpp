// The order in which merges are made and undone does not matter: persons and timelines are those of the merges in force.
#include <gtest/gtest.h>

#include <random>

#include "record/reference.h"

namespace record {
namespace {

using Pair = std::pair<CustomerId, CustomerId>;

// Profiles with a few interactions each, interleaved in time.
void settle_people(World& world, int people) {
  for (int n = 0; n < people * 3; ++n) {
    auto one = world.heard({claim_of("user_id:u" + std::to_string(n % people))});
    one.at = base::Time{(n * 7 % 11) * base::day};
    world.hear(std::move(one));
  }
}

// Pairs that never close a circle: each could be made whatever came before.
std::vector<Pair> forest(std::mt19937_64& random, int people) {
  std::vector<Pair> pairs;
  std::vector<CustomerId> shuffled;
  for (int n = 1; n <= people; ++n) shuffled.push_back(n);
  std::shuffle(shuffled.begin(), shuffled.end(), random);
  for (std::size_t i = 1; i < shuffled.size(); ++i)
    if (random() % 4 != 0) pairs.emplace_back(shuffled[i], shuffled[random() % i]);
  return pairs;
}

std::map<std::string, std::vector<std::string>> timelines(World& world, int people) {
  std::map<std::string, std::vector<std::string>> all;
  for (int n = 1; n <= people; ++n) {
    auto id = base::show_id('c', n);
    all[id + " is " + world.customer(n).id] = world.timeline(id);
  }
  return all;
}

TEST(MergeOrder, DoesNotMatterHoweverOftenMergesAreUndoneAndMadeAgain) {
  constexpr int people = 7;
  World straight, winding;
  settle_people(straight, people);
  settle_people(winding, people);
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    std::mt19937_64 random(seed);
    auto wanted = forest(random, people);
    std::vector<std::string> made;
    for (auto [a, b] : wanted) made.push_back(straight.merge(a, b).id);

    // The same by detours: others are made and undone between, some of the wanted are undone and made again.
    auto order = wanted;
    std::shuffle(order.begin(), order.end(), random);
    std::map<Pair, std::string> now;
    for (auto pair : order) {
      for (int detours = random() % 3; detours > 0; --detours) {
        Pair other(1 + random() % people, 1 + random() % people);
        try {
          auto detour = winding.merge(other.first, other.second).id;
          winding.undo(detour);
        } catch (const base::Error&) {   // one person already, or the same profile twice
        }
        if (!now.empty() && random() % 2) {
          auto again = std::next(now.begin(), random() % now.size());
          winding.undo(again->second);
          again->second = winding.merge(again->first.second, again->first.first).id;
        }
      }
      now[pair] = winding.merge(pair.first, pair.second).id;
    }
    EXPECT_EQ(timelines(straight, people), timelines(winding, people));
    if (seed % 20 == 0) {
      winding.reopen();
      EXPECT_EQ(timelines(straight, people), timelines(winding, people));
    }
    for (const auto& id : made) straight.undo(id);
    for (const auto& [pair, id] : now) winding.undo(id);
    for (int n = 1; n <= people; ++n) ASSERT_EQ(winding.customer(n).profiles, 1);
    if (testing::Test::HasFailure()) break;
  }
}

TEST(MergeOrder, WhatIsHeardWhileMergedStaysWithTheProfileItWasHeardUnder) {
  World world;
  auto a = world.hear({"user_id:a"}), b = world.hear({"user_id:b"});
  auto merge = world.merge(a, b);
  auto later = world.hear(world.heard({claim_of("user_id:b")}, "2024-06-01T10:00:00Z"));
  EXPECT_EQ(later.customer, b);
  EXPECT_EQ(world.customer(a).interactions, 3);
  world.undo(merge.id);
  EXPECT_EQ(world.customer(a).interactions, 1);
  EXPECT_EQ(world.customer(b).interactions, 2);
}

}  // namespace
}  // namespace record
