// The power goes at every moment of a scripted day: after each write and each sync, with what was not synced lost wholly,
// kept, or kept in part with torn sectors. Whatever was acknowledged by then is there, once; nothing is there that nobody
// sent; and the folder is sound. THROUGHLINE_CRASH_POINTS says how many of the moments are played: a number, or all.
#include "support/disk.h"

#include <gtest/gtest.h>

#include <charconv>
#include <cstring>
#include <set>

#include "base/log.h"
#include "access/migrations.h"
#include "record/check.h"
#include "record/undo.h"
#include "record/world.h"

namespace record {
namespace {

using support::Disk;
using support::Platter;

// What the company was told by a moment, and what had been sent by then.
struct Told {
  std::set<std::string> sent, kept, merged, parted;
  void hear(const std::string& mark) {
    auto word = mark.substr(0, mark.find(' ')), rest = mark.substr(mark.find(' ') + 1);
    if (word == "sent") sent.insert(rest);
    if (word == "kept") kept.insert(rest);
    if (word == "merged") merged.insert(rest);
    if (word == "part") parted.insert(rest);      // asked for: it may be done from here on
    if (word == "take-back") kept.erase(rest);
  }
};

class Day {
 public:
  explicit Day(std::uint64_t seed) : random_(seed) {}

  // A day of a small company: tracked events, orders, files that come in and one that is taken back, joins and their undoing.
  std::vector<Disk::Step> live(int hours) {
    support::TempFolder folder;
    Disk::of_this_process().begin();
    {
      auto database = store::Database::open(folder);
      database->migrate({rights::migrations(), migrations()});
      Record record(*database, {.region = "CN"});
      Decisions decisions(record);
      for (int hour = 0; hour < hours; ++hour) {
        for (int n = 0; n < 6; ++n) send(record, "web", 0, 1 + static_cast<int>(random_() % 12));
        send(record, "file-" + std::to_string(hour), hour + 1, 40);
        if (hour % 3 == 2) {
          for (const auto& key : imported_) say("take-back " + key);
          undo_import(record, hour + 1, [](std::int64_t) {});
        }
        join_and_part(decisions);
        if (hour % 2) record.settle();
        if (hour % 4 == 3) database->checkpoint();
      }
    }
    return Disk::of_this_process().end();
  }

 private:
  static void say(std::string text) { Disk::of_this_process().mark(std::move(text)); }

  void send(Record& record, const std::string& source, std::int64_t import, int count) {
    Batch batch{.source = source, .import = import};
    imported_.clear();
    for (int n = 0; n < count; ++n) {
      auto person = random_() % 40;
      Heard one;
      one.identities = {claim_of("user_id:u" + std::to_string(person)), claim_of("device:d" + std::to_string(random_() % 30))};
      if (random_() % 3 == 0) one.identities.push_back(claim_of("email:m" + std::to_string(person) + "@example.com!"));
      one.at = base::Time{1'700'000'000 * base::second + static_cast<std::int64_t>(random_() % 86'400) * base::second};
      one.channel = "web";
      one.name = "Page " + std::to_string(random_() % 5);
      one.text = std::string(random_() % 700, 'x');
      one.source_key = std::to_string(++keys_);
      one.person_name = "人 " + std::to_string(person);
      if (random_() % 4 == 0) one.amount = Amount{static_cast<std::int64_t>(random_() % 10'000), "EUR"};
      imported_.push_back(one.source_key);
      say("sent " + one.source_key);
      batch.interactions.push_back(std::move(one));
    }
    record.log->append_now(std::move(batch));
    for (const auto& key : imported_) say("kept " + key);
  }

  void join_and_part(Decisions& decisions) {
    try {
      auto merge = decisions.merge({.customers = {"c" + std::to_string(1 + random_() % 10), "c" + std::to_string(11 + random_() % 10)}}, "mia").id;
      say("merged " + merge);
      if (random_() % 2) {
        say("part " + merge);
        decisions.undo(merge, "mia");
      }
    } catch (const base::Error&) {   // one person already, or not there yet
    }
  }

  std::mt19937_64 random_;
  std::vector<std::string> imported_;
  int keys_ = 0;
};

// Opens what the disk held, as the next start would, and compares it with what was told.
void look(const std::filesystem::path& folder, const Told& told) {
  auto database = store::Database::open(folder);
  database->migrate({rights::migrations(), migrations()});
  Record record(*database, {.region = "CN"});
  for (const auto& finding : check(record, [](const std::string&) {}).findings) ADD_FAILURE() << finding.what;
  std::multiset<std::string> stored;
  std::set<std::string> merges;
  database->read([&](store::Session& session) {
    session.each("select source_key from interaction", [&](const store::Row& row) { stored.emplace(row.text(0)); });
    session.each("select id from merge where undone_at is null", [&](const store::Row& row) { merges.insert(base::show_id('m', row.integer(0))); });
  });
  for (const auto& key : told.kept) EXPECT_EQ(stored.count(key), 1u) << "acknowledged: " << key;
  for (const auto& key : stored) EXPECT_TRUE(told.sent.contains(key)) << "nobody sent " << key;
  EXPECT_EQ(std::set<std::string>(stored.begin(), stored.end()).size(), stored.size()) << "something is there twice";
  for (const auto& merge : told.merged)
    if (!told.parted.contains(merge)) EXPECT_TRUE(merges.contains(merge)) << "joined: " << merge;
}

TEST(Power, MayGoAtAnyWriteOrSyncOfADay) {
  if (support::on_postgres()) GTEST_SKIP() << "it is SQLite's disk that fails";
  const char* asked = std::getenv("THROUGHLINE_CRASH_POINTS");
  const char* seeded = std::getenv("THROUGHLINE_CRASH_SEED");
  const std::uint64_t seed = seeded ? std::stoull(seeded) : 20261121;
  std::size_t most = 240;
  if (asked && asked == std::string_view("all")) most = SIZE_MAX;
  else if (asked) {
    auto end = asked + std::strlen(asked);
    auto [read, error] = std::from_chars(asked, end, most);
    ASSERT_TRUE(error == std::errc() && read == end && most > 0) << "THROUGHLINE_CRASH_POINTS is a number or all, not \"" << asked << '"';
  }
  base::log::set_level("error");
  auto steps = Day(seed).live(asked ? 40 : 12);
  std::mt19937_64 random(seed);

  // Moments right behind a write or sync; of each, three ways in which it may go.
  std::vector<std::pair<std::size_t, Platter::Lost>> points;
  for (std::size_t at = 0; at < steps.size(); ++at)
    if (steps[at].kind != Disk::Step::Kind::mark)
      for (auto lost : {Platter::Lost::everything_unsynced, Platter::Lost::by_chance, Platter::Lost::nothing}) points.emplace_back(at, lost);
  auto possible = points.size();
  if (points.size() > most) {
    std::shuffle(points.begin(), points.end(), random);
    points.resize(most);
    std::sort(points.begin(), points.end());
  }

  Platter platter;
  Told told;
  std::size_t played = 0;
  for (const auto& [at, lost] : points) {
    for (; played <= at; ++played) {
      platter.play(steps[played]);
      if (steps[played].kind == Disk::Step::Kind::mark) told.hear(steps[played].file);
    }
    // An acknowledgement follows at once: it must hold at this very moment too.
    support::TempFolder folder;
    platter.write_down(folder, lost, random);
    look(folder, told);
    if (testing::Test::HasFailure()) {
      FAIL() << "seed " << seed << ", step " << at << " of " << steps.size() << ", " << steps[at].file << ", lost " << static_cast<int>(lost);
    }
  }
  RecordProperty("crash_points", static_cast<int>(points.size()));
  std::printf("  %zu crash points of %zu possible (%zu steps); all sound\n", points.size(), possible, steps.size());
  EXPECT_GT(possible, 1000u) << "the day was too short to say anything";
}

}  // namespace
}  // namespace record
