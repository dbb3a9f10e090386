// Identifiers brought to one form, and what is refused of an interaction.
#include <gtest/gtest.h>

#include "base/limits.h"
#include "record/world.h"

namespace record {
namespace {

std::string value(std::string_view kind, std::string_view raw, std::string_view region = {}) { return claim(kind, raw, false, region).value; }
std::string refused(std::string_view kind, std::string_view raw, std::string_view region = {}) {
  try {
    return "taken as " + value(kind, raw, region);
  } catch (const base::Error& error) {
    EXPECT_EQ(error.code, base::ErrorCode::invalid);
    EXPECT_FALSE(error.hint.empty());
    return error.field;
  }
}

TEST(Claim, APhoneIsE164WhateverItsRegionWrites) {
  EXPECT_EQ(value("phone", "138 0013 8000", "CN"), "+8613800138000");
  EXPECT_EQ(value("phone", "１３８－００１３－８０００", "CN"), "+8613800138000");
  EXPECT_EQ(value("phone", "010-6552 9988", "CN"), "+861065529988");
  EXPECT_EQ(value("phone", "(212) 555-0143", "US"), "+12125550143");
  EXPECT_EQ(value("phone", "1-212-555-0143", "US"), "+12125550143");
  EXPECT_EQ(value("phone", "(11) 96123-4567", "BR"), "+5511961234567");
  EXPECT_EQ(value("phone", "030 901820", "DE"), "+4930901820");
  EXPECT_EQ(value("phone", "0151 12345678", "DE"), "+4915112345678");
  EXPECT_EQ(value("phone", "tel:+86-138-0013-8000"), "+8613800138000");
  EXPECT_EQ(value("phone", "0086 138 0013 8000", "US"), "+8613800138000");
  EXPECT_EQ(value("whatsapp", "+49 151 12345678", "CN"), "+4915112345678");
}
TEST(Claim, APhoneThatIsNoneIsRefused) {
  EXPECT_EQ(refused("phone", "13800138000"), "phone") << "no country code and no region";
  EXPECT_EQ(refused("phone", "12", "CN"), "phone");
  EXPECT_EQ(refused("phone", "unknown", "CN"), "phone");
  EXPECT_EQ(refused("phone", "", "CN"), "phone");
  EXPECT_EQ(refused("phone", "1380013800013800138000", "CN"), "phone");
}
TEST(Claim, AMailAddressIsLowerCasedAndHalfWidthButAccentsTellPeopleApart) {
  EXPECT_EQ(value("email", " Wang.Fang@Example.COM "), "wang.fang@example.com");
  EXPECT_EQ(value("email", "ｗａｎｇ＠ｅｘａｍｐｌｅ．ｃｎ"), "wang@example.cn");
  EXPECT_EQ(value("email", "mailto:a+tag@b.co"), "a+tag@b.co");
  EXPECT_EQ(value("email", "MÜLLER@example.de"), "müller@example.de");
  EXPECT_NE(value("email", "müller@example.de"), value("email", "muller@example.de"));
  EXPECT_NE(value("email", "陳@example.cn"), value("email", "陈@example.cn"));
  EXPECT_EQ(claim("email", " Wang@Example.cn ", true).shown, "Wang@Example.cn") << "as received";
}
TEST(Claim, AMailAddressThatIsNoneIsRefused) {
  for (const char* raw : {"wang", "@example.cn", "wang@", "wang@cn", "a@b@c.cn", "a b@c.cn", "a@.cn", "a@b.", "a,b@c.cn", "<a@b.cn>", "n/a", ""}) EXPECT_EQ(refused("email", raw), "email") << raw;
  EXPECT_EQ(refused("email", std::string(250, 'a') + "@b.cn"), "email");
}
TEST(Claim, ACompanysOwnNumbersKeepTheirCase) {
  EXPECT_EQ(value("user_id", "aB-1"), "aB-1");
  EXPECT_EQ(value("loyalty", "Ａ８８"), "A88");
  EXPECT_EQ(value(" Member_No ", "x"), "x");
  EXPECT_EQ(claim(" Member_No ", "x", false).name_space, "member_no");
  EXPECT_EQ(value("postal", "南京路　１ 号"), "南京路 1 号");
  EXPECT_EQ(refused("käse", "x"), "namespace");
  EXPECT_EQ(refused("a b", "x"), "namespace");
  EXPECT_EQ(refused("user_id", "  "), "user_id");
  EXPECT_EQ(refused("user_id", std::string(600, 'x')), "user_id");
}

std::string refused_field(const std::function<void(Heard&)>& change) {
  Heard heard;
  heard.identities = {claim_of("user_id:u")};
  heard.at = time("2024-05-01T10:00:00Z");
  heard.channel = "web";
  heard.name = "call";
  heard.source_key = "k";
  change(heard);
  try {
    check(heard);
  } catch (const base::Error& error) {
    return error.field;
  }
  return "nothing";
}

TEST(Heard, WhatIsWholePasses) { EXPECT_EQ(refused_field([](Heard&) {}), "nothing"); }
TEST(Heard, SaysWhatIsWrongByItsField) {
  EXPECT_EQ(refused_field([](Heard& h) { h.identities.clear(); }), "identities");
  EXPECT_EQ(refused_field([](Heard& h) { h.identities.assign(17, h.identities[0]); }), "identities");
  EXPECT_EQ(refused_field([](Heard& h) { h.channel = "two words"; }), "channel");
  EXPECT_EQ(refused_field([](Heard& h) { h.name = " \n"; }), "name");
  EXPECT_EQ(refused_field([](Heard& h) { h.at = time("1899-12-31T00:00:00Z"); }), "at");
  EXPECT_EQ(refused_field([](Heard& h) { h.at = time("2999-12-31T00:00:00Z"); }), "at");
  EXPECT_EQ(refused_field([](Heard& h) { h.source_key = ""; }), "source_key");
  EXPECT_EQ(refused_field([](Heard& h) { h.source_key = "\x01\x02"; }), "source_key") << "nothing is left of it";
  EXPECT_EQ(refused_field([](Heard& h) { h.source_key = std::string(513, 'k'); }), "source_key");
  EXPECT_EQ(refused_field([](Heard& h) { h.text = std::string(base::limits::text_bytes + 1, 't'); }), "text");
  EXPECT_EQ(refused_field([](Heard& h) { h.score = Score{ScoreKind::nps, 11}; }), "score");
  EXPECT_EQ(refused_field([](Heard& h) { h.score = Score{ScoreKind::stars, 0}; }), "score");
  EXPECT_EQ(refused_field([](Heard& h) { h.score = Score{ScoreKind::ces, std::nan("")}; }), "score");
  EXPECT_EQ(refused_field([](Heard& h) { h.sentiment = 1.5; }), "sentiment");
  EXPECT_EQ(refused_field([](Heard& h) { h.sentiment = std::nan(""); }), "sentiment");
  EXPECT_EQ(refused_field([](Heard& h) { h.amount = Amount{1, "XXQ"}; }), "amount");
  EXPECT_EQ(refused_field([](Heard& h) { h.amount = Amount{1, "usd"}; }), "amount");
  EXPECT_EQ(refused_field([](Heard& h) { h.amount = Amount{INT64_MAX, "USD"}; }), "amount");
}
TEST(Heard, TextsAreKeptAsReceivedButForControlCharacters) {
  Heard heard;
  heard.identities = {claim_of("user_id:u")};
  heard.at = time("2024-05-01T10:00:00Z");
  heard.channel = " Web ";
  heard.name = " 下單 ";
  heard.source_key = "k";
  heard.text = "第一行\n\tzwei\x01\x7f e\xCC\x81 \xff";
  check(heard);
  EXPECT_EQ(heard.channel, "web");
  EXPECT_EQ(heard.name, "下單");
  EXPECT_EQ(heard.text, "第一行\n\tzwei é \xEF\xBF\xBD");
}

}  // namespace
}  // namespace record
