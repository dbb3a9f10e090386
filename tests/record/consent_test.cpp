#include "record/consent.h"

#include <gtest/gtest.h>

#include "record/check.h"
#include "record/world.h"

namespace record {
namespace {

class ConsentTest : public testing::Test {
 protected:
  void SetUp() override { base::set_now(time("2026-06-01T00:00:00Z")); }
  void TearDown() override { base::set_now(std::nullopt); }

  void said(CustomerId customer, ConsentState state, const std::string& at, const std::string& channel = "", bool joined = true, const std::string& until = "") {
    ConsentRequest request{.purpose = "marketing", .state = state, .at = time(at), .how = ConsentHow::form, .joined = joined};
    if (!channel.empty()) request.channel = channel;
    if (!until.empty()) request.until = time(until);
    world->log->command([&](Change& change) { record_consent(change.session, base::show_id('c', customer), request, "mia"); });
  }
  std::string state(CustomerId customer, const std::string& channel, const std::string& at = "2026-06-01T00:00:00Z") {
    return world->database.reading([&](store::Session& session) { return std::string(base::enum_name(consent_of(session, customer, "marketing", channel, time(at)).state)); });
  }

  World world;
};

TEST_F(ConsentTest, without_a_word_nobody_is_contacted) {
  auto wang = world.hear({"user_id:wang"});
  EXPECT_EQ(state(wang, "email"), "unknown");
  EXPECT_FALSE(world->database.reading([&](store::Session& session) { return may_contact(session, wang, "marketing", "email", base::now()); }));
}

TEST_F(ConsentTest, a_withdrawal_holds_at_once_whatever_its_senders_clock_says) {
  auto wang = world.hear({"user_id:wang"});
  said(wang, ConsentState::given, "2026-01-01T00:00:00Z");
  said(wang, ConsentState::withdrawn, "2026-06-01T20:00:00Z");
  EXPECT_EQ(state(wang, "email"), "withdrawn");
  EXPECT_EQ(state(wang, "email", "2026-05-31T00:00:00Z"), "given");
  // Given again later, it is given; given by a clock that is ahead, it waits until then.
  base::set_now(time("2026-06-02T00:00:00Z"));
  said(wang, ConsentState::given, "2026-06-02T10:00:00Z");
  EXPECT_EQ(state(wang, "email", "2026-06-02T00:00:00Z"), "withdrawn");
  EXPECT_EQ(state(wang, "email", "2026-06-02T11:00:00Z"), "given");
}

TEST_F(ConsentTest, the_latest_word_counts_whichever_it_was_about) {
  auto wang = world.hear({"user_id:wang"});
  said(wang, ConsentState::given, "2026-01-01T00:00:00Z");
  EXPECT_EQ(state(wang, "email"), "given");
  said(wang, ConsentState::withdrawn, "2026-02-01T00:00:00Z", "sms");
  EXPECT_EQ(state(wang, "sms"), "withdrawn");
  EXPECT_EQ(state(wang, "email"), "given");
  EXPECT_EQ(state(wang, "sms", "2026-01-15T00:00:00Z"), "given");
  said(wang, ConsentState::withdrawn, "2026-03-01T00:00:00Z");
  EXPECT_EQ(state(wang, "email"), "withdrawn");
  said(wang, ConsentState::given, "2026-04-01T00:00:00Z", "sms");
  EXPECT_EQ(state(wang, "sms"), "given");
  EXPECT_EQ(state(wang, "email"), "withdrawn");
  // Written down late, but said before: it changes nothing.
  said(wang, ConsentState::given, "2026-02-15T00:00:00Z");
  EXPECT_EQ(state(wang, "email"), "withdrawn");
  auto all = world->database.reading([&](store::Session& session) { return consents_of(session, wang, base::now()); });
  EXPECT_EQ(all.history.size(), 5u);
}

TEST_F(ConsentTest, ends_when_its_time_is_over) {
  auto wang = world.hear({"user_id:wang"});
  said(wang, ConsentState::given, "2026-01-01T00:00:00Z", "", true, "2026-03-01T00:00:00Z");
  EXPECT_EQ(state(wang, "email", "2026-02-28T23:59:59Z"), "given");
  EXPECT_EQ(state(wang, "email", "2026-03-01T00:00:00Z"), "unknown");
}

TEST_F(ConsentTest, of_joined_profiles_the_strictest_counts) {
  auto a = world.hear({"user_id:a"}), b = world.hear({"user_id:b"}), c = world.hear({"user_id:c"});
  said(a, ConsentState::given, "2026-03-01T00:00:00Z");
  said(b, ConsentState::withdrawn, "2026-01-01T00:00:00Z");
  world.merge(a, c);
  EXPECT_EQ(state(a, "email"), "given");   // nothing was ever said of c
  auto merge = world.merge(a, b).id;
  EXPECT_EQ(state(a, "email"), "withdrawn");
  EXPECT_EQ(state(b, "email"), "withdrawn");
  // Said of the person as they are now: of all profiles.
  said(a, ConsentState::given, "2026-04-01T00:00:00Z");
  EXPECT_EQ(state(b, "email"), "given");
  said(b, ConsentState::withdrawn, "2026-05-01T00:00:00Z", "", false);
  EXPECT_EQ(state(a, "email"), "withdrawn");
  world.undo(merge);
  EXPECT_EQ(state(a, "email"), "given");
  EXPECT_EQ(state(b, "email"), "withdrawn");
}

TEST_F(ConsentTest, what_has_no_meaning_is_refused) {
  auto wang = world.hear({"user_id:wang"});
  EXPECT_THROW(said(wang, ConsentState::given, "2027-01-01T00:00:00Z"), base::Error);
  EXPECT_THROW(said(wang, ConsentState::given, "2026-01-01T00:00:00Z", "", true, "2025-01-01T00:00:00Z"), base::Error);
  EXPECT_THROW(said(999, ConsentState::given, "2026-01-01T00:00:00Z"), base::Error);
  EXPECT_THROW(world->log->command([&](Change& change) { record_consent(change.session, base::show_id('c', wang), {.purpose = " ", .state = ConsentState::given}, "mia"); }), base::Error);
}

}  // namespace
}  // namespace record
