// What a database that several nodes share offers to them; on one that nobody shares there is nothing of it.
#include "store/nodes.h"

#include <gtest/gtest.h>

#include <condition_variable>
#include <mutex>

#include "store/lease.h"
#include "support/database.h"
#include "support/temp_folder.h"

namespace store {
namespace {

class SharedDatabase : public testing::Test {
 protected:
  void SetUp() override {
    database = support::open_database(folder.path());
    nodes = nodes_of(*database);
    EXPECT_EQ(nodes != nullptr, database->shared());
    if (!nodes) GTEST_SKIP() << "nobody shares a data folder";
    database->migrate({{"test", {{1, lease_tables}}}});
  }
  void TearDown() override {
    if (nodes) nodes->listen({});
  }

  void listen() {
    nodes->listen([this](std::string_view topic, std::string_view word) {
      std::lock_guard lock(guard);
      heard.push_back(std::string(topic) + ":" + std::string(word));
      woken.notify_all();
    });
    wait_for(":");   // from here on it is heard
  }
  void wait_for(const std::string& what) {
    std::unique_lock lock(guard);
    ASSERT_TRUE(woken.wait_for(lock, std::chrono::seconds(20), [&] { return std::find(heard.begin(), heard.end(), what) != heard.end(); })) << what;
  }

  support::TempFolder folder;
  std::unique_ptr<Database> database;
  Nodes* nodes = nullptr;
  std::mutex guard;
  std::condition_variable woken;
  std::vector<std::string> heard;
};

TEST_F(SharedDatabase, WordIsHeardWhenTheTransactionHasCommittedAndOnlyThen) {
  listen();
  EXPECT_THROW(database->write([&](Session& session) {
    nodes->notify(session, "log", "1");
    throw std::runtime_error("no");
  }), std::runtime_error);
  database->write([&](Session& session) { nodes->notify(session, "log", "2"); });
  wait_for("log:2");
  std::lock_guard lock(guard);
  EXPECT_EQ(heard, (std::vector<std::string>{":", "log:2"}));
}

TEST_F(SharedDatabase, AListenerThatLostItsConnectionSaysThatItMayHaveMissedSomething) {
  listen();
  {
    std::lock_guard lock(guard);
    heard.clear();
  }
  database->write([](Session& session) {
    session.each("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query like 'listen %'", [](const Row&) {});
  });
  wait_for(":");
  database->write([&](Session& session) { nodes->notify(session, "log", "3"); });
  wait_for("log:3");
}

TEST_F(SharedDatabase, ASmallChangeAsideWaitsForNoWriter) {
  database->write([&](Session&) {
    nodes->aside([&](Session& session) { session.run("insert into lease(name, holder, until) values ('x', 'me', :t)", nodes->clock(session)); });
    EXPECT_EQ(database->reading([](Session& session) { return session.one<int>("select count(*) from lease").value(); }), 1);
  });
}

TEST_F(SharedDatabase, ALeaseIsHeldByOneNode) {
  Leases one(*database), other(*database);
  EXPECT_TRUE(one.hold("search"));
  EXPECT_FALSE(other.hold("search"));
  EXPECT_EQ(one.held_by_all().size(), 1u);
}

}  // namespace
}  // namespace store
