// A moment: microseconds since 1970-01-01T00:00:00Z. Zones exist only at the edges, by name (IANA).
#pragma once
#include <cstdint>
#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace base {

struct Time {
  std::int64_t micros = 0;
  auto operator<=>(const Time&) const = default;
};

inline constexpr std::int64_t second = 1'000'000;
inline constexpr std::int64_t day = 86'400 * second;

// The earliest and latest moments we store: years 1 to 9999.
inline constexpr Time earliest{-62'135'596'800 * second};
inline constexpr Time latest{253'402'300'799 * second};

// Wall clock; tests may freeze it with set_now (nullopt: the real clock again).
Time now();
void set_now(std::optional<Time> frozen);

// A moment on the civil calendar.
struct Civil {
  int year = 1970, month = 1, day = 1, hour = 0, minute = 0, second = 0, micro = 0;
};
std::int64_t days_from_civil(int year, int month, int day);   // days since 1970-01-01, proleptic Gregorian
Civil civil(Time utc);
Time from_civil(const Civil& utc);

// A zone by its IANA name ("Asia/Shanghai", "UTC", "+02:00"). Copyable, cheap to use, thread-safe.
class Zone {
 public:
  Zone() = default;                                   // UTC
  static Zone named(std::string_view name);           // throws Error(invalid) for an unknown name
  // Offset from UTC that holds at this moment, in microseconds.
  std::int64_t offset_at(Time utc) const;
  // The moment at which clocks of this zone show `local`. A time that occurs twice means the first; one that is
  // skipped means the moment as if clocks had not yet changed (as RFC 5545 has it).
  Time to_utc(const Civil& local) const;
  const std::string& name() const { return name_; }

 private:
  std::string name_ = "UTC";
  std::int64_t fixed_ = 0;
  bool is_fixed_ = true;
};

// RFC 3339 / ISO 8601 as it is met in the wild: date alone, blank or T between, seconds and fraction optional, Z or
// ±hh:mm or ±hhmm. Without an offset the zone decides. nullopt when it is no such text or no such day.
std::optional<Time> parse_time(std::string_view text, const Zone& zone = {});

// With a pattern of strptime's %Y %m %d %H %M %S %y %b %p %I %f %z %% (fraction %f) or "unix", "unix_ms", "excel".
std::optional<Time> parse_time(std::string_view text, std::string_view pattern, const Zone& zone);

// "2024-05-01T09:30:00Z"; a fraction only when it is not zero (milliseconds, or microseconds where needed).
std::string to_string(Time t);
// "2024-05-01"
std::string day_string(Time t);

}  // namespace base
