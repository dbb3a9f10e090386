// How values of properties and traits are understood where other formats type them.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "base/json.h"
#include "base/time.h"

namespace record::interchange {

// The member that holds the value of an attribute which has attributes of its own (channel/file/xes/attribute.h).
inline constexpr std::string_view nested_value = "@value";

// A text that is a time in the form in which we write times (base::to_string), and nothing else.
inline std::optional<base::Time> told_time(std::string_view text) {
  if (text.size() < 20 || text.size() > 27 || text.back() != 'Z' || text[10] != 'T') return std::nullopt;
  auto at = base::parse_time(text);
  return at && base::to_string(*at) == text ? at : std::nullopt;
}

// The property as the name of something (an order, a case); empty when it is not there or is no text and no number.
inline std::string property_text(const base::JsonObject& properties, std::string_view name) {
  auto value = properties.if_contains(name);
  if (!value) return {};
  if (auto text = value->if_string()) return std::string(*text);
  return value->is_number() ? base::json_text(*value) : std::string();
}

}  // namespace record::interchange
