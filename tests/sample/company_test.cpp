// The sample company as a whole: the same bytes however it is made, and the truth in it.
#include "sample/company.h"

#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <sstream>

#include "base/error.h"
#include "sample/sheets.h"
#include "support/temp_folder.h"

namespace sample {
namespace {

constexpr Moment from = 1'730'419'200, to = from + 730 * day_long;

std::map<std::string, std::string> files_of(const std::filesystem::path& folder) {
  std::map<std::string, std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    std::ostringstream text;
    text << std::ifstream(entry.path(), std::ios::binary).rdbuf();
    files[entry.path().filename().string()] = text.str();
  }
  return files;
}

std::map<std::string, std::string> made(const Options& options) {
  support::TempFolder folder;
  simulate(options, folder.path() / "out");
  return files_of(folder.path() / "out");
}

Options options(unsigned threads, std::uint64_t seed = 7) { return {.customers = 2'600, .interactions = 80'000, .seed = seed, .from = from, .to = to, .threads = threads}; }

TEST(Company, IsTheSameOnOneThreadAndOnSeveral) {
  auto one = made(options(1));
  EXPECT_EQ(one.size(), file_count + 2);
  EXPECT_TRUE(one == made(options(2)));
  EXPECT_TRUE(one == made(options(5)));
  auto other = made(options(2, 8));
  EXPECT_NE(one["orders.csv"], other["orders.csv"]);
}

TEST(Company, HasAsManyInteractionsAsWereAskedFor) {
  for (auto [customers, interactions] : {std::pair<std::int64_t, std::int64_t>{2'000, 60'000}, {1'234, 50'000}, {3'000, 30'000}, {1'000, 400'000}}) {
    support::TempFolder folder;
    auto truth = simulate({.customers = customers, .interactions = interactions, .seed = 3, .from = from, .to = to, .threads = 2}, folder.path() / "out");
    EXPECT_NEAR(static_cast<double>(truth.interactions), static_cast<double>(interactions), static_cast<double>(interactions) * 0.01);
    std::int64_t sum = 0;
    for (const auto& [name, n] : truth.activities) sum += n;
    EXPECT_EQ(sum, truth.interactions);
  }
}

// Five standard errors: of a hundred comparisons of a sound company one in ten thousand runs would fail, and the seed is fixed.
TEST(Company, ShowsWhatWasPlantedInIt) {
  for (std::uint64_t seed : {7, 11}) {
    support::TempFolder folder;
    auto truth = simulate({.customers = 40'000, .interactions = 1'600'000, .seed = seed, .from = from, .to = to, .threads = 2}, folder.path() / "out");
    constexpr double of_interval = 5 / (2 * 1.96);
    for (const auto& effect : truth.effects) {
      if (effect.low && *effect.high > *effect.low) { EXPECT_NEAR(*effect.realised, effect.planted, (*effect.high - *effect.low) * of_interval) << effect.key; }
      EXPECT_FALSE(effect.groups.empty()) << effect.key;
      for (const auto& group : effect.groups) {
        EXPECT_GT(group.n, 100) << effect.key << ": " << group.group;
        if (group.expected) { EXPECT_NEAR(group.realised, *group.expected, (group.high - group.low) * of_interval + 1e-9) << effect.key << ": " << group.group; }
      }
    }
    auto find = [&](std::string_view key) -> const Effect& {
      return *std::find_if(truth.effects.begin(), truth.effects.end(), [&](const Effect& each) { return each.key == key; });
    };
    // The confounder: what is planted and what a naive comparison finds lie apart, and the card seems to work.
    const auto& late = find("late_lowers_repeat_purchase");
    EXPECT_GT(*late.unadjusted_realised, late.planted + 0.03);
    EXPECT_GT(*find("card_has_no_effect_on_repeat_purchase").unadjusted_realised, 0.04);
  }
}

TEST(Company, HasNoFutureAndNoPastBeyondItsPeriod) {
  support::TempFolder folder;
  simulate(options(2), folder.path() / "out");
  for (const char* name : {"web.csv", "calls.csv", "mails.csv", "chats.csv", "surveys.csv", "reviews.csv", "store.csv", "campaigns.csv"}) {
    std::ifstream file(folder.path() / "out" / name);
    std::string line;
    std::getline(file, line);
    auto times = 0;
    while (std::getline(file, line)) {
      auto comma = line.find(',');
      if (comma == std::string::npos || line.size() < comma + 20 || line[comma + 5] != '-' || line[comma + 14] != ':') continue;   // a later line of a text
      auto at = line.substr(comma + 1, 19);
      EXPECT_TRUE(at >= "2024-11-01 00:00:00" && at < "2026-11-01 00:00:00") << name << ": " << line;
      ++times;
    }
    EXPECT_GT(times, 100) << name;
  }
}

TEST(Company, RefusesWhatMakesNoSense) {
  support::TempFolder folder;
  auto refused = [&](Options wrong, const char* field) {
    try {
      simulate(wrong, folder.path() / "out");
      ADD_FAILURE() << field;
    } catch (const base::Error& error) {
      EXPECT_EQ(error.field, field);
      EXPECT_FALSE(error.hint.empty());
    }
  };
  auto with = [&](auto change) {
    auto all = options(1);
    change(all);
    return all;
  };
  refused(with([](Options& o) { o.customers = 0; }), "customers");
  refused(with([](Options& o) { o.interactions = o.customers; }), "interactions");
  refused(with([](Options& o) { o.from = o.to - day_long; }), "from");
  std::filesystem::create_directories(folder.path() / "out");
  std::ofstream(folder.path() / "out" / "mine.txt") << "mine";
  refused(options(1), "out");
  EXPECT_EQ(files_of(folder.path() / "out").size(), 1u);
}

}  // namespace
}  // namespace sample
