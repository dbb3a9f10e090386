// Full runs and arrivals over a record: people of two languages, some of them entered twice with slips of the pen.
#include "record/linkage/run.h"

#include <gtest/gtest.h>

#include <random>

#include "record/linkage/linker.h"
#include "record/world.h"

namespace record::linkage {
namespace {

const auto quiet = [](const Progress&) {};

struct Made {
  std::string name, given, family, birth, phone, street, number, city, postcode;
  bool chinese = false;
};

// A town of people by a seed: most once, every fifth a second time with one to three slips.
class Town {
 public:
  explicit Town(std::uint64_t seed) : random_(seed) {}

  Made person() {
    static const std::vector<std::string> families{"王", "李", "张", "刘", "陈", "杨", "黄", "赵", "欧阳", "司马"}, givens{"芳", "伟", "娜", "敏", "静", "国强", "小丽", "建国", "雪梅", "志明", "宇航", "思远"};
    static const std::vector<std::string> surnames{"smith", "jones", "brown", "taylor", "walker", "green", "mccarthy", "bruhn", "lanyon", "waller", "berry", "orchard"},
        names{"mitchell", "harley", "sarah", "jacob", "lachlan", "charlotte", "georgia", "thomas", "sophie", "bridget", "mary", "peter", "ann", "joshua"};
    static const std::vector<std::string> streets{"forbes street", "milne cove", "giblin street", "long road", "hawthorn avenue", "copland drive", "人民路", "中山路", "解放路"};
    Made made;
    made.chinese = n(2) == 0;
    // Every name has variants of its own, so that full names are not too few.
    made.given = made.chinese ? one_of(givens) : one_of(names);
    made.family = made.chinese ? one_of(families) : one_of(surnames) + std::string(n(3), 's');
    made.name = made.chinese ? made.family + made.given : made.given + " " + made.family;
    made.birth = std::to_string(1930 + n(75)) + two(1 + n(12)) + two(1 + n(28));
    made.phone = "13" + digits(9);
    made.street = one_of(streets);
    made.number = std::to_string(1 + n(200));
    made.city = "town " + std::to_string(n(12));
    made.postcode = "4" + digits(3);
    return made;
  }

  Made again(Made made) {
    for (auto slips = 1 + n(3); slips > 0; --slips) {
      switch (n(7)) {
        case 0: slip(made.birth, '0'); break;
        case 1: slip(made.phone, '0'); break;
        case 2: made.phone.clear(); break;
        case 3: made.street = "moved lane", made.number = std::to_string(n(90)); break;
        case 4: if (made.chinese) { made.name = ascii(made.given) + " " + ascii(made.family); made.given.clear(), made.family.clear(); } else { slip(made.given, 'a'); made.name = made.given + " " + made.family; } break;
        case 5: if (!made.chinese) { slip(made.family, 'a'); made.name = made.given + " " + made.family; } break;
        default: slip(made.postcode, '0'); break;
      }
    }
    return made;
  }

 private:
  std::size_t n(std::size_t below) { return std::uniform_int_distribution<std::size_t>(0, below - 1)(random_); }
  const std::string& one_of(const std::vector<std::string>& list) { return list[n(list.size())]; }
  static std::string two(std::size_t number) { return (number < 10 ? "0" : "") + std::to_string(number); }
  static std::string ascii(const std::string& name) {
    auto latin = base::pinyin(name);
    std::erase(latin, ' ');
    return latin.empty() ? name : latin;
  }
  std::string digits(int count) {
    std::string text;
    while (count-- > 0) text += static_cast<char>('0' + n(10));
    return text;
  }
  // Another letter or digit, or two neighbours exchanged.
  void slip(std::string& text, char first) {
    if (text.size() < 3) return;
    auto at = n(text.size() - 1);
    if (n(2)) std::swap(text[at], text[at + 1]);
    else text[at] = static_cast<char>(first + n(10));
  }

  std::mt19937_64 random_;
};

CustomerId enter(World& world, const Made& made, const std::string& account) {
  auto heard = world.heard(claims_of({"user_id:" + account}));
  heard.person_name = made.name;
  base::JsonObject traits{{"birthday", made.birth}, {"mobile", made.phone}, {"address", base::JsonObject{{"street", made.number + " " + made.street}, {"city", made.city}, {"postalCode", made.postcode}}}};
  heard.traits = base::json_text(traits);
  return world.hear(std::move(heard)).customer;
}

struct Population {
  std::vector<KnownPerson> truth;
  std::vector<std::pair<CustomerId, CustomerId>> twice;
};

Population populate(World& world, std::size_t people, std::uint64_t seed) {
  Town town(seed);
  Population all;
  for (std::size_t i = 0; i < people; ++i) {
    auto made = town.person();
    auto account = "p" + std::to_string(i);
    auto first = enter(world, made, account);
    all.truth.push_back({"user_id:" + account, account});
    if (i % 5 != 0) continue;
    auto second = enter(world, town.again(made), account + "-again");
    all.truth.push_back({"user_id:" + account + "-again", account});
    all.twice.emplace_back(first, second);
  }
  world->settle();
  return all;
}

const CurvePoint& at(const Quality& quality, double threshold) {
  return *std::find_if(quality.curve.begin(), quality.curve.end(), [&](const CurvePoint& point) { return point.threshold == threshold; });
}

std::vector<MergeSuggestion> open(World& world) { return Decisions(*world).suggestions({.order = SuggestionOrder::probability, .limit = 1000}).items; }

TEST(Linkage, FindsPeopleOfTwoLanguagesEnteredTwice) {
  World world;
  auto all = populate(world, 500, 3);
  auto result = Linker(*world).run_now(all.truth, quiet);
  ASSERT_TRUE(result.quality);
  EXPECT_GE(result.quality->blocking_recall, .98);
  EXPECT_GE(at(*result.quality, .99).precision, .99);
  EXPECT_GE(at(*result.quality, .99).recall, .90);
  EXPECT_GE(at(*result.quality, .5).recall, .95);
  double pairs = 600.0 * 599 / 2;
  EXPECT_NEAR(result.lambda * pairs, 100, 10);
  EXPECT_FALSE(result.few_people);
  // What is shown is what was found, the most probable first, each with its account.
  auto shown = open(world);
  EXPECT_EQ(static_cast<std::int64_t>(shown.size()), result.sure + result.look);
  for (std::size_t i = 0; i < shown.size(); ++i) {
    const auto& one = shown[i];
    ASSERT_TRUE(one.probability && one.certainty && one.comparison);
    if (i) EXPECT_LE(*one.probability, *shown[i - 1].probability);
    EXPECT_EQ(*one.certainty, *one.probability >= .99 ? Certainty::sure : Certainty::look);
    double sum = one.comparison->prior_bits + one.comparison->household_bits;
    for (const auto& field : one.comparison->fields) sum += field.bits;
    EXPECT_NEAR(sum, one.comparison->total_bits, 1e-6);
    EXPECT_NEAR(odds_to_probability(sum), *one.probability, 1e-9);
  }
  // Nobody was merged.
  EXPECT_TRUE(Decisions(*world).list({}).items.empty());
}

TEST(Linkage, TheSameRunTwiceSuggestsTheSame) {
  World world;
  populate(world, 150, 5);
  Linker linker(*world);
  linker.run_now({}, quiet);
  auto before = open(world);
  linker.run_now({}, quiet);
  auto after = open(world);
  ASSERT_EQ(before.size(), after.size());
  for (std::size_t i = 0; i < before.size(); ++i) EXPECT_EQ(before[i].id, after[i].id);
  EXPECT_EQ(linker.status().model->id, 2);
}

TEST(Linkage, WhatSomebodyDeclinedOrJoinedIsNotSuggestedAgain) {
  World world;
  populate(world, 200, 7);
  Linker linker(*world);
  linker.run_now({}, quiet);
  auto shown = open(world);
  ASSERT_GE(shown.size(), 3u);
  Decisions decisions(*world);
  decisions.decide(shown[0].id, SuggestionState::dismissed, "mia@example.com");
  decisions.merge({.customers = {shown[1].customers[0].id, shown[1].customers[1].id}, .suggestion = shown[1].id}, "mia@example.com");
  linker.run_now({}, quiet);
  linker.catch_up();
  auto after = open(world);
  EXPECT_EQ(after.size(), shown.size() - 2);
  for (const auto& one : after) {
    EXPECT_NE(one.id, shown[0].id);
    EXPECT_NE(one.id, shown[1].id);
  }
  // Declined holds for the persons, also after one of them was joined with somebody else.
  auto third = enter(world, Town(99).person(), "third");
  decisions.merge({.customers = {shown[0].customers[0].id, base::show_id('c', third)}}, "mia@example.com");
  linker.run_now({}, quiet);
  for (const auto& one : open(world)) EXPECT_FALSE(one.customers[0].id == shown[0].customers[0].id && one.customers[1].id == shown[0].customers[1].id);
}

TEST(Linkage, WhoArrivesIsComparedWithTheirBlocks) {
  World world;
  populate(world, 200, 11);
  Linker linker(*world);
  linker.catch_up();
  auto before = open(world).size();
  Town town(12345);
  auto made = town.person();
  auto first = enter(world, made, "new");
  linker.catch_up();
  EXPECT_EQ(open(world).size(), before);
  made.phone.clear();
  auto second = enter(world, made, "new-again");
  linker.catch_up();
  auto after = open(world);
  ASSERT_EQ(after.size(), before + 1);
  auto found = std::find_if(after.begin(), after.end(), [&](const MergeSuggestion& one) { return one.customers[1].id == base::show_id('c', second); });
  ASSERT_NE(found, after.end());
  EXPECT_EQ(found->customers[0].id, base::show_id('c', first));
  EXPECT_EQ(linker.status().waiting, 0);
  EXPECT_EQ(linker.status().model->id, 1) << "an arrival is compared by the model that is there";
  // It turns out to be somebody else: the suggestion goes.
  auto heard = world.heard(claims_of({"user_id:new-again"}), "2024-06-01T10:00:00Z");
  auto other = town.person();
  heard.person_name = other.name;
  heard.traits = base::json_text(base::JsonObject{{"birthday", other.birth}, {"mobile", other.phone}, {"address", base::JsonObject{{"street", "1 other way"}, {"city", "elsewhere"}, {"postalCode", "9999"}}}});
  world.hear(std::move(heard));
  linker.catch_up();
  EXPECT_EQ(open(world).size(), before);
}

TEST(Linkage, FewPeopleAreComparedByWhatIsAssumed) {
  World world;
  Town town(1);
  auto made = town.person();
  enter(world, made, "a");
  enter(world, made, "b");
  enter(world, town.person(), "c");
  Linker linker(*world);
  linker.catch_up();
  auto model = linker.status().model;
  ASSERT_TRUE(model);
  EXPECT_TRUE(model->few_people);
  ASSERT_EQ(open(world).size(), 1u);
  EXPECT_GE(*open(world).front().probability, .9);
}

TEST(Linkage, RulesAndComparisonMakeOneSuggestion) {
  World world;
  // Two accounts that share a verified mail: a rule suggests them.
  auto tell = [&](const std::string& account) {
    auto heard = world.heard(claims_of({"user_id:" + account}));
    heard.person_name = "Ann Lanyon";
    heard.traits = R"({"dob":"1980-01-02","postcode":"4711","street":"12 long road"})";
    world.hear(std::move(heard));
  };
  tell("a"), tell("b");
  world.hear({"user_id:a", "email:home@example.com!"});
  world.hear({"user_id:b", "email:home@example.com!"});
  Linker linker(*world);
  linker.catch_up();
  auto shown = open(world);
  ASSERT_EQ(shown.size(), 1u);
  EXPECT_EQ(shown.front().evidence.size(), 1u);
  EXPECT_TRUE(shown.front().probability);
  Decisions decisions(*world);
  EXPECT_EQ(decisions.suggestions({.kind = SuggestionKind::rule}).items.size(), 0u);
  auto counts = decisions.suggestion_counts();
  EXPECT_EQ(counts.sure + counts.look, 1);
}

TEST(Linkage, PagesByProbabilityLeaveNobodyOut) {
  World world;
  populate(world, 300, 13);
  Linker(*world).run_now({}, quiet);
  auto all = open(world);
  std::vector<std::string> ids;
  std::optional<std::string> cursor;
  do {
    auto page = Decisions(*world).suggestions({.order = SuggestionOrder::probability, .limit = 7, .cursor = cursor});
    for (const auto& one : page.items) ids.push_back(one.id);
    cursor = page.next;
  } while (cursor);
  ASSERT_EQ(ids.size(), all.size());
  for (std::size_t i = 0; i < ids.size(); ++i) EXPECT_EQ(ids[i], all[i].id);
}

TEST(Settings, RefuseThresholdsThatDoNotFit) {
  auto settings = default_settings();
  EXPECT_NO_THROW(check(settings));
  settings.look = .999;
  EXPECT_THROW(check(settings), base::Error);
}

}  // namespace
}  // namespace record::linkage
