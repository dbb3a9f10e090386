// A whole day's inbound replayed shuffled and doubled (promise 2 of /work/shared/reliability.md) leaves the same state. Doubled:
// always, whatever comes. Shuffled: when no identifier leads to two people, as docs/identity.md says; what several share goes
// to whom it leads at the moment when it comes in. Positions, receiving times, the numbers of profiles, and how many of them a
// person is made of are the order's own and do not count: people are compared as those who work with them see them.
#include <gtest/gtest.h>

#include <functional>
#include <map>
#include <random>
#include <set>

#include "base/hash.h"
#include "record/check.h"
#include "record/suggestions.h"
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
    if (n % 7 == 1) one.person_name = "Name " + std::to_string(n), one.traits = R"({"plan":"p)" + std::to_string(n) + R"(","city":"c"})";
    if (sent.source == "shop") sent.import = 1;
    all.push_back(std::move(sent));
  }
  return all;
}

// The same with what leads to several: tablets handed on, mailboxes and phones of families, contacts that nobody verified, loyalty
// cards used with other accounts, several things at one moment.
std::vector<Sent> knotty_day(std::uint64_t seed) {
  std::mt19937_64 random(seed);
  auto all = day(seed);
  for (auto& sent : all) {
    auto other = std::to_string(random() % 20);
    auto& identities = sent.heard.identities;
    switch (random() % 8) {
      case 0: identities = {claim_of("device:shared" + other)}; break;
      case 1: identities.push_back(claim_of("device:shared" + other)); break;
      case 2: identities.push_back(claim_of("email:home" + other + "@example.com!")); break;
      case 3: identities.push_back(claim_of("phone:+86138001380" + std::to_string(10 + random() % 6))); break;
      case 4: identities = {claim_of("phone:+86138001380" + std::to_string(10 + random() % 6))}; break;
      case 5: identities.push_back(claim_of("loyalty:l" + other)); break;
      default: break;
    }
    if (random() % 4 == 0) sent.heard.at = base::Time{1'780'000'000 * base::second + static_cast<std::int64_t>(random() % 9) * base::second};
    if (random() % 6 == 0) sent.heard.traits = R"({"k)" + other + R"(":)" + std::to_string(random() % 9) + "}";
  }
  return all;
}

std::vector<Sent> doubled_and_shuffled(const std::vector<Sent>& all, std::uint64_t seed) {
  auto doubled = all;
  doubled.insert(doubled.end(), all.begin(), all.end());
  std::mt19937_64 random(seed);
  std::shuffle(doubled.begin(), doubled.end(), random);
  return doubled;
}

// What was sent, each only the first time.
std::vector<Sent> each_once(const std::vector<Sent>& all) {
  std::set<std::string> met;
  std::vector<Sent> once;
  for (const auto& sent : all)
    if (met.insert(sent.heard.source_key).second) once.push_back(sent);
  return once;
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
struct Open {
  std::int64_t a = 0, b = 0;
  std::string evidence;
};
BOOST_DESCRIBE_STRUCT(Open, (), (a, b, evidence))

std::string in_order(std::vector<std::string> lines) {
  std::sort(lines.begin(), lines.end());
  std::string text;
  for (const auto& line : lines) text += line + "\n";
  return text;
}

// All people, each as what is known of it, and who may be the same as whom: the text of which the digest is taken.
std::string people_of(World& world) {
  std::map<std::int64_t, std::vector<std::string>> facts;
  std::vector<Open> open;
  world.database().read([&](store::Session& session) {
    for (auto root : session.all<std::int64_t>("select id from customer where merged_into is null")) facts[root];
    // Joined profiles may both hold an identifier: it is verified when one of them holds it so.
    for (const char* sql : {
             "select coalesce(c.merged_into, c.id) as person, 'known as ' || n.name || ' ' || i.value || ' ' || max(i.verified) as fact "
             "from identity i join name_space n on n.id = i.name_space join customer c on c.id = i.customer group by coalesce(c.merged_into, c.id), n.name, i.value",
             "select coalesce(c.merged_into, c.id) as person, 'heard ' || s.name || ' ' || i.source_key || ' ' || i.at || ' ' || h.name || ' ' || a.name || ' ' || i.direction || ' ' || i.actor || ' ' "
             "|| coalesce(i.amount, 0) || coalesce(i.currency, '') || ' ' || coalesce(i.import, 0) || ' ' || coalesce(i.subject, '') || ' ' || coalesce(i.text, '') as fact "
             "from interaction i join customer c on c.id = i.customer join source s on s.id = i.source join activity a on a.id = i.activity join channel h on h.id = a.channel"})
      for (auto& fact : session.all<Fact>(sql)) facts[fact.person].push_back(std::move(fact.fact));
    open = session.all<Open>(std::string("select coalesce(x.merged_into, x.id) as a, coalesce(y.merged_into, y.id) as b, g.evidence from ") + open_suggestions);
  });
  std::map<std::int64_t, std::string> people;
  for (auto& [person, lines] : facts) {
    auto page = world.customer(person);
    lines.push_back("called " + page.name);
    for (const auto& [key, value] : page.traits) lines.push_back("is " + std::string(key) + " " + boost::json::serialize(value));
    lines.push_back("counts " + std::to_string(page.interactions) + (page.anonymous ? " anonymous" : ""));
    for (const auto& worth : page.worth) lines.push_back("worth " + std::to_string(worth.minor) + worth.currency);
    people[person] = in_order(std::move(lines));
  }
  std::vector<std::string> all;
  for (const auto& [person, text] : people) all.push_back(text);
  for (const auto& pair : open) {
    auto [one, other] = std::minmax(people.at(pair.a), people.at(pair.b));
    all.push_back("perhaps one, by " + pair.evidence + ":\n" + one + "and\n" + other);
  }
  return in_order(std::move(all));
}

std::string state_of(World& world) { return base::sha256_hex(people_of(world)); }

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
    World world;
    live(world, doubled_and_shuffled(all, seed));
    EXPECT_EQ(state_of(world), expected) << "seed " << seed;
    EXPECT_TRUE(check(*world, [](const std::string&) {}).findings.empty()) << seed;
  }
}

// In whatever order the first copies came, the second ones change nothing: neither people, nor suggestions, nor names.
TEST(Replay, DoubledNeverMattersEvenWhereIdentifiersLeadToSeveral) {
  for (std::uint64_t seed = 1; seed <= 4; ++seed) {
    auto doubled = doubled_and_shuffled(knotty_day(seed), seed);
    World once, twice;
    live(once, each_once(doubled));
    live(twice, doubled);
    EXPECT_EQ(people_of(twice), people_of(once)) << "seed " << seed;
    EXPECT_NE(people_of(once).find("perhaps one"), std::string::npos) << "the day is not knotty";
    EXPECT_TRUE(check(*twice, [](const std::string&) {}).findings.empty()) << seed;
  }
}

// The digest notices whatever it is there for.
TEST(Replay, AnotherDayLeavesAnotherState) {
  auto state_after = [](const std::function<void(std::vector<Sent>&)>& change) {
    auto all = day(3);
    change(all);
    World world;
    live(world, all);
    return state_of(world);
  };
  std::set<std::string> states{
      state_after([](auto&) {}),
      state_after([](auto& all) { all[100].heard.text += "!"; }),
      state_after([](auto& all) { all.erase(all.begin() + 100); }),
      state_after([](auto& all) { all[100].heard.identities = {claim_of("user_id:u59")}; }),
      state_after([](auto& all) { all[100].heard.identities.push_back(claim_of("phone:+8613800138000")); }),
      state_after([](auto& all) { all[599].heard.person_name = "王芳"; }),
      state_after([](auto& all) { all[599].heard.traits = R"({"plan":"gold"})"; }),
      state_after([](auto& all) { all[100].heard.amount = Amount{1, "JPY"}; }),
      // The last two differ in a suggestion only: two accounts told together.
      state_after([](auto& all) { all[100].heard.identities = {claim_of("user_id:u0")}; }),
      state_after([](auto& all) { all[100].heard.identities = {claim_of("user_id:u0"), claim_of("user_id:u1")}; }),
  };
  EXPECT_EQ(states.size(), 10U);
}

}  // namespace
}  // namespace record
