#include "journey/periods.h"

#include <gtest/gtest.h>

#include "base/error.h"
#include "base/limits.h"

namespace journey {
namespace {

// Shanghai's clocks went back by 343 seconds at the end of 1900: days around it have nothing but seconds in common.
constexpr std::int64_t change = -2'177'481'943 * base::second;
constexpr std::int64_t days_of_seconds = static_cast<std::int64_t>(base::limits::question_slots) * base::second / base::day;   // 231

TEST(Periods, AnIrregularCalendarIsCountedBySecondsAsLongAsThatFits) {
  auto shanghai = base::Zone::named("Asia/Shanghai");
  auto from = change - 100 * base::day, to = from + (days_of_seconds - 1) * base::day;
  Periods periods(Period::day, shanghai, from, to);
  std::uint32_t last = 0;
  for (auto at = from; at <= to; at += base::day / 24) {
    auto found = periods.of_second(static_cast<std::uint64_t>((at - periods.start(0)) / base::second));
    ASSERT_LT(found, periods.count());
    EXPECT_GE(found, last);
    EXPECT_LE(periods.start(found), at);
    if (found + 1 < periods.count()) EXPECT_GT(periods.start(found + 1), at);
    last = found;
  }
  EXPECT_THROW(Periods(Period::day, shanghai, from, from + (days_of_seconds + 1) * base::day), base::Error);
}

TEST(Periods, ARegularCalendarIsBoundedByItsPeriodsAlone) {
  const auto days = static_cast<std::int64_t>(base::limits::question_periods);
  EXPECT_EQ(Periods(Period::day, base::Zone::named("UTC"), 0, days * base::day - 1).count(), base::limits::question_periods);
  EXPECT_THROW(Periods(Period::day, base::Zone::named("UTC"), 0, days * base::day), base::Error);
  EXPECT_EQ(Periods(Period::month, base::Zone::named("UTC"), 0, days * base::day).count(), 132u);
}

TEST(Periods, TheLastDaysEndWithToday) {
  auto at = [](std::string_view text) { return base::parse_time(text)->micros; };
  auto now = at("2026-03-29T22:30:00Z");
  EXPECT_EQ(last_days(1, base::Zone(), now), at("2026-03-29T00:00:00Z"));
  EXPECT_EQ(last_days(1, base::Zone::named("Asia/Shanghai"), now), at("2026-03-29T16:00:00Z"));   // it is the 30th there
  // Berlin's clocks went on by an hour on that day.
  EXPECT_EQ(last_days(1, base::Zone::named("Europe/Berlin"), now), at("2026-03-29T22:00:00Z"));
  EXPECT_EQ(last_days(2, base::Zone::named("Europe/Berlin"), now), at("2026-03-28T23:00:00Z"));
  EXPECT_EQ(last_days(365, base::Zone(), now), at("2025-03-30T00:00:00Z"));
}

}  // namespace
}  // namespace journey
