// The full-text index over word lists.
#include "store/full_text.h"

#include <gtest/gtest.h>

#include "store/database.h"
#include "support/database.h"

namespace store {
namespace {

class Words : public testing::Test {
 protected:
  Words() : database(support::open_database(folder.path())) {
    static const auto tables = FullText::tables("book");
    database->migrate({{"book", {{1, tables, true}}}});
  }
  void put(std::int64_t document, std::vector<std::string> words) {
    database->derive([&](Session& session) { index.put(session, document, words); });
  }
  std::vector<std::int64_t> find(std::string_view typed, std::size_t limit = 10) {
    return database->reading([&](Session& session) { return index.find(session, base::search_words(typed), limit); });
  }
  support::TempFolder folder;
  std::unique_ptr<Database> database;
  FullText index{"book"};
};

using Found = std::vector<std::int64_t>;

TEST_F(Words, FindsDocumentsThatHoldAllWordsNewestFirst) {
  put(1, base::index_words("王小芳 anna"));
  put(2, base::index_words("anna maria"));
  EXPECT_EQ(find("anna"), (Found{2, 1}));
  EXPECT_EQ(find("anna mar"), Found{2});
  EXPECT_EQ(find("小芳"), Found{1});
  EXPECT_EQ(find("芳"), Found{1});
  EXPECT_EQ(find("anna", 1), Found{2});
  EXPECT_EQ(find(""), Found{});
  EXPECT_EQ(find("nobody"), Found{});
}
TEST_F(Words, OfEveryScriptAreWholeWords) {
  put(1, base::index_words("प्रिया शर्मा"));
  put(2, base::index_words("தமிழ்ச்செல்வி"));
  put(3, base::index_words("မောင်မောင်"));
  put(4, base::index_words("ひらがな・カタカナ"));
  EXPECT_EQ(find("शर्मा"), Found{1});
  EXPECT_EQ(find("प्रि"), Found{1});
  EXPECT_EQ(find("தமிழ்"), Found{2});
  EXPECT_EQ(find("မောင်"), Found{3});
  EXPECT_EQ(find("カタカナ"), Found{4});
  EXPECT_EQ(find("ひらがな・カタカナ"), Found{4}) << "a sign between words is not looked for";
  EXPECT_EQ(find("र्मा"), Found{}) << "no word begins like that";
}
TEST_F(Words, PutAgainReplacesAndNothingRemoves) {
  put(1, {"old"});
  put(1, {"new"});
  put(1, {"new"});
  EXPECT_EQ(find("old"), Found{});
  EXPECT_EQ(find("new"), Found{1});
  put(1, {});
  put(1, {});
  EXPECT_EQ(find("new"), Found{});
  put(1, {"back"});
  EXPECT_EQ(find("back"), Found{1});
  EXPECT_TRUE(database->integrity().empty());
}
TEST_F(Words, AreThoseOfManyDocuments) {
  for (int n = 1; n <= 500; ++n) put(n, {"all", "n" + std::to_string(n)});
  EXPECT_EQ(find("all", 400).size(), 400u);
  EXPECT_EQ(find("n123"), Found{123});
  EXPECT_EQ(find("n12").size(), 10u);
}

}  // namespace
}  // namespace store
