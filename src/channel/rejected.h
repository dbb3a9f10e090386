// One interaction of a request that was refused while the rest went in; the same shape from every adapter.
#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "base/json.h"

namespace channel {

struct Rejected {
  std::int64_t position = 0;              // in the list that was sent, from 0
  std::string code;                       // word of the error ("invalid")
  std::string detail;                     // what is wrong
  std::optional<std::string> hint;        // what to do
  std::optional<std::string> field;       // where in the interaction
};
BOOST_DESCRIBE_STRUCT(Rejected, (), (position, code, detail, hint, field))

inline Rejected rejected(std::size_t position, const base::Error& error) {
  const auto unless_empty = [](const std::string& text) { return text.empty() ? std::nullopt : std::optional(text); };
  return {static_cast<std::int64_t>(position), base::word(error.code), error.what(), unless_empty(error.hint), unless_empty(error.field)};
}

}  // namespace channel
