// Readers of the log and their bookmarks.
#include "record/reader.h"

#include <gtest/gtest.h>

#include "record/world.h"
#include "store/bookmark.h"

namespace record {
namespace {

// Counts what it reads in a table of its own; throws when it is told to.
class CountingReader : public Reader {
 public:
  explicit CountingReader(std::atomic<int>& failures) : failures_(failures) {}
  std::string name() const override { return "counting"; }
  bool wants_interactions() const override { return true; }
  void read(store::Session& session, const LogSlice& slice) override {
    for (const auto& one : slice.interactions) session.run("insert into derived.counted(id, times) values (:i, 1) on conflict(id) do update set times = counted.times + 1", one.id);
    for (const auto& one : slice.notices) session.run("insert into derived.counted(id, times) values (:i, 1) on conflict(id) do update set times = counted.times + 1", one.id);
    if (failures_ > 0) {
      --failures_;
      throw std::runtime_error("not this time");   // after the work: all of it is rolled back
    }
  }

 private:
  std::atomic<int>& failures_;
};

TEST(Readers, AReaderThatFailsTakesEachEntryInOnceInTheEnd) {
  World world;
  world.database().migrate({{"counting", {{1, "create table derived.counted (id integer primary key, times integer not null)", true}}}});
  for (int n = 0; n < 30; ++n) world.hear_named("Name " + std::to_string(n), {"user_id:u" + std::to_string(n)});
  std::atomic<int> failures{1};
  {
    Readers readers(world.database(), world->leases);
    readers.add(std::make_unique<CountingReader>(failures));
    readers.start(world->log->position());
    readers.wait_for(world->log->position());
    EXPECT_EQ(failures, 0);
    EXPECT_EQ(readers.standings().front().second, world->log->position());
  }
  for (int n = 0; n < 5; ++n) world.hear({"user_id:more"});
  Readers again(world.database(), world->leases);
  again.add(std::make_unique<CountingReader>(failures));
  again.start(world->log->position());
  again.wait_for(world->log->position());
  auto counts = world.database().reading([](store::Session& session) { return session.all<std::int64_t>("select times from derived.counted"); });
  EXPECT_EQ(std::int64_t(counts.size()), world->log->position()) << "every position, interactions and notices";
  EXPECT_TRUE(std::all_of(counts.begin(), counts.end(), [](auto times) { return times == 1; }));
}

TEST(Readers, TheBookmarkMovesOnlyWithTheEffects) {
  World world;
  auto set = [&](std::int64_t position, bool fails) {
    world.database().derive([&](store::Session& session) {
      store::set_bookmark(session, "mine", position);
      if (fails) throw std::runtime_error("no");
    });
  };
  set(5, false);
  EXPECT_THROW(set(9, true), std::runtime_error);
  EXPECT_EQ(world.database().reading([](store::Session& session) { return store::bookmark(session, "mine"); }), 5);
}

TEST(Readers, SearchAndTimelinesBuiltAnewAreTheSame) {
  World world;
  for (int n = 0; n < 40; ++n) world.hear_named(n % 2 ? "王芳 " + std::to_string(n) : "Wang Fang " + std::to_string(n), {"user_id:u" + std::to_string(n), "email:fang" + std::to_string(n) + "@example.cn"});
  auto merge = world.merge(1, 2);
  world.merge(3, 4);
  world.undo(merge.id);
  for (int n = 0; n < 40; n += 3) world.hear_named("李娜", {"user_id:u" + std::to_string(n)});
  auto look = [&] {
    std::vector<std::vector<std::string>> all;
    for (const char* typed : {"王芳", "wang", "fang1", "fang", "李", "李娜", "example", "wang fang 2"}) all.push_back(world.search(typed));
    for (int n = 1; n <= 40; ++n) all.push_back(world.timeline(base::show_id('c', n)));
    return all;
  };
  auto before = look();
  EXPECT_FALSE(before[0].empty());
  world.rebuild();
  EXPECT_EQ(look(), before);
}

}  // namespace
}  // namespace record
