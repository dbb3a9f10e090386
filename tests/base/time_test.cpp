// Moments, zones and the many ways in which they are written.
#include "base/time.h"

#include <gtest/gtest.h>

#include "base/error.h"

namespace base {
namespace {

std::string read(std::string_view text, std::string_view zone = "UTC") {
  auto time = parse_time(text, Zone::named(zone));
  return time ? to_string(*time) : "none";
}
std::string read_as(std::string_view text, std::string_view pattern, std::string_view zone = "UTC") {
  auto time = parse_time(text, pattern, Zone::named(zone));
  return time ? to_string(*time) : "none";
}

TEST(Time, IsReadAsItIsMetInTheWild) {
  EXPECT_EQ(read("2024-05-01T09:30:00Z"), "2024-05-01T09:30:00Z");
  EXPECT_EQ(read("2024-05-01 09:30"), "2024-05-01T09:30:00Z");
  EXPECT_EQ(read("2024/05/01 09:30:15.250"), "2024-05-01T09:30:15.250Z");
  EXPECT_EQ(read("2024-05-01t09:30:15,1234567z"), "2024-05-01T09:30:15.123456Z");
  EXPECT_EQ(read("2024-05-01"), "2024-05-01T00:00:00Z");
  EXPECT_EQ(read("  2024-05-01T09:30:00+08:00 "), "2024-05-01T01:30:00Z");
  EXPECT_EQ(read("2024-05-01T09:30:00-0330"), "2024-05-01T13:00:00Z");
  EXPECT_EQ(read("2024-05-01 09:30:00 UTC", "Asia/Shanghai"), "2024-05-01T09:30:00Z");
  EXPECT_EQ(read("2024-05-01 09:30:00", "Asia/Shanghai"), "2024-05-01T01:30:00Z");
  EXPECT_EQ(read("2024-02-29"), "2024-02-29T00:00:00Z");
  EXPECT_EQ(read("2024-12-31T24:00:00Z"), "2025-01-01T00:00:00Z");
  EXPECT_EQ(read("2016-12-31T23:59:60Z"), "2017-01-01T00:00:00Z") << "a leap second";
}
TEST(Time, ThatDoesNotExistIsNotGuessed) {
  for (const char* text : {"", "2024", "2024-13-01", "2023-02-29", "2024-04-31", "2024-00-10", "0000-01-01", "2024-05-01T25:00:00", "2024-05-01T24:00:01", "2024-05-01T09:60", "2024-05-01T9:30", "01/05/2024",
                           "2024-05/01", "2024-05-01T09:30:00+8", "2024-05-01T09:30:00+19:00", "2024-05-01 morning", "2024-05-01T09:30:00Zx", "20240501"})
    EXPECT_EQ(read(text), "none") << text;
}
TEST(Time, ClocksThatAreTurnedForwardSkipAnHour) {
  // New York, 10 March 2024: 02:00 EST is followed by 03:00 EDT.
  EXPECT_EQ(read("2024-03-10 01:59", "America/New_York"), "2024-03-10T06:59:00Z");
  EXPECT_EQ(read("2024-03-10 02:30", "America/New_York"), "2024-03-10T07:30:00Z") << "as if clocks had not yet changed";
  EXPECT_EQ(read("2024-03-10 03:30", "America/New_York"), "2024-03-10T07:30:00Z");
}
TEST(Time, ClocksThatAreTurnedBackShowAnHourTwiceAndTheFirstIsMeant) {
  EXPECT_EQ(read("2024-11-03 01:30", "America/New_York"), "2024-11-03T05:30:00Z");
  EXPECT_EQ(read("2024-11-03 02:00", "America/New_York"), "2024-11-03T07:00:00Z");
  EXPECT_EQ(read("2024-10-27 02:30", "Europe/Berlin"), "2024-10-27T00:30:00Z");
  EXPECT_EQ(read("1988-07-01 12:00", "Asia/Shanghai"), "1988-07-01T03:00:00Z") << "China had summer time then";
}
TEST(Time, APatternReadsWhatItSaysAndNothingElse) {
  EXPECT_EQ(read_as("01/05/24 21:05", "%d/%m/%y %H:%M"), "2024-05-01T21:05:00Z");
  EXPECT_EQ(read_as("5/1/1999 9:05 PM", "%m/%d/%Y %I:%M %p"), "1999-05-01T21:05:00Z");
  EXPECT_EQ(read_as("12:00 am 2024-05-01", "%I:%M %p %Y-%m-%d"), "2024-05-01T00:00:00Z");
  EXPECT_EQ(read_as("1 May 2024", "%d %b %Y"), "2024-05-01T00:00:00Z");
  EXPECT_EQ(read_as("2024年05月01日", "%Y年%m月%d日", "Asia/Shanghai"), "2024-04-30T16:00:00Z");
  EXPECT_EQ(read_as("2024-05-01 10:00:00.125 +02:00", "%Y-%m-%d %H:%M:%S.%f %z"), "2024-05-01T08:00:00.125Z");
  EXPECT_EQ(read_as("100%", "%y0%%"), "2010-01-01T00:00:00Z");
  EXPECT_EQ(read_as("2024-05-01x", "%Y-%m-%d"), "none");
  EXPECT_EQ(read_as("13:00 PM", "%I:%M %p"), "none");
  EXPECT_THROW(read_as("2024", "%Q"), Error);
}
TEST(Time, NumbersCountFromTheirOwnZero) {
  EXPECT_EQ(read_as("1714555800", "unix"), "2024-05-01T09:30:00Z");
  EXPECT_EQ(read_as("1714555800.5", "unix"), "2024-05-01T09:30:00.500Z");
  EXPECT_EQ(read_as("1714555800123", "unix_ms"), "2024-05-01T09:30:00.123Z");
  EXPECT_EQ(read_as("-1", "unix"), "1969-12-31T23:59:59Z");
  EXPECT_EQ(read_as("45413.5", "excel"), "2024-05-01T12:00:00Z");
  EXPECT_EQ(read_as("45413.5", "excel", "Asia/Shanghai"), "2024-05-01T04:00:00Z");
  for (const char* text : {"", "12a", "nan", "inf", "1e300"}) EXPECT_EQ(read_as(text, "unix"), "none") << text;
}
TEST(Time, IsWrittenWithAFractionOnlyWhereThereIsOne) {
  EXPECT_EQ(to_string(Time{0}), "1970-01-01T00:00:00Z");
  EXPECT_EQ(to_string(Time{1}), "1970-01-01T00:00:00.000001Z");
  EXPECT_EQ(to_string(Time{-1}), "1969-12-31T23:59:59.999999Z");
  EXPECT_EQ(to_string(earliest), "0001-01-01T00:00:00Z");
  EXPECT_EQ(to_string(latest), "9999-12-31T23:59:59Z");
  EXPECT_EQ(read("9999-12-31T23:59:59.999999Z"), "9999-12-31T23:59:59.999999Z");
  for (const char* beyond : {"9999-12-31T23:59:59-11:59", "9999-12-31T24:00:00Z", "0001-01-01T00:00:00+01:00"}) EXPECT_FALSE(parse_time(beyond)) << beyond;
  EXPECT_EQ(day_string(Time{-500'000}), "1969-12-31");
}
TEST(Time, TheCalendarGoesThereAndBack) {
  for (std::int64_t days = -719'000; days < 2'900'000; days += 397) {
    Time time{days * day + 12'345'678'901};
    EXPECT_EQ(from_civil(civil(time)), time);
    EXPECT_EQ(parse_time(to_string(time)), time);
  }
}
TEST(Zone, KnowsNamesAndOffsetsAndRefusesOthers) {
  EXPECT_EQ(Zone::named("+05:30").offset_at({}), (5 * 3600 + 1800) * second);
  EXPECT_EQ(Zone::named("Asia/Kolkata").offset_at(*parse_time("2024-05-01")), (5 * 3600 + 1800) * second);
  for (const char* name : {"Nowhere/City", "UTC+25", "Asia", "中国"}) EXPECT_THROW(Zone::named(name), Error) << name;
}
TEST(Clock, MayBeFrozen) {
  set_now(Time{42});
  EXPECT_EQ(now().micros, 42);
  set_now(std::nullopt);
  EXPECT_GT(now(), *parse_time("2024-01-01"));
}

}  // namespace
}  // namespace base
