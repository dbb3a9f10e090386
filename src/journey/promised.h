// What an interaction says of a promise: when what was promised is due, and whether that was kept. Its properties tell, under
// fixed names: `promised_at`, a moment or a day (which lasts until its end, UTC), and `kept`, true or false.
#pragma once
#include <optional>
#include <string_view>

#include "journey/event.h"

namespace journey {

struct Promised {
  std::optional<std::int64_t> due;   // microseconds: the last moment at which it is kept
  std::optional<bool> kept;          // as `kept` says, else whether the interaction was not later than due
};
// `properties`: a JSON object as text, or nothing.
Promised promised(std::string_view properties, std::int64_t at);

}  // namespace journey
