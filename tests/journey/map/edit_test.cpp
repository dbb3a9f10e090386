// Edits of a map: what each does, and over random ones: what two people change in different places stands whatever comes first,
// and what an edit did is taken back exactly.
#include "journey/map/edit.h"

#include <gtest/gtest.h>

#include <random>

namespace journey {
namespace {

Map small() {
  return read_map(base::parse_json(R"({"key": "m", "name": "M",
    "stages": [{"key": "a", "name": "A"}, {"key": "b", "name": "B"}, {"key": "c", "name": "C"}],
    "touchpoints": [{"key": "t1", "name": "T1", "stage": "a"}, {"key": "t2", "name": "T2", "stage": "a", "promise": {"text": "soon", "due": true}}, {"key": "t3", "name": "T3", "stage": "b"}],
    "outcomes": [{"key": "o", "name": "O"}]})"));
}

std::vector<Edit> edits(const char* json) { return base::from_json<std::vector<Edit>>(base::parse_json(json), "edits"); }
std::string text(const Map& map) { return base::to_json_text(map); }
std::string order(const Map& map) {
  std::string keys;
  for (const auto& one : map.touchpoints) keys += one.key + ":" + one.stage + " ";
  return keys;
}

TEST(JourneyEdit, DoesWhatItSays) {
  auto map = small();
  auto after = [&](const char* json) {
    auto applied = edited(map, edits(json));
    EXPECT_TRUE(applied.skipped.empty()) << json;
    return applied.map;
  };
  EXPECT_EQ(after(R"([{"op": "set", "path": "touchpoints/t1/name", "value": "One"}])").touchpoints[0].name, "One");
  EXPECT_FALSE(after(R"([{"op": "set", "path": "touchpoints/t2/promise", "value": null}])").touchpoints[1].promise);
  EXPECT_EQ(after(R"([{"op": "set", "path": "touchpoints/t2/promise/text", "value": "sooner"}])").touchpoints[1].promise->text, "sooner");
  EXPECT_EQ(order(after(R"([{"op": "add", "path": "touchpoints", "value": {"key": "n", "name": "N", "stage": "c"}, "after": "t1"}])")), "t1:a n:c t2:a t3:b ");
  EXPECT_EQ(order(after(R"([{"op": "add", "path": "touchpoints", "value": {"key": "n", "name": "N", "stage": "c"}, "after": null}])")), "n:c t1:a t2:a t3:b ");
  EXPECT_EQ(order(after(R"([{"op": "add", "path": "touchpoints", "value": {"key": "n", "name": "N", "stage": "c"}}])")), "t1:a t2:a t3:b n:c ");
  EXPECT_EQ(order(after(R"([{"op": "move", "path": "touchpoints/t1", "after": "t3", "stage": "b"}])")), "t2:a t3:b t1:b ");
  EXPECT_EQ(order(after(R"([{"op": "remove", "path": "stages/a"}])")), "t3:b ");
  EXPECT_EQ(after(R"([{"op": "add", "path": "touchpoints/t1/plan", "value": {"key": "p", "title": "Do"}}, {"op": "set", "path": "touchpoints/t1/plan/p/owner", "value": "Mei"}])").touchpoints[0].plan[0].owner, "Mei");
  EXPECT_EQ(after(R"([{"op": "set", "path": "adjust", "value": ["state"]}])").adjust.size(), 1u);
  EXPECT_EQ(after(R"([{"op": "set", "path": "outcomes/o", "value": {"name": "Other", "within": "7d"}}])").outcomes[0].within, "7d");
}

TEST(JourneyEdit, SkipsWhatIsGone) {
  auto skipped = edited(small(), edits(R"([{"op": "remove", "path": "stages/a"}, {"op": "set", "path": "touchpoints/t1/name", "value": "x"}, {"op": "move", "path": "touchpoints/t3", "stage": "a"},
    {"op": "add", "path": "touchpoints", "value": {"key": "n", "name": "N", "stage": "a"}}, {"op": "add", "path": "stages", "value": {"key": "b", "name": "B"}}, {"op": "remove", "path": "touchpoints/t1"},
    {"op": "set", "path": "touchpoints/t3/stage", "value": "a"}, {"op": "set", "path": "touchpoints/t3/promise/text", "value": "x"}])")).skipped;
  ASSERT_EQ(skipped.size(), 7u);
  EXPECT_EQ(skipped[0].reason, "touchpoints/t1 is not there any more.");
  EXPECT_EQ(skipped[1].reason, "stages/a is not there any more.");
  EXPECT_EQ(skipped[3].reason, "There is a \"b\" in stages already.");
}

TEST(JourneyEdit, RefusesWhatIsNone) {
  const std::pair<const char*, const char*> wrongs[] = {
      {R"([{"op": "set", "path": "name", "value": "x"}, {"op": "set", "path": "colour", "value": "red"}])", "edits[1].path"},
      {R"([{"op": "set", "path": "touchpoints/t1/colour", "value": "red"}])", "edits[0].path"},
      {R"([{"op": "set", "path": "key", "value": "x"}])", "edits[0].path"},
      {R"([{"op": "set", "path": "stages/a/key", "value": "x"}])", "edits[0].path"},
      {R"([{"op": "set", "path": "stages", "value": []}])", "edits[0].path"},
      {R"([{"op": "set", "path": "stages/a/name", "value": ""}])", "stages[0].name"},
      {R"([{"op": "add", "path": "stages", "value": "x"}])", "edits[0].value"},
      {R"([{"op": "add", "path": "stages", "value": {"name": "x"}}])", "stages[3].key"},
      {R"([{"op": "add", "path": "stages", "value": {"key": 5, "name": "x"}}])", "edits[0].value.key"},
      {R"([{"op": "set", "path": "touchpoints/t1", "value": {"name": "x", "stage": "a", "plan": [5]}}, {"op": "remove", "path": "touchpoints/t1/plan/p"}])", "edits[0].value.plan[0]"},
      {R"([{"op": "set", "path": "touchpoints/t1/stage", "value": 5}, {"op": "remove", "path": "stages/a"}])", "edits[0].value.stage"},
      {R"([{"op": "set", "path": "touchpoints/t2/promise/after", "value": 5}])", "edits[0].value.promise.after"},
      {R"([{"op": "add", "path": "adjust", "value": {"key": "x"}}])", "edits[0].path"},
      {R"([{"op": "remove", "path": "touchpoints/t2/promise"}])", "edits[0].path"},
      {R"([{"op": "move", "path": "stages/a", "stage": "b"}])", "edits[0].stage"},
  };
  for (auto [json, field] : wrongs) {
    try {
      edited(small(), edits(json));
      ADD_FAILURE() << json;
    } catch (const base::Error& error) {
      EXPECT_EQ(error.field, field) << json << error.what();
    }
  }
}

TEST(JourneyEdit, DifferencesAreForPeople) {
  auto before = small();
  auto after = edited(before, edits(R"([{"op": "remove", "path": "touchpoints/t3"}, {"op": "set", "path": "stages/b/owner", "value": "Mei"}, {"op": "move", "path": "touchpoints/t2", "after": null}])")).map;
  std::string told;
  for (const auto& one : differences(before, after)) told += one.path + (one.before ? " -" : "") + (one.after ? " +" : "") + "; ";
  EXPECT_EQ(told, "stages/b/owner - +; touchpoints/t3 -; touchpoints - +; ");
  EXPECT_TRUE(differences(before, before).empty());
}

TEST(JourneyEdit, KnowsItsPlaces) {
  auto map = small();
  for (auto path : {"", "name", "stages/a", "touchpoints/t1", "touchpoints/t1/promise", "touchpoints/t1/name", "outcomes/o"}) EXPECT_TRUE(is_place(map, path)) << path;
  for (auto path : {"colour", "stages/x", "touchpoints/t1/colour", "touchpoints/t9/promise"}) EXPECT_FALSE(is_place(map, path)) << path;
}

// -- Random maps and edits

class Random {
 public:
  explicit Random(unsigned seed) : random_(seed) {}
  std::size_t below(std::size_t n) { return n ? random_() % n : 0; }
  bool chance(double p) { return static_cast<double>(random_() % 1000) < p * 1000; }
  std::string word() { return "w" + std::to_string(below(100'000)); }

  std::string key_of(const auto& list, double missing = 0.1) { return list.empty() || chance(missing) ? "gone" : list[below(list.size())].key; }
  base::Json after(const auto& list) { return chance(0.2) ? base::Json(nullptr) : chance(0.2) ? base::Json("") : base::Json(key_of(list)); }

  // `mine`: what this person's new keys begin with.
  Edit edit(const Map& map, const std::string& mine) {
    auto key = mine + "-" + std::to_string(++made_);
    auto touchpoint = "touchpoints/" + key_of(map.touchpoints);
    switch (below(14)) {
      case 0: return {EditOp::add, "stages", base::JsonObject{{"key", key}, {"name", word()}}, after(map.stages), {}};
      case 1:
      case 2: return {EditOp::add, "touchpoints", base::JsonObject{{"key", key}, {"name", word()}, {"stage", key_of(map.stages)}}, after(map.touchpoints), {}};
      case 3: return chance(0.3) ? Edit{EditOp::remove, "stages/" + key_of(map.stages), {}, "", {}} : Edit{EditOp::remove, touchpoint, {}, "", {}};
      case 4: return {EditOp::move, touchpoint, {}, after(map.touchpoints), key_of(map.stages)};
      case 5: return {EditOp::move, "stages/" + key_of(map.stages), {}, after(map.stages), {}};
      case 6: return {EditOp::set, touchpoint + "/promise", chance(0.3) ? std::nullopt : std::optional<base::Json>(base::JsonObject{{"text", word()}, {"due", true}}), "", {}};
      case 7: return {EditOp::add, touchpoint + "/plan", base::JsonObject{{"key", key}, {"title", word()}}, "", {}};
      case 8: return {EditOp::set, touchpoint + "/match", base::JsonObject{{"name", word()}, {"where", base::JsonObject{{"plan", base::JsonArray{word(), 5, 5.5}}}}}, "", {}};
      case 9: return {EditOp::set, "adjust", base::JsonArray{word()}, "", {}};
      case 10: return {EditOp::set, touchpoint + "/stage", base::Json(key_of(map.stages)), "", {}};
      case 11: return {EditOp::add, "outcomes", base::JsonObject{{"key", key}, {"name", word()}}, after(map.outcomes), {}};
      case 12: return {EditOp::set, "stages/" + key_of(map.stages) + "/owner", base::Json(word()), "", {}};
      default: return {EditOp::set, touchpoint + (chance(0.5) ? "/name" : "/description"), base::Json(word()), "", {}};
    }
  }

 private:
  std::mt19937 random_;
  int made_ = 0;
};

// Limits on how much there may be of something are met by random edits in the end; such an edit is none.
std::optional<Map> after(const Map& map, const std::vector<Edit>& list) {
  try {
    return edited(map, list).map;
  } catch (const base::Error&) {
    return std::nullopt;
  }
}

TEST(JourneyEdit, EveryChangeIsTakenBackExactly) {
  for (unsigned seed = 1; seed <= 25; ++seed) {
    Random random(seed);
    std::vector<Map> history{small()};
    std::vector<std::vector<Edit>> undo;
    for (int step = 0; step < 40; ++step) {
      std::vector<Edit> list;
      for (std::size_t i = 0, n = 1 + random.below(4); i < n; ++i) list.push_back(random.edit(history.back(), "k"));
      auto next = after(history.back(), list);
      if (!next) continue;
      // As they are kept: as text.
      undo.push_back(edits(base::to_json_text(edits_between(*next, history.back())).c_str()));
      auto redo = edits_between(history.back(), *next);
      ASSERT_EQ(text(edited(history.back(), redo).map), text(*next)) << "seed " << seed;
      history.push_back(*next);
    }
    auto map = history.back();
    for (auto step = undo.size(); step-- > 0;) {
      auto back = edited(map, undo[step]);
      ASSERT_TRUE(back.skipped.empty());
      map = back.map;
      ASSERT_EQ(text(map), text(history[step])) << "seed " << seed << " step " << step;
    }
  }
}

// Two people begin with one map and change fields that the other leaves alone: in whatever order the edits come, all is there.
TEST(JourneyEdit, OfTwoPeopleNothingIsLost) {
  for (unsigned seed = 1; seed <= 25; ++seed) {
    Random random(seed);
    auto start = small();
    std::map<std::string, std::string> wanted;   // path -> value
    std::vector<std::vector<Edit>> theirs(2);
    for (std::size_t person = 0; person < 2; ++person) {
      for (int i = 0; i < 12; ++i) {
        auto key = "p" + std::to_string(person) + "-" + std::to_string(i);
        theirs[person].push_back({EditOp::add, "touchpoints", base::JsonObject{{"key", key}, {"name", "new"}, {"stage", start.stages[random.below(3)].key}}, random.after(start.touchpoints), {}});
        theirs[person].push_back({EditOp::set, "touchpoints/" + key + "/name", base::Json(key), "", {}});
        wanted["touchpoints/" + key + "/name"] = key;
        auto path = "touchpoints/" + start.touchpoints[random.below(3)].key + (person ? "/owner" : "/description");
        auto value = random.word();
        theirs[person].push_back({EditOp::set, path, base::Json(value), "", {}});
        wanted[path] = value;
        if (random.chance(0.3)) theirs[person].push_back({EditOp::move, person ? "touchpoints/t1" : "touchpoints/t3", {}, random.after(start.touchpoints), start.stages[random.below(3)].key});
      }
    }
    auto map = start;
    for (std::size_t next[2] = {0, 0}; next[0] < theirs[0].size() || next[1] < theirs[1].size();) {
      auto person = random.below(2);
      if (next[person] == theirs[person].size()) continue;
      auto applied = edited(map, {theirs[person][next[person]++]});
      ASSERT_TRUE(applied.skipped.empty());
      map = applied.map;
    }
    EXPECT_EQ(map.touchpoints.size(), 27u);
    auto json = base::to_json(map);
    for (const auto& [path, value] : wanted) {
      auto first = path.find('/'), last = path.rfind('/');
      for (const auto& one : json.at("touchpoints").as_array()) {
        if (one.at("key").as_string() != path.substr(first + 1, last - first - 1)) continue;
        EXPECT_EQ(one.at(path.substr(last + 1)).as_string(), value) << path;
      }
    }
  }
}

}  // namespace
}  // namespace journey
