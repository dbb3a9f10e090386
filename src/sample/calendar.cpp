#include "sample/calendar.h"

#include <algorithm>

#include "base/time.h"
#include "sample/parameters.h"

namespace sample {
namespace {

constexpr std::array<double, 24> online_hours = {2, 1, 0.5, 0.3, 0.3, 0.5, 1, 2, 3, 4, 4.5, 4.5, 5, 4.5, 4, 4, 4, 4.5, 5, 7, 9, 9.5, 7, 4};
constexpr std::array<double, 24> calling_hours = {0, 0, 0, 0, 0, 0, 0, 0, 0, 8, 10, 9, 5, 6, 8, 8, 7, 5};
constexpr std::array<double, 24> shopping_hours = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 5, 6, 6, 6, 7, 8, 8, 7, 5};
constexpr std::array<double, 24> writing_hours = {1, 0.5, 0.3, 0.2, 0.2, 0.3, 1, 2, 4, 7, 7, 6, 5, 5, 6, 6, 6, 5, 4, 5, 6, 6, 4, 2};

const std::array<double, 24>& hours_of(Rhythm rhythm) {
  switch (rhythm) {
    case Rhythm::online: return online_hours;
    case Rhythm::calling: return calling_hours;
    case Rhythm::shopping: return shopping_hours;
    case Rhythm::writing: break;
  }
  return writing_hours;
}

constexpr Moment opens = 9 * hour, closes = 18 * hour;

std::int64_t floor_day(Moment at) { return at >= 0 ? at / day_long : (at - day_long + 1) / day_long; }
int weekday(std::int64_t day) { return static_cast<int>(((day + 3) % 7 + 7) % 7); }   // 0: Monday

float season_of(int month, int date, bool china) {
  double busy = 1;
  if (china) {
    if (month == 6 && date <= 20) busy = date >= 15 ? 2.2 : 1.4;
    if (month == 11 && date <= 14) busy = date >= 9 ? 2.6 : 1.6;
    if (month == 12 && date >= 10 && date <= 13) busy = 1.7;
    if (month == 1 || month == 2) busy = month == 1 ? 1.25 : 0.7;
  } else {
    if (month == 11 && date >= 22) busy = 2.3;
    if (month == 12 && date <= 20) busy = 1.8;
    if (month == 1) busy = 0.75;
    if (month == 7 || month == 8) busy = 0.85;
  }
  return static_cast<float>(busy);
}

}  // namespace

Calendar::Calendar(Moment from, Moment to) : from_(from), to_(to), first_day_(floor_day(from) - 60) {
  auto days = floor_day(to) - first_day_ + 400;   // deliveries and answers are reckoned beyond the end before they are left out
  for (const auto& region : parameters().regions) {
    auto zone = base::Zone::named(region.zone);
    auto& offsets = offsets_.emplace_back();
    for (std::int64_t d = 0; d < days; ++d)
      offsets.push_back(static_cast<std::int32_t>(zone.offset_at(base::Time{(first_day_ + d) * base::day + base::day / 2}) / base::second));
  }
  for (std::int64_t d = 0; d < days; ++d) {
    auto date = base::civil(base::Time{(first_day_ + d) * base::day});
    seasons_.push_back({season_of(date.month, date.day, true), season_of(date.month, date.day, false)});
    months_.push_back(static_cast<std::uint8_t>(date.month));
  }
}

Moment Calendar::offset(std::size_t region, Moment at) const {
  auto index = std::clamp<std::int64_t>(floor_day(at) - first_day_, 0, static_cast<std::int64_t>(offsets_[region].size()) - 1);
  return offsets_[region][static_cast<std::size_t>(index)];
}

double Calendar::season(std::size_t region, Moment at) const {
  auto index = std::clamp<std::int64_t>(floor_day(at) - first_day_, 0, static_cast<std::int64_t>(seasons_.size()) - 1);
  return static_cast<double>(seasons_[static_cast<std::size_t>(index)][region >= us_west]);
}

bool Calendar::is_peak(Moment at) const {
  auto index = std::clamp<std::int64_t>(floor_day(at) - first_day_, 0, static_cast<std::int64_t>(months_.size()) - 1);
  return months_[static_cast<std::size_t>(index)] >= 11;
}

Moment Calendar::awake(Random& random, std::size_t region, Moment near, Rhythm rhythm) const {
  auto shift = offset(region, near);
  auto day = floor_day(near + shift);
  if (rhythm == Rhythm::calling)
    while (weekday(day) >= parameters().regions[region].open_days) ++day;
  auto at = static_cast<Moment>(random.weighted(hours_of(rhythm))) * hour + random.between(0, hour - 1);
  return day * day_long + at - shift;
}

Moment Calendar::some_time(Random& random, std::size_t region, Moment low, Moment high, Rhythm rhythm) const {
  if (high <= low) return low;
  constexpr std::size_t tries = 3;
  constexpr std::array<double, 7> week_online = {0.95, 0.9, 0.9, 0.95, 1.0, 1.15, 1.2}, week_out = {0.7, 0.7, 0.75, 0.8, 1.1, 1.7, 1.5};
  std::array<Moment, tries> days{};
  std::array<double, tries> weights{};
  for (std::size_t i = 0; i < tries; ++i) {
    days[i] = low + static_cast<Moment>(random.below(static_cast<std::uint64_t>(high - low)));
    auto of_week = static_cast<std::size_t>(weekday(floor_day(days[i] + offset(region, days[i]))));
    weights[i] = season(region, days[i]) * (rhythm == Rhythm::shopping ? week_out : week_online)[of_week];
  }
  return std::clamp(awake(random, region, days[random.weighted(weights)], rhythm), low, high - 1);
}

Moment Calendar::evening_after(std::size_t region, Moment at, int days) const {
  auto shift = offset(region, at);
  return (floor_day(at + shift) + days) * day_long + 21 * hour - shift;
}

bool Calendar::is_open(std::size_t region, Moment at) const {
  auto local = at + offset(region, at);
  auto day = floor_day(local);
  auto of_day = local - day * day_long;
  return weekday(day) < parameters().regions[region].open_days && of_day >= opens && of_day < closes;
}

Moment Calendar::after_business(std::size_t region, Moment at, double minutes) const {
  auto left = static_cast<Moment>(minutes * 60);
  auto shift = offset(region, at);
  auto local = at + shift;
  for (;;) {
    auto day = floor_day(local);
    auto begin = std::max(local, day * day_long + opens), end = day * day_long + closes;
    if (weekday(day) < parameters().regions[region].open_days && begin < end) {
      if (left < end - begin) return begin + left - shift;
      left -= end - begin;
    }
    local = (day + 1) * day_long;
  }
}

void append_time(std::string& out, Moment at) {
  auto day = floor_day(at);
  auto of_day = static_cast<unsigned>(at - day * day_long);
  // Hinnant's civil_from_days.
  auto z = day + 719'468;
  auto era = z / 146'097;
  auto doe = static_cast<unsigned>(z - era * 146'097);
  auto yoe = (doe - doe / 1460 + doe / 36'524 - doe / 146'096) / 365;
  auto doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
  auto mp = (5 * doy + 2) / 153;
  auto date = doy - (153 * mp + 2) / 5 + 1, month = mp < 10 ? mp + 3 : mp - 9;
  auto year = static_cast<unsigned>(yoe + era * 400 + (month <= 2));
  char text[19] = {char('0' + year / 1000), char('0' + year / 100 % 10), char('0' + year / 10 % 10), char('0' + year % 10), '-', char('0' + month / 10), char('0' + month % 10), '-',
                   char('0' + date / 10), char('0' + date % 10), ' '};
  auto two = [&](int place, unsigned value) { text[place] = char('0' + value / 10), text[place + 1] = char('0' + value % 10); };
  two(11, of_day / 3600);
  text[13] = ':';
  two(14, of_day / 60 % 60);
  text[16] = ':';
  two(17, of_day % 60);
  out.append(text, sizeof text);
}

}  // namespace sample
