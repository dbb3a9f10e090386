// What is derived is written beside the truth, not in its way.
#include <gtest/gtest.h>

#include <future>

#include "store/database.h"
#include "support/database.h"

namespace store {
namespace {

TEST(Derive, TheTruthIsWrittenWhileSomethingIsBeingDerived) {
  support::TempFolder folder;
  auto database = support::open_database(folder.path());
  database->migrate({{"test", {{1, "create table thing (id integer primary key)"}, {1, "create table derived.shadow (id integer primary key)", true}}}});
  std::promise<void> deriving, written;
  auto derive = std::async(std::launch::async, [&] {
    database->derive([&](Session& session) {
      session.run("insert into derived.shadow(id) values (1)");
      deriving.set_value();
      written.get_future().wait_for(std::chrono::seconds(5));
    });
  });
  deriving.get_future().wait();
  auto start = std::chrono::steady_clock::now();
  database->write([](Session& session) { session.run("insert into thing(id) values (1)"); });
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(3));
  written.set_value();
  derive.get();
}

}  // namespace
}  // namespace store
