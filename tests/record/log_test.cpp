// The log: group commit, repeats, overload, and failures that take nobody along.
#include "record/log.h"

#include <gtest/gtest.h>

#include "base/limits.h"
#include "record/check.h"
#include "record/world.h"

namespace record {
namespace {

Batch batch_of(World& world, std::initializer_list<std::string> keys, std::string source = "shop") {
  Batch batch{.source = std::move(source)};
  for (const auto& key : keys) {
    batch.interactions.push_back(world.heard({claim_of("user_id:u")}));
    batch.interactions.back().source_key = key;
  }
  return batch;
}

std::string outcomes(const std::vector<Receipt>& receipts) {
  std::string text;
  for (const auto& receipt : receipts) text += receipt.outcome == Receipt::Outcome::added ? 'a' : 'r';
  return text;
}

void expect_sound(World& world) {
  for (const auto& finding : check(*world, [](const std::string&) {}).findings) ADD_FAILURE() << finding.what;
}

// Holds the store's writer, so that batches queue up behind it.
class Blocking {
 public:
  explicit Blocking(store::Database& database)
      : thread_([this, &database] {
          database.write([this](store::Session&) {
            holding_.set_value();
            done_.get_future().wait();
          });
        }) {
    holding_.get_future().wait();
  }
  ~Blocking() {
    done_.set_value();
    thread_.join();
  }

 private:
  std::promise<void> holding_, done_;
  std::thread thread_;
};

TEST(Log, TheSameKeyIsStoredOnceHoweverOftenItComes) {
  World world;
  EXPECT_EQ(outcomes(world->log->append_now(batch_of(world, {"k1", "k2", "k1"}))), "aar");
  EXPECT_EQ(outcomes(world->log->append_now(batch_of(world, {"k2", "k3"}))), "ra");
  EXPECT_EQ(outcomes(world->log->append_now(batch_of(world, {"k1"}, "web"))), "a") << "another source has keys of its own";
  world.reopen();
  EXPECT_EQ(outcomes(world->log->append_now(batch_of(world, {"k1", "k2", "k3", "k4"}))), "rrra");
  EXPECT_EQ(outcomes(world->log->append_now(batch_of(world, {"k1"}, "web"))), "r");
  EXPECT_EQ(world.customer(1).interactions, 5);
  expect_sound(world);
}

TEST(Log, AnImportAndWhatIsHeardLiveNeverStoreTheSameKeyTwice) {
  World world;
  auto import = [&](std::initializer_list<std::string> keys) {
    world->log->open_source("shop");
    auto batch = batch_of(world, keys);
    batch.import = 1;
    auto receipts = world->log->append_now(std::move(batch));
    world->log->close_source("shop");
    return outcomes(receipts);
  };
  world->log->append_now(batch_of(world, {"k1"}));
  EXPECT_EQ(import({"k1", "k2", "k2"}), "rar");
  EXPECT_EQ(import({"k2", "k3"}), "ra") << "another import of the same source";
  EXPECT_EQ(outcomes(world->log->append_now(batch_of(world, {"k1", "k2", "k4"}))), "rra");
  world.reopen();
  EXPECT_EQ(outcomes(world->log->append_now(batch_of(world, {"k1", "k3", "k4", "k5"}))), "rrra");
  EXPECT_EQ(import({"k5", "k6"}), "ra");
  expect_sound(world);
}

TEST(Log, BatchesThatWaitAreCommittedTogetherInTheirOrder) {
  World world;
  std::vector<std::future<std::vector<Receipt>>> futures;
  {
    Blocking blocking(world.database());
    for (int n = 0; n < 50; ++n) futures.push_back(world->log->append(batch_of(world, {"a" + std::to_string(n), "b" + std::to_string(n)})));
  }
  Position last = 0;
  for (auto& future : futures)
    for (const auto& receipt : future.get()) {
      EXPECT_GT(receipt.id, last);
      last = receipt.id;
    }
  EXPECT_GE(world->log->position(), 100);
  EXPECT_EQ(world.customer(1).interactions, 100);
}

TEST(Log, WhoeverIsAnsweredFindsItOnTheTimelineAtOnce) {
  World world;
  for (int n = 1; n <= 20; ++n) {
    world.hear({"user_id:u"});
    EXPECT_EQ(world.timeline("c1").size(), std::size_t(n));
  }
}

TEST(Log, SaysComeBackLaterRatherThanHoldMoreThanItsLimit) {
  World world;
  std::vector<std::future<std::vector<Receipt>>> futures;
  std::size_t queued = 0;
  bool refused = false;
  {
    Blocking blocking(world.database());
    Batch large{.source = "shop"};
    large.interactions.assign(base::limits::batch_events, world.heard({claim_of("user_id:u")}));
    for (std::size_t n = 0; n <= base::limits::queued_events / base::limits::batch_events + 6 && !refused; ++n) {
      try {
        futures.push_back(world->log->append(record::Batch(large)));
        queued += large.interactions.size();
      } catch (const base::Error& error) {
        refused = true;
        EXPECT_EQ(error.code, base::ErrorCode::overloaded);
        EXPECT_GT(error.retry_after_seconds, 0);
      }
    }
    EXPECT_TRUE(refused);
    EXPECT_LE(queued, base::limits::queued_events + 25'000);
  }
  for (auto& future : futures) EXPECT_EQ(future.get().size(), base::limits::batch_events);
  EXPECT_EQ(world.customer(1).interactions, 1) << "all had the same key";
  EXPECT_EQ(outcomes(world->log->append_now(batch_of(world, {"later"}))), "a") << "and goes on";
}

TEST(Log, ABatchThatCanNotBeStoredTakesNobodyAlong) {
  World world;
  world.hear({"user_id:before"});
  std::future<std::vector<Receipt>> good, bad, other;
  {
    Blocking blocking(world.database());
    world->log->append(batch_of(world, {"first"}));
    good = world->log->append(batch_of(world, {"good"}));
    auto broken = batch_of(world, {"bad-1", "bad-2"});
    broken.interactions[1].traits = "this is no JSON";   // no adapter sends it: it breaks in the middle of the transaction
    bad = world->log->append(std::move(broken));
    other = world->log->append(batch_of(world, {"other", "good"}));
  }
  EXPECT_EQ(outcomes(good.get()), "a");
  EXPECT_ANY_THROW(bad.get());
  EXPECT_EQ(outcomes(other.get()), "ar");
  // Nothing of the bad one is there, and its keys are free.
  EXPECT_EQ(outcomes(world->log->append_now(batch_of(world, {"bad-1", "bad-2"}))), "aa");
  EXPECT_EQ(world.timeline(world.person("user_id:u")).size(), 5u);
  expect_sound(world);
}

TEST(Log, ACommandThatFailsLeavesEverythingAsItWas) {
  World world;
  auto a = world.hear({"user_id:a"}), b = world.hear({"user_id:b"});
  auto position = world->log->position();
  EXPECT_THROW(world->log->command([&](Change& change) {
    join(change, {.a = a, .b = b, .rule = "person", .by = "mia"});
    change.notice(NoticeKind::profile_changed, a);
    throw base::invalid("changed my mind");
  }), base::Error);
  EXPECT_EQ(world->log->position(), position);
  EXPECT_EQ(world.customer(a).interactions, 1);
  EXPECT_EQ(world.hear({"user_id:b"}), b);
  EXPECT_EQ(world.merge(a, b).customer, base::show_id('c', a)) << "they were not joined in memory either";
  expect_sound(world);
}

TEST(Log, IsEmptiedBeforeItEnds) {
  World world;
  auto future = world->log->append(batch_of(world, {"last"}));
  world.reopen();
  EXPECT_EQ(outcomes(future.get()), "a");
  EXPECT_EQ(outcomes(world->log->append_now(batch_of(world, {"last"}))), "r");
}

}  // namespace
}  // namespace record
