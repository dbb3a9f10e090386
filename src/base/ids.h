// Ids as outsiders see them: opaque texts, a letter for the kind and the number behind it ("c12" a customer, "i7" an
// interaction, "m3" a merge). The letter keeps an id of one kind from being taken for one of another.
#pragma once
#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace base {

inline std::string show_id(char kind, std::int64_t number) { return kind + std::to_string(number); }

inline std::optional<std::int64_t> read_id(char kind, std::string_view text) {
  std::int64_t number = 0;
  if (text.size() < 2 || text.size() > 19 || text[0] != kind || text[1] < '1' || text[1] > '9') return std::nullopt;
  auto [end, error] = std::from_chars(text.data() + 1, text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

}  // namespace base
