// A map out of the data, over a real record; and what the matchers of a map hold, beside a slow count.
#include "journey/map/propose.h"

#include <gtest/gtest.h>

#include <random>

#include "base/log.h"
#include "journey/map/coverage.h"
#include "record/world.h"

namespace journey {
namespace {

class MapFromData : public testing::Test {
 protected:
  record::World world;
  std::unique_ptr<Index> index;

  MapFromData() { base::log::set_level("error"); }
  ~MapFromData() override { index.reset(); }

  struct Told {
    std::string channel, name;
    int hour = 0;
    std::string properties = {};
    std::optional<record::Score> score = {};
    std::optional<record::Amount> amount = {};
  };
  void hear(int who, const Told& told) {
    auto one = world.heard(record::claims_of({"user_id:p" + std::to_string(who)}), "2024-05-01T00:00:00Z");
    one.at.micros += (who * 24 * 100 + told.hour) * 3600 * base::second;
    one.channel = told.channel;
    one.name = told.name;
    one.properties = told.properties;
    one.score = told.score;
    one.amount = told.amount;
    world.hear(std::move(one));
  }
  void open() {
    index = std::make_unique<Index>(*world, IndexOptions{.dimensions = {{"order", DimensionKind::property, "order"}}, .threads = 2});
    index->view_at(world->log->position());
  }
  static std::string told(const Map& map) {
    std::string text;
    for (const auto& touchpoint : map.touchpoints) text += (text.empty() ? "" : ", ") + touchpoint.name + (touchpoint.answers ? "*" : "");
    return text;
  }
};

TEST_F(MapFromData, ALoopWithAPromiseAndOutcomes) {
  for (int who = 0; who < 40; ++who)
    for (int round = 0; round < 3; ++round) {
      auto at = round * 1000;
      auto order = R"("order": "o)" + std::to_string(who) + "-" + std::to_string(round) + R"(")";
      hear(who, {"web", "Looked", at});
      hear(who, {who % 2 ? "web" : "app", "Ordered", at + 1, "{" + order + R"(, "promised_at": "2190-01-01"})", {}, record::Amount{100, "EUR"}});
      hear(who, {"system", "Delivered", at + 50, "{" + order + R"(, "kept": )" + (who % 4 ? "true" : "false") + "}"});
      hear(who, {"survey", "Asked", at + 60, "{" + order + "}", record::Score{record::ScoreKind::nps, 9}});
      if (who == 7 && round == 0) hear(who, {"letter", "Letter", at + 70});
    }
  for (int who = 100; who < 400; ++who) hear(who, {"web", "Looked", 0});   // one letter of 340 people is too rare
  open();
  auto map = propose(*index, {});
  EXPECT_EQ(told(map), "Looked, Ordered, Delivered*");
  EXPECT_EQ(map.kind, MapKind::loop);
  EXPECT_EQ(map.case_, "order");
  EXPECT_EQ(map.touchpoints[1].channels, (std::vector<std::string>{"app", "web"}));
  ASSERT_TRUE(map.touchpoints[2].promise && map.touchpoints[2].promise->made_by);
  EXPECT_EQ(base::to_json(*map.touchpoints[2].promise->made_by), base::to_json(*map.touchpoints[1].match));
  ASSERT_EQ(map.outcomes.size(), 3u);
  EXPECT_EQ(map.outcomes[0].score, record::ScoreKind::nps);
  EXPECT_TRUE(map.outcomes[0].same_case);
  EXPECT_EQ(base::to_json(map.outcomes[1].match), base::to_json(*map.touchpoints[1].match));
  EXPECT_EQ(propose(*index, {.filter = {}, .from = {}, .to = {}, .top = 2}).touchpoints.size(), 2u);
  EXPECT_EQ(propose(*index, {.filter = {}, .from = {}, .to = {}, .top = {}, .language = MapLanguage::zh}).outcomes[1].name, "再次：Ordered");
  ProposeAsked first{.filter = {}, .from = {}, .to = record::time("2024-05-01T01:30:00Z")};
  EXPECT_EQ(told(propose(*index, first)), "Looked, Ordered");
}

TEST_F(MapFromData, OfNothingIsABeginning) {
  open();
  auto map = propose(*index, {});
  EXPECT_EQ(map.stages.size(), 1u);
  EXPECT_TRUE(map.touchpoints.empty());
}

TEST_F(MapFromData, WhatMatchersHoldIsCountedOneByOne) {
  std::mt19937 random(3);
  std::map<std::string, std::int64_t> all, late;
  std::map<std::string, std::set<int>> who_late;
  for (int i = 0; i < 400; ++i) {
    auto name = "N" + std::to_string(random() % 4);
    auto who = static_cast<int>(random() % 30);
    auto is_late = random() % 3 == 0;
    hear(who, {"web", name, i, is_late ? R"({"kept": false})" : R"({"kept": true})"});
    ++all[name];
    if (is_late) ++late[name], who_late[name].insert(who);
  }
  open();
  auto map = read_map(base::parse_json(R"({"key": "m", "name": "M", "stages": [{"key": "s", "name": "S"}], "touchpoints": [
    {"key": "a", "name": "A", "stage": "s", "match": {"name": "N0", "where": {"promise": "broken"}}},
    {"key": "b", "name": "B", "stage": "s", "match": {"any": [{"name": "N0"}, {"name": "N1"}]}},
    {"key": "c", "name": "C", "stage": "s", "answers": {"name": "N2"}},
    {"key": "d", "name": "D", "stage": "s", "match": {"name": "Never"}}]})"));
  auto told = coverage(*index, map, {});
  EXPECT_EQ(told.interactions, 400);
  EXPECT_EQ(told.touchpoints[0].interactions, late["N0"]);
  EXPECT_EQ(told.touchpoints[0].customers, static_cast<std::int64_t>(who_late["N0"].size()));
  EXPECT_EQ(told.touchpoints[1].interactions, all["N0"] + all["N1"]);
  EXPECT_EQ(told.touchpoints[2].interactions, 0);
  EXPECT_EQ(told.touchpoints[2].answers, all["N2"]);
  EXPECT_TRUE(told.touchpoints[3].problem);
  EXPECT_EQ(told.uncovered, all["N3"]);
  EXPECT_EQ(told.activities[0].activity.name, "N3");
  EXPECT_EQ(coverage(*index, map, {.from = record::time("2090-01-01T00:00:00Z"), .to = {}}).interactions, 0);
}

}  // namespace
}  // namespace journey
