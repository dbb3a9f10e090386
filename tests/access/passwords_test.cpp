#include "access/passwords.h"

#include <gtest/gtest.h>

#include <thread>

#include "base/error.h"

namespace rights {
namespace {

constexpr PasswordCost cheap{8192, 1};

bool is_let_in(std::string_view password, std::string_view email = "jane@example.com") {
  try {
    Passwords::check(password, email);
    return true;
  } catch (const base::Error& error) {
    EXPECT_EQ(error.code, base::ErrorCode::invalid);
    EXPECT_EQ(error.field, "password");
    return false;
  }
}

TEST(Passwords, which_are_let_in) {
  EXPECT_TRUE(is_let_in("correct horse battery"));
  EXPECT_TRUE(is_let_in("春眠不觉晓处处闻"));
  EXPECT_FALSE(is_let_in("春眠不觉晓"));                     // 15 bytes, five characters
  std::string longest;
  for (int i = 0; longest.size() < 1024; ++i) longest += std::to_string(i * i) + " ";
  EXPECT_TRUE(is_let_in(longest.substr(0, 64)));
  EXPECT_TRUE(is_let_in(longest.substr(0, 1024)));
  EXPECT_TRUE(is_let_in("all in lower case"));              // no rules of composition
  for (auto pattern : {"aaaaaaaaaa", "abababababab", "abcabcabc", "12345678901234", "34567890", "stuvwxyz", "hgfedcba", "99999999"}) EXPECT_FALSE(is_let_in(pattern)) << pattern;
  EXPECT_FALSE(is_let_in(""));
  EXPECT_FALSE(is_let_in("seven77"));
  EXPECT_FALSE(is_let_in(std::string(1025, 'x')));
  for (auto common : {"password", "Password", "12345678", "ILOVEYOU", "woaini1314", "ｐａｓｓｗｏｒｄ"}) EXPECT_FALSE(is_let_in(common)) << common;
  EXPECT_FALSE(is_let_in("jane@example.com"));
  EXPECT_FALSE(is_let_in("Jane@Example.com"));
  EXPECT_FALSE(is_let_in("jane.longname", "jane.longname@example.com"));
}

TEST(Passwords, a_hash_is_salted_argon2id_and_matches_its_password_alone) {
  Passwords passwords(cheap);
  auto hash = passwords.hash("four words in a row");
  EXPECT_TRUE(hash.starts_with("$argon2id$v=19$m=8,t=1,p=1$")) << hash;
  EXPECT_NE(hash, passwords.hash("four words in a row"));
  EXPECT_TRUE(passwords.matches(hash, "four words in a row"));
  for (std::string wrong : {"", "four words in a ro", "four words in a row ", "Four words in a row"})
    EXPECT_FALSE(passwords.matches(hash, wrong)) << wrong;
  EXPECT_FALSE(passwords.matches(hash, std::string_view("four words in a row\0", 20)));
  EXPECT_FALSE(passwords.matches("", ""));
  EXPECT_FALSE(passwords.matches("", "four words in a row"));
  EXPECT_FALSE(passwords.matches("not a hash", "four words in a row"));
}

TEST(Passwords, the_default_cost_is_the_promised_one_and_older_hashes_are_told) {
  Passwords strong, weak(cheap);
  auto old = weak.hash("four words in a row");
  EXPECT_TRUE(strong.is_outdated(old));
  auto hash = strong.hash("four words in a row");
  EXPECT_TRUE(hash.starts_with("$argon2id$v=19$m=65536,t=3,p=1$")) << hash;
  EXPECT_FALSE(strong.is_outdated(hash));
  EXPECT_TRUE(strong.matches(old, "four words in a row"));
}

TEST(Passwords, many_at_once_all_get_their_turn) {
  Passwords passwords(cheap);
  auto hash = passwords.hash("four words in a row");
  std::atomic<int> right = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 12; ++i)
    threads.emplace_back([&] {
      for (int k = 0; k < 20; ++k) right += passwords.matches(hash, "four words in a row");
    });
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(right, 240);
}

}  // namespace
}  // namespace rights
