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
