// Text of any language: stored as received, folded to be compared and searched.
#include "base/text.h"

#include <gtest/gtest.h>

namespace base {
namespace {

using Words = std::vector<std::string>;

TEST(Text, IsStoredInNfcWithoutControlCharacters) {
  EXPECT_EQ(stored("plain"), "plain");
  EXPECT_EQ(stored("e\xCC\x81"), "é");
  EXPECT_EQ(stored(std::string_view("a\0b\x01\tc\nd\re", 10)), "ab\tc\nde");
  EXPECT_EQ(stored("\xff\xfe ok"), "\xEF\xBF\xBD\xEF\xBF\xBD ok");
  EXPECT_EQ(stored("ＡＢＣ 國"), "ＡＢＣ 國") << "never folded";
  EXPECT_EQ(stored("👨‍👩‍👧"), "👨‍👩‍👧");
}
TEST(Text, IsFoldedForComparison) {
  EXPECT_EQ(folded("  Straße\t\nMÜLLER "), "strasse muller");
  EXPECT_EQ(folded("ＡＢＣ１２３　ｘ"), "abc123 x");
  EXPECT_EQ(folded("陳國強"), folded("陈国强"));
  EXPECT_EQ(folded("Ñandú"), "nandu");
  EXPECT_EQ(folded("ﬁne"), "fine");
  EXPECT_EQ(folded(""), "");
  EXPECT_EQ(folded("İstanbul"), "istanbul");
}
TEST(Text, WhatMustNotBeConfusedKeepsItsAccentsAndScript) {
  EXPECT_EQ(caseless("MÜLLER@X.de"), "müller@x.de");
  EXPECT_EQ(caseless("Ａ@x"), "a@x");
  EXPECT_NE(caseless("陳"), caseless("陈"));
}
TEST(Text, IndexWordsHoldEveryPairOfChineseCharacters) {
  EXPECT_EQ(index_words("欧阳小芳"), (Words{"欧阳", "阳小", "小芳", "芳"}));
  EXPECT_EQ(index_words("王芳 Anna-Maria 3号"), (Words{"王芳", "芳", "anna", "maria", "3", "号"}));
  EXPECT_EQ(index_words("陳"), Words{"陈"});
  EXPECT_EQ(index_words("wang.fang@example.cn"), (Words{"wang", "fang", "example", "cn"}));
  EXPECT_EQ(index_words("!?— "), Words{});
  EXPECT_EQ(index_words("アンナ・マリア"), (Words{"アン", "ンナ", "ナ", "マリ", "リア", "ア"})) << "the dot parts words and is none";
}
TEST(Text, SearchWordsEndInABeginning) {
  auto show = [](std::string_view typed) {
    std::string text;
    for (const auto& word : search_words(typed)) text += (text.empty() ? "" : " ") + word.word + (word.prefix ? "*" : "");
    return text;
  };
  EXPECT_EQ(show("Wang fa"), "wang fa*");
  EXPECT_EQ(show("王"), "王*");
  EXPECT_EQ(show("王芳"), "王芳");
  EXPECT_EQ(show("王小芳"), "王小 小芳");
  EXPECT_EQ(show("王芳 an"), "王芳 an*");
  EXPECT_EQ(show("петр"), "петр*") << "letters of any alphabet";
  EXPECT_EQ(show("an 王芳"), "an 王芳");
  EXPECT_EQ(show(" \" * "), "");
  EXPECT_EQ(show("・"), "") << "a sign of a Han block is a sign";
  EXPECT_EQ(show("ア・マリ"), "ア* マリ");
}
TEST(Text, PinyinIsLatin) {
  EXPECT_EQ(pinyin("王芳"), "wang fang");
  EXPECT_EQ(pinyin("Anna"), "");
}
TEST(Text, IsCutAtACharacter) {
  EXPECT_EQ(cut("汉字", 4), "汉");
  EXPECT_EQ(cut("汉字", 2), "");
  EXPECT_EQ(cut("汉字", 6), "汉字");
  EXPECT_EQ(cut("abc", 0), "");
}
TEST(Text, IsShownOnOneLine) {
  EXPECT_EQ(shown("a\nb\x1b[31m"), "a\\x0ab\\x1b[31m");
  EXPECT_EQ(shown(std::string(200, 'x'), 5), "xxxxx…");
  EXPECT_TRUE(is_utf8(shown("汉字汉字", 4)));
  EXPECT_EQ(trim(" \t a b\n"), "a b");
}
TEST(Text, AnyBytesAreHarmless) {
  std::uint64_t state = 7;
  for (int round = 0; round < 3000; ++round) {
    std::string bytes;
    for (int n = 0; n < 24; ++n) bytes += static_cast<char>((state = state * 6364136223846793005u + 1442695040888963407u) >> 56);
    for (const auto& text : {stored(bytes), folded(bytes), valid_utf8(bytes), half_width(bytes), caseless(bytes), shown(bytes)}) ASSERT_TRUE(is_utf8(text));
    ASSERT_EQ(stored(stored(bytes)), stored(bytes));
    for (const auto& word : index_words(bytes)) ASSERT_EQ(word.find_first_of("\"* "), std::string::npos);
  }
}

}  // namespace
}  // namespace base
