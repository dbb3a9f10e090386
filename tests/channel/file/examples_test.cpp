// The examples over the real data of ../shared, which is no part of the project: skipped where it is absent. What
// data/README.md says of the data must come out of what is stored.
#include <gtest/gtest.h>

#include "access/migrations.h"
#include "channel/file/imports.h"
#include "channel/file/migrations.h"
#include "record/interactions.h"
#include "record/migrations.h"
#include "record/record.h"
#include "support.h"
#include "support/database.h"

namespace channel::file::test {
namespace {

const std::filesystem::path shared = std::filesystem::path(THROUGHLINE_SOURCE_DIR).parent_path() / "shared" / "data";

struct Score {
  std::int64_t n = 0;
  double sum = 0;
};

class Examples : public testing::Test {
 protected:
  Import import_example(const std::string& name) {
    database = support::open_database(data.path());
    database->migrate({rights::migrations(), record::migrations(), migrations()});
    record = std::make_unique<record::Record>(*database, record::RecordOptions{});
    Imports imports(*database, into(*record), undo_in(*record));
    auto import = imports.run(name, sources_at({shared / name}), read_mapping_file(std::filesystem::path(THROUGHLINE_SOURCE_DIR) / "examples" / name / "map.toml"), "test");
    EXPECT_EQ(import.state, ImportState::done) << import.message.value_or("");
    database->read([&](store::Session& session) {
      record::each_interaction(session, record->state.dictionary, 0, SIZE_MAX >> 1, [&](const record::Interaction& interaction) { stored.push_back(interaction); });
    });
    return import;
  }

  Folder data;
  std::unique_ptr<store::Database> database;
  std::unique_ptr<record::Record> record;
  std::vector<record::Interaction> stored;
};

TEST_F(Examples, Olist) {
  if (!std::filesystem::exists(shared / "olist")) GTEST_SKIP() << "no data in " << shared / "olist";
  auto import = import_example("olist");
  EXPECT_EQ(import.rows_read, 8'135 + 8'225);
  EXPECT_EQ(import.rows_added, import.rows_read);
  EXPECT_EQ(import.rows_rejected, 0);
  std::map<std::string, Score> scores;
  std::map<std::string, int> orders;
  std::map<std::string, std::map<std::string, std::int64_t>> activities;
  std::int64_t paid = 0;
  for (const auto& interaction : stored) {
    ++activities[interaction.channel][interaction.name];
    if (interaction.name == "Order Completed") {
      ++orders[interaction.customer];
      paid += interaction.amount.value().minor;
      EXPECT_EQ(interaction.amount->currency, "BRL");
    }
    if (!interaction.score) continue;
    auto& score = scores[std::string(interaction.properties.at("delivery").as_string())];
    ++score.n;
    score.sum += interaction.score->value;
  }
  auto mean = [&](const std::string& kind) { return std::round(scores[kind].sum / double(scores[kind].n) * 1e4) / 1e4; };
  EXPECT_EQ(scores["on_time"].n, 4'893);
  EXPECT_EQ(mean("on_time"), 4.2728);
  EXPECT_EQ(scores["late"].n, 345);
  EXPECT_EQ(mean("late"), 2.1768);
  EXPECT_EQ(scores["not_delivered"].n, 2'987);
  EXPECT_EQ(mean("not_delivered"), 1.7580);
  EXPECT_EQ(orders.size(), 8'016u);
  EXPECT_EQ(std::count_if(orders.begin(), orders.end(), [](const auto& order) { return order.second > 1; }), 73);
  EXPECT_EQ(import.customers_added, 8'016);
  EXPECT_EQ(activities["web"]["Order Completed"], 8'135);
  EXPECT_EQ(activities["system"]["Order Approved"], 8'135 - 146);
  EXPECT_EQ(activities["post"]["Order Handed Over"], 8'135 - 1'782);
  EXPECT_EQ(activities["post"]["Order Delivered"], 8'135 - 2'965);
  EXPECT_EQ(activities["review"]["Review"], 8'225);
  EXPECT_EQ(paid, 142'860'281);
}

TEST_F(Examples, Receipt) {
  if (!std::filesystem::exists(shared / "receipt")) GTEST_SKIP() << "no data in " << shared / "receipt";
  auto import = import_example("receipt");
  EXPECT_EQ(import.rows_added, 8'577);
  EXPECT_EQ(import.interactions_added, 8'577);
  EXPECT_EQ(import.customers_added, 1'434);
  std::map<std::string, int> channels;
  for (const auto& interaction : stored) ++channels[interaction.channel];
  EXPECT_EQ(channels, (std::map<std::string, int>{{"web", 7478}, {"store", 657}, {"post", 308}, {"email", 128}, {"system", 6}}));
}

TEST_F(Examples, Callcenter) {
  if (!std::filesystem::exists(shared / "callcenter")) GTEST_SKIP() << "no data in " << shared / "callcenter";
  auto import = import_example("callcenter");
  EXPECT_EQ(import.rows_added, 5'000);
  EXPECT_EQ(import.customers_added, 5'000);
  int calls = 0, scored = 0, resolved = 0;
  for (const auto& interaction : stored) {
    calls += interaction.name == "Call";
    scored += interaction.score.has_value();
    resolved += interaction.properties.at("resolved").as_bool();
  }
  EXPECT_EQ(calls, 4'054);
  EXPECT_EQ(scored, 4'054);
  EXPECT_EQ(resolved, 3'646);
}

}  // namespace
}  // namespace channel::file::test
