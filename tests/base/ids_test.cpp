// Ids as outsiders see them, hashes and tokens.
#include "base/ids.h"

#include <gtest/gtest.h>

#include <set>

#include "base/hash.h"
#include "base/log.h"
#include "base/error.h"

namespace base {
namespace {

TEST(Ids, CarryTheirKind) {
  EXPECT_EQ(show_id('c', 12), "c12");
  EXPECT_EQ(read_id('c', "c12"), 12);
  EXPECT_EQ(read_id('c', show_id('c', 999'999'999'999'999'999)), 999'999'999'999'999'999);
  for (const char* id : {"", "c", "12", "m12", "c-1", "c0", "c012", "c1 ", " c1", "c1x", "c+1", "C1", "c99999999999999999999", "c1\n"}) EXPECT_EQ(read_id('c', id), std::nullopt) << id;
}
TEST(Hash, TellsTextsAndSaltsApart) {
  EXPECT_EQ(hash128(1, "a"), hash128(1, "a"));
  EXPECT_FALSE(hash128(1, "a") == hash128(2, "a"));
  EXPECT_FALSE(hash128(1, std::string(1000, 'x')) == hash128(1, std::string(1001, 'x')));
  EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}
TEST(Token, IsLongRandomAndFitsInAnAddress) {
  std::set<std::string> tokens;
  for (int n = 0; n < 100; ++n) tokens.insert(random_token(32));
  EXPECT_EQ(tokens.size(), 100u);
  for (const auto& token : tokens) {
    EXPECT_EQ(token.size(), 43u);
    EXPECT_EQ(token.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"), std::string::npos);
  }
  EXPECT_TRUE(equal_in_constant_time("same", "same"));
  EXPECT_FALSE(equal_in_constant_time("same", "samE"));
  EXPECT_FALSE(equal_in_constant_time("same", "sam"));
}
TEST(Log, AnOutsiderCanNotWriteLinesOfTheirOwn) {
  testing::internal::CaptureStderr();
  log::error("a request failed", {{"path", "/x\n2024 error forged=\"yes\""}, {"n", 3}});
  auto text = testing::internal::GetCapturedStderr();
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 1);
  EXPECT_NE(text.find(R"(path="/x\x0a2024 error forged=\"yes\"" n=3)"), std::string::npos) << text;
  EXPECT_THROW(log::set_level("loud"), Error);
}
TEST(Errors, HaveStableWords) {
  EXPECT_STREQ(word(ErrorCode::not_found), "not_found");
  EXPECT_STREQ(word(invalid("x").code), "invalid");
}

}  // namespace
}  // namespace base
