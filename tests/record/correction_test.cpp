#include "record/correction.h"

#include <gtest/gtest.h>

#include "record/check.h"
#include "record/world.h"

namespace record {
namespace {

class CorrectionTest : public testing::Test {
 protected:
  void SetUp() override { base::set_now(time("2026-06-01T00:00:00Z")); }
  void TearDown() override { base::set_now(std::nullopt); }

  CustomerId tell(const std::string& user, const std::string& name, const std::string& traits, const std::string& at, std::int64_t import = 0) {
    auto one = world.heard(claims_of({"user_id:" + user}), at);
    one.person_name = name;
    one.traits = traits;
    return world.hear(one, import ? "old file" : "shop", import).customer;
  }
  Correction correct(CustomerId customer, CorrectionRequest request) {
    if (request.reason.empty()) request.reason = "they told us";
    Correction made;
    world->log->command([&](Change& change) { made = record::correct(change, base::show_id('c', customer), request, "mia", "CN"); });
    return made;
  }
  Correction undo(const std::string& id) {
    Correction undone;
    world->log->command([&](Change& change) { undone = undo_correction(change, id, "ben"); });
    return undone;
  }
  // What an undo that is refused says; it leaves everything as it was.
  base::ErrorCode refused(const std::string& id) {
    try {
      undo(id);
    } catch (const base::Error& error) {
      EXPECT_FALSE(error.hint.empty());
      return error.code;
    }
    ADD_FAILURE() << id << " was undone";
    return base::ErrorCode::internal;
  }
  std::string traits(CustomerId customer) { return base::json_text(world.customer(customer).traits); }

  World world;
};

TEST_F(CorrectionTest, a_name_wins_over_what_was_said_before_it_and_loses_to_what_is_said_after) {
  auto wang = tell("wang", "Wagn Fang", "", "2026-01-01T00:00:00Z");
  correct(wang, {.kind = CorrectionKind::name, .name = "王芳"});
  EXPECT_EQ(world.customer(wang).name, "王芳");
  tell("wang", "Wagn Fang", "", "2026-05-01T00:00:00Z", 1);   // an old file, imported later
  EXPECT_EQ(world.customer(wang).name, "王芳");
  world->settle();
  EXPECT_EQ(world.search("王芳").size(), 1u);
  tell("wang", "Wang Fang-Li", "", "2026-07-01T00:00:00Z");   // married
  EXPECT_EQ(world.customer(wang).name, "Wang Fang-Li");
}

TEST_F(CorrectionTest, a_trait_that_was_taken_away_stays_away) {
  auto wang = tell("wang", "", R"({"city":"Beijng","plan":"gold"})", "2026-01-01T00:00:00Z");
  correct(wang, {.kind = CorrectionKind::trait, .trait = "city"});
  EXPECT_EQ(traits(wang), R"({"plan":"gold"})");
  tell("wang", "", R"({"city":"Beijng","age":30})", "2026-05-01T00:00:00Z", 1);
  EXPECT_EQ(traits(wang), R"({"plan":"gold","age":30})");
  correct(wang, {.kind = CorrectionKind::trait, .trait = "plan", .value = base::Json("silver")});
  tell("wang", "", R"({"plan":"gold"})", "2026-05-02T00:00:00Z");
  EXPECT_EQ(base::parse_json(traits(wang)).at("plan").as_string(), "silver");
}

TEST_F(CorrectionTest, is_undone_unless_it_was_changed_since_or_not_kept) {
  auto wang = tell("wang", "Wagn", R"({"city":"Beijng"})", "2026-01-01T00:00:00Z");
  auto name = correct(wang, {.kind = CorrectionKind::name, .name = "Wang"});
  auto city = correct(wang, {.kind = CorrectionKind::trait, .trait = "city", .value = base::Json("Beijing")});
  EXPECT_EQ(city.before, base::Json("Beijng"));
  undo(name.id);
  undo(city.id);
  EXPECT_EQ(world.customer(wang).name, "Wagn");
  EXPECT_EQ(traits(wang), R"({"city":"Beijng"})");
  EXPECT_THROW(undo(name.id), base::Error);
  auto again = correct(wang, {.kind = CorrectionKind::name, .name = "Wang"});
  base::set_now(time("2026-08-01T00:00:00Z"));
  tell("wang", "Wang Li", "", "2026-07-01T00:00:00Z");
  EXPECT_THROW(undo(again.id), base::Error);
  auto forgotten = correct(wang, {.kind = CorrectionKind::name, .name = "Li", .forget = true});
  EXPECT_TRUE(forgotten.before.is_null());
  EXPECT_FALSE(forgotten.can_be_undone);
  EXPECT_THROW(undo(forgotten.id), base::Error);
  auto all = world->database.reading([&](store::Session& session) { return corrections_of(session, wang); });
  EXPECT_EQ(all.size(), 4u);
}

TEST_F(CorrectionTest, an_identifier_is_removed_and_given_back) {
  auto wang = world.hear({"user_id:wang", "email:wrong@x.cn!"});
  auto made = correct(wang, {.kind = CorrectionKind::identity_removed, .identity = "email:WRONG@x.cn"});
  EXPECT_EQ(world.person("email:wrong@x.cn"), "");
  undo(made.id);
  EXPECT_EQ(world.customer(wang).identities.size(), 2u);
  EXPECT_EQ(world.hear({"email:wrong@x.cn!"}), wang);
  EXPECT_THROW(correct(wang, {.kind = CorrectionKind::identity_removed, .identity = "email:nobody@x.cn"}), base::Error);
  for (const auto& finding : check(*world, [](const std::string&) {}).findings) ADD_FAILURE() << finding.what;
}

TEST_F(CorrectionTest, an_identifier_that_was_removed_is_not_given_back_once_somebody_else_uses_it) {
  auto wang = world.hear({"user_id:wang", "email:wrong@x.cn!"});
  auto made = correct(wang, {.kind = CorrectionKind::identity_removed, .identity = "email:wrong@x.cn"});
  auto other = world.hear({"email:wrong@x.cn!"});
  EXPECT_NE(other, wang);   // it is nobody's: a new person's
  world.reopen();
  EXPECT_EQ(refused(made.id), base::ErrorCode::conflict);
  EXPECT_EQ(world.person("email:wrong@x.cn"), base::show_id('c', other));
  EXPECT_EQ(world.hear({"email:wrong@x.cn!"}), other);
}

// A family's phone: the others held it before, and that is no change.
TEST_F(CorrectionTest, an_identifier_that_others_share_is_given_back) {
  auto wang = world.hear({"user_id:wang", "phone:13800138000"}), li = world.hear({"user_id:li", "phone:13800138000"});
  auto both = world.person("phone:13800138000");
  ASSERT_NE(both.find(' '), std::string::npos) << both;
  auto made = correct(wang, {.kind = CorrectionKind::identity_removed, .identity = "phone:13800138000"});
  EXPECT_EQ(world.person("phone:13800138000"), base::show_id('c', li));
  undo(made.id);
  EXPECT_EQ(world.person("phone:13800138000"), both);
}

TEST_F(CorrectionTest, an_identifier_that_moved_on_is_given_back_step_by_step) {
  auto wang = world.hear({"user_id:wang", "email:w@x.cn!"}), li = world.hear({"user_id:li"}), zhao = world.hear({"user_id:zhao"});
  auto first = correct(wang, {.kind = CorrectionKind::identity_moved, .identity = "email:w@x.cn", .to = base::show_id('c', li)});
  auto second = correct(li, {.kind = CorrectionKind::identity_moved, .identity = "email:w@x.cn", .to = base::show_id('c', zhao)});
  EXPECT_EQ(refused(first.id), base::ErrorCode::conflict);
  EXPECT_EQ(world.person("email:w@x.cn"), base::show_id('c', zhao));
  undo(second.id);
  EXPECT_EQ(world.person("email:w@x.cn"), base::show_id('c', li));
  undo(first.id);
  EXPECT_EQ(world.person("email:w@x.cn"), base::show_id('c', wang));
}

TEST_F(CorrectionTest, an_identifier_moves_to_somebody_else) {
  auto wang = world.hear({"user_id:wang", "phone:13800138000!"}), li = world.hear({"user_id:li"});
  auto made = correct(wang, {.kind = CorrectionKind::identity_moved, .identity = "phone:138 0013 8000", .to = base::show_id('c', li)});
  EXPECT_EQ(world.person("phone:13800138000"), base::show_id('c', li));
  EXPECT_EQ(world.hear({"phone:13800138000!"}), li);
  undo(made.id);
  EXPECT_EQ(world.person("phone:13800138000"), base::show_id('c', wang));
  EXPECT_EQ(world.hear({"phone:13800138000!"}), wang);
  EXPECT_THROW(correct(wang, {.kind = CorrectionKind::identity_moved, .identity = "phone:13800138000", .to = base::show_id('c', wang)}), base::Error);
}

TEST_F(CorrectionTest, verified_or_not) {
  auto wang = world.hear({"email:w@x.cn"});
  EXPECT_TRUE(world.customer(wang).anonymous);
  auto made = correct(wang, {.kind = CorrectionKind::identity_verified, .identity = "email:w@x.cn", .verified = true});
  EXPECT_FALSE(world.customer(wang).anonymous);
  undo(made.id);
  EXPECT_TRUE(world.customer(wang).anonymous);
  auto doubted = correct(wang, {.kind = CorrectionKind::identity_verified, .identity = "email:w@x.cn", .verified = false});
  world.hear({"email:w@x.cn!"});   // said again, and verified
  EXPECT_EQ(refused(doubted.id), base::ErrorCode::conflict);
}

// Whatever a change did to what is kept in memory: when it is not committed, it did nothing.
TEST_F(CorrectionTest, that_is_not_committed_leaves_everybody_who_they_were) {
  auto wang = world.hear({"user_id:wang", "email:w@x.cn!"}), li = world.hear({"user_id:li"});
  auto fails = [&](CorrectionRequest request) {
    request.reason = "they told us";
    EXPECT_THROW(world->log->command([&](Change& change) {
      record::correct(change, base::show_id('c', wang), request, "mia", "CN");
      throw std::runtime_error("the connection is lost");
    }), std::runtime_error);
  };
  fails({.kind = CorrectionKind::identity_removed, .identity = "email:w@x.cn"});
  EXPECT_EQ(world.hear({"email:w@x.cn!"}), wang);
  fails({.kind = CorrectionKind::identity_moved, .identity = "email:w@x.cn", .to = base::show_id('c', li)});
  EXPECT_EQ(world.hear({"email:w@x.cn!"}), wang);
  EXPECT_EQ(world.person("email:w@x.cn"), base::show_id('c', wang));
  EXPECT_TRUE(world->state.identities.complete());
  for (const auto& finding : check(*world, [](const std::string&) {}).findings) ADD_FAILURE() << finding.what;
}

TEST_F(CorrectionTest, needs_a_reason_and_says_nothing_of_the_person_in_the_audit_log) {
  auto wang = tell("wang", "Wagn", "", "2026-01-01T00:00:00Z");
  EXPECT_THROW(world->log->command([&](Change& change) { record::correct(change, base::show_id('c', wang), {.kind = CorrectionKind::name, .reason = " ", .name = "Wang"}, "mia", "CN"); }), base::Error);
  correct(wang, {.kind = CorrectionKind::name, .name = "Xyzzyplugh"});
  auto details = world->database.reading([](store::Session& session) { return session.all<std::string>("select details || object_id from audit"); });
  ASSERT_EQ(details.size(), 1u);
  EXPECT_EQ(details[0].find("Xyzzy"), std::string::npos);
}

}  // namespace
}  // namespace record
