// Undoing an import as a whole.
#include "record/undo.h"

#include <gtest/gtest.h>

#include "record/check.h"
#include "record/overview.h"
#include "record/world.h"

namespace record {
namespace {

void expect_sound(World& world) {
  for (const auto& finding : check(*world, [](const std::string&) {}).findings) ADD_FAILURE() << finding.what;
}

// Twenty people of the import, every fourth of them heard in the shop as well; ten who were there before.
void fill(World& world) {
  for (int n = 0; n < 10; ++n) world.hear_named("Before " + std::to_string(n), {"user_id:old" + std::to_string(n), "device:d" + std::to_string(n)});
  for (int n = 0; n < 60; ++n) {
    auto one = world.heard(claims_of({n % 3 == 0 ? "user_id:old" + std::to_string(n % 10) : "user_id:new" + std::to_string(n % 20), "email:m" + std::to_string(n % 20) + "@example.com!"}), "2025-01-01T00:00:00Z");
    one.person_name = "Imported " + std::to_string(n);
    one.traits = R"({"city":"上海","n":)" + std::to_string(n) + "}";
    one.amount = Amount{100 + n, "CNY"};
    one.channel = "post";
    world.hear(std::move(one), "crm", 7);
  }
  for (int n = 0; n < 20; n += 4) world.hear({"user_id:new" + std::to_string(n)}, "2024-08-01T00:00:00Z");
}

// All that can be read of the record, by what people call it (not by number).
std::map<std::string, std::string> everything(World& world) {
  world->settle();
  std::map<std::string, std::string> all;
  CustomerQuery query{.limit = 1000};
  for (const auto& customer : world->customers.list(query).items) {
    auto full = world->customers.one(customer.id);
    std::string identities;
    for (const auto& item : full.identities) identities += item.namespace_ + ":" + item.value + " ";
    std::string worth;
    for (const auto& one : full.worth) worth += one.currency + std::to_string(one.minor) + " ";
    all[identities] = full.name + "|" + (full.anonymous ? "anonymous" : "identified") + "|" + std::to_string(full.interactions) + "|" + boost::json::serialize(full.traits) + "|" + worth;
  }
  auto whole = overview(*world);
  for (const auto& channel : whole.channels) all["channel " + channel.channel] = std::to_string(channel.interactions) + " " + base::to_string(channel.last_at);
  for (const auto& source : whole.sources) all["source " + source.source] = std::to_string(source.interactions) + " " + base::to_string(source.last_at);
  for (const auto& day : whole.days) all["day " + day.day] = std::to_string(day.interactions);
  return all;
}

std::int64_t undo(World& world, std::int64_t import) { return undo_import(*world, import, [](std::int64_t) {}); }

TEST(UndoImport, LeavesWhatIsThereWithoutIt) {
  World world;
  for (int n = 0; n < 10; ++n) world.hear_named("Before " + std::to_string(n), {"user_id:old" + std::to_string(n), "device:d" + std::to_string(n)});
  auto before = everything(world);
  for (int n = 0; n < 60; ++n) {
    auto one = world.heard(claims_of({n % 3 == 0 ? "user_id:old" + std::to_string(n % 10) : "user_id:new" + std::to_string(n % 20), "email:m" + std::to_string(n) + "@example.com!"}), "2099-01-01T00:00:00Z");
    one.at = base::Time{base::now().micros + base::day};   // wrongly dated: the last moments go back too
    one.person_name = "Imported";
    world.hear(std::move(one), "crm", 7);
  }
  world->settle();
  EXPECT_EQ(undo(world, 7), 60);
  EXPECT_EQ(everything(world), before);
  expect_sound(world);
}

TEST(UndoImport, KeepsWhoWasHeardElsewhereAndWhatWasSaidThere) {
  World world;
  fill(world);
  auto renamed = world.heard(claims_of({"user_id:new4"}), "2025-06-01T00:00:00Z");
  renamed.person_name = "Said Later";
  renamed.traits = R"({"vip":true})";
  world.hear(std::move(renamed));
  EXPECT_EQ(undo(world, 7), 60);
  EXPECT_EQ(world.person("user_id:new1"), "");
  auto kept = world.customer(*base::read_id('c', world.person("user_id:new4")));
  EXPECT_EQ(kept.name, "Said Later");
  EXPECT_EQ(boost::json::serialize(kept.traits), R"({"vip":true})");
  EXPECT_EQ(kept.interactions, 2);
  EXPECT_TRUE(kept.worth.empty());
  auto old = world.customer(*base::read_id('c', world.person("user_id:old3")));
  EXPECT_EQ(old.name, "Before 3");
  EXPECT_EQ(old.interactions, 1);
  EXPECT_TRUE(old.traits.empty());
  expect_sound(world);
  auto now = everything(world);
  world.rebuild();
  EXPECT_EQ(everything(world), now) << "built anew from the log it is the same";
  EXPECT_EQ(undo(world, 7), 0) << "twice is once";
  EXPECT_EQ(everything(world), now);
}

TEST(UndoImport, TwoImportsAreUndoneInAnyOrder) {
  for (bool first_first : {true, false}) {
    World world;
    world.hear_named("Said", {"user_id:a"});
    auto before = everything(world);
    for (int import : {1, 2}) {
      auto one = world.heard(claims_of({"user_id:a", "phone:1390000000" + std::to_string(import)}), import == 1 ? "2024-06-01T00:00:00Z" : "2024-07-01T00:00:00Z");
      one.person_name = "Import " + std::to_string(import);
      world.hear(std::move(one), "crm", import);
    }
    undo(world, first_first ? 1 : 2);
    EXPECT_EQ(world.customer(1).name, first_first ? "Import 2" : "Import 1");
    undo(world, first_first ? 2 : 1);
    EXPECT_EQ(everything(world), before);
    expect_sound(world);
  }
}

TEST(UndoImport, GoesOnWhereItStoppedWhenItFailsInTheMiddle) {
  for (bool restarted : {true, false}) {
    World whole, halved;
    fill(whole);
    fill(halved);
    undo(whole, 7);
    EXPECT_THROW(undo_import(*halved, 7, [](std::int64_t) { throw std::runtime_error("the power went"); }), std::runtime_error);
    if (restarted) halved.reopen();
    undo(halved, 7);
    EXPECT_EQ(everything(halved), everything(whole));
    expect_sound(halved);
  }
}

TEST(UndoImport, WhatWasSweptHalfBeforeAKillIsSweptAtTheNextStart) {
  World world;
  fill(world);
  world->settle();
  auto interactions = overview(*world).interactions;
  // As far as a kill may come: the notice and the rows are committed, nothing derived has followed.
  world->log->command([&](Change& change) {
    change.notice(NoticeKind::import_undone, 7, R"({"first":1,"last":100000,"source":2})");
    change.session.run("delete from interaction where import = 7");
  });
  EXPECT_EQ(world.timeline(world.person("user_id:new4")).size(), 1u) << "what is gone is not shown, swept or not";
  world.reopen();
  EXPECT_EQ(overview(*world).interactions, interactions - 60);
  undo(world, 7);
  expect_sound(world);
}

TEST(UndoImport, TheSameFileComesInAgainAfterwards) {
  World world;
  auto row = [&] {
    auto one = world.heard(claims_of({"user_id:again"}));
    one.source_key = "row-1";
    return one;
  };
  world->log->open_source("crm");
  world.hear(row(), "crm", 1);
  world->log->close_source("crm");
  world.hear(world.heard(claims_of({"user_id:live"})), "crm");   // from now on the source's keys are held
  undo(world, 1);
  world->log->open_source("crm");
  EXPECT_EQ(world.hear(row(), "crm", 2).outcome, Receipt::Outcome::added);
  world->log->close_source("crm");
  expect_sound(world);
}

}  // namespace
}  // namespace record
