// Merges and suggestions as people decide them.
#include "record/decisions.h"

#include <gtest/gtest.h>

#include <set>

#include "base/ids.h"
#include "record/overview.h"
#include "record/world.h"

namespace record {
namespace {

base::ErrorCode code_of(const std::function<void()>& work) {
  try {
    work();
  } catch (const base::Error& error) {
    EXPECT_FALSE(std::string(error.what()).empty());
    return error.code;
  }
  ADD_FAILURE() << "nothing was thrown";
  return base::ErrorCode::internal;
}

// Two accounts that share a mail: one suggestion.
void conflict(World& world) {
  world.hear({"user_id:a", "email:home@example.com!"});
  world.hear({"user_id:b"});
  world.hear({"user_id:b", "email:home@example.com!"});
}

TEST(Merge, WhatCanNotBeJoinedSaysWhy) {
  World world;
  auto a = world.hear({"user_id:a"}), b = world.hear({"user_id:b"});
  Decisions decisions(*world);
  EXPECT_EQ(code_of([&] { decisions.merge({.customers = {"c1"}}, "mia"); }), base::ErrorCode::invalid);
  EXPECT_EQ(code_of([&] { decisions.merge({.customers = {"c1", "c1"}}, "mia"); }), base::ErrorCode::invalid);
  EXPECT_EQ(code_of([&] { decisions.merge({.customers = {"c1", "c99"}}, "mia"); }), base::ErrorCode::not_found);
  EXPECT_EQ(code_of([&] { decisions.merge({.customers = {"c1", "m1"}}, "mia"); }), base::ErrorCode::not_found);
  EXPECT_EQ(code_of([&] { decisions.merge({.customers = {"c1", "c2"}, .suggestion = "g9"}, "mia"); }), base::ErrorCode::not_found);
  auto merge = world.merge(a, b);
  EXPECT_EQ(code_of([&] { world.merge(b, a); }), base::ErrorCode::conflict);
  EXPECT_EQ(code_of([&] { world.undo("m99"); }), base::ErrorCode::not_found);
  world.undo(merge.id);
  EXPECT_EQ(code_of([&] { world.undo(merge.id); }), base::ErrorCode::conflict);
}

// Its evidence names identifiers of those whom it is about.
TEST(Merge, TakesASuggestionOnlyAboutTheTwo) {
  World world;
  conflict(world);
  auto c = world.hear({"user_id:c", "phone:+4915112345678"}), d = world.hear({"user_id:d"});
  Decisions decisions(*world);
  auto suggestion = decisions.suggestions({}).items.at(0).id;
  EXPECT_EQ(code_of([&] { decisions.merge({.customers = {base::show_id('c', c), base::show_id('c', d)}, .suggestion = suggestion}, "mia"); }), base::ErrorCode::not_found);
  EXPECT_EQ(decisions.suggestions({}).items.at(0).state, SuggestionState::open);
  auto merged = decisions.merge({.customers = {"c2", "c1"}, .suggestion = suggestion}, "mia");
  EXPECT_EQ(decisions.one(merged.id).evidence.size(), 1u);
}

TEST(Merge, KeepsWhoDecidedItAndWhy) {
  World world;
  world.hear_named("A", {"user_id:a"});
  world.hear_named("B", {"user_id:b"});
  Decisions decisions(*world);
  auto id = decisions.merge({.customers = {"c2", "c1"}, .reason = "same handwriting"}, "mia@example.com").id;
  auto full = decisions.one(id);
  EXPECT_EQ(full.by, "mia@example.com");
  EXPECT_EQ(full.reason, "same handwriting");
  EXPECT_EQ(full.rule, "person");
  EXPECT_EQ(full.parts.size(), 2u);
  decisions.undo(id, "ben@example.com");
  EXPECT_EQ(decisions.one(id).undone_by, "ben@example.com");
  EXPECT_TRUE(decisions.one(id).parts.empty());
  EXPECT_EQ(decisions.list({.customer = "c1"}).items.size(), 1u) << "undone ones are told too";
}

TEST(Suggestion, IsMadeOnceAndAcceptedByMerging) {
  World world;
  conflict(world);
  world.hear({"user_id:b", "email:home@example.com!"});
  Decisions decisions(*world);
  auto open = decisions.suggestions({}).items;
  ASSERT_EQ(open.size(), 1u);
  EXPECT_EQ(overview(*world).suggestions_open, 1);
  EXPECT_EQ(world.customer(1).suggestions, 1);
  auto merge = decisions.merge({.customers = {open[0].customers[0].id, open[0].customers[1].id}, .suggestion = open[0].id}, "mia");
  EXPECT_TRUE(decisions.suggestions({}).items.empty());
  EXPECT_EQ(decisions.one(merge.id).evidence.at(0).namespace_, "email");
  EXPECT_EQ(code_of([&] { decisions.decide(open[0].id, SuggestionState::dismissed, "mia"); }), base::ErrorCode::conflict);
  decisions.undo(merge.id, "mia");
  EXPECT_EQ(decisions.suggestions({}).items.size(), 1u) << "the question is open again";
}

TEST(Suggestion, ThatWasDismissedDoesNotComeBackByItself) {
  World world;
  conflict(world);
  Decisions decisions(*world);
  auto id = decisions.suggestions({}).items.at(0).id;
  decisions.decide(id, SuggestionState::dismissed, "mia");
  world.hear({"user_id:b", "email:home@example.com!"});
  EXPECT_TRUE(decisions.suggestions({}).items.empty());
  EXPECT_EQ(overview(*world).suggestions_open, 0);
  decisions.decide(id, SuggestionState::open, "mia");
  EXPECT_EQ(decisions.suggestions({}).items.size(), 1u);
}

TEST(Suggestion, ListAndCountsNeverDisagree) {
  World world;
  conflict(world);
  auto c = world.hear({"user_id:c"});
  world.merge(1, c);
  world.merge(2, c);   // one person now, by another way
  EXPECT_TRUE(Decisions(*world).suggestions({}).items.empty());
  EXPECT_EQ(overview(*world).suggestions_open, 0);
  EXPECT_EQ(world.customer(1).suggestions, 0);
}

TEST(Lists, ArePagedByCursorAndRefuseForeignOnes) {
  World world;
  for (int n = 0; n < 12; ++n) world.hear({"user_id:u" + std::to_string(n)});
  for (int n = 2; n <= 12; ++n) world.merge(1, n);
  Decisions decisions(*world);
  std::set<std::string> seen;
  MergeQuery query{.limit = 3};
  do {
    auto page = decisions.list(query);
    for (const auto& merge : page.items) EXPECT_TRUE(seen.insert(merge.id).second);
    query.cursor = page.next;
  } while (query.cursor);
  EXPECT_EQ(seen.size(), 11u);
  for (const char* cursor : {"x", "", "1.2", "99999999999999999999"}) EXPECT_EQ(code_of([&] { decisions.list({.cursor = cursor}); }), base::ErrorCode::invalid) << cursor;
  for (const char* cursor : {"x", "", "1", ".", "1.", "1.x"}) EXPECT_EQ(code_of([&] { world->customers.timeline("c1", {.cursor = cursor}); }), base::ErrorCode::invalid) << cursor;
  EXPECT_EQ(code_of([&] { world->customers.list({.cursor = "x"}); }), base::ErrorCode::invalid);
  for (std::int64_t limit : {0, -1, 1001}) EXPECT_EQ(code_of([&] { world->customers.list({.limit = limit}); }), base::ErrorCode::invalid);
}

}  // namespace
}  // namespace record
