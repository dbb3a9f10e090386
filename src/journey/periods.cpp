#include "journey/periods.h"

#include <algorithm>
#include <numeric>

#include "base/error.h"
#include "base/limits.h"

namespace journey {
namespace {

// Days since 1970-01-01 of the day that clocks of the zone show.
std::int64_t day_of(std::int64_t at, const base::Zone& zone) {
  auto local = at + zone.offset_at(base::Time{at});
  return local >= 0 ? local / base::day : -((base::day - 1 - local) / base::day);
}

// Days since 1970-01-01 of the local day on which a period begins.
std::int64_t first_day(Period period, std::int64_t day) {
  switch (period) {
    case Period::day: return day;
    case Period::week: return day - ((day + 3) % 7 + 7) % 7;   // 1970-01-01 was a Thursday
    case Period::month: break;
  }
  auto civil = base::civil(base::Time{day * base::day});
  return base::days_from_civil(civil.year, civil.month, 1);
}
std::int64_t next_day(Period period, std::int64_t day) {
  switch (period) {
    case Period::day: return day + 1;
    case Period::week: return day + 7;
    case Period::month: break;
  }
  return first_day(period, day + 31);
}

}  // namespace

std::int64_t last_days(std::int64_t days, const base::Zone& zone, std::int64_t now) {
  return zone.to_utc(base::civil(base::Time{(day_of(now, zone) - days + 1) * base::day})).micros;
}

Periods::Periods(Period period, const base::Zone& zone, std::int64_t from, std::int64_t to) {
  auto day = first_day(period, day_of(from, zone));
  for (;; day = next_day(period, day)) {
    auto start = zone.to_utc(base::civil(base::Time{day * base::day})).micros;
    if (!starts_.empty() && start > to) break;
    if (!starts_.empty() && start <= starts_.back()) continue;   // a day that a zone left out
    starts_.push_back(start);
    if (starts_.size() > base::limits::question_periods)
      throw base::invalid("There are more than " + std::to_string(base::limits::question_periods) + " periods between the first and the last interaction.", "Choose longer periods, say from when on and until when, or filter.", "period");
  }
  const auto first = starts_.front() / base::second;
  slot_ = static_cast<std::uint64_t>(to / base::second - first + 2);
  if (starts_.size() > 1) slot_ = 0;
  for (std::size_t i = 1; i < starts_.size(); ++i) slot_ = std::gcd(slot_, static_cast<std::uint64_t>((starts_[i] - starts_.front()) / base::second));
  reciprocal_ = ((std::uint64_t(1) << 63) + slot_ - 1) / slot_;
  const auto slots = static_cast<std::uint64_t>(to / base::second - first) / slot_ + 1;
  if (slots > base::limits::question_slots) throw base::invalid("The calendar of this zone is too irregular over so long a time.", "Choose a shorter time, or another zone.", "zone");
  for (std::uint32_t at = 0; slots_.size() < slots; slots_.push_back(at)) {
    auto start = starts_.front() + static_cast<std::int64_t>(slots_.size() * slot_) * base::second;
    while (at + 1 < starts_.size() && starts_[at + 1] <= start) ++at;
  }
}

}  // namespace journey
