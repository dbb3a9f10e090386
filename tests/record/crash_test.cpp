// The process is killed at random moments while it takes things in: all that was acknowledged is there once.
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <random>
#include <set>

#include "base/log.h"
#include "record/check.h"
#include "record/world.h"

namespace record {
namespace {

Batch batch_of(int round, int number) {
  Batch batch{.source = "shop"};
  for (int n = 0; n < 1 + number % 7; ++n) {
    Heard one;
    auto key = std::to_string(round) + "-" + std::to_string(number) + "-" + std::to_string(n);
    one.identities = {claim_of("user_id:u" + std::to_string(number % 20)), claim_of("device:d" + std::to_string((number + n) % 9)), claim_of("email:m" + std::to_string(n) + "@example.com!")};
    one.at = base::Time{number * base::second};
    one.channel = "web";
    one.name = "Page " + std::to_string(number % 5);
    one.source_key = key;
    one.person_name = "Name " + key;
    batch.interactions.push_back(one);
  }
  return batch;
}

// The child: takes in as fast as it can, merges and undoes, and says each key on the pipe once it was acknowledged.
[[noreturn]] void live(const std::filesystem::path& folder, int round, int pipe) {
  auto database = support::open_database(folder);
  database->migrate({rights::migrations(), migrations()});
  Record record(*database, {.region = "CN"});
  Decisions decisions(record);
  for (int number = 0;; ++number) {
    auto batch = batch_of(round, number);
    std::string keys;
    for (const auto& one : batch.interactions) keys += one.source_key + "\n";
    record.log->append_now(std::move(batch));
    if (::write(pipe, keys.data(), keys.size()) < 0) ::_exit(1);
    try {
      if (number % 5 == 0) decisions.undo(decisions.merge({.customers = {"c1", "c" + std::to_string(2 + number % 6)}}, "mia").id, "mia");
    } catch (const base::Error&) {   // not there yet, or one person already
    }
    if (number % 11 == 0) record.timeline.flush();
  }
}

TEST(Crash, WhateverWasAcknowledgedIsThereOnceAfterEachOfFortyKills) {
  support::TempFolder folder;
  { auto made = support::open_database(folder); }
  // A database over a socket takes longer to open and to answer: each life is longer there.
  const unsigned longer = support::on_postgres() ? 5 : 1;
  std::mt19937_64 random(20240501);
  std::multiset<std::string> acknowledged;
  for (int round = 0; round < 40 && !testing::Test::HasFailure(); ++round) {
    int ends[2];
    ASSERT_EQ(::pipe(ends), 0);
    auto child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      ::close(ends[0]);
      base::log::set_level("error");
      live(folder, round, ends[1]);
    }
    ::close(ends[1]);
    std::thread killing([&] {
      std::this_thread::sleep_for(longer * std::chrono::microseconds(15'000 + random() % 120'000));
      ::kill(child, SIGKILL);
    });
    std::string said;
    char piece[4096];
    for (ssize_t got; (got = ::read(ends[0], piece, sizeof piece)) > 0;) said.append(piece, got);
    ::close(ends[0]);
    killing.join();
    ::waitpid(child, nullptr, 0);
    for (std::size_t at = 0, end; (end = said.find('\n', at)) != std::string::npos; at = end + 1) acknowledged.insert(said.substr(at, end - at));
    if (round % 8 != 7) continue;   // mostly killed again before anybody looks

    auto database = support::open_database(folder);
    database->migrate({rights::migrations(), migrations()});
    Record record(*database, {.region = "CN"});
    for (const auto& finding : check(record, [](const std::string&) {}).findings) ADD_FAILURE() << "round " << round << ": " << finding.what;
    std::multiset<std::string> stored;
    database->read([&](store::Session& session) { session.each("select source_key from interaction", [&](const store::Row& row) { stored.insert(std::string(row.text(0))); }); });
    EXPECT_GE(stored.size(), acknowledged.size());
    for (const auto& key : acknowledged) ASSERT_EQ(stored.count(key), 1u) << key;
  }
  EXPECT_GT(acknowledged.size(), 200u / longer) << "the kills hit somebody at work, in a sanitized build too";
}

}  // namespace
}  // namespace record
