// Continuous backup of the store: every commit is found again at its moment, whatever the log does meanwhile; a kill lets
// the row go on, a folder that can't be written hurts nobody, and what is missing is told.
#include "store/shipping.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <functional>
#include <random>

#include "base/log.h"
#include "store/archive.h"
#include "store/continuous.h"
#include "support/temp_folder.h"

namespace store {
namespace {

Migrations things() { return {"things", {{1, "create table thing (id integer primary key, name text not null)"}}}; }

struct Served {
  std::unique_ptr<Database> database;
  Served(const std::filesystem::path& data, const std::filesystem::path& to) : database(Database::open(data)) {
    continuous(*database)->ship_to(to);
    database->migrate({things()});
  }
  void add(std::int64_t id) {
    database->write([&](Session& session) { session.run("insert into thing(id, name) values (:i, :n)", id, std::string(static_cast<std::size_t>(id * 37 % 3000), 'x')); });
  }
  // Until everything committed so far is in the folder.
  void delivered() {
    auto from = base::now();
    for (;;) {
      auto at = continuous(*database)->shipping().delivered_at;
      if (at && *at > from) return;
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
  }
  // A base without an archive around it: the bare file.
  void base(const std::filesystem::path& to) {
    auto base = continuous(*database)->base_snapshot();
    ASSERT_TRUE(base.snapshot);
    std::ofstream out(to / base.generation / base_name(base.behind, base.at), std::ios::binary);
    for (std::string piece;;) {
      base.snapshot->read(piece);
      if (piece.empty()) break;
      out << piece;
    }
  }
};

struct Restored {
  std::vector<std::int64_t> ids;
  Replayed replayed;
};

Restored restored(const std::filesystem::path& from, std::optional<base::Time> at) {
  support::TempFolder folder;
  Restored restored;
  auto all = generations_in(from);
  for (auto generation = all.rbegin(); generation != all.rend(); ++generation)
    for (auto base = generation->bases.rbegin(); base != generation->bases.rend(); ++base) {
      if (at && base->at > *at) continue;
      std::filesystem::copy_file(base->file, folder.path() / "throughline.db");
      restored.replayed = replay(*generation, *base, at, folder.path() / "throughline.db");
      auto database = Database::open(folder);
      EXPECT_TRUE(database->integrity().empty());
      restored.ids = database->reading([](Session& session) { return session.all<std::int64_t>("select id from thing order by id"); });
      return restored;
    }
  ADD_FAILURE() << "no base reaches that far back";
  return restored;
}

std::vector<std::int64_t> upto(std::int64_t n) {
  std::vector<std::int64_t> ids;
  for (std::int64_t i = 1; i <= n; ++i) ids.push_back(i);
  return ids;
}

TEST(Shipping, every_moment_between_commits_is_found_again_through_checkpoints_and_bases) {
  support::TempFolder data, to;
  std::vector<std::pair<base::Time, std::int64_t>> moments;
  {
    Served served(data, to);
    served.base(to);
    std::mt19937 random(7);
    for (std::int64_t id = 1; id <= 300; ++id) {
      served.add(id);
      moments.emplace_back(base::now(), id);
      if (random() % 120 == 0) served.delivered(), served.database->checkpoint();
      if (random() % 90 == 0) served.base(to);
      std::this_thread::sleep_for(std::chrono::microseconds(5));   // moments are microseconds: the next commit is later
    }
  }
  EXPECT_EQ(restored(to, std::nullopt).ids, upto(300));
  for (const auto& [at, id] : moments)
    if (id % 29 == 0) ASSERT_EQ(restored(to, at).ids, upto(id)) << id;
}

TEST(Shipping, a_clean_stop_and_a_new_start_go_on_in_the_same_row) {
  support::TempFolder data, to;
  for (std::int64_t round = 0; round < 4; ++round) {
    Served served(data, to);
    if (round == 0) served.base(to);
    for (std::int64_t id = round * 10 + 1; id <= round * 10 + 10; ++id) served.add(id);
    if (round == 2) served.database->checkpoint();
  }
  EXPECT_EQ(generations_in(to).size(), 1u);
  EXPECT_EQ(restored(to, std::nullopt).ids, upto(40));
}

TEST(Shipping, whoever_writes_without_it_ends_the_row_and_the_next_one_has_all) {
  support::TempFolder data, to;
  for (std::int64_t round = 0; round < 3; ++round) {
    {
      Served served(data, to);
      served.base(to);
      served.add(round * 2 + 1);
    }
    auto unshipped = Database::open(data);   // closes, and moves the whole log into the file
    unshipped->write([&](Session& session) { session.run("insert into thing(id, name) values (:i, 'x')", round * 2 + 2); });
  }
  { Served served(data, to); served.base(to); }
  EXPECT_EQ(generations_in(to).size(), 4u);
  EXPECT_EQ(restored(to, std::nullopt).ids, upto(6));
}

TEST(Shipping, a_kill_without_anybody_looking_keeps_one_row_and_the_moments_in_it) {
  support::TempFolder data, to;
  std::vector<std::pair<base::Time, std::int64_t>> moments;
  std::int64_t next = 1;
  for (int round = 0; round < 5; ++round) {
    int ends[2];
    ASSERT_EQ(::pipe(ends), 0);
    auto child = ::fork();
    if (child == 0) {
      base::log::set_level("error");
      Served served(data, to);
      if (round == 0) served.base(to);
      auto stored = served.database->reading([](Session& session) { return session.one<std::int64_t>("select coalesce(max(id), 0) from thing").value_or(0); });
      for (std::int64_t id = stored + 1;; ++id) {
        served.add(id);
        std::int64_t said[2] = {base::now().micros, id};
        if (::write(ends[1], said, sizeof said) < 0) ::_exit(1);
        ::usleep(300);
      }
    }
    ::close(ends[1]);
    std::int64_t said[2];
    for (int n = 0; n < 120 + 700 * (round % 3) && ::read(ends[0], said, sizeof said) == sizeof said; ++n) moments.emplace_back(base::Time{said[0]}, said[1]);
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    while (::read(ends[0], said, sizeof said) == sizeof said) moments.emplace_back(base::Time{said[0]}, said[1]);
    ::close(ends[0]);
    next = moments.back().second + 1;
  }
  { Served served(data, to); }
  ASSERT_EQ(generations_in(to).size(), 1u) << "one row through all kills";
  EXPECT_GE(static_cast<std::int64_t>(restored(to, std::nullopt).ids.size()), next - 1);
  std::mt19937 random(3);
  auto first_base = generations_in(to).front().bases.front().at;
  for (int n = 0; n < 40; ++n) {
    const auto& [at, id] = moments[random() % moments.size()];
    if (at < first_base) continue;
    auto ids = restored(to, at).ids;
    ASSERT_EQ(ids, upto(static_cast<std::int64_t>(ids.size())));
    ASSERT_EQ(static_cast<std::int64_t>(ids.size()), id) << "everything acknowledged by then, nothing sent after";
  }
}

// A process of its own serves, and is killed where the life ends, before anything is put away.
void killed_after(const std::filesystem::path& data, const std::filesystem::path& to, const std::function<void(Served&)>& life) {
  auto child = ::fork();
  if (child == 0) {
    base::log::set_level("error");
    Served served(data, to);
    life(served);
    ::kill(::getpid(), SIGKILL);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  EXPECT_TRUE(WIFSIGNALED(status));
}

TEST(Shipping, a_base_names_a_segment_that_no_kill_undoes) {
  support::TempFolder data, to;
  killed_after(data, to, [&](Served& served) {
    for (std::int64_t id = 1; id <= 3; ++id) served.add(id);
    served.base(to);
    for (std::int64_t id = 4; id <= 9; ++id) served.add(id);
  });
  auto killed = generations_in(to).front();
  ASSERT_EQ(killed.bases.size(), 1u);
  EXPECT_EQ(killed.segments.back().first, killed.bases.front().behind);
  {
    Served served(data, to);
    for (std::int64_t id = 10; id <= 20; ++id) served.add(id);
  }
  ASSERT_EQ(generations_in(to).size(), 1u);
  EXPECT_EQ(restored(to, std::nullopt).ids, upto(20));
}

TEST(Shipping, a_base_that_is_older_than_its_own_segment_is_none) {
  support::TempFolder data, to;
  Served served(data, to);
  served.add(1);
  served.base(to);
  for (std::int64_t id = 2; id <= 20; ++id) served.add(id);
  served.delivered();
  auto generation = generations_in(to).front();
  auto base = generation.bases.front();
  ASSERT_LT(base.behind, generation.segments.back().first);
  std::filesystem::copy_file(base.file, base.file.parent_path() / base_name(generation.segments.back().first, base.at));
  EXPECT_EQ(restored(to, std::nullopt).ids, upto(20));
}

TEST(Shipping, an_erasure_while_the_folder_is_away_and_a_kill_then_begin_a_row_that_has_all) {
  support::TempFolder data, to;
  killed_after(data, to, [&](Served& served) {
    served.base(to);
    served.add(1);
    served.delivered();
    auto generation = to.path() / continuous(*served.database)->shipping().generation;
    std::filesystem::rename(generation, to.path() / "moved");
    for (std::int64_t id = 2; id <= 10; ++id) served.add(id);
    if (continuous(*served.database)->base_snapshot().snapshot) ::_exit(1);   // nowhere to lay it
    for (std::int64_t id = 11; id <= 20; ++id) served.add(id);
    served.database->scrub();
    for (std::int64_t id = 21; id <= 25; ++id) served.add(id);
    std::filesystem::rename(to.path() / "moved", generation);
  });
  EXPECT_EQ(restored(to, std::nullopt).ids, upto(1));
  {
    Served served(data, to);
    served.base(to);
    served.add(26);
  }
  EXPECT_EQ(generations_in(to).size(), 2u);
  EXPECT_EQ(restored(to, std::nullopt).ids, upto(26));
}

TEST(Shipping, a_kill_behind_an_erasure_restores_nothing_wrong_and_loses_nothing) {
  for (int rest : {0, 1, 7}) {
    support::TempFolder data, to;
    killed_after(data, to, [&](Served& served) {
      served.base(to);
      for (std::int64_t id = 1; id <= 10; ++id) served.add(id);
      served.database->scrub();
      for (std::int64_t id = 11; id <= 10 + rest; ++id) served.add(id);
    });
    EXPECT_EQ(restored(to, std::nullopt).ids, upto(10)) << "what was captured before the log was emptied";
    {
      Served served(data, to);
      served.base(to);
      served.add(11 + rest);
    }
    EXPECT_EQ(restored(to, std::nullopt).ids, upto(11 + rest));
  }
}

TEST(Shipping, a_folder_that_can_not_be_written_hurts_nobody_and_is_told) {
  support::TempFolder data, to;
  Served served(data, to);
  served.base(to);
  served.add(1);
  served.delivered();
  auto generation = to.path() / continuous(*served.database)->shipping().generation;
  std::filesystem::rename(generation, to.path() / "moved");   // as if it had been unmounted
  for (std::int64_t id = 2; id <= 50; ++id) served.add(id);
  for (int n = 0; n < 500 && continuous(*served.database)->shipping().trouble.empty(); ++n) std::this_thread::sleep_for(std::chrono::milliseconds(20));
  EXPECT_FALSE(continuous(*served.database)->shipping().trouble.empty());
  EXPECT_TRUE(served.database->health().writable);
  std::filesystem::rename(to.path() / "moved", generation);
  served.delivered();
  EXPECT_TRUE(continuous(*served.database)->shipping().trouble.empty());
  EXPECT_EQ(restored(to, std::nullopt).ids, upto(50));
}

TEST(Shipping, a_segment_that_is_missing_or_damaged_is_told_and_nothing_behind_it_is_taken) {
  support::TempFolder data, to;
  {
    Served served(data, to);
    served.base(to);
    for (std::int64_t id = 1; id <= 4; ++id) served.add(id), served.delivered();
  }
  auto segments = generations_in(to).front().segments;
  ASSERT_GE(segments.size(), 4u);
  auto victim = segments[segments.size() - 2].second;
  std::filesystem::rename(victim, victim.string() + ".away");
  auto without = restored(to, std::nullopt);
  EXPECT_FALSE(without.replayed.whole);
  EXPECT_NE(without.replayed.missing.find("missing"), std::string::npos);
  EXPECT_EQ(without.ids, upto(static_cast<std::int64_t>(without.ids.size())));
  EXPECT_LT(without.ids.size(), 4u);
  std::filesystem::rename(victim.string() + ".away", victim);
  std::fstream file(victim, std::ios::in | std::ios::out | std::ios::binary);
  file.seekp(-3, std::ios::end);
  file << "xyz";
  file.close();
  EXPECT_FALSE(restored(to, std::nullopt).replayed.whole);
}

TEST(Shipping, an_emptied_log_takes_nothing_with_it) {
  support::TempFolder data, to;
  {
    Served served(data, to);
    served.base(to);
    for (std::int64_t id = 1; id <= 40; ++id) {
      served.add(id);
      if (id % 9 == 0) served.database->scrub();   // after an erasure: rewrites the file, empties the log
    }
  }
  EXPECT_EQ(generations_in(to).size(), 1u);
  EXPECT_EQ(restored(to, std::nullopt).ids, upto(40));
}

TEST(Snapshot, is_one_moment_while_others_write_and_the_log_is_moved) {
  support::TempFolder data;
  auto database = Database::open(data);
  database->migrate({things()});
  std::int64_t id = 0;
  auto add = [&] { ++id; database->write([&](Session& session) { session.run("insert into thing(id, name) values (:i, :n)", id, std::string(3000, 'y')); }); };
  for (int n = 0; n < 400; ++n) add();
  for (bool moved_before : {false, true}) {
    if (moved_before) database->checkpoint();
    auto at = id;
    auto snapshot = database->snapshot();
    support::TempFolder copy;
    std::ofstream out(copy.path() / "throughline.db", std::ios::binary);
    for (std::string piece;;) {
      for (int n = 0; n < 60; ++n) add();
      database->checkpoint();
      snapshot->read(piece);
      if (piece.empty()) break;
      out << piece;
    }
    out.close();
    snapshot.reset();
    auto opened = Database::open(copy);
    EXPECT_TRUE(opened->integrity().empty());
    EXPECT_EQ(opened->reading([](Session& session) { return session.one<std::int64_t>("select max(id) from thing"); }), at);
  }
}

}  // namespace
}  // namespace store
