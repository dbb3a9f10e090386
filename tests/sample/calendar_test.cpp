// Business hours and clocks: what the truth about slow answers stands on.
#include "sample/calendar.h"

#include <gtest/gtest.h>

#include "base/time.h"
#include "sample/parameters.h"

namespace sample {
namespace {

Moment at(const char* text) { return base::parse_time(text)->micros / base::second; }
Calendar calendar() { return {at("2024-11-01"), at("2026-11-01")}; }

TEST(BusinessHours, PassOnOpenDaysBetweenNineAndSix) {
  auto all = calendar();
  // A Wednesday in Shanghai (UTC+8).
  EXPECT_EQ(all.after_business(east_china, at("2025-03-05T02:00:00Z"), 90), at("2025-03-05T03:30:00Z"));
  // At half past five in the afternoon: the rest of an hour falls on the next morning.
  EXPECT_EQ(all.after_business(east_china, at("2025-03-05T09:30:00Z"), 60), at("2025-03-06T01:30:00Z"));
  // On Saturday evening: Sunday is closed, Saturday was open.
  EXPECT_EQ(all.after_business(east_china, at("2025-03-08T12:00:00Z"), 10), at("2025-03-10T01:10:00Z"));
  // In New York Saturday is closed too. 9:00 is 14:00 UTC in winter, 13:00 in summer.
  EXPECT_EQ(all.after_business(us_east, at("2025-01-10T23:30:00Z"), 10), at("2025-01-13T14:10:00Z"));
  EXPECT_EQ(all.after_business(us_east, at("2025-07-11T23:30:00Z"), 10), at("2025-07-14T13:10:00Z"));
}

TEST(BusinessHours, ADayHasNineOfThem) {
  auto all = calendar();
  auto monday = at("2025-03-03T01:00:00Z");
  EXPECT_EQ(all.after_business(east_china, monday, 9 * 60 * 6 + 1), at("2025-03-10T01:01:00Z"));
}

TEST(Calls, AreMadeWhenSomebodyIsThere) {
  auto all = calendar();
  Random random(1, 2, 3);
  for (int i = 0; i < 2'000; ++i)
    for (std::size_t region = 0; region < parameters().regions.size(); ++region)
      EXPECT_TRUE(all.is_open(region, all.awake(random, region, all.from() + random.between(0, 700) * day_long, Rhythm::calling)));
}

TEST(Seasons, SellMoreInNovember) {
  auto all = calendar();
  Random random(1, 2, 3);
  int november = 0, march = 0;
  for (int i = 0; i < 20'000; ++i) {
    auto moment = all.some_time(random, east_china, all.from(), all.to(), Rhythm::online);
    EXPECT_TRUE(moment >= all.from() && moment < all.to());
    auto month = base::civil(base::Time{moment * base::second}).month;
    november += month == 11;
    march += month == 3;
  }
  EXPECT_GT(november * 10, march * 11);
}

TEST(Times, AreWrittenAsTheyAre) {
  for (auto text : {"2024-02-29T23:59:59Z", "2025-12-31T00:00:00Z", "1999-03-01T12:34:56Z"}) {
    std::string written;
    append_time(written, at(text));
    EXPECT_EQ(written, std::string(text).substr(0, 10) + " " + std::string(text).substr(11, 8));
  }
}

}  // namespace
}  // namespace sample
