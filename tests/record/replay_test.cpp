// A whole day's inbound replayed shuffled and doubled leaves the same state: the same people with the same identifiers,
// names and interactions. Positions, receiving times and the numbers of profiles are the order's own and do not count.
#include <gtest/gtest.h>

#include <map>
#include <random>

#include "base/hash.h"
#include "record/check.h"
#include "record/world.h"

namespace record {
namespace {

struct Sent {
  std::string source;
  Heard heard;
  std::int64_t import = 0;
};

// People who come anonymously on devices of their own, sign in, order, write and call.
std::vector<Sent> day(std::uint64_t seed) {
  std::mt19937_64 random(seed);
  std::vector<Sent> all;
  for (int n = 0; n < 600; ++n) {
    auto person = std::to_string(random() % 60);
    auto device = person + "-" + std::to_string(random() % 2);
    Sent sent{.source = n % 3 == 0 ? "website" : n % 3 == 1 ? "shop" : "calls"};
    auto& one = sent.heard;
    if (n % 3 == 0) one.identities = {claim_of("device:d" + device)};
    else one.identities = {claim_of("user_id:u" + person)};
    if (n % 9 == 0) one.identities.push_back(claim_of("user_id:u" + person));
    if (n % 5 == 0 && n % 3) one.identities.push_back(claim_of("email:p" + person + "@example.com!"));
    one.at = base::Time{1'780'000'000 * base::second + n * base::second};   // each at its own moment
    one.channel = sent.source == "calls" ? "voice" : "web";
    one.name = "Thing " + std::to_string(random() % 6);
    one.source_key = "k" + std::to_string(n);
    one.text = "说 " + std::to_string(n);
    if (n % 4 == 0) one.amount = Amount{static_cast<std::int64_t>(random() % 5'000), "EUR"};
    if (n % 7 == 1) one.person_name = "Name " + std::to_string(n);
    if (sent.source == "shop") sent.import = 1;
    all.push_back(std::move(sent));
  }
  return all;
}

void live(World& world, const std::vector<Sent>& all) {
  world->log->open_source("shop");   // as an importer does
  for (const auto& sent : all) world.hear(sent.heard, sent.source, sent.import);
  world->log->close_source("shop");
}

struct Fact {
  std::int64_t person = 0;
  std::string fact;
};
BOOST_DESCRIBE_STRUCT(Fact, (), (person, fact))

// SHA-256 over all people, each as the sorted list of what is known of it.
std::string state_of(World& world) {
  std::map<std::int64_t, std::vector<std::string>> people;
  world.database().read([&](store::Session& session) {
    for (const char* sql : {
             "select coalesce(c.merged_into, c.id), 'known as ' || n.name || ' ' || i.value || ' ' || i.verified from identity i join name_space n on n.id = i.name_space join customer c on c.id = i.customer",
             "select coalesce(c.merged_into, c.id), 'heard ' || s.name || ' ' || i.source_key || ' ' || i.at || ' ' || a.name || ' ' || coalesce(i.amount, 0) || ' ' || coalesce(i.text, '') "
             "from interaction i join customer c on c.id = i.customer join source s on s.id = i.source join activity a on a.id = i.activity"})
      for (auto& fact : session.all<Fact>(sql)) people[fact.person].push_back(std::move(fact.fact));
    for (auto& fact : session.all<Fact>("select id, 'called ' || name from customer where merged_into is null")) people[fact.person].push_back(std::move(fact.fact));
  });
  std::vector<std::string> texts;
  for (auto& [person, facts] : people) {
    std::sort(facts.begin(), facts.end());
    facts.erase(std::unique(facts.begin(), facts.end()), facts.end());   // joined profiles may both hold an identifier
    std::string text;
    for (const auto& fact : facts) text += fact + "\n";
    texts.push_back(std::move(text));
  }
  std::sort(texts.begin(), texts.end());
  std::string all;
  for (const auto& text : texts) all += text + "\n";
  return base::sha256_hex(all);
}

TEST(Replay, TheSameDayTwiceLeavesTheSameState) {
  World world;
  auto all = day(1);
  live(world, all);
  auto once = state_of(world);
  live(world, all);
  world.reopen();
  live(world, all);
  EXPECT_EQ(state_of(world), once);
  EXPECT_TRUE(check(*world, [](const std::string&) {}).findings.empty());
}

TEST(Replay, ShuffledAndDoubledInManyOrdersLeavesTheSameState) {
  auto all = day(2);
  World straight;
  live(straight, all);
  auto expected = state_of(straight);
  for (std::uint64_t seed = 1; seed <= 6; ++seed) {
    std::mt19937_64 random(seed);
    auto doubled = all;
    doubled.insert(doubled.end(), all.begin(), all.end());
    std::shuffle(doubled.begin(), doubled.end(), random);
    World world;
    live(world, doubled);
    EXPECT_EQ(state_of(world), expected) << "seed " << seed;
    EXPECT_TRUE(check(*world, [](const std::string&) {}).findings.empty()) << seed;
  }
}

TEST(Replay, AnotherDayLeavesAnotherState) {
  World one, other;
  live(one, day(3));
  auto changed = day(3);
  changed[100].heard.text += "!";
  live(other, changed);
  EXPECT_NE(state_of(one), state_of(other)) << "the digest would not notice";
}

}  // namespace
}  // namespace record
