#include "channel/file/mapping.h"

#include <gtest/gtest.h>

#include "support.h"

namespace channel::file::test {
namespace {

// A mapping that works, with one line changed or added.
std::string whole(const std::string& interaction = "", const std::string& file = "", const std::string& top = "") {
  return "source = \"shop\"\n" + top + "\n[[files]]\nfile = \"o.csv\"\n" + file +
         "\n[files.customer]\nidentities = [{namespace = \"email\", column = \"mail\"}]\n[[files.interactions]]\nchannel = \"web\"\nname = \"Order\"\nat = \"time\"\n" + interaction;
}

TEST(Mapping, TomlAndJsonAreOneShape) {
  auto toml = mapping_of(whole("score = {kind = \"csat\", column = \"s\", scale = [1, 10]}\nwhen = {column = \"x\", is = \"1\"}\nproperties = {order = \"id\", n = {column = \"n\", type = \"number\"}}",
                               "key = \"id\"", "zone = \"Asia/Shanghai\"\ncurrency = \"CNY\""));
  auto json = base::parse_json(R"({"source":"shop","zone":"Asia/Shanghai","currency":"CNY","files":[{"file":"o.csv","key":"id",
    "customer":{"identities":[{"namespace":"email","column":"mail"}]},
    "interactions":[{"channel":"web","name":"Order","at":"time","when":{"column":"x","is":"1"},"score":{"kind":"csat","column":"s","scale":[1,10]},
      "properties":{"order":"id","n":{"column":"n","type":"number"}}}]}]})");
  EXPECT_EQ(base::to_json(toml), base::to_json(read_mapping_json(json)));   // TOML has no order of members
}

TEST(Mapping, WritesWhatItReads) {
  auto text = base::to_json_text(mapping_of(whole("direction = {column = \"d\", map = {x = \"in\"}, otherwise = \"none\"}\nsentiment = {column = \"s\", map = {good = 1, bad = -1}}\n"
                                                  "properties = {ok = {column = \"ok\", map = {Y = true, N = false}}, zero = {value = 0}}\ntext = {columns = [\"a\", \"b\"], separator = \"\"}")));
  auto again = base::to_json_text(read_mapping_json(base::parse_json(text)));
  EXPECT_EQ(text, again);
  EXPECT_NE(text.find("\"zero\":{\"value\":0}"), std::string::npos) << text;
  EXPECT_NE(text.find("\"N\":false"), std::string::npos) << text;
  EXPECT_NE(text.find("\"at\":\"time\""), std::string::npos) << text;
}

TEST(Mapping, ErrorsNameThePlace) {
  auto field = [](const std::string& toml) { return error_of([&] { mapping_of(toml); }).field; };
  EXPECT_EQ(field(whole("scor = 1")), "files[0].interactions[0].scor");
  EXPECT_EQ(field(whole("score = {column = \"s\"}")), "files[0].interactions[0].score.kind");
  EXPECT_EQ(field(whole("score = {kind = \"stras\", column = \"s\"}")), "files[0].interactions[0].score.kind");
  EXPECT_EQ(field(whole("amount = {column = \"a\"}")), "files[0].interactions[0].amount.currency");
  EXPECT_EQ(field(whole("amount = {column = \"a\", currency = \"XQQ\"}")), "files[0].interactions[0].amount.currency");
  EXPECT_EQ(field(whole("topic = {format = \"%Y\"}")), "files[0].interactions[0].topic");
  EXPECT_EQ(field(whole("topic = {column = \"a\", value = \"b\"}")), "files[0].interactions[0].topic");
  EXPECT_EQ(field(whole("direction = \"inwards\"")), "files[0].interactions[0].direction");
  EXPECT_EQ(field(whole("language = \"lang_col\"")), "files[0].interactions[0].language");
  EXPECT_EQ(field(whole("when = {column = \"x\"}")), "files[0].interactions[0].when");
  EXPECT_EQ(field(whole("properties = {a = {column = \"t\", type = \"time\", format = \"%Q\"}}")), "files[0].interactions[0].properties.a.format");
  EXPECT_EQ(field(whole("", "zone = \"Mars/Olympus\"")), "files[0].zone");
  EXPECT_EQ(field(whole("", "delimiter = \";;\"")), "files[0].delimiter");
  EXPECT_EQ(field(whole("", "join = [{file = \"x.csv\"}]")), "files[0].join[0].on");
  EXPECT_EQ(field(whole("", "", "currency = \"dollar\"")), "currency");
  EXPECT_EQ(field("files = []"), "source");
  EXPECT_EQ(field("source = \"x\"\nfiles = []"), "files");
  EXPECT_EQ(field(whole() + "\n[[files.interactions]]\nchannel = \"web\"\nname = \"Order\"\nat = \"other\""), "files[0].interactions[1].key");
  EXPECT_EQ(field("source = \n"), "line 1");
  EXPECT_EQ(field("source = \"x\"\n[[files]]\n[files.customer]\nidentities = [{column = \"a\"}]\n[[files.interactions]]\nchannel = \"web\"\nname = \"a\"\nat = \"t\""), "files[0].customer.identities[0].namespace");
}

TEST(Mapping, ExamplesAreValid) {
  for (auto name : {"olist", "receipt", "callcenter"}) EXPECT_NO_THROW(read_mapping_file(std::string(THROUGHLINE_SOURCE_DIR) + "/examples/" + name + "/map.toml")) << name;
}

// Whole maps and pieces of maps in the reference are read as a reader would write them.
TEST(Mapping, TheReferenceIsTrue) {
  std::ifstream in(std::string(THROUGHLINE_SOURCE_DIR) + "/examples/README.md");
  std::string text((std::istreambuf_iterator<char>(in)), {});
  int blocks = 0;
  for (auto at = text.find("```toml\n"); at != std::string::npos; at = text.find("```toml\n", at + 1), ++blocks) {
    auto block = text.substr(at + 8, text.find("```", at + 8) - at - 8);
    if (block.starts_with("# in an interaction")) block = whole(block);
    else if (block.starts_with("# in a file")) block = whole("", block);
    EXPECT_NO_THROW({
      try {
        mapping_of(block);
      } catch (const base::Error& error) {
        ADD_FAILURE() << error.what() << "\n" << block;
      }
    });
  }
  EXPECT_EQ(blocks, 5);
}

TEST(Mapping, HasASchema) {
  base::Schemas schemas;
  schemas.of<Mapping>();
  for (auto name : {"Mapping", "FileMapping", "InteractionOf", "Origin", "Join", "Condition"}) EXPECT_TRUE(schemas.components().contains(name)) << name;
}

}  // namespace
}  // namespace channel::file::test
