// The object-centric export, held against what OCEL 2.0 asks of its JSON.
#include "record/interchange/ocel.h"

#include <gtest/gtest.h>

#include <set>

#include "record/interchange/xes.h"
#include "record/world.h"

namespace record::interchange {
namespace {

base::JsonObject exported(Record& record, const OcelQuery& query = {}) {
  record.settle();
  auto pieces = ocel_pieces(record, query);
  std::string all;
  for (std::string piece; pieces(piece), !piece.empty(); piece.clear()) all += piece;
  return base::parse_json(all).as_object();
}

std::string text(const base::Json& of, const char* member) { return std::string(of.as_object().at(member).as_string()); }

bool fits(const base::Json& value, const std::string& type) {
  if (type == "string") return value.is_string();
  if (type == "time") return value.is_string() && base::parse_time(std::string_view(value.get_string())).has_value();
  if (type == "integer") return value.is_int64() || value.is_uint64();
  if (type == "float") return value.is_number();
  return type == "boolean" && value.is_bool();
}

// All that the standard's schema and its text ask: members and their types; names of types and ids that are there once;
// attributes that are declared and have values of their type; relationships that lead to objects.
void must_be_ocel(const base::JsonObject& log) {
  ASSERT_EQ(log.size(), 4u);
  std::map<std::string, std::map<std::string, std::string>> types[2];
  for (int of_objects : {0, 1}) {
    for (const auto& type : log.at(of_objects ? "objectTypes" : "eventTypes").as_array()) {
      EXPECT_EQ(type.as_object().size(), 2u);
      auto [entry, is_new] = types[of_objects].try_emplace(text(type, "name"));
      EXPECT_TRUE(is_new);
      for (const auto& attribute : type.as_object().at("attributes").as_array()) {
        EXPECT_TRUE((std::set<std::string>{"string", "time", "integer", "float", "boolean"}.contains(text(attribute, "type"))));
        EXPECT_TRUE(entry->second.emplace(text(attribute, "name"), text(attribute, "type")).second);
      }
    }
  }
  std::set<std::string> objects, events;
  for (const auto& object : log.at("objects").as_array()) EXPECT_TRUE(objects.insert(text(object, "id")).second) << text(object, "id");
  auto check = [&](const base::Json& one, bool is_object) {
    ASSERT_TRUE(types[is_object].contains(text(one, "type"))) << text(one, "type");
    const auto& declared = types[is_object].at(text(one, "type"));
    std::set<std::string> names;
    for (const auto& attribute : one.as_object().at("attributes").as_array()) {
      auto name = text(attribute, "name");
      EXPECT_TRUE(names.insert(name).second) << name << " stands twice";
      ASSERT_TRUE(declared.contains(name)) << name;
      EXPECT_TRUE(fits(attribute.as_object().at("value"), declared.at(name))) << base::json_text(attribute);
      EXPECT_EQ(attribute.as_object().size(), is_object ? 3u : 2u);
      if (is_object) EXPECT_TRUE(base::parse_time(text(attribute, "time")).has_value());
    }
    for (const auto& relationship : one.as_object().at("relationships").as_array()) {
      EXPECT_EQ(relationship.as_object().size(), 2u);
      EXPECT_TRUE(objects.contains(text(relationship, "objectId"))) << text(relationship, "objectId");
      EXPECT_FALSE(text(relationship, "qualifier").empty());
    }
  };
  for (const auto& object : log.at("objects").as_array()) {
    EXPECT_EQ(object.as_object().size(), 4u);
    check(object, true);
  }
  for (const auto& event : log.at("events").as_array()) {
    EXPECT_EQ(event.as_object().size(), 5u);
    EXPECT_TRUE(events.insert(text(event, "id")).second);
    EXPECT_TRUE(base::parse_time(text(event, "time")).has_value());
    EXPECT_FALSE(event.as_object().at("relationships").as_array().empty());
    check(event, false);
  }
}

std::set<std::string> related(const base::JsonObject& log, std::size_t event) {
  std::set<std::string> found;
  for (const auto& one : log.at("events").as_array().at(event).as_object().at("relationships").as_array()) found.insert(text(one, "qualifier") + " " + text(one, "objectId"));
  return found;
}

Heard about(World& world, const std::string& who, const std::string& properties, const std::string& at = "2024-05-01T10:00:00Z") {
  auto one = world.heard({claim_of("user_id:" + who)}, at);
  one.properties = properties;
  return one;
}

TEST(Ocel, AnInteractionBelongsToItsCustomerAndToWhatItIsAbout) {
  World world;
  auto first = about(world, "u1", R"({"order_id":"A7","items":2,"channel":"own"})");
  first.conversation = "t1";
  first.person_name = "王小明";
  first.traits = R"({"plan":"gold","since":"2020-01-01T00:00:00Z","address":{"city":"Ulm"}})";
  first.amount = Amount{1250, "EUR"};
  first.score = Score{ScoreKind::nps, 9};
  world.hear(first);
  world.hear(about(world, "u2", R"({"order_id":"A7","items":2.5,"case_id":31})"));
  world.hear({"user_id:u3"});
  auto log = exported(*world);
  must_be_ocel(log);
  ASSERT_EQ(log.at("events").as_array().size(), 3u);
  EXPECT_EQ(related(log, 0), (std::set<std::string>{"customer c1", "conversation conversation:t1", "order order:A7"}));
  EXPECT_EQ(related(log, 1), (std::set<std::string>{"customer c2", "order order:A7", "case case:31"}));
  EXPECT_EQ(related(log, 2), (std::set<std::string>{"customer c3"}));
  EXPECT_EQ(log.at("objects").as_array().size(), 3u + 3u);
  must_be_ocel(exported(*world, {.objects = "bill=items"}));
  EXPECT_EQ(related(exported(*world, {.objects = "bill=items"}), 1), (std::set<std::string>{"customer c2", "bill bill:2.5"}));
  for (auto wrong : {"order", "=x", "order=", "customer=order_id"}) EXPECT_THROW(exported(*world, {.objects = wrong}), base::Error) << wrong;
}

TEST(Ocel, AnAttributeHasOneTypeWhateverComes) {
  World world;
  for (auto value : {"1", "2.5", "\"three\"", "true", "\"2024-05-01T00:00:00Z\"", "null", "{\"a\":[1]}", "18446744073709551615"}) world.hear(about(world, "u1", std::string("{\"v\":") + value + ",\"=cmd\":\"\\u0001\"}"));
  world.hear(about(world, "u1", R"({"w":"2024-05-01T00:00:00Z"})"));
  world.hear(about(world, "u1", R"({"w":"not a time"})"));
  auto log = exported(*world);
  must_be_ocel(log);
  std::map<std::string, std::string> declared;
  for (const auto& attribute : log.at("eventTypes").as_array().at(0).as_object().at("attributes").as_array()) declared[text(attribute, "name")] = text(attribute, "type");
  EXPECT_EQ(declared.at("v"), "float");
  EXPECT_EQ(declared.at("v:text"), "string");
  EXPECT_EQ(declared.at("v:boolean"), "boolean");
  EXPECT_EQ(declared.at("w"), "string");
}

TEST(Ocel, JoinedPeopleAreOneObjectAndNothingIsALogToo) {
  World world;
  must_be_ocel(exported(*world));
  auto a = world.hear({"user_id:u1"}), b = world.hear({"user_id:u2"});
  world.merge(a, b);
  auto log = exported(*world);
  must_be_ocel(log);
  EXPECT_EQ(log.at("objects").as_array().size(), 1u);
  EXPECT_EQ(related(log, 1), (std::set<std::string>{"customer c1"}));
}

TEST(Ocel, ManyPiecesAreOneLog) {
  World world;
  for (int n = 0; n < 2'000; ++n) world.hear(about(world, "u" + std::to_string(n % 300), "{\"order_id\":\"o" + std::to_string(n % 700) + "\",\"note\":\"" + std::string(100, 'x') + "\"}"));
  auto log = exported(*world);
  must_be_ocel(log);
  EXPECT_EQ(log.at("events").as_array().size(), 2'000u);
  EXPECT_EQ(log.at("objects").as_array().size(), 300u + 700u);
}

TEST(Xes, ACaseIsWhatIsAskedFor) {
  World world;
  for (auto [who, order] : {std::pair{"u1", "A"}, {"u1", "B"}, {"u1", "A"}, {"u2", ""}}) world.hear(about(world, who, std::string("{\"order_id\":\"") + order + "\"}"));
  world->settle();
  auto traces = [&](const XesQuery& query) {
    auto pieces = xes_pieces(*world, query);
    std::string all;
    for (std::string piece; pieces(piece), !piece.empty(); piece.clear()) all += piece;
    std::vector<std::string> names;
    const std::string begin = "<trace>\n    <string key=\"concept:name\" value=\"";
    for (std::size_t at = 0; (at = all.find(begin, at)) != std::string::npos;) {
      at += begin.size();
      names.push_back(all.substr(at, all.find('"', at) - at));
    }
    return names;
  };
  EXPECT_EQ(traces({}), (std::vector<std::string>{"c1", "c2"}));
  EXPECT_EQ(traces({.case_ = "property:order_id"}), (std::vector<std::string>{"A", "B"}));
  EXPECT_EQ(traces({.case_ = "conversation"}), (std::vector<std::string>{}));
}

}  // namespace
}  // namespace record::interchange
