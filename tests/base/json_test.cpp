// One description of a struct: JSON out, JSON in with errors that name the place, and JSON Schema.
#include "base/json.h"

#include <gtest/gtest.h>

#include "base/schema.h"
#include "base/text.h"

namespace base {
namespace {

enum class Colour { red, green };
BOOST_DESCRIBE_ENUM(Colour, red, green)
struct Leaf {
  std::string name;
  std::int32_t size = 1;
  static bool required(std::string_view name) { return name == "name"; }
};
BOOST_DESCRIBE_STRUCT(Leaf, (), (name, size))
struct Tree {
  std::string namespace_;
  std::vector<Leaf> leaves;
  std::map<std::string, double> weights;
  std::optional<Colour> colour;
  Time at;
  bool evergreen = false;
  JsonObject rest;
  static bool required(std::string_view) { return false; }
};
BOOST_DESCRIBE_STRUCT(Tree, (), (namespace_, leaves, weights, colour, at, evergreen, rest))

std::pair<std::string, std::string> refused(std::string_view json) {
  try {
    from_json<Tree>(parse_json(json));
  } catch (const Error& error) {
    EXPECT_EQ(error.code, ErrorCode::invalid);
    EXPECT_TRUE(is_utf8(error.what()));
    return {error.field, error.what()};
  }
  return {"not refused", ""};
}

TEST(Json, AStructGoesThereAndBack) {
  Tree tree{.namespace_ = "oak", .leaves = {{"a", 3}}, .weights = {{"w", 1.5}}, .colour = Colour::green, .at = *parse_time("2024-05-01"), .evergreen = true, .rest = {{"x", nullptr}}};
  auto text = to_json_text(tree);
  EXPECT_EQ(text, R"({"namespace":"oak","leaves":[{"name":"a","size":3}],"weights":{"w":1.5},"colour":"green","at":"2024-05-01T00:00:00Z","evergreen":true,"rest":{"x":null}})");
  EXPECT_EQ(to_json_text(from_json<Tree>(parse_json(text))), text);
  EXPECT_EQ(to_json_text(Tree{}).find("colour"), std::string::npos) << "an empty option is left out";
  EXPECT_EQ(from_json<Tree>(parse_json(R"({"colour":null,"evergreen":null})")).colour, std::nullopt) << "null means left out";
}
TEST(Json, AnErrorNamesThePlace) {
  EXPECT_EQ(refused(R"({"leaves":[{"name":"a"},{"name":7}]})").first, "leaves[1].name");
  EXPECT_EQ(refused(R"({"leaves":[{"size":1}]})").first, "leaves[0].name");
  EXPECT_EQ(refused(R"({"weights":{"w":"x"}})").first, "weights.w");
  EXPECT_EQ(refused(R"({"colour":"blue"})").first, "colour");
  EXPECT_NE(refused(R"({"colour":"blue"})").second.find("red, green"), std::string::npos);
  EXPECT_EQ(refused(R"({"at":"yesterday"})").first, "at");
  EXPECT_EQ(refused(R"({"evergreen":1})").first, "evergreen");
  EXPECT_EQ(refused(R"({"leaves":{}})").first, "leaves");
  EXPECT_EQ(refused(R"({"rest":[]})").first, "rest");
  EXPECT_EQ(refused(R"([])").first, "");
}
TEST(Json, AMemberThatIsNotKnownIsRefused) {
  EXPECT_EQ(refused(R"({"nmespace":"oak"})").first, "nmespace");
  EXPECT_EQ(refused(R"({"leaves":[{"name":"a","colour":"red"}]})").first, "leaves[0].colour");
}
TEST(Json, WholeNumbersMustFit) {
  EXPECT_EQ(refused(R"({"leaves":[{"name":"a","size":2147483648}]})").first, "leaves[0].size");
  EXPECT_EQ(refused(R"({"leaves":[{"name":"a","size":18446744073709551615}]})").first, "leaves[0].size");
  EXPECT_EQ(refused(R"({"leaves":[{"name":"a","size":1.5}]})").first, "leaves[0].size");
  EXPECT_EQ(from_json<Tree>(parse_json(R"({"leaves":[{"name":"a","size":-2147483648}]})")).leaves[0].size, INT32_MIN);
}
TEST(Json, AnErrorShowsTheValueCutAtACharacter) {
  std::string han;
  for (int n = 0; n < 60; ++n) han += "字";
  for (int shift = 0; shift < 3; ++shift) EXPECT_TRUE(is_utf8(refused("{\"evergreen\":\"" + std::string(shift, 'x') + han + "\"}").second));
}
TEST(Json, WhatIsNoJsonIsRefusedWithItsPlace) {
  for (const char* text : {"", "{", "{}x", "{} {}", "nul", "{\"a\":}", "'a'", "\xEF\xBB\xBF{}", "[1,]", "{\"a\":\"\xff\"}", "\"\x01\""}) {
    try {
      parse_json(text);
      ADD_FAILURE() << text;
    } catch (const Error& error) {
      EXPECT_NE(std::string(error.what()).find("at byte"), std::string::npos);
    }
  }
  EXPECT_EQ(parse_json(" {} \n").as_object().size(), 0u);
  EXPECT_THROW(parse_json(std::string(200, '[') + std::string(200, ']')), Error) << "depth is limited";
}
TEST(Schema, TellsTheSameStruct) {
  Schemas schemas;
  EXPECT_EQ(boost::json::serialize(schemas.of<Tree>()), R"({"$ref":"#/components/schemas/Tree"})");
  const auto& leaf = schemas.components().at("Leaf").as_object();
  EXPECT_EQ(boost::json::serialize(leaf.at("required")), R"(["name"])");
  const auto& tree = schemas.components().at("Tree").as_object();
  EXPECT_FALSE(tree.contains("required"));
  const auto& properties = tree.at("properties").as_object();
  EXPECT_EQ(boost::json::serialize(properties.at("colour")), R"({"type":"string","enum":["red","green"]})");
  EXPECT_EQ(boost::json::serialize(properties.at("leaves")), R"({"type":"array","items":{"$ref":"#/components/schemas/Leaf"}})");
  EXPECT_EQ(boost::json::serialize(properties.at("at")), R"({"type":"string","format":"date-time"})");
  EXPECT_TRUE(properties.contains("namespace"));
}

}  // namespace
}  // namespace base
