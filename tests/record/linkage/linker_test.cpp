// What happens while people are being compared: changes, erasures, other settings, a run that is cut off, a second node.
#include "record/linkage/linker.h"

#include <gtest/gtest.h>

#include "base/hash.h"
#include "record/erasures.h"
#include "record/world.h"

namespace record::linkage {
namespace {

const auto quietly = [](const Progress&) {};

Heard told(const std::string& account, const std::string& name, const std::string& born, int minute) {
  Heard one;
  one.identities = claims_of({"user_id:" + account});
  one.at = base::Time{time("2024-05-01T10:00:00Z").micros + minute * 60'000'000LL};
  one.channel = "web";
  one.name = "Signed Up";
  one.source_key = account + "-" + std::to_string(minute);
  one.person_name = name;
  one.traits = base::json_text(base::JsonObject{{"dob", born}, {"postcode", "4711"}});
  return one;
}
CustomerId tell(Record& node, const std::string& account, const std::string& name, const std::string& born, int minute = 0) {
  return node.log->append_now({.source = "shop", .interactions = {told(account, name, born, minute)}}).front().customer;
}
// Thirty people.
void populate(Record& node) {
  static const std::vector<std::string> names{"Ann Lanyon", "Bo Zhang", "Carl Weber", "Dora Quist", "Emil Hartung", "Fay Okafor"};
  for (std::size_t i = 0; i < 30; ++i) tell(node, "p" + std::to_string(i), names[i % names.size()] + std::string(i / 6, 'x'), std::to_string(19500101 + i * 10'000));
  node.settle();
}

std::string born(Record& node, CustomerId person) {
  auto found = node.database.reading([&](store::Session& session) { return indexed(session, person); });
  return found && !found->of(Field::birth_date).empty() ? found->of(Field::birth_date).front() : "";
}
std::int64_t count(Record& node, const std::string& rest, CustomerId person) {
  auto sql = "select count(*) from derived." + rest + " where customer = :c";
  return node.database.reading([&](store::Session& session) { return session.one<std::int64_t>(sql, person).value(); });
}
// Does something once, when the run comes to the step.
std::function<void(const Progress&)> at(Step step, std::function<void()> work) {
  return [step, work, done = std::make_shared<bool>(false)](const Progress& now) {
    if (now.step == step && !std::exchange(*done, true)) work();
  };
}

TEST(Linker, WhoChangesDuringARunIsComparedAgain) {
  World world;
  populate(*world);
  Linker linker(*world);
  linker.catch_up();
  auto person = tell(*world, "p0", "Ann Lanyon", "19610203", 1);
  world->settle();
  linker.run_now({}, at(Step::learning, [&] {
    tell(*world, "p0", "Ann Lanyon", "19720304", 2);
    world->settle();
  }));
  EXPECT_EQ(linker.status().waiting, 1);
  linker.catch_up();
  EXPECT_EQ(born(*world, person), "19720304");
  EXPECT_EQ(linker.status().waiting, 0);
}

TEST(Linker, WhoChangesWhileTheyAreComparedWaitsOn) {
  World world;
  world->database.derive([](store::Session& session) {
    enqueue(session, 7, 100);
    enqueue(session, 8, 101);
    auto seen = queued(session, 10);
    ASSERT_EQ(seen.size(), 2u);
    enqueue(session, 7, 150);
    dequeue(session, seen);
    auto left = queued(session, 10);
    ASSERT_EQ(left.size(), 1u);
    EXPECT_EQ(left.front().customer, 7);
    dequeue_until(session, 149);
    EXPECT_EQ(queue_length(session, 10), 1);
    dequeue_until(session, queued_until(session));
    EXPECT_EQ(queue_length(session, 10), 0);
  });
}

TEST(Linker, WhoIsErasedDuringARunLeavesNothingInTheIndex) {
  World world;
  populate(*world);
  auto person = tell(*world, "gone", "Zhuge Wolong", "19900909");
  tell(*world, "like", "Zhuge Wolong", "19900909");
  world->settle();
  Erasures erasures(*world, [](std::string_view text, std::string_view about) { return base::sha256_hex(std::string(about) + "\n" + std::string(text)); });
  Linker linker(*world);
  // Their values are in the index by then, their keys about to be written.
  linker.run_now({}, at(Step::reading, [&] {
    erasures.ask({.customer = base::show_id('c', person), .reason = "by letter", .now = true}, "mia");
    erasures.run_due();
  }));
  EXPECT_EQ(count(*world, "link_person", person), 0);
  EXPECT_EQ(count(*world, "link_key", person), 0);
  linker.catch_up();
  EXPECT_EQ(count(*world, "link_person", person) + count(*world, "link_key", person), 0);
}

TEST(Linker, SettingsChangedDuringARunLeadToAnother) {
  World world;
  populate(*world);
  Linker linker(*world);
  auto settings = default_settings();
  settings.look = .6;
  linker.run_now({}, at(Step::learning, [&] { world->log->command([&](Change& change) { keep_settings(change.session, settings, change.now, "mia"); }); }));
  linker.catch_up();
  EXPECT_EQ(linker.status().model->id, 2);
  EXPECT_EQ(linker.status().model->settings, 1);
  linker.catch_up();
  EXPECT_EQ(linker.status().model->id, 2) << "once is enough";
}

TEST(Linker, ARunThatWasCutOffIsDoneAgain) {
  World world;
  populate(*world);
  Linker linker(*world);
  linker.catch_up();
  auto person = tell(*world, "p29", "Fay Okaforxxxx", "19790101", 1);
  for (auto step : {Step::reading, Step::learning}) {
    auto before = linker.status().model->id;
    EXPECT_THROW(linker.run_now({}, at(step, [] { throw std::runtime_error("cut off"); })), std::runtime_error);
    EXPECT_EQ(linker.status().model->id, before);
    linker.catch_up();
    EXPECT_EQ(linker.status().model->id, before + 1);
    EXPECT_EQ(born(*world, person), "19790101");
  }
}

// Two nodes: two records over one database, each with leases of its own. Of a database that nobody shares there is one node.
class TwoLinkers : public testing::Test {
 protected:
  void SetUp() override {
    if (!support::on_postgres()) GTEST_SKIP() << "needs PostgreSQL (tools/postgres)";
    database = support::open_database(folder.path());
    database->migrate({rights::migrations(), migrations()});
    a = std::make_unique<Record>(*database, RecordOptions{.region = "CN"});
    b = std::make_unique<Record>(*database, RecordOptions{.region = "CN"});
    populate(*a);
    b->log->look_now();
  }
  void TearDown() override {
    b.reset();
    a.reset();
    database.reset();
  }

  support::TempFolder folder;
  std::unique_ptr<store::Database> database;
  std::unique_ptr<Record> a, b;
};

TEST_F(TwoLinkers, OneRunsAtATime) {
  Linker first(*a), second(*b);
  first.catch_up();
  std::atomic<bool> first_is_over{false}, second_waited{true};
  std::jthread other;
  auto begin_the_other = at(Step::learning, [&] {
    other = std::jthread([&] {
      second.run_now({}, [&](const Progress&) {
        if (!first_is_over) second_waited = false;
      });
    });
    while (second.status().state == LinkerState::idle) std::this_thread::yield();
    EXPECT_EQ(second.status().state, LinkerState::waiting);
  });
  first.run_now({}, [&](const Progress& now) {
    begin_the_other(now);
    if (now.step == Step::done) first_is_over = true;
  });
  other.join();
  EXPECT_TRUE(second_waited);
  EXPECT_EQ(first.status().model->id, 3);
  first.catch_up();
  second.catch_up();
  EXPECT_EQ(first.status().model->id, 3) << "both know of it: no further run";
}

TEST_F(TwoLinkers, AskedOneNodeBothAnswerAfterTheOtherOne) {
  Linker first(*a), second(*b);
  first.catch_up();
  first.start();
  second.start();
  auto over = second.ask({});
  first.ask({});
  while (second.status().runs == over || first.status().runs < 2) std::this_thread::yield();
  EXPECT_FALSE(second.status().failure);
  EXPECT_FALSE(first.status().failure);
  EXPECT_EQ(second.status().model->id, 3);
}

TEST_F(TwoLinkers, TheModelThatAnotherNodeLearntIsUsed) {
  Linker first(*a), second(*b);
  first.catch_up();
  tell(*a, "new", "Gita Anand", "19880717");
  first.catch_up();   // by the first model
  second.run_now({}, quietly);
  tell(*a, "new-again", "Gita Anand", "19880717");
  first.catch_up();
  auto newest = [](store::Session& session) { return session.one<std::int64_t>("select model from merge_suggestion order by id desc limit 1"); };
  auto model = database->reading(newest);
  ASSERT_TRUE(model);
  EXPECT_EQ(*model, 2);
}

}  // namespace
}  // namespace record::linkage
