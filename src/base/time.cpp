#include "base/time.h"

#include <unicode/basictz.h>
#include <unicode/timezone.h>
#include <unicode/unistr.h>

#include <array>
#include <atomic>
#include <cctype>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <map>
#include <memory>
#include <mutex>

#include "base/error.h"

namespace base {
namespace {

std::atomic<std::int64_t> frozen_now{INT64_MIN};

bool is_leap(int year) { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }

int days_in_month(int year, int month) {
  static constexpr std::array<int, 12> days{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

bool valid(const Civil& c) {
  return c.year >= 1 && c.year <= 9999 && c.month >= 1 && c.month <= 12 && c.day >= 1 &&
         c.day <= days_in_month(c.year, c.month) && c.hour <= 24 && c.minute <= 59 && c.second <= 60 &&
         (c.hour < 24 || (c.minute == 0 && c.second == 0 && c.micro == 0));
}

// Reads exactly `width` digits at `at`; -1 when they are not there.
int digits(std::string_view s, std::size_t at, std::size_t width) {
  if (at + width > s.size()) return -1;
  int value = 0;
  for (std::size_t i = at; i < at + width; ++i) {
    if (s[i] < '0' || s[i] > '9') return -1;
    value = value * 10 + (s[i] - '0');
  }
  return value;
}

// What is still 9999 somewhere may be a year in UTC that has five digits, and could be written and never read again.
std::optional<Time> with_a_year(Time t) { return t < earliest || t.micros >= latest.micros + second ? std::nullopt : std::optional(t); }

// ±hh, ±hhmm, ±hh:mm or Z at `at`, to the end of the text.
std::optional<std::int64_t> offset_to_end(std::string_view s) {
  if (s == "Z" || s == "z") return 0;
  if (s.size() < 3 || (s[0] != '+' && s[0] != '-')) return std::nullopt;
  int hours = digits(s, 1, 2), minutes = 0;
  std::size_t at = 3;
  if (at < s.size()) {
    if (s[at] == ':') ++at;
    minutes = digits(s, at, 2);
    at += 2;
  }
  if (hours < 0 || minutes < 0 || hours > 18 || minutes > 59 || at != s.size()) return std::nullopt;
  auto micros = (hours * 3600ll + minutes * 60ll) * second;
  return s[0] == '-' ? -micros : micros;
}

// ICU's zones are costly to make: one of each name, kept for ever.
const icu::BasicTimeZone* icu_zone(const std::string& name) {
  static std::mutex guard;
  static std::map<std::string, std::unique_ptr<icu::TimeZone>> zones;
  std::lock_guard lock(guard);
  auto& zone = zones[name];
  if (!zone) {
    zone.reset(icu::TimeZone::createTimeZone(icu::UnicodeString::fromUTF8(name)));
    if (*zone == icu::TimeZone::getUnknown() && name != "Etc/Unknown") {
      zones.erase(name);
      return nullptr;
    }
  }
  return dynamic_cast<const icu::BasicTimeZone*>(zone.get());
}

std::string_view trimmed(std::string_view s) {
  while (!s.empty() && std::isspace(static_cast<unsigned char>(s.front()))) s.remove_prefix(1);
  while (!s.empty() && std::isspace(static_cast<unsigned char>(s.back()))) s.remove_suffix(1);
  return s;
}

// A fraction ".123456789": microseconds, and moves `at` behind it.
int fraction(std::string_view s, std::size_t& at) {
  int micro = 0, scale = 100'000;
  for (++at; at < s.size() && s[at] >= '0' && s[at] <= '9'; ++at) {
    micro += (s[at] - '0') * scale;
    scale /= 10;
  }
  return micro;
}

std::optional<Time> in_zone(const Civil& c, const Zone& zone, std::optional<std::int64_t> offset) {
  if (!valid(c)) return std::nullopt;
  return with_a_year(offset ? Time{from_civil(c).micros - *offset} : zone.to_utc(c));
}

int month_named(std::string_view s) {
  static constexpr std::array<std::string_view, 12> names{"jan", "feb", "mar", "apr", "may", "jun",
                                                          "jul", "aug", "sep", "oct", "nov", "dec"};
  if (s.size() < 3) return -1;
  for (int i = 0; i < 12; ++i) {
    bool same = true;
    for (int k = 0; k < 3; ++k) same &= std::tolower(static_cast<unsigned char>(s[k])) == names[i][k];
    if (same) return i + 1;
  }
  return -1;
}

std::optional<Time> from_number(std::string_view text, double unit_micros, double zero) {
  double value = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  double micros = (value - zero) * unit_micros;
  if (!(micros >= double(earliest.micros) && micros <= double(latest.micros))) return std::nullopt;
  return with_a_year(Time{static_cast<std::int64_t>(micros < 0 ? micros - 0.5 : micros + 0.5)});
}

}  // namespace

Time now() {
  auto frozen = frozen_now.load(std::memory_order_relaxed);
  if (frozen != INT64_MIN) return Time{frozen};
  return Time{std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::system_clock::now().time_since_epoch()).count()};
}

void set_now(std::optional<Time> frozen) { frozen_now = frozen ? frozen->micros : INT64_MIN; }

// Howard Hinnant's days_from_civil (public domain algorithm, chrono-compatible low-level date algorithms).
std::int64_t days_from_civil(int y, int m, int d) {
  y -= m <= 2;
  const int era = (y >= 0 ? y : y - 399) / 400;
  const unsigned yoe = static_cast<unsigned>(y - era * 400);
  const unsigned doy = (153u * static_cast<unsigned>(m + (m > 2 ? -3 : 9)) + 2) / 5 + static_cast<unsigned>(d) - 1;
  const unsigned doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
  return era * 146097ll + static_cast<std::int64_t>(doe) - 719468;
}

Civil civil(Time utc) {
  std::int64_t days = utc.micros / day, rest = utc.micros % day;
  if (rest < 0) rest += day, --days;
  std::int64_t z = days + 719468;
  const std::int64_t era = (z >= 0 ? z : z - 146096) / 146097;
  const unsigned doe = static_cast<unsigned>(z - era * 146097);
  const unsigned yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
  const unsigned doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
  const unsigned mp = (5 * doy + 2) / 153;
  Civil c;
  c.day = static_cast<int>(doy - (153 * mp + 2) / 5 + 1);
  c.month = static_cast<int>(mp < 10 ? mp + 3 : mp - 9);
  c.year = static_cast<int>(yoe + era * 400) + (c.month <= 2);
  c.hour = static_cast<int>(rest / (3600 * second));
  c.minute = static_cast<int>(rest / (60 * second) % 60);
  c.second = static_cast<int>(rest / second % 60);
  c.micro = static_cast<int>(rest % second);
  return c;
}

Time from_civil(const Civil& c) {
  return Time{days_from_civil(c.year, c.month, c.day) * day + (c.hour * 3600ll + c.minute * 60ll + c.second) * second + c.micro};
}

Zone Zone::named(std::string_view name) {
  Zone zone;
  zone.name_ = std::string(name);
  if (name.empty() || name == "UTC" || name == "Z" || name == "GMT") return zone;
  if (auto fixed = offset_to_end(name)) {
    zone.fixed_ = *fixed;
    return zone;
  }
  if (!icu_zone(zone.name_))
    throw invalid("There is no time zone \"" + zone.name_ + "\".", "Use a name of the IANA list, such as Asia/Shanghai or America/Sao_Paulo, or UTC.", "zone");
  zone.is_fixed_ = false;
  return zone;
}

std::int64_t Zone::offset_at(Time utc) const {
  if (is_fixed_) return fixed_;
  std::int32_t raw = 0, saving = 0;
  UErrorCode status = U_ZERO_ERROR;
  icu_zone(name_)->getOffset(static_cast<double>(utc.micros / 1000), false, raw, saving, status);
  return (std::int64_t(raw) + saving) * 1000;
}

Time Zone::to_utc(const Civil& local) const {
  Time as_utc = from_civil(local);
  if (is_fixed_) return Time{as_utc.micros - fixed_};
  std::int32_t raw = 0, saving = 0;
  UErrorCode status = U_ZERO_ERROR;
  icu_zone(name_)->getOffsetFromLocal(static_cast<double>(as_utc.micros / 1000), UCAL_TZ_LOCAL_FORMER, UCAL_TZ_LOCAL_FORMER, raw, saving, status);
  return Time{as_utc.micros - (std::int64_t(raw) + saving) * 1000};
}

std::optional<Time> parse_time(std::string_view text, const Zone& zone) {
  auto s = trimmed(text);
  Civil c;
  c.year = digits(s, 0, 4);
  if (s.size() < 10 || c.year < 0 || s[4] != s[7] || (s[4] != '-' && s[4] != '/')) return std::nullopt;
  c.month = digits(s, 5, 2);
  c.day = digits(s, 8, 2);
  if (c.month < 0 || c.day < 0) return std::nullopt;
  if (s.size() == 10) return in_zone(c, zone, std::nullopt);
  if (s.size() < 16 || (s[10] != 'T' && s[10] != 't' && s[10] != ' ') || s[13] != ':') return std::nullopt;
  c.hour = digits(s, 11, 2);
  c.minute = digits(s, 14, 2);
  if (c.hour < 0 || c.minute < 0) return std::nullopt;
  std::size_t at = 16;
  if (at < s.size() && s[at] == ':') {
    c.second = digits(s, 17, 2);
    if (c.second < 0) return std::nullopt;
    at = 19;
    if (at < s.size() && (s[at] == '.' || s[at] == ',')) c.micro = fraction(s, at);
  }
  while (at < s.size() && s[at] == ' ') ++at;
  if (at == s.size()) return in_zone(c, zone, std::nullopt);
  if (s.substr(at) == "UTC") return in_zone(c, zone, 0);
  auto offset = offset_to_end(s.substr(at));
  if (!offset) return std::nullopt;
  return in_zone(c, zone, offset);
}

std::optional<Time> parse_time(std::string_view text, std::string_view pattern, const Zone& zone) {
  auto s = trimmed(text);
  if (pattern == "unix") return from_number(s, 1e6, 0);
  if (pattern == "unix_ms") return from_number(s, 1e3, 0);
  if (pattern == "excel") {  // days since 1899-12-30, in the zone's clocks
    auto local = from_number(s, double(day), 25569);
    if (!local) return std::nullopt;
    return with_a_year(zone.to_utc(civil(*local)));
  }
  Civil c;
  int pm = -1;
  std::optional<std::int64_t> offset;
  std::size_t at = 0;
  auto number = [&](std::size_t most) {
    int value = -1;
    for (std::size_t n = 0; n < most && at < s.size() && s[at] >= '0' && s[at] <= '9'; ++n, ++at)
      value = (value < 0 ? 0 : value) * 10 + (s[at] - '0');
    return value;
  };
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] != '%' || i + 1 == pattern.size()) {
      if (at >= s.size() || s[at++] != pattern[i]) return std::nullopt;
      continue;
    }
    int value = 0;
    switch (pattern[++i]) {
      case 'Y': value = c.year = number(4); break;
      case 'y': value = number(2); c.year = value < 0 ? -1 : value + (value < 70 ? 2000 : 1900); break;
      case 'm': value = c.month = number(2); break;
      case 'd': value = c.day = number(2); break;
      case 'H': case 'I': value = c.hour = number(2); break;
      case 'M': value = c.minute = number(2); break;
      case 'S': value = c.second = number(2); break;
      case 'b': {
        value = c.month = month_named(s.substr(std::min(at, s.size())));
        while (at < s.size() && std::isalpha(static_cast<unsigned char>(s[at]))) ++at;
        break;
      }
      case 'p':
        if (at + 2 > s.size()) return std::nullopt;
        pm = std::tolower(static_cast<unsigned char>(s[at])) == 'p';
        at += 2;
        break;
      case 'f': --at; c.micro = fraction(s, at); break;
      case 'z':
        offset = offset_to_end(s.substr(at));
        if (!offset) return std::nullopt;
        at = s.size();
        break;
      case '%': if (at >= s.size() || s[at++] != '%') return std::nullopt; break;
      default: throw invalid("The time pattern \"" + std::string(pattern) + "\" has an unknown sign %" + pattern[i] + ".",
                             "Known are %Y %y %m %d %H %I %p %M %S %f %b %z, and the words unix, unix_ms, excel.", "format");
    }
    if (value < 0) return std::nullopt;
  }
  if (at != s.size()) return std::nullopt;
  if (pm >= 0) {
    if (c.hour < 1 || c.hour > 12) return std::nullopt;
    c.hour = c.hour % 12 + (pm ? 12 : 0);
  }
  return in_zone(c, zone, offset);
}

std::string to_string(Time t) {
  Civil c = civil(t);
  char out[40];
  int n = std::snprintf(out, sizeof out, "%04d-%02d-%02dT%02d:%02d:%02d", c.year, c.month, c.day, c.hour, c.minute, c.second);
  if (c.micro % 1000 != 0) n += std::snprintf(out + n, sizeof out - n, ".%06d", c.micro);
  else if (c.micro != 0) n += std::snprintf(out + n, sizeof out - n, ".%03d", c.micro / 1000);
  out[n++] = 'Z';
  return std::string(out, n);
}

std::string day_string(Time t) { return to_string(t).substr(0, 10); }

}  // namespace base
