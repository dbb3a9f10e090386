// The table of hashes beside one of the standard library.
#include "record/key_table.h"

#include <gtest/gtest.h>

#include <map>
#include <random>

namespace record {
namespace {

TEST(KeyTable, HoldsWhatWasPutIn) {
  KeyTable<int> table;
  std::map<std::pair<std::uint64_t, std::uint64_t>, int> reference;
  std::mt19937_64 random(3);
  for (int i = 0; i < 200'000; ++i) {
    // Few different low halves: many keys want the same place, some differ in the high half alone.
    base::Hash128 key{1 + random() % 5'000, random() % 20};
    table.prefetch(key);
    auto found = reference.find({key.low, key.high});
    auto* mine = table.find(key);
    ASSERT_EQ(mine != nullptr, found != reference.end());
    if (mine) {
      EXPECT_EQ(*mine, found->second);
      *mine = found->second = i;
      EXPECT_FALSE(table.try_emplace(key, -1).second);
    } else {
      auto [value, added] = table.try_emplace(key, i);
      EXPECT_TRUE(added);
      EXPECT_EQ(*value, i);
      reference[{key.low, key.high}] = i;
    }
  }

  EXPECT_EQ(table.size(), reference.size());
}

TEST(KeyTable, ForgetsOneKeyAndFindsTheOthers) {
  KeyTable<int> table;
  std::map<std::pair<std::uint64_t, std::uint64_t>, int> reference;
  std::mt19937_64 random(4);
  for (int i = 0; i < 200'000; ++i) {
    // All want the same few places, at the end of the array too: long rows without a gap, which run over its end.
    base::Hash128 key{1000 + random() % 24, random() % 25};
    if (random() % 2) {
      table.erase(key);
      reference.erase({key.low, key.high});
    } else {
      *table.try_emplace(key, i).first = i;
      reference[{key.low, key.high}] = i;
    }
    ASSERT_EQ(table.size(), reference.size());
    if (i % 100) continue;
    for (std::uint64_t low = 1000; low < 1024; ++low)
      for (std::uint64_t high = 0; high < 25; ++high) {
        auto found = reference.find({low, high});
        auto* mine = table.find({low, high});
        ASSERT_EQ(mine != nullptr, found != reference.end()) << low << ' ' << high;
        if (mine) ASSERT_EQ(*mine, found->second);
      }
  }
}

TEST(KeyTable, IsEmptyAfterClear) {
  KeyTable<> table;
  EXPECT_EQ(table.find({1, 2}), nullptr);
  for (std::uint64_t i = 1; i < 5'000; ++i) EXPECT_TRUE(table.try_emplace({i, i}).second);
  EXPECT_FALSE(table.try_emplace({7, 7}).second);
  EXPECT_EQ(table.size(), 4'999u);
  table.clear();
  EXPECT_EQ(table.size(), 0u);
  EXPECT_EQ(table.find({7, 7}), nullptr);
  EXPECT_TRUE(table.try_emplace({7, 7}).second);
}

}  // namespace
}  // namespace record
