// What the adapters' bodies are read with, where it differs from Boost's own parser.
#include <gtest/gtest.h>

#include "base/exact_json.h"

namespace base {
namespace {

std::string text_of(std::string_view escapes) {
  const auto value = parse_exact("\"" + std::string(escapes) + "\"");
  return {value.get_string().data(), value.get_string().size()};
}

const std::string unknown = "\xEF\xBF\xBD", smile = "\xF0\x9F\x98\x80";

TEST(ExactJson, HalfASurrogatePairIsTheUnknownCharacter) {
  EXPECT_EQ(text_of(R"(\ud83d)"), unknown);
  EXPECT_EQ(text_of(R"(\ude00)"), unknown);
  EXPECT_EQ(text_of(R"(a\uD83Db)"), "a" + unknown + "b");
  EXPECT_EQ(text_of(R"(\ud83d\n)"), unknown + "\n");
  EXPECT_EQ(text_of(R"(\ud83d\u0041)"), unknown + "A");
  EXPECT_EQ(text_of(R"(\ud83d\ud83d\ude00)"), unknown + smile);
  EXPECT_EQ(text_of(R"(\ud83d\ude00\ude00)"), smile + unknown);
  EXPECT_EQ(text_of(R"(\ude00\ud83d)"), unknown + unknown);
  EXPECT_EQ(text_of(R"(\ud83d\\ude00)"), unknown + R"(\ude00)") << "an escaped backslash begins no escape";
  EXPECT_EQ(text_of(R"(\\ud83d \\\ud83d \ud83d\"\\)"), R"(\ud83d \)" + unknown + " " + unknown + R"("\)");
  EXPECT_EQ(text_of(R"(\\ud83d)"), R"(\ud83d)");
  EXPECT_EQ(text_of(R"(\ud83d\ude00)"), smile);
  const auto object = parse_exact(R"({"\ud83d":[1,"x\udfff"]})");
  EXPECT_EQ(object.as_object().at(unknown).as_array().at(1).as_string(), "x" + unknown);
}

TEST(ExactJson, WhatIsNoEscapeStaysAnErrorAtItsPlace) {
  for (const char* text : {R"("\ud83d)", R"("\ud8")", R"("\ud83d\u12")", R"("\ud83d\)", R"("\ud83d\ud")", R"("\ud83d" \ud83d)", R"("\uZ83d")", R"(\ud83d)"}) EXPECT_THROW(parse_exact(text), Error) << text;
  try {
    parse_exact(R"(["\ud83d", nonsense])");
    FAIL();
  } catch (const Error& error) {
    EXPECT_NE(std::string(error.what()).find("at byte 11"), std::string::npos) << error.what();
  }
}

TEST(ExactJson, DepthIsCheckedOfEachValue) {
  const auto nested = [](std::size_t levels) { return std::string(levels, '[') + std::string(levels, ']'); };
  EXPECT_NO_THROW(parse_exact(nested(limits::json_depth)));
  EXPECT_THROW(parse_exact(nested(limits::json_depth + 1)), Error);
  EXPECT_NO_THROW(check_depth(parse_exact(nested(limits::json_depth), {}, whole_body_depth)));
  const auto deep = parse_exact(nested(whole_body_depth), {}, whole_body_depth);
  EXPECT_THROW(check_depth(deep), Error);
  EXPECT_THROW(parse_exact(nested(whole_body_depth + 1), {}, whole_body_depth), Error);
}

}  // namespace
}  // namespace base
