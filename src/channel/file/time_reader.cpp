#include "channel/file/time_reader.h"

namespace channel::file {
namespace {

// Two digits at p, or something above 99.
unsigned two(const char* p) {
  unsigned high = static_cast<unsigned char>(p[0]) - '0', low = static_cast<unsigned char>(p[1]) - '0';
  return high > 9 || low > 9 ? 1000 : high * 10 + low;
}

// "2024-05-01" or "2024-05-01 09:30:00", by far the most frequent; anything else is left to base::parse_time.
bool read_plain(std::string_view s, base::Civil& c) {
  if ((s.size() != 19 && s.size() != 10) || s[4] != '-' || s[7] != '-') return false;
  unsigned century = two(s.data()), year = two(s.data() + 2), month = two(s.data() + 5), day = two(s.data() + 8);
  if (century > 99 || year > 99 || month < 1 || month > 12 || day < 1 || day > 28) return false;   // ends of months: the long way
  c.year = static_cast<int>(century * 100 + year);
  if (c.year < 1) return false;
  c.month = static_cast<int>(month);
  c.day = static_cast<int>(day);
  if (s.size() == 10) return true;
  if ((s[10] != ' ' && s[10] != 'T') || s[13] != ':' || s[16] != ':') return false;
  unsigned hour = two(s.data() + 11), minute = two(s.data() + 14), second = two(s.data() + 17);
  if (hour > 23 || minute > 59 || second > 59) return false;
  c.hour = static_cast<int>(hour);
  c.minute = static_cast<int>(minute);
  c.second = static_cast<int>(second);
  return true;
}

}  // namespace

base::Time TimeReader::to_utc(const base::Civil& local) {
  auto number = base::days_from_civil(local.year, local.month, local.day);
  auto& day = days_[static_cast<std::uint64_t>(number) % days_.size()];
  if (day.number != number) {
    base::Civil midnight{local.year, local.month, local.day};
    auto start = zone_.to_utc(midnight), end = zone_.to_utc(base::civil(base::Time{(number + 1) * base::day}));
    day = {number, number * base::day - start.micros, end.micros - start.micros == base::day};
  }
  if (!day.even) return zone_.to_utc(local);   // clocks change on this day
  return base::Time{base::from_civil(local).micros - day.offset};
}

std::optional<base::Time> TimeReader::read(std::string_view text) {
  if (!pattern_.empty()) return base::parse_time(text, pattern_, zone_);
  base::Civil local;
  if (read_plain(text, local)) return to_utc(local);
  return base::parse_time(text, zone_);
}

}  // namespace channel::file
