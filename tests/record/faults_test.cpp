// The n-th write, truncation or sync of a run fails: full disk, input/output error, half a write, a sync that is not
// confirmed. Whoever sends is told so, what was acknowledged is kept, nothing else is, and it goes on by itself; but after
// a sync that failed nothing is written until a new start.
#include <gtest/gtest.h>

#include <set>

#include "base/log.h"
#include "access/migrations.h"
#include "record/check.h"
#include "record/correction.h"
#include "record/world.h"
#include "support/disk.h"

namespace record {
namespace {

using support::Disk;

Heard event(const std::string& key, int person) {
  Heard one;
  one.identities = {claim_of("user_id:u" + std::to_string(person)), claim_of("device:d" + std::to_string(person))};
  one.at = base::Time{1'780'000'000 * base::second};
  one.channel = "web";
  one.name = "Page";
  one.source_key = key;
  one.text = std::string(1500, 'x');
  return one;
}

struct Outcome {
  std::set<std::string> kept, refused;
  bool dead = false;
  long failed = 0;
};

// Sends and joins while one step of the disk fails; then looks at what a new start finds.
Outcome live(const std::filesystem::path& folder, long n, int code) {
  Outcome outcome;
  auto& disk = Disk::of_this_process();
  {
    auto database = store::Database::open(folder);
    database->migrate({rights::migrations(), migrations()});
    Record record(*database, {.region = "CN"});
    for (int i = 0; i < 4; ++i) record.log->append_now({.source = "shop", .interactions = {event("before-" + std::to_string(i), i)}}), outcome.kept.insert("before-" + std::to_string(i));
    disk.fail(n, code, false);
    for (int i = 0; i < 30; ++i) {
      auto key = "k" + std::to_string(i);
      try {
        record.log->append_now({.source = "shop", .interactions = {event(key, i % 7)}});
        outcome.kept.insert(key);
      } catch (const base::Error& error) {
        EXPECT_EQ(error.code, base::ErrorCode::unavailable) << error.what();
        EXPECT_FALSE(error.hint.empty());
        outcome.refused.insert(key);
      }
      if (i % 10 == 9) database->checkpoint();
    }
    outcome.failed = disk.failed();
    disk.heal();
    auto health = database->health();
    outcome.dead = health.trouble == store::Trouble::sync_failed;
    for (int waited = 0; !outcome.dead && !database->health().writable && waited < 500; ++waited) std::this_thread::sleep_for(std::chrono::milliseconds(20));
    try {
      record.log->append_now({.source = "shop", .interactions = {event("after", 1)}});
      outcome.kept.insert("after");
      EXPECT_FALSE(outcome.dead) << "it wrote after a sync that failed";
    } catch (const base::Error& error) {
      EXPECT_TRUE(outcome.dead) << "it does not go on: " << error.what();
    }
    EXPECT_EQ(database->reading([](store::Session& session) { return session.one<int>("select 1"); }), 1) << "reading goes on";
  }
  auto database = store::Database::open(folder);
  database->migrate({rights::migrations(), migrations()});
  Record record(*database, {.region = "CN"});
  for (const auto& finding : check(record, [](const std::string&) {}).findings) ADD_FAILURE() << finding.what;
  std::multiset<std::string> stored;
  database->read([&](store::Session& session) { session.each("select source_key from interaction", [&](const store::Row& row) { stored.emplace(row.text(0)); }); });
  for (const auto& key : outcome.kept) EXPECT_EQ(stored.count(key), 1u) << "acknowledged: " << key;
  for (const auto& key : stored) EXPECT_TRUE(outcome.kept.contains(key) || outcome.refused.contains(key) || key == "after") << key;
  EXPECT_NO_THROW(record.log->append_now({.source = "shop", .interactions = {event("anew", 2)}})) << "a new start writes";
  return outcome;
}

class Faults : public testing::TestWithParam<std::pair<const char*, int>> {};

TEST_P(Faults, TheNthStepFails) {
  if (support::on_postgres()) GTEST_SKIP() << "it is SQLite's disk that fails";
  base::log::set_level("error");
  const bool all = std::getenv("THROUGHLINE_CRASH_POINTS");
  long failed = 0, refused = 0, dead = 0;
  for (long n = 1; n <= 90 && !testing::Test::HasFailure(); n += all ? 1 : 11) {
    SCOPED_TRACE("step " + std::to_string(n));
    support::TempFolder folder;
    auto outcome = live(folder, n, GetParam().second);
    failed += outcome.failed;
    refused += static_cast<long>(outcome.refused.size());
    dead += outcome.dead;
  }
  base::log::set_level("error");
  EXPECT_GT(failed, 0) << "nothing failed: the run is too short";
  if (GetParam().second == SQLITE_IOERR_FSYNC) EXPECT_GT(dead, 0);
  else EXPECT_EQ(dead, 0);
}

INSTANTIATE_TEST_SUITE_P(Disk, Faults, testing::Values(std::pair{"full", SQLITE_FULL}, std::pair{"error", SQLITE_IOERR_WRITE}, std::pair{"half", SQLITE_IOERR}, std::pair{"sync", SQLITE_IOERR_FSYNC}),
                         [](const auto& one) { return one.param.first; });

// What is kept in memory of who holds an identifier is what the tables hold, also after a change that the disk refused.
TEST(FaultsOfChanges, AnIdentifierThatACorrectionCouldNotTakeAwayIsStillTheirs) {
  if (support::on_postgres()) GTEST_SKIP() << "it is SQLite's disk that fails";
  base::log::set_level("error");
  auto& disk = Disk::of_this_process();   // before the first file is opened
  World world;
  auto wang = world.hear({"user_id:wang", "email:w@x.cn!"});
  world->settle();
  disk.fail(1, SQLITE_FULL, true);   // from now on, whoever writes
  EXPECT_THROW(world->log->command([&](Change& change) { correct(change, base::show_id('c', wang), {.kind = CorrectionKind::identity_removed, .reason = "a mistake", .identity = "email:w@x.cn"}, "mia", "CN"); }), base::Error);
  EXPECT_GE(disk.failed(), 1);
  disk.heal();
  for (int waited = 0; !world.database().health().writable && waited < 500; ++waited) std::this_thread::sleep_for(std::chrono::milliseconds(20));
  EXPECT_EQ(world.person("email:w@x.cn"), base::show_id('c', wang)) << "it was rolled back";
  EXPECT_EQ(world.hear({"email:w@x.cn!"}), wang);
  for (const auto& finding : check(*world, [](const std::string&) {}).findings) ADD_FAILURE() << finding.what;
}

}  // namespace
}  // namespace record
