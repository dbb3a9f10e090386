// Two nodes on one database: two records over one store, each with its own memory, appender and timeline.
#include <gtest/gtest.h>

#include <random>

#include "record/check.h"
#include "record/undo.h"
#include "record/world.h"

namespace record {
namespace {

class TwoNodes : public testing::Test {
 protected:
  TwoNodes() : database(support::open_database(folder.path())) {
    database->migrate({rights::migrations(), migrations()});
    a = std::make_unique<Record>(*database, RecordOptions{.region = "CN"});
    b = std::make_unique<Record>(*database, RecordOptions{.region = "CN"});
  }
  ~TwoNodes() override {
    a.reset();
    b.reset();
  }

  static Heard heard(std::initializer_list<std::string> identities, const std::string& key, std::string_view at = "2024-05-01T10:00:00Z") {
    Heard one;
    one.identities = claims_of(identities);
    one.at = time(at);
    one.channel = "web";
    one.name = "Page Viewed";
    one.source_key = key;
    return one;
  }
  static Receipt hear(Record& node, Heard heard, const std::string& source = "shop", std::int64_t import = 0) {
    return node.log->append_now({.source = source, .interactions = {std::move(heard)}, .import = import}).front();
  }
  // The idle look of a node: as when it was told that the other has committed.
  static void look(Record& node) { node.log->look_now(); }

  static std::string person(Record& node, const std::string& identity) {
    std::string ids;
    for (const auto& customer : node.customers.list({.identity = identity}).items) ids += (ids.empty() ? "" : " ") + customer.id;
    return ids;
  }
  static std::string timeline(Record& node, const std::string& identity) {
    std::string keys;
    for (const auto& one : node.customers.timeline(person(node, identity), {.limit = 1000}).items) keys += one.channel + "/" + one.source_key + " ";
    return keys;
  }
  void expect_sound() {
    for (auto* node : {a.get(), b.get()}) {
      look(*node);
      for (const auto& finding : check(*node, [](const std::string&) {}).findings) ADD_FAILURE() << (node == a.get() ? "node a: " : "node b: ") << finding.what;
    }
  }

  support::TempFolder folder;
  std::unique_ptr<store::Database> database;
  std::unique_ptr<Record> a, b;
};

TEST_F(TwoNodes, AKeyThatOneNodeStoredIsARepeatOnTheOther) {
  EXPECT_EQ(hear(*a, heard({"user_id:u"}, "k1")).outcome, Receipt::Outcome::added);
  EXPECT_EQ(hear(*b, heard({"user_id:u"}, "k1")).outcome, Receipt::Outcome::repeated);
  EXPECT_EQ(hear(*b, heard({"user_id:u"}, "k2")).outcome, Receipt::Outcome::added);
  EXPECT_EQ(hear(*a, heard({"user_id:u"}, "k2")).outcome, Receipt::Outcome::repeated);
  expect_sound();
}

TEST_F(TwoNodes, WhoeverOneNodeKnowsTheOtherRecognises) {
  auto first = hear(*a, heard({"user_id:u", "email:wang@x.cn!"}, "k1"));
  auto second = hear(*b, heard({"email:wang@x.cn!"}, "k2"));
  EXPECT_EQ(first.customer, second.customer);
  auto third = hear(*b, heard({"user_id:other"}, "k3"));
  EXPECT_NE(third.customer, first.customer);
  EXPECT_EQ(hear(*a, heard({"user_id:other"}, "k4")).customer, third.customer);
  expect_sound();
}

TEST_F(TwoNodes, WordsThatBothNodesMeetFirstAreOneWord) {
  auto one = heard({"user_id:u"}, "k1"), other = heard({"user_id:u"}, "k2");
  one.name = other.name = "Cart Opened";
  one.channel = other.channel = "kiosk";
  hear(*a, one, "till");
  hear(*b, other, "till");
  EXPECT_EQ(a->state.dictionary.find_activity("kiosk", "Cart Opened"), b->state.dictionary.find_activity("kiosk", "Cart Opened"));
  EXPECT_EQ(database->reading([](store::Session& session) { return session.one<int>("select count(*) from activity where name = 'Cart Opened'").value(); }), 1);
}

// A source that is only opened has a word, but no entry in the log that would tell of it.
TEST_F(TwoNodes, AWordMadeWithoutAnEntryOfTheLogIsFoundAllTheSame) {
  a->log->open_source("till");
  hear(*b, heard({"user_id:u"}, "k1"), "kiosk");
  hear(*b, heard({"user_id:u"}, "k2"), "till");
  EXPECT_EQ(hear(*a, heard({"user_id:u"}, "k2"), "till").outcome, Receipt::Outcome::repeated);
  expect_sound();
}

TEST_F(TwoNodes, ATimelineIsTheSameOnBoth) {
  hear(*a, heard({"user_id:u"}, "k1", "2024-05-01T10:00:00Z"));
  hear(*b, heard({"user_id:u"}, "k2", "2024-05-01T12:00:00Z"));
  hear(*a, heard({"user_id:u"}, "k3", "2024-05-01T11:00:00Z"));
  look(*b);
  EXPECT_EQ(timeline(*a, "user_id:u"), "web/k2 web/k3 web/k1 ");
  EXPECT_EQ(timeline(*b, "user_id:u"), timeline(*a, "user_id:u"));
  for (auto* node : {b.get(), a.get(), b.get()}) {
    node->timeline.flush();
    EXPECT_EQ(timeline(*a, "user_id:u"), "web/k2 web/k3 web/k1 ");
    EXPECT_EQ(timeline(*b, "user_id:u"), "web/k2 web/k3 web/k1 ");
  }
  expect_sound();
}

TEST_F(TwoNodes, AJoinOnOneNodeIsAJoinOnTheOther) {
  auto x = hear(*a, heard({"user_id:x"}, "k1")).customer, y = hear(*a, heard({"user_id:y"}, "k2")).customer;
  hear(*b, heard({"user_id:x"}, "k3"));
  auto merge = Decisions(*a).merge({.customers = {base::show_id('c', x), base::show_id('c', y)}}, "mia@example.com");
  look(*b);
  EXPECT_EQ(b->state.joins.root(y), x);
  Decisions(*b).undo(merge.id, "mia@example.com");
  look(*a);
  EXPECT_EQ(a->state.joins.root(y), y);
  expect_sound();
}

TEST_F(TwoNodes, WhatWasSaidOnTheOtherNodeIsSaidAgain) {
  auto name = [&](Record& node, const std::string& text, const std::string& key, std::string_view at) {
    auto one = heard({"user_id:u"}, key, at);
    one.person_name = text;
    hear(node, one);
  };
  name(*a, "Wang Li", "k1", "2024-05-01T10:00:00Z");
  name(*b, "Li Wang", "k2", "2024-05-02T10:00:00Z");
  name(*a, "Wang Li", "k3", "2024-05-03T10:00:00Z");
  EXPECT_EQ(b->customers.list({.identity = "user_id:u"}).items.at(0).name, "Wang Li");
}

TEST_F(TwoNodes, AnImportUndoneOnOneNodeIsGoneOnTheOther) {
  hear(*a, heard({"user_id:old"}, "k0"));
  hear(*a, heard({"user_id:brought"}, "k1"), "file", 1);
  hear(*b, heard({"user_id:old"}, "k2"), "file", 1);
  b->log->open_source("file");   // an import of the same source waits on the other node
  undo_import(*a, 1, [](std::int64_t) {});
  look(*b);
  EXPECT_EQ(timeline(*b, "user_id:old"), "web/k0 ");
  auto again = hear(*b, heard({"user_id:brought"}, "k1"), "file", 2);
  EXPECT_EQ(again.outcome, Receipt::Outcome::added) << "its key went with the import";
  EXPECT_EQ(person(*a, "user_id:brought"), base::show_id('c', again.customer));
  expect_sound();
}

TEST_F(TwoNodes, AFailureLeavesMemoryAsTheTablesAre) {
  hear(*a, heard({"user_id:u"}, "k1"));
  // Fails after it has taken in what the other node did.
  EXPECT_THROW(b->log->command([](Change& change) {
    change.session.run("update customer set name = 'lost'");
    change.take_position();
    throw base::invalid("no", "");
  }), base::Error);
  EXPECT_EQ(hear(*b, heard({"user_id:u"}, "k1")).outcome, Receipt::Outcome::repeated);
  EXPECT_EQ(timeline(*b, "user_id:u"), "web/k1 ");
  hear(*b, heard({"user_id:u"}, "k2"));
  look(*a);
  EXPECT_EQ(timeline(*a, "user_id:u"), "web/k2 web/k1 ");
  expect_sound();
}

TEST_F(TwoNodes, ANodeThatStartsLateAgrees) {
  for (int i = 0; i < 50; ++i) hear(i % 2 ? *a : *b, heard({"user_id:u" + std::to_string(i % 7)}, "k" + std::to_string(i)));
  a->timeline.flush();
  for (int i = 50; i < 80; ++i) hear(*b, heard({"user_id:u" + std::to_string(i % 7)}, "k" + std::to_string(i)));
  a.reset();
  a = std::make_unique<Record>(*database, RecordOptions{.region = "CN"});
  for (int i = 0; i < 7; ++i) EXPECT_EQ(timeline(*a, "user_id:u" + std::to_string(i)), timeline(*b, "user_id:u" + std::to_string(i)));
  EXPECT_EQ(hear(*a, heard({"user_id:u1"}, "k3")).outcome, Receipt::Outcome::repeated);
  expect_sound();
}

// The database lost the last commits of what is derived (they are not synced): what a node let go long ago is read again.
TEST_F(TwoNodes, WhatTheTimelineLostIsFilledFromTheLog) {
  hear(*a, heard({"user_id:u"}, "k1"));
  a->timeline.flush();
  look(*b);
  b->timeline.flush();
  b->timeline.flush();
  database->derive([](store::Session& session) {
    session.script("delete from derived.timeline; delete from derived.profile_summary; delete from derived.activity_count; delete from derived.source_count; delete from derived.day_count;"
                   "delete from derived.bookmark where reader = 'timeline'");
  });
  hear(*b, heard({"user_id:u"}, "k2"));
  b->timeline.flush();
  EXPECT_EQ(timeline(*b, "user_id:u"), "web/k2 web/k1 ");
  expect_sound();
}

// Everything at once and by chance; whatever was acknowledged is there once, and both nodes and a third, fresh one agree.
TEST_F(TwoNodes, BothAtOnceAgreeInTheEnd) {
  std::set<std::string> keys;
  std::mutex guard;
  auto work = [&](Record& node, unsigned seed) {
    std::mt19937 random(seed);
    for (int round = 0; round < 60; ++round) {
      Batch batch{.source = random() % 3 ? "shop" : "app"};
      for (int i = 0; i < 8; ++i) {
        auto user = "user_id:u" + std::to_string(random() % 12), device = "device:d" + std::to_string(random() % 12), mail = "email:m" + std::to_string(random() % 12) + "@x.cn" + (random() % 2 ? "!" : "");
        Heard one;
        switch (random() % 4) {
          case 0: one = heard({user, device}, ""); break;
          case 1: one = heard({device}, ""); break;
          case 2: one = heard({mail, device}, ""); break;
          default: one = heard({user, mail}, "");
        }
        one.source_key = "k" + std::to_string(random() % 500);
        one.at.micros += static_cast<std::int64_t>(random() % 1000) * base::second;
        batch.interactions.push_back(one);
      }
      auto told = batch;
      node.log->append_now(std::move(batch));
      std::lock_guard lock(guard);
      for (const auto& one : told.interactions) keys.insert(told.source + "/" + one.source_key);
      if (round % 20 == 19) node.timeline.flush();
    }
  };
  {
    std::jthread one([&] { work(*a, 7); }), other([&] { work(*b, 8); });
  }
  look(*a);
  look(*b);
  auto stored = database->reading([](store::Session& session) { return session.one<std::int64_t>("select count(*) from interaction").value(); });
  EXPECT_EQ(stored, static_cast<std::int64_t>(keys.size()));
  Record third(*database, {.region = "CN"});
  for (int i = 0; i < 12; ++i) {
    auto who = "user_id:u" + std::to_string(i);
    ASSERT_EQ(person(*a, who), person(*b, who));
    if (person(*a, who).empty()) continue;
    EXPECT_EQ(timeline(*a, who), timeline(*b, who));
    EXPECT_EQ(timeline(third, who), timeline(*b, who));
  }
  for (CustomerId id = 1; id < third.state.next_customer; ++id) {
    EXPECT_EQ(a->state.joins.root(id), third.state.joins.root(id));
    EXPECT_EQ(b->state.joins.root(id), third.state.joins.root(id));
  }
  expect_sound();
}

}  // namespace
}  // namespace record
