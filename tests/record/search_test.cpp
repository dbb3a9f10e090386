// Finding people by what they are called.
#include "record/search.h"

#include <gtest/gtest.h>

#include "record/world.h"

namespace record {
namespace {

using Names = std::vector<std::string>;

class Search : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    world = new World();
    world->hear_named("欧阳小芳", {"user_id:1", "email:xiaofang.ouyang@example.cn", "phone:+86 138 0013 8000"});
    world->hear_named("王芳", {"user_id:2", "phone:021-6123 4567"});
    world->hear_named("王芳菲", {"user_id:3"});
    world->hear_named("陳國強", {"user_id:4"});
    world->hear_named("José Álvarez", {"user_id:5", "email:jose@example.com"});
    world->hear_named("Anna Wang", {"user_id:6", "loyalty:GOLD-17"});
    world->hear_named("Ann", {"user_id:7"});
    world->hear_named("Иван Петров", {"user_id:8"});
    world->hear_named("O'Brien \"Bob\" 100% _x_", {"user_id:9"});
  }
  static void TearDownTestSuite() { delete world; }
  static Names found(const std::string& typed) { return world->search(typed); }
  static inline World* world = nullptr;
};

TEST_F(Search, TwoChineseCharactersAnywhereInANameSuffice) {
  EXPECT_EQ(found("小芳"), Names{"欧阳小芳"});
  EXPECT_EQ(found("阳小"), Names{"欧阳小芳"});
  EXPECT_EQ(found("欧阳小芳"), Names{"欧阳小芳"});
  EXPECT_EQ(found("芳小"), Names{});
}
TEST_F(Search, OneCharacterFindsAndTheExactNameComesFirst) {
  EXPECT_EQ(found("王芳"), (Names{"王芳", "王芳菲"}));
  EXPECT_EQ(found("王").size(), 2u);
  EXPECT_EQ(found("菲"), Names{"王芳菲"});
  EXPECT_EQ(found("Ann"), (Names{"Ann", "Anna Wang"}));
}
TEST_F(Search, TraditionalAndSimplifiedFindEachOther) {
  EXPECT_EQ(found("陈国强"), Names{"陳國強"});
  EXPECT_EQ(found("國强"), Names{"陳國強"});
  EXPECT_EQ(found("歐陽"), Names{"欧阳小芳"});
}
TEST_F(Search, FullWidthAccentsAndCaseDoNotMatter) {
  EXPECT_EQ(found("ＡＮＮＡ"), Names{"Anna Wang"});
  EXPECT_EQ(found("jose"), Names{"José Álvarez"});
  EXPECT_EQ(found("ÁLVAREZ"), Names{"José Álvarez"});
}
TEST_F(Search, PinyinTogetherOrApartFindsChineseNames) {
  EXPECT_EQ(found("chen guoqiang"), Names{"陳國強"});   // as names are written: the family's, then the given name in one
  EXPECT_EQ(found("chen guo"), Names{"陳國強"});
  EXPECT_EQ(found("chenguoq"), Names{"陳國強"});
  auto wang = found("wang");
  EXPECT_EQ(wang.size(), 3u);
}
TEST_F(Search, TheBeginningOfAWordSufficesInAnyAlphabet) {
  EXPECT_EQ(found("alv"), Names{"José Álvarez"});
  EXPECT_EQ(found("петр"), Names{"Иван Петров"});
  EXPECT_EQ(found("lvarez"), Names{});
}
TEST_F(Search, PartOfAMailAddressFinds) {
  EXPECT_EQ(found("xiaofang.ouyang@example.cn"), Names{"欧阳小芳"});
  EXPECT_EQ(found("ouyang@"), Names{"欧阳小芳"});
  EXPECT_EQ(found("Jose@Example.com"), Names{"José Álvarez"});
  EXPECT_EQ(found("example").size(), 2u);
}
TEST_F(Search, APhoneIsFoundHoweverItIsWritten) {
  for (const char* typed : {"+86 138 0013 8000", "13800138000", "138-0013-8000", "008613800138000", "１３８００１３８０００", "(+86)138 0013 8000", "8613800138000", "+86138001"}) EXPECT_EQ(found(typed), Names{"欧阳小芳"}) << typed;
  for (const char* typed : {"021 6123 4567", "021-61234567", "+86 21 6123 4567", "02161234567"}) EXPECT_EQ(found(typed), Names{"王芳"}) << typed;
  EXPECT_EQ(found("1380013"), Names{"欧阳小芳"}) << "its first digits";
}
TEST_F(Search, AnIdentifierOrAnIdFindsItsPerson) {
  EXPECT_EQ(found("GOLD-17"), Names{"Anna Wang"});
  EXPECT_EQ(found("c7"), Names{"Ann"});
  auto customer = world->customer(6);
  EXPECT_EQ((*world)->customers.list({.q = "GOLD-17"}).items.at(0).matched->field, "loyalty");
}
TEST_F(Search, SignsOfTheSearchLanguageAreHarmless) {
  for (const char* typed : {"\"", "'", "*", "a*", "AND", "NOT", "NEAR(a b)", "a OR b", "(", "words:", "-a", "^a", "%", "_", "\\", "'; drop table customer; --", "{}", "\xff\xfe", "🙂", "   "}) EXPECT_NO_THROW(found(typed)) << typed;
  EXPECT_EQ(found("o'brien"), Names{"O'Brien \"Bob\" 100% _x_"});
  EXPECT_EQ(found("100%"), Names{"O'Brien \"Bob\" 100% _x_"});
  EXPECT_EQ(found("%ann%"), (Names{"Ann", "Anna Wang"})) << "a % stands for nothing";
}
TEST_F(Search, WhatIsTooLongIsRefusedWithItsField) {
  EXPECT_NO_THROW(found(std::string(200, 'a')));
  try {
    found(std::string(201, 'a'));
    FAIL();
  } catch (const base::Error& error) {
    EXPECT_EQ(error.field, "q");
  }
}
TEST_F(Search, APersonIsFoundByTheNamesOfAllJoinedProfilesUntilTheyArePartedAgain) {
  World own;
  own.hear_named("Older Name", {"user_id:a"});
  own.hear_named("Newer Name", {"user_id:b"});
  auto merge = own.merge(1, 2);
  EXPECT_EQ(own.search("older").size(), 1u);
  EXPECT_EQ(own.search("older"), own.search("newer"));
  EXPECT_EQ(own.search("name").size(), 1u);
  own.undo(merge.id);
  EXPECT_EQ(own.search("older"), Names{"Older Name"});
  EXPECT_EQ(own.search("newer"), Names{"Newer Name"});
}

}  // namespace
}  // namespace record
