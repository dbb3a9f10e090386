// Searches with filters, page by page, against a slow and obvious one: everybody's words looked through.
#include <gtest/gtest.h>

#include <random>
#include <set>

#include "record/check.h"
#include "record/overview.h"
#include "record/world.h"

namespace record {
namespace {

class AgainstASlowSearch : public testing::Test {
 protected:
  struct Person {
    std::set<std::string> words, channels;
    base::Time last_at;
    bool joined = false;
  };
  static constexpr int people = 700;
  static inline const std::vector<std::string> families{"Smith", "Smithson", "Walker", "Williamson", "王", "欧阳", "李"}, given{"Anna", "Annabel", "Bo", "小芳", "国强", "芳"}, channels{"web", "voice", "letter"};

  void SetUp() override {
    std::mt19937_64 random(20261122);
    auto pick = [&](const auto& list) { return list[random() % list.size()]; };
    Batch batch{.source = "shop"};
    for (int i = 1; i <= people; ++i) {
      auto first = pick(given), family = pick(families);
      auto name = static_cast<unsigned char>(family[0]) < 0x80 ? first + " " + family : family + first;
      auto mail = "m" + std::to_string(i) + (random() % 2 ? "@example.com" : "@example.org");
      auto& person = people_[i];
      for (const auto& text : {name, mail})
        for (auto& word : base::index_words(text)) person.words.insert(std::move(word));
      for (int times = static_cast<int>(1 + random() % 3); times > 0; --times) {
        auto one = world_.heard(claims_of({"user_id:u" + std::to_string(i), "email:" + mail}));
        one.at.micros += static_cast<std::int64_t>(random() % 1'000) * 3'600 * base::second;
        one.person_name = name;
        one.channel = random() % 40 == 0 ? "letter" : random() % 3 == 0 ? "voice" : "web";
        person.last_at = std::max(person.last_at, one.at);
        person.channels.insert(one.channel);
        batch.interactions.push_back(std::move(one));
      }
    }
    world_->log->append_now(std::move(batch));
    for (int i = 0; i < 30; ++i) {
      CustomerId a = 1 + i * 11, b = a + 5;
      world_.merge(a, b);
      auto& root = people_[a];
      auto& other = people_[b];
      root.words.insert(other.words.begin(), other.words.end());
      root.channels.insert(other.channels.begin(), other.channels.end());
      root.last_at = std::max(root.last_at, other.last_at);
      other.joined = true;
    }
    world_->settle();
  }
  static bool holds(const std::set<std::string>& words, const base::SearchWord& asked) {
    auto found = words.lower_bound(asked.word);
    return found != words.end() && (asked.prefix ? found->starts_with(asked.word) : *found == asked.word);
  }
  std::set<std::string> slow(const CustomerQuery& query) {
    std::set<std::string> ids;
    auto asked = base::search_words(*query.q);
    for (const auto& [id, person] : people_) {
      if (person.joined || (query.channel && !person.channels.contains(*query.channel)) || query.kind == CustomerKind::anonymous) continue;
      if ((query.seen_after && person.last_at < *query.seen_after) || (query.seen_before && person.last_at >= *query.seen_before)) continue;
      if (std::all_of(asked.begin(), asked.end(), [&, &person = person](const auto& word) { return holds(person.words, word); })) ids.insert(base::show_id('c', id));
    }
    return ids;
  }
  std::set<std::string> paged(CustomerQuery query) {
    std::set<std::string> ids;
    for (int pages = 0; pages < 1'000; ++pages) {
      auto page = world_->customers.list(query);
      for (const auto& one : page.items) EXPECT_TRUE(ids.insert(one.id).second) << one.id << " twice";
      if (!page.next) return ids;
      query.cursor = page.next;
    }
    ADD_FAILURE() << "the pages do not end";
    return ids;
  }
  World world_;
  std::map<CustomerId, Person> people_;
};

TEST_F(AgainstASlowSearch, EveryWordAndFilterGivesTheSamePeople) {
  for (const char* typed : {"a", "s", "m", "an", "anna", "annab", "annabe", "annabel", "annabell", "smith", "smiths", "smithson", "williams", "williamson", "example", "exampl", "example.com", "walker anna", "anna walker", "anna s",
                            "bo will", "王", "王芳", "欧阳", "阳小", "芳", "国强", "李 anna", "m1", "m12", "m123", "zzq", "m7@example.org"}) {
    EXPECT_EQ(paged({.q = typed, .limit = 37}), slow({.q = typed})) << typed;
    for (const auto& channel : channels)
      for (auto kind : {std::optional<CustomerKind>(), std::optional(CustomerKind::identified), std::optional(CustomerKind::anonymous)}) {
        CustomerQuery query{.q = typed, .channel = channel, .kind = kind, .limit = 50};
        EXPECT_EQ(paged(query), slow(query)) << typed << ' ' << channel;
        query.seen_after = time("2024-05-10T00:00:00Z"), query.seen_before = time("2024-06-05T00:00:00Z");
        EXPECT_EQ(paged(query), slow(query)) << typed << ' ' << channel;
      }
  }
}
TEST_F(AgainstASlowSearch, WhatIsCountedHoldsAfterARebuild) {
  auto before = overview(*world_);
  world_.rebuild();
  world_->settle();
  auto after = overview(*world_);
  EXPECT_EQ(before.customers, people - 30);
  EXPECT_EQ(after.customers, before.customers);
  EXPECT_EQ(after.identified, before.identified);
  EXPECT_EQ(after.first_at, before.first_at);
  EXPECT_TRUE(check(*world_, [](const std::string&) {}).findings.empty());
}

}  // namespace
}  // namespace record
