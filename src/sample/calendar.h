// When things happen: zones, business hours, the rhythm of the day, the week and the year. Moments are whole seconds
// since 1970 (UTC). Made once for a period; then only read: safe from any thread.
#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sample/random.h"

namespace sample {

using Moment = std::int64_t;
inline constexpr Moment minute = 60, hour = 3600, day_long = 86'400;
inline constexpr Moment never = 0;   // of a step that has not happened

// What kind of doing it is: each has its hours.
enum class Rhythm { online, calling, shopping, writing };

class Calendar {
 public:
  Calendar(Moment from, Moment to);
  Moment from() const { return from_; }
  Moment to() const { return to_; }

  // Seconds to add for the clocks of a region at this moment.
  Moment offset(std::size_t region, Moment at) const;
  // A moment on the local day of `near`, at an hour that suits.
  Moment awake(Random& random, std::size_t region, Moment near, Rhythm rhythm) const;
  // A moment between the two, more likely in a busy season and on a busy weekday.
  Moment some_time(Random& random, std::size_t region, Moment low, Moment high, Rhythm rhythm) const;
  // Local 21:00 of the day `days` after `at`: what a delivery is promised for.
  Moment evening_after(std::size_t region, Moment at, int days) const;
  bool is_open(std::size_t region, Moment at) const;
  // The moment when so many minutes of business hours (09:00–18:00 on open days) have passed since `at`.
  Moment after_business(std::size_t region, Moment at, double minutes) const;
  // How busy the shop is on a day, 1 on the average: 618 and 11.11 in China, Black Friday and Christmas elsewhere.
  double season(std::size_t region, Moment at) const;
  bool is_peak(Moment at) const;   // November and December, UTC

 private:
  Moment from_, to_;
  std::int64_t first_day_;
  std::vector<std::vector<std::int32_t>> offsets_;   // by region and day
  std::vector<std::array<float, 2>> seasons_;        // by day: China, elsewhere
  std::vector<std::uint8_t> months_;
};

// "2026-03-02 14:05:33", in UTC, appended.
void append_time(std::string& out, Moment at);

}  // namespace sample
