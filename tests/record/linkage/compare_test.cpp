// How values are brought into one form, and how well two of them agree.
#include "record/linkage/compare.h"

#include <gtest/gtest.h>

#include "record/linkage/blocking.h"
#include "record/linkage/distance.h"

namespace record::linkage {
namespace {

Person person(const std::string& traits, const std::string& name = "", std::vector<HeldIdentity> identities = {}) {
  Person made;
  Extractor(default_settings()).add(made, {name, traits, std::move(identities)});
  return made;
}

Level level(Field field, const std::string& a, const std::string& b) { return compare_values(field, plain_value(field, a), plain_value(field, b)); }

TEST(Distance, JaroWinklerAsPublished) {
  EXPECT_NEAR(jaro_winkler("martha", "marhta"), .961, .001);
  EXPECT_NEAR(jaro_winkler("dwayne", "duane"), .840, .001);
  EXPECT_NEAR(jaro_winkler("dixon", "dicksonx"), .813, .001);
  EXPECT_EQ(jaro_winkler("abc", "xyz"), 0);
}

TEST(Distance, CountsExchangedNeighboursOnce) {
  EXPECT_EQ(edits("1956", "1965", 3), 1);
  EXPECT_EQ(edits("kitten", "sitting", 5), 3);
  EXPECT_EQ(edits("", "abc", 5), 3);
  EXPECT_EQ(edits("abcdef", "uvwxyz", 2), 3);
}

TEST(Compare, Names) {
  EXPECT_EQ(level(Field::given_name, "Mitchell", "mitchell"), Level::exact);
  EXPECT_EQ(level(Field::given_name, "mitchell", "mitchlel"), Level::close);
  EXPECT_EQ(level(Field::given_name, "m", "mitchell"), Level::near);
  EXPECT_EQ(level(Field::given_name, "mitchell", "harley"), Level::differ);
  EXPECT_EQ(level(Field::given_name, "José", "jose"), Level::exact);
}

TEST(Compare, ChineseNamesAndTheirPinyin) {
  EXPECT_EQ(level(Field::given_name, "芳", "芳"), Level::exact);
  EXPECT_EQ(level(Field::given_name, "芳", "Fang"), Level::sound);
  EXPECT_EQ(level(Field::given_name, "小芳", "Xiao Fang"), Level::sound);
  EXPECT_EQ(level(Field::given_name, "國強", "国强"), Level::exact);   // traditional and simplified
  EXPECT_EQ(level(Field::given_name, "芳", "军"), Level::differ);
}

TEST(Compare, AWholeNameIsTakenApart) {
  auto chinese = person("{}", "王小芳"), latin = person("{}", "Xiaofang Wang"), turned = person("{}", "Wang Xiaofang");
  EXPECT_EQ(compare(chinese, latin)[Field::family_name], Level::sound);
  EXPECT_EQ(compare(chinese, latin)[Field::given_name], Level::sound);
  EXPECT_EQ(compare(chinese, turned)[Field::given_name], Level::swapped);
  EXPECT_EQ(person("{}", "欧阳娜娜").of(Field::family_name).front(), plain_value(Field::family_name, "欧阳"));
  EXPECT_EQ(person("{}", "Green, Mitchell").of(Field::given_name).front(), "mitchell");
  EXPECT_EQ(person("{}", "Dr. Ann Lee").of(Field::given_name).front(), "ann");
  EXPECT_TRUE(person("{}", "ann@example.com").of(Field::family_name).empty());
}

TEST(Compare, NamesInEachOthersPlace) {
  auto one = person(R"({"given_name":"mitchell","surname":"green"})"), other = person(R"({"given_name":"green","surname":"mitchell"})");
  EXPECT_EQ(compare(one, other)[Field::given_name], Level::swapped);
  EXPECT_EQ(compare(one, other)[Field::family_name], Level::swapped);
}

TEST(Compare, DatesInAnyWriting) {
  for (const char* same : {"19560409", "1956-04-09", "1956/4/9", "9.4.1956", "1956年4月9日", "1956-04-09T00:00:00Z", "09041956"}) EXPECT_EQ(plain_value(Field::birth_date, same), "19560409") << same;
  EXPECT_EQ(level(Field::birth_date, "1956-04-09", "1956-04-08"), Level::close);
  EXPECT_EQ(level(Field::birth_date, "1956-04-09", "1965-04-09"), Level::close);   // exchanged digits
  EXPECT_EQ(level(Field::birth_date, "1956-04-09", "1956-09-04"), Level::close);   // day for month
  EXPECT_EQ(level(Field::birth_date, "1956-04-09", "1956-04-27"), Level::near);
  EXPECT_EQ(level(Field::birth_date, "1956-04-09", "1988-11-23"), Level::differ);
}

TEST(Compare, NumbersPhonesAndMails) {
  EXPECT_EQ(level(Field::national_id, "1804974", "1804947"), Level::close);
  EXPECT_EQ(level(Field::national_id, "1804974", "6089216"), Level::differ);
  EXPECT_EQ(level(Field::phone, "+86 138 0013 8000", "13800138000"), Level::close);
  EXPECT_EQ(level(Field::phone, "13800138000", "13800138001"), Level::close);
  EXPECT_EQ(level(Field::phone, "13800138000", "13912345678"), Level::differ);
  EXPECT_EQ(level(Field::email, "wang.fang@example.com", "wang.fnag@example.com"), Level::close);
  EXPECT_EQ(level(Field::email, "wang.fang@example.com", "wang.fang@mail.example.org"), Level::near);
}

TEST(Compare, TraitsByManyNames) {
  auto flat = person(R"({"first_name":"Ann","lastName":"Lee","date_of_birth":"1980-01-02","postcode":4711,"street_number":"12","address_1":"long road","suburb":"springfield"})");
  auto segment = person(R"({"firstName":"Ann","last_name":"Lee","birthday":"1980-01-02","address":{"street":"12 long road","city":"Springfield","postalCode":"4711"}})");
  auto chinese = person(R"({"名":"Ann","姓":"Lee","生日":"1980年1月2日","邮编":"4711","街道":"12 long road","城市":"springfield"})");
  for (const auto* other : {&segment, &chinese}) {
    auto pattern = compare(flat, *other);
    for (auto field : {Field::given_name, Field::family_name, Field::birth_date, Field::postcode, Field::street_number, Field::street, Field::city}) EXPECT_EQ(pattern[field], Level::exact) << static_cast<int>(field);
  }
}

TEST(Compare, AccountsOfTheirOwn) {
  auto known = person("{}", "", {{"user_id", "1"}}), other = person("{}", "", {{"user_id", "2"}}), guest = person("{}", "", {{"email", "a@example.com"}});
  EXPECT_EQ(compare(known, other)[Field::accounts], Level::differ);
  EXPECT_EQ(compare(known, guest)[Field::accounts], Level::exact);
}

TEST(Compare, APersonFitsIntoOneTextAndBack) {
  auto one = person(R"({"first_name":"芳","dob":"1980-01-02","phone":"13800138000"})", "", {{"phone", "+8613900139000"}, {"email", "a@example.com"}});
  EXPECT_EQ(unpack(1, pack(one)).values, one.values);
  EXPECT_EQ(unpack(1, pack(Person{})).values, Person{}.values);
}

TEST(Blocking, SoundexAsPublished) {
  EXPECT_EQ(soundex("robert"), "r163");
  EXPECT_EQ(soundex("rupert"), "r163");
  EXPECT_EQ(soundex("ashcraft"), "a261");
  EXPECT_EQ(soundex("tymczak"), "t522");
  EXPECT_EQ(soundex("pfister"), "p236");
}

TEST(Blocking, SlipsLeaveACommonKey) {
  auto one = person(R"({"given_name":"mitchell","surname":"green","date_of_birth":"19560409","soc_sec_id":"1804974","postcode":"2119"})");
  auto share = [&](const std::string& traits) {
    auto a = keys_of(one), b = keys_of(person(traits));
    return std::any_of(a.begin(), a.end(), [&](Key key) { return std::binary_search(b.begin(), b.end(), key); });
  };
  EXPECT_TRUE(share(R"({"given_name":"mitchel","surname":"green","date_of_birth":"19560408"})"));
  EXPECT_TRUE(share(R"({"given_name":"green","surname":"mitchell"})"));
  EXPECT_TRUE(share(R"({"soc_sec_id":"1804947"})"));
  EXPECT_TRUE(share(R"({"surname":"greene","postcode":"2119"})"));
  EXPECT_FALSE(share(R"({"given_name":"harley","surname":"mccarthy","date_of_birth":"19080419","soc_sec_id":"6089216","postcode":"3165"})"));
}

TEST(Blocking, KeysStandRuleByRule) {
  auto keys = keys_of(person(R"({"given_name":"mitchell","surname":"green","date_of_birth":"19560409","postcode":"2119"})"));
  for (std::size_t i = 1; i < keys.size(); ++i) EXPECT_LE(rule_of(keys[i - 1]), rule_of(keys[i]));
  for (auto key : keys) EXPECT_TRUE(key >= first_key(static_cast<std::size_t>(rule_of(key))) && key < first_key(static_cast<std::size_t>(rule_of(key)) + 1));
}

}  // namespace
}  // namespace record::linkage
