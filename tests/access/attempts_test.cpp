#include "access/attempts.h"

#include <gtest/gtest.h>

#include "base/error.h"

namespace rights {
namespace {

class AttemptsTest : public testing::Test {
 protected:
  AttemptsTest() { base::set_now(base::Time{1'700'000'000 * base::second}); }
  ~AttemptsTest() override { base::set_now(std::nullopt); }
  static void pass(std::int64_t seconds) { base::set_now(base::Time{base::now().micros + seconds * base::second}); }

  // 0 when let through, else the seconds to wait.
  int wait(const std::string& account, const std::string& address) {
    try {
      attempts.begin(account, address);
      return 0;
    } catch (const base::Error& error) {
      EXPECT_EQ(error.code, base::ErrorCode::overloaded);
      EXPECT_GT(error.retry_after_seconds, 0);
      return error.retry_after_seconds;
    }
  }
  Attempts attempts;
};

TEST_F(AttemptsTest, five_tries_an_account_wherever_they_come_from) {
  for (int i = 0; i < 5; ++i) EXPECT_EQ(wait("jane@x.org", "192.0.2." + std::to_string(i)), 0);
  int seconds = wait("jane@x.org", "192.0.2.9");
  EXPECT_EQ(seconds, 24);   // five have failed: twice as slow as one in 12 seconds
  EXPECT_EQ(wait("other@x.org", "192.0.2.9"), 0);
  pass(seconds - 1);
  EXPECT_GT(wait("jane@x.org", "192.0.2.9"), 0);
  pass(1);
  EXPECT_EQ(wait("jane@x.org", "192.0.2.9"), 0);
  EXPECT_GT(wait("jane@x.org", "192.0.2.9"), 0);
}

TEST_F(AttemptsTest, the_wait_grows_to_a_limit_and_no_further) {
  int longest = 0;
  for (int failed = 0; failed < 200; ++failed) {
    int seconds = wait("jane@x.org", "10.0.0." + std::to_string(failed));
    longest = std::max(longest, seconds);
    pass(seconds);
    if (seconds) {
      EXPECT_EQ(wait("jane@x.org", "10.0.0." + std::to_string(failed)), 0);
    }
  }
  EXPECT_EQ(longest, 12 * 16);
}

TEST_F(AttemptsTest, who_is_right_pays_nothing) {
  for (int i = 0; i < 500; ++i) {
    ASSERT_EQ(wait("jane@x.org", "192.0.2.1"), 0);
    attempts.succeeded("jane@x.org", "192.0.2.1");
  }
  for (int i = 0; i < 4; ++i) EXPECT_EQ(wait("jane@x.org", "192.0.2.1"), 0);
  EXPECT_EQ(wait("jane@x.org", "192.0.2.1"), 0);
  attempts.succeeded("jane@x.org", "192.0.2.1");
  EXPECT_EQ(wait("jane@x.org", "192.0.2.1"), 0);
  EXPECT_LE(wait("jane@x.org", "192.0.2.1"), 12);   // the failures are forgotten, so no doubling
}

TEST_F(AttemptsTest, twenty_tries_an_address_whatever_the_account) {
  for (int i = 0; i < 20; ++i) EXPECT_EQ(wait("u" + std::to_string(i) + "@x.org", "192.0.2.1"), 0);
  EXPECT_GT(wait("u99@x.org", "192.0.2.1"), 0);
  EXPECT_GT(wait("", "192.0.2.1"), 0);
  EXPECT_GT(wait("u99@x.org", "::ffff:192.0.2.1"), 0);   // the same one
  EXPECT_EQ(wait("u99@x.org", "192.0.2.2"), 0);
}

TEST_F(AttemptsTest, an_account_of_ones_own_does_not_wash_an_address_clean) {
  for (int i = 0; i < 20; ++i) {
    EXPECT_EQ(wait("u" + std::to_string(i) + "@x.org", "192.0.2.1"), 0);
    if (i == 19) break;
    if (wait("me@x.org", "192.0.2.1") == 0) attempts.succeeded("me@x.org", "192.0.2.1");
  }
  EXPECT_GT(wait("u20@x.org", "192.0.2.1"), 0);
}

TEST_F(AttemptsTest, a_network_of_ipv6_is_one_address) {
  for (int i = 0; i < 20; ++i) EXPECT_EQ(wait("", "2001:db8:0:1::" + std::to_string(i + 1)), 0);
  EXPECT_GT(wait("", "2001:db8:0:1:ffff::7"), 0);
  EXPECT_EQ(wait("", "2001:db8:0:2::1"), 0);
}

TEST_F(AttemptsTest, a_link_is_a_way_in_while_the_account_is_under_attack) {
  for (int i = 0; i < 50; ++i) wait("jane@x.org", "10.0.0." + std::to_string(i));
  EXPECT_GT(wait("jane@x.org", "192.0.2.1"), 0);
  EXPECT_EQ(wait("", "192.0.2.1"), 0);
}

TEST_F(AttemptsTest, memory_is_bounded_and_those_who_knock_now_are_remembered) {
  for (int i = 0; i < 100'000; ++i) {
    wait("u" + std::to_string(i) + "@x.org", "10." + std::to_string(i / 65536) + "." + std::to_string(i / 256 % 256) + "." + std::to_string(i % 256));
    if (i % 100 == 0) pass(1);
    if (i % 1000 == 0) wait("jane@x.org", "192.0.2.1");
  }
  EXPECT_LE(attempts.held(), Attempts::most_held);
  int refused = 0;
  for (int i = 0; i < 6; ++i) refused += wait("jane@x.org", "192.0.2.77") > 0;
  EXPECT_GT(refused, 0);
}

TEST_F(AttemptsTest, a_clock_set_back_locks_nobody_out) {
  for (int i = 0; i < 5; ++i) wait("jane@x.org", "192.0.2.1");
  pass(-86'400);
  int seconds = wait("jane@x.org", "192.0.2.1");
  EXPECT_GT(seconds, 0);
  EXPECT_LE(seconds, 24);
  pass(seconds);
  EXPECT_EQ(wait("jane@x.org", "192.0.2.1"), 0);
}

}  // namespace
}  // namespace rights
