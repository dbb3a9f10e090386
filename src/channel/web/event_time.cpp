#include "channel/web/event_time.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "base/exact_json.h"

namespace channel {
namespace {

// ISO 8601 as the libraries send it; numbers as people send them by hand: seconds or milliseconds since 1970.
std::optional<base::Time> read_time(const base::Json& value) {
  if (value.is_string()) return base::parse_time(std::string_view(value.get_string().data(), value.get_string().size()));
  if (!value.is_number()) return std::nullopt;
  const double number = value.to_number<double>();
  constexpr double first_millisecond = 1e11;   // as seconds the year 5138, as milliseconds 1973
  const double micros = number * (std::abs(number) < first_millisecond ? 1e6 : 1e3);
  if (!(micros >= static_cast<double>(base::earliest.micros) && micros <= static_cast<double>(base::latest.micros))) return std::nullopt;
  return base::Time{static_cast<std::int64_t>(micros)};
}

base::Time required_time(const base::Json& value, const char* field) {
  if (auto time = read_time(value)) return *time;
  throw base::invalid("\"" + std::string(field) + "\" is not a time.", "Send ISO 8601, such as 2024-05-01T09:30:00.000Z.", field);
}

}  // namespace

std::optional<base::Time> sent_at_of(const base::JsonObject& object) {
  const auto* value = base::member(object, "sentAt");
  return value ? read_time(*value) : std::nullopt;
}

base::Time event_time(const base::JsonObject& event, const Envelope& envelope) {
  const auto* timestamp = base::member(event, "timestamp");
  const auto* original = base::member(event, "originalTimestamp");
  if (!timestamp && !original) return envelope.received_at;
  const auto said = required_time(timestamp ? *timestamp : *original, timestamp ? "timestamp" : "originalTimestamp");
  auto at = said;
  // Both together are what Segment forwards: its `timestamp` is corrected already.
  if (!(timestamp && original)) {
    const auto sent_at = envelope.sent_at ? envelope.sent_at : sent_at_of(event);
    // An event can't have been sent before it happened: such a sentAt says nothing.
    if (sent_at && *sent_at >= said) {
      const std::int64_t skew = envelope.received_at.micros - sent_at->micros;
      if (std::abs(skew) > clocks_agree_within) at.micros = said.micros + skew;
    }
  }
  return std::clamp(at, base::earliest, std::max(envelope.received_at, base::earliest));
}

}  // namespace channel
