// What PostgreSQL alone has to show: several nodes and one writer, lost connections, stuck sessions, statements sent ahead.
#include <gtest/gtest.h>

#include <future>
#include <thread>

#include "base/error.h"
#include "base/log.h"
#include "store/bulk.h"
#include "support/database.h"

namespace store {
namespace {

class Postgres : public testing::Test {
 protected:
  void SetUp() override {
    if (!support::on_postgres()) GTEST_SKIP() << "needs a PostgreSQL: tools/postgres run build/tests/store_test";
    base::log::set_level("error");
    address = support::database_address(folder.path());
    database = Database::open(folder.path(), address);
    database->migrate({{"things", {{1, "create table thing (id integer primary key, name text, weight real)"}}}});
  }
  // Another node: a process of its own as far as the database can tell.
  std::unique_ptr<Database> another_node() { return Database::open({}, address); }
  std::unique_ptr<PostgresSession> by_hand() { return std::make_unique<PostgresSession>(address, PostgresSession::Use::write); }
  static void add(Session& session, std::int64_t id) { session.run("insert into thing(id, name) values (:i, 'x')", id); }
  static std::int64_t count(Session& session) { return session.one<std::int64_t>("select count(*) from thing").value(); }
  std::int64_t count() { return database->reading([](Session& session) { return count(session); }); }
  // Ends every other connection to the database, as a restart of the server does.
  void end_connections() { by_hand()->command("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()"); }

  static base::ErrorCode code_of(const std::function<void()>& work) {
    try {
      work();
    } catch (const base::Error& error) {
      EXPECT_TRUE(error.code == base::ErrorCode::conflict || error.code == base::ErrorCode::internal || !error.hint.empty()) << error.what();
      return error.code;
    }
    ADD_FAILURE() << "nothing was thrown";
    return base::ErrorCode::internal;
  }

  support::TempFolder folder;
  std::string address;
  std::unique_ptr<Database> database;
};

TEST_F(Postgres, ASecondNodeWaitsForItsTurnAndThenSeesWhatTheFirstHasWritten) {
  auto other = another_node();
  std::promise<void> inside;
  std::future<std::int64_t> seen;
  database->write([&](Session& session) {
    add(session, 1);
    seen = std::async(std::launch::async, [&] {
      inside.set_value();
      return other->writing([](Session& theirs) {
        auto n = count(theirs);
        add(theirs, 2);
        return n;
      });
    });
    inside.get_future().wait();
    EXPECT_EQ(seen.wait_for(std::chrono::milliseconds(200)), std::future_status::timeout) << "two write at once";
    EXPECT_EQ(count(session), 1);
  });
  EXPECT_EQ(seen.get(), 1) << "its snapshot is from after its turn came";
  EXPECT_EQ(count(), 2);
}
TEST_F(Postgres, NodesThatOpenAtOnceMigrateOnce) {
  std::vector<std::future<void>> nodes;
  for (int n = 0; n < 4; ++n)
    nodes.push_back(std::async(std::launch::async, [&] {
      auto node = another_node();
      node->migrate({{"more", {{1, "create table once (id integer primary key)"}, {2, "create table derived.once (id integer primary key)", true}}}});
    }));
  for (auto& node : nodes) node.get();
}
TEST_F(Postgres, AConnectionThatWasLostIdleIsNotNoticed) {
  database->write([](Session& session) { add(session, 1); });
  EXPECT_EQ(count(), 1);
  end_connections();
  database->write([](Session& session) { add(session, 2); });
  database->derive([](Session& session) { session.one<int>("select 1"); });
  EXPECT_EQ(count(), 2);
}
TEST_F(Postgres, AConnectionThatIsLostInATransactionFailsItAndTheNextGoesOn) {
  EXPECT_EQ(code_of([&] {
    database->write([&](Session& session) {
      add(session, 1);
      end_connections();
      add(session, 2);
    });
  }), base::ErrorCode::unavailable);
  EXPECT_EQ(code_of([&] {
    database->write([&](Session& session) {
      add(session, 1);
      end_connections();
    });
  }), base::ErrorCode::unavailable) << "at the commit";
  EXPECT_EQ(code_of([&] {
    database->write([&](Session& session) {
      auto rows = database->bulk_insert(session, "thing", {"id", "name"});
      rows->set(0, std::int64_t(1));
      rows->row();
      end_connections();
      rows->finish();
    });
  }), base::ErrorCode::unavailable) << "in bulk";
  EXPECT_EQ(code_of([&] {
    database->read([&](Session& session) {
      end_connections();
      count(session);
    });
  }), base::ErrorCode::unavailable);
  EXPECT_EQ(count(), 0);
  database->write([](Session& session) { add(session, 3); });
  EXPECT_EQ(count(), 1);
}
TEST_F(Postgres, WhoHoldsTheTurnAndSaysNothingLosesIt) {
  auto silent = by_hand();
  silent->command("set idle_in_transaction_session_timeout = 0");   // as a program of somebody else's
  silent->command("begin; lock table throughline.write_turn in exclusive mode; insert into thing(id) values (77)");
  database->write([](Session& session) { add(session, 1); });   // waits some seconds, then ends it
  EXPECT_EQ(code_of([&] { silent->command("commit"); }), base::ErrorCode::unavailable);
  EXPECT_EQ(count(), 1);
}
TEST_F(Postgres, WhoStopsInTheMiddleOfACopyLosesItsTurn) {
  auto silent = PQconnectdb(address.c_str());
  PQclear(PQexec(silent, "begin; lock table throughline.write_turn in exclusive mode"));
  auto copy = PQexec(silent, "copy throughline.thing(id) from stdin");
  ASSERT_EQ(PQresultStatus(copy), PGRES_COPY_IN);
  PQclear(copy);
  database->write([](Session& session) { add(session, 1); });
  PQfinish(silent);
  EXPECT_EQ(count(), 1);
}
TEST_F(Postgres, WhatWasSentAheadComesInOrderAndTellsItsRefusal) {
  database->write([](Session& session) {
    for (int n = 1; n <= 1000; ++n) {
      session.run_later("insert into thing(id, name) values (:i, :n)", n, "n" + std::to_string(n));
      if (n % 7 == 0) session.run_later("update thing set weight = :w where id = :i", n / 2.0, n);
      if (n % 300 == 0) EXPECT_EQ(count(session), n);
    }
  });
  EXPECT_EQ(database->reading([](Session& session) { return session.one<double>("select sum(weight) from thing"); }), 7.0 * (142 * 143 / 2) / 2);
  EXPECT_EQ(code_of([&] { database->write([](Session& session) { session.run_later("insert into thing(id) values (1)"); }); }), base::ErrorCode::conflict) << "at the commit at the latest";
  EXPECT_EQ(code_of([&] {
    database->write([](Session& session) {
      session.run_later("insert into thing(id) values (5000)");
      session.run_later("insert into thing(id) values (1)");
      session.run_later("insert into thing(id) values (5001)");
      count(session);
    });
  }), base::ErrorCode::conflict);
  EXPECT_EQ(count(), 1000);
  database->write([](Session& session) { add(session, 5000); });
}
TEST_F(Postgres, RowsComeInSlicesAndStatementsRunAmongThem) {
  database->write([&](Session& session) {
    auto rows = database->bulk_insert(session, "thing", {"id", "name", "weight"});
    for (int n = 1; n <= 5000; ++n) {
      rows->set(0, std::int64_t(n));
      if (n % 2) rows->set(1, std::string_view("odd"));
      rows->set(2, std::int64_t(n));   // a whole number in a column of reals
      rows->row();
    }
    rows->finish();
  });
  database->write([](Session& session) {
    std::int64_t next = 0, odd = 0;
    session.each("select id, name, weight from thing order by id", [&](const Row& row) {
      EXPECT_EQ(row.integer(0), ++next);
      EXPECT_EQ(row.real(2), static_cast<double>(next));
      odd += row.is_null(1) ? 0 : 1;
      if (next == 3 || next == 2000) EXPECT_EQ(session.run("update thing set name = 'seen' where id = :i", next), 1);
    });
    EXPECT_EQ(next, 5000);
    EXPECT_EQ(odd, 2500);
  });
  EXPECT_THROW(database->read([](Session& session) { session.each("select id from thing", [](const Row& row) { if (row.integer(0) == 700) throw std::runtime_error("enough"); }); }), std::runtime_error);
  EXPECT_EQ(code_of([&] { database->read([](Session& session) { session.each("select 1 / (id - 4000) from thing order by id", [](const Row&) {}); }); }), base::ErrorCode::invalid);
  EXPECT_EQ(count(), 5000) << "and it goes on";
}
TEST_F(Postgres, AnErrorThatWasSwallowedIsNotCommitted) {
  EXPECT_THROW(database->write([](Session& session) {
    add(session, 1);
    try {
      add(session, 1);
    } catch (const base::Error&) {
    }
  }), base::Error);
  EXPECT_EQ(count(), 0);
}
TEST_F(Postgres, TextsAreWholeAndBytesThatAreNoTextAreRefused) {
  std::string odd = "'quoted' \\ \"; 文字 😀 \n\t $1 :a";
  database->write([&](Session& session) { session.run("insert into thing(id, name) values (:i, :n)", 1, odd); });
  EXPECT_EQ(database->reading([](Session& session) { return session.one<std::string>("select name from thing"); }), odd);
  for (std::string bad : {std::string("a\0b", 3), std::string("\xff\xfe")})
    EXPECT_EQ(code_of([&] { database->write([&](Session& session) { session.run("insert into thing(id, name) values (:i, :n)", 2, bad); }); }), base::ErrorCode::invalid);
}
TEST_F(Postgres, TextsCompareByTheirBytes) {
  database->write([](Session& session) {
    int n = 0;
    for (const char* name : {"b", "B", "a", "_", "é", "中", "Z"}) session.run("insert into thing(id, name) values (:i, :n)", ++n, name);
  });
  EXPECT_EQ(database->reading([](Session& session) { return session.all<std::string>("select name from thing order by name"); }), (std::vector<std::string>{"B", "Z", "_", "a", "b", "é", "中"}));
}
TEST_F(Postgres, AnAddressThatLeadsNowhereSaysWhatToDo) {
  for (std::string wrong : {"postgresql://throughline@127.0.0.1:1/none", "postgresql://nobody@/none?host=/nowhere"})
    EXPECT_EQ(code_of([&] { Database::open({}, wrong); }), base::ErrorCode::unavailable);
  EXPECT_EQ(code_of([&] { Database::open({}, address.replace(address.find("@/t"), 2, "@/no_")); }), base::ErrorCode::unavailable);
}
TEST_F(Postgres, DamageOfReferencesIsFound) {
  database->migrate({{"refs", {{1, "create table ref (thing integer references thing(id))"}}}});
  EXPECT_TRUE(database->integrity().empty());
  by_hand()->command("alter table ref disable trigger all; insert into ref(thing) values (77)");
  EXPECT_EQ(database->integrity().size(), 1u);
}
TEST_F(Postgres, WhatIsDerivedIsForgottenOnlyWhenNobodyHasItOpen) {
  database->migrate({{"shadow", {{1, "create table derived.shadow (id integer primary key)", true}}}});
  EXPECT_EQ(code_of([&] { Database::forget_derived({}, address); }), base::ErrorCode::unavailable);
  database.reset();
  Database::forget_derived({}, address);
  EXPECT_TRUE(Database::is_there({}, address));
  database = Database::open(folder.path(), address);
  EXPECT_THROW(database->derive([](Session& session) { session.run("insert into derived.shadow(id) values (1)"); }), base::Error);
  database->migrate({{"shadow", {{1, "create table derived.shadow (id integer primary key)", true}}}});
  database->derive([](Session& session) { session.run("insert into derived.shadow(id) values (1)"); });
}

}  // namespace
}  // namespace store
