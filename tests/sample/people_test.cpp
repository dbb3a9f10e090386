// Customers who do not exist: nobody could be reached by what they are known by, and no two are taken for one by accident.
#include "sample/people.h"

#include <gtest/gtest.h>

#include <set>

namespace sample {
namespace {

constexpr Moment from = 1'730'419'200, to = from + 730 * day_long;   // 2024-11-01 and two years

std::vector<Person> people(std::size_t count, std::uint64_t seed = 7) { return make_people(seed, 0, count, Calendar(from, to)); }

TEST(People, CanNotBeReachedByMailOrPhone) {
  for (const auto& person : people(5'000))
    for (const auto& account : person.accounts) {
      auto end = account.email.substr(std::min(account.email.size(), account.email.find('@')));
      EXPECT_TRUE(account.email.empty() || end == "@example.com" || end == "@example.org" || end == "@example.net") << account.email;
      const auto& phone = account.phone;
      bool nobodys = phone.empty() || phone.starts_with("+86154") || (phone.starts_with("+1") && phone[3] == '9' && phone.substr(5, 2) == "55") || phone.starts_with("+44");
      EXPECT_TRUE(nobodys) << phone;
      EXPECT_FALSE(account.email.empty() && account.phone.empty() && account.loyalty.empty());
    }
}

TEST(People, ShareAPhoneOnlyInHouseholds) {
  std::map<std::string, std::set<std::uint64_t>> holders;
  std::set<std::uint64_t> sharing;
  for (const auto& person : people(30'000)) {
    if (person.shares_phone) sharing.insert(person.number);
    for (const auto& account : person.accounts)
      if (!account.phone.empty()) holders[account.phone].insert(person.number);
  }
  EXPECT_GT(sharing.size(), 1'000u);
  for (const auto& [phone, who] : holders)
    for (auto number : who) EXPECT_EQ(sharing.contains(number), who.size() > 1) << phone;
}

TEST(People, NoIdentifierIsGivenTwice) {
  std::set<std::string> seen;
  for (const auto& person : people(30'000)) {
    for (const auto& account : person.accounts)
      for (const auto& value : {account.id, account.email, account.loyalty, account.wechat, account.social})
        EXPECT_TRUE(value.empty() || seen.insert(value).second) << value;
    for (const auto& device : person.devices) EXPECT_TRUE(seen.insert(device).second) << device;
  }
}

TEST(People, SecondAccountsLookLikeTheFirst) {
  int second = 0, other_name = 0, moved = 0;
  for (const auto& person : people(30'000)) {
    if (person.accounts.size() < 2) continue;
    ++second;
    other_name += person.accounts[0].name != person.accounts[1].name;
    moved += person.accounts[0].street != person.accounts[1].street;
    EXPECT_NE(person.accounts[0].id, person.accounts[1].id);
    EXPECT_GT(person.accounts[1].opened, person.accounts[0].opened);
    EXPECT_EQ(person.account(person.accounts[1].opened).id, person.accounts[1].id);
    EXPECT_EQ(person.account(person.accounts[1].opened - 1).id, person.accounts[0].id);
  }
  EXPECT_GT(second, 500);
  EXPECT_GT(other_name, second / 2);
  EXPECT_GT(moved, second / 3);
}

TEST(People, AreTheSameForASeedAndOthersForAnother) {
  auto one = people(100), again = people(100), other = people(100, 8);
  int same = 0;
  for (std::size_t i = 0; i < one.size(); ++i) {
    EXPECT_EQ(one[i].accounts[0].name, again[i].accounts[0].name);
    same += one[i].accounts[0].name == other[i].accounts[0].name;
  }
  EXPECT_LT(same, 20);
}

}  // namespace
}  // namespace sample
