// The store: migrations, transactions, snapshots, statements within statements, bulk rows, the folder's lock.
#include "store/database.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <future>

#include "base/error.h"
#include "store/bulk.h"
#include "store/health.h"
#include "store/lock.h"
#include "store/sqlite_session.h"
#include "support/database.h"

namespace store {
namespace {

struct Thing {
  std::int64_t id = 0;
  std::string name;
  std::optional<double> weight;
};
BOOST_DESCRIBE_STRUCT(Thing, (), (id, name, weight))

Migrations things() { return {"things", {{1, "create table thing (id integer primary key, name text not null, weight real)"}, {2, "create table derived.shadow (id integer primary key)", true}}}; }

class Store : public testing::Test {
 protected:
  Store() { open(); }
  void open() {
    database.reset();
    database = support::open_database(folder.path());
    database->migrate({things()});
  }
  std::int64_t count() {
    return database->reading([](Session& session) { return session.one<std::int64_t>("select count(*) from thing").value(); });
  }
  support::TempFolder folder;
  std::unique_ptr<Database> database;
};

TEST_F(Store, MigrationsRunOnceAndInOrder) {
  Migrations more{"things", things().steps};
  more.steps.push_back({3, "alter table thing add column extra text default 'x'; insert into thing(id, name) values (100, 'by migration')"});
  more.steps.push_back({4, "update thing set extra = 'later' where id = 100"});
  for (int times = 0; times < 3; ++times) database->migrate({more});
  open();
  database->migrate({more});
  EXPECT_EQ(count(), 1);
  EXPECT_EQ(database->reading([](Session& session) { return session.one<std::string>("select extra from thing where id = 100"); }), "later");
}
TEST_F(Store, MigrationsOfARangeThatCameLaterRunAllTheSame) {
  Migrations more{"things", {{1, things().steps[0].sql}, {30, "insert into thing(id, name) values (30, 'thirty')"}}};
  database->migrate({more});
  more.steps.insert(more.steps.begin() + 1, {10, "insert into thing(id, name) values (10, 'ten')"});
  for (int times = 0; times < 2; ++times) database->migrate({more});
  EXPECT_EQ(count(), 2);
}
TEST_F(Store, AMigrationThatFailsLeavesNothing) {
  Migrations broken{"broken", {{1, "create table half (id integer); insert into nowhere values (1)"}}};
  EXPECT_THROW(database->migrate({broken}), base::Error);
  EXPECT_THROW(database->read([](Session& session) { session.one<int>("select count(*) from half"); }), base::Error);
}
TEST_F(Store, WhatIsWrittenIsThereAfterOpeningAgain) {
  database->write([](Session& session) { session.run("insert into thing(id, name, weight) values (:i, :n, :w)", 1, "文字 'quoted'", std::optional<double>()); });
  open();
  auto thing = database->reading([](Session& session) { return session.one<Thing>("select id, name, weight from thing"); });
  ASSERT_TRUE(thing);
  EXPECT_EQ(thing->name, "文字 'quoted'");
  EXPECT_EQ(thing->weight, std::nullopt);
}
TEST_F(Store, AnExceptionRollsBack) {
  EXPECT_THROW(database->write([](Session& session) {
    session.run("insert into thing(id, name) values (1, 'a')");
    throw std::runtime_error("no");
  }), std::runtime_error);
  EXPECT_EQ(count(), 0);
  try {
    database->write([](Session& session) {
      session.run("insert into thing(id, name) values (1, 'a')");
      session.run("insert into thing(id, name) values (1, 'b')");
    });
    FAIL();
  } catch (const base::Error& error) {
    EXPECT_EQ(error.code, base::ErrorCode::conflict);
  }
  EXPECT_EQ(count(), 0);
  database->write([](Session& session) { session.run("insert into thing(id, name) values (1, 'a')"); });
  EXPECT_EQ(count(), 1) << "and it goes on";
}
TEST_F(Store, AReaderSeesOneSnapshot) {
  database->read([&](Session& session) {
    EXPECT_EQ(session.one<int>("select count(*) from thing"), 0);
    EXPECT_EQ(session.one<int>("select count(*) from derived.shadow"), 0);
    std::async(std::launch::async, [&] {
      database->write([](Session& writing) { writing.run("insert into thing(id, name) values (1, 'a')"); });
      database->derive([](Session& deriving) { deriving.run("insert into derived.shadow(id) values (1)"); });
    }).get();
    EXPECT_EQ(session.one<int>("select count(*) from thing"), 0);
    EXPECT_EQ(session.one<int>("select count(*) from derived.shadow"), 0);
  });
  EXPECT_EQ(count(), 1);
}
TEST_F(Store, AReaderCanNotWrite) {
  EXPECT_THROW(database->read([](Session& session) { session.run("insert into thing(id, name) values (1, 'a')"); }), base::Error);
}
TEST_F(Store, AStatementMayRunWithinItsOwnRows) {
  database->write([](Session& session) {
    for (int n = 1; n <= 5; ++n) session.run("insert into thing(id, name) values (:i, :n)", n, "t" + std::to_string(n));
    int pairs = 0;
    session.each("select id from thing where id > :i", [&](const Row& outer) {
      session.each("select id from thing where id > :i", [&](const Row&) { ++pairs; }, outer.integer(0));
    }, 0);
    EXPECT_EQ(pairs, 4 + 3 + 2 + 1);
  });
}
TEST_F(Store, TheWrongNumberOfParametersIsToldAtOnce) {
  EXPECT_THROW(database->read([](Session& session) { session.all<int>("select id from thing where id = :i"); }), base::Error);
}
TEST_F(Store, BulkRowsOutliveAnyNumberOfOtherStatements) {
  database->write([&](Session& session) {
    auto rows = database->bulk_insert(session, "thing", {"id", "name"});
    for (int n = 1; n <= 600; ++n) {
      session.one<int>("select " + std::to_string(n) + " from thing limit 1");   // each a statement of its own
      rows->set(0, std::int64_t(n));
      rows->set(1, std::string_view("bulk"));
      rows->row();
    }
    rows->finish();
    EXPECT_EQ(session.one<int>("select count(*) from thing"), 600) << "finished rows are there for the statements behind";
  });
  EXPECT_EQ(count(), 600);
}
TEST_F(Store, BulkRowsThatWereNotFinishedAreNotCommitted) {
  auto insert = [&](bool finish) {
    database->write([&](Session& session) {
      auto rows = database->bulk_insert(session, "thing", {"id", "name", "weight"});
      rows->set(0, std::int64_t(1));
      rows->set(1, std::string_view("bulk"));
      rows->set(2, 1.5);
      rows->row();
      if (finish) rows->finish();
    });
  };
  EXPECT_THROW(insert(false), base::Error);
  EXPECT_EQ(count(), 0);
  insert(true);
  EXPECT_EQ(count(), 1);
  EXPECT_THROW(insert(true), base::Error) << "the number is taken";
  EXPECT_EQ(count(), 1);
}
TEST_F(Store, TheGreaterAndTheLesserOfTwoAsEverywhere) {
  EXPECT_EQ(database->reading([](Session& session) { return session.one<std::int64_t>("select greatest(:a, :b) - least(:c, :d)", 7, -2, 7, -2); }), 9);
  EXPECT_EQ(database->reading([](Session& session) { return session.one<double>("select greatest(:a, :b)", 0.25, std::optional<double>()); }), 0.25) << "of what is there";
  EXPECT_EQ(database->reading([](Session& session) { return session.one<std::int64_t>("select least(:a, 9223372036854775807)", std::int64_t(9223372036854775806)); }), 9223372036854775806) << "whole numbers stay whole";
}
TEST_F(Store, WritersWaitForOneAnother) {
  std::vector<std::future<void>> writers;
  for (int n = 0; n < 8; ++n)
    writers.push_back(std::async(std::launch::async, [&] {
      for (int i = 0; i < 25; ++i)
        database->write([](Session& session) { session.run("insert into thing(id, name) values ((select coalesce(max(id), 0) + 1 from thing), 'x')"); });
    }));
  for (auto& writer : writers) writer.get();
  EXPECT_EQ(count(), 200);
  EXPECT_TRUE(database->integrity().empty());
  EXPECT_GT(database->bytes_on_disk(), 0u);
  database->checkpoint();
}
TEST_F(Store, GoesOnByItselfAfterAnotherProgramHeldTheFile) {
  if (database->shared()) GTEST_SKIP() << "only a file can be held by another program";
  auto insert = [&] { database->write([](Session& session) { session.run("insert into thing(id, name) values (1, 'x')"); }); };
  {
    SqliteSession other(folder.path(), SqliteSession::Use::write);
    other.script("begin immediate");
    EXPECT_THROW(insert(), StoreError);
    EXPECT_EQ(database->health().trouble, Trouble::held);
    other.script("rollback");
  }
  insert();
  EXPECT_EQ(count(), 1);
  EXPECT_TRUE(database->health().writable);
}
TEST_F(Store, AReferenceThatPointsNowhereIsFound) {
  database->migrate({{"refs", {{1, "create table ref (thing integer references thing(id))"}}}});
  EXPECT_THROW(database->write([](Session& session) { session.run("insert into ref(thing) values (77)"); }), base::Error);
}
TEST_F(Store, TheFolderBelongsToOneProcess) {
  EXPECT_TRUE(FolderLock::is_held(folder.path()));
  EXPECT_THROW(support::open_database(folder.path()), base::Error);
  database.reset();
  EXPECT_FALSE(FolderLock::is_held(folder.path()));
  int ends[2];
  ASSERT_EQ(::pipe(ends), 0);
  auto child = ::fork();
  if (child == 0) {
    FolderLock lock(folder.path());
    (void)!::write(ends[1], "x", 1);
    ::pause();
  }
  char said;
  ASSERT_EQ(::read(ends[0], &said, 1), 1);
  try {
    support::open_database(folder.path());
    ADD_FAILURE() << "two owners";
  } catch (const base::Error& error) {
    EXPECT_EQ(error.code, base::ErrorCode::unavailable);
    EXPECT_FALSE(error.hint.empty());
  }
  ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);
  EXPECT_NO_THROW(support::open_database(folder.path())) << "the lock ends with the process, however it ends";
}
TEST(StoreFolder, ThatCanNotBeMadeOrIsNoDatabaseSaysSo) {
  EXPECT_THROW(Database::open("/proc/nowhere/data"), base::Error);
  support::TempFolder folder;
  std::FILE* file = std::fopen((folder.path() / "throughline.db").c_str(), "w");
  std::fputs("this is a letter, not a database, and long enough to be looked at as one by anybody who opens it .........", file);
  std::fclose(file);
  try {
    Database::open(folder.path());
    FAIL();
  } catch (const base::Error& error) {
    EXPECT_EQ(error.code, base::ErrorCode::unavailable);
    EXPECT_NE(error.hint.find("backup"), std::string::npos);
  }
}

}  // namespace
}  // namespace store
