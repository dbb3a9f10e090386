#include "channel/file/xes/attribute.h"

#include <charconv>
#include <cmath>

#include "base/exact_json.h"
#include "base/limits.h"
#include "base/text.h"
#include "base/time.h"

namespace channel::file::xes {
namespace {

template <class Number>
std::optional<Number> number_of(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  Number number{};
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

std::optional<bool> truth_of(std::string_view text) {
  if (text == "true" || text == "1" || text == "True" || text == "TRUE") return true;
  if (text == "false" || text == "0" || text == "False" || text == "FALSE") return false;
  return std::nullopt;
}

// What a float may be and JSON can't write.
bool is_beyond_json(double number) { return !std::isfinite(number); }

Wrong wrong(const Attribute& attribute, const char* what) {
  return {attribute.key, "\"" + base::shown(attribute.value, 60) + "\" is no " + what + ".", "Correct the event, or the type of its attribute."};
}

void write_number(std::string& out, double number) {
  char space[40];
  auto end = std::to_chars(space, space + sizeof space, number).ptr;
  std::string_view text(space, static_cast<std::size_t>(end - space));
  out += text;
  if (text.find_first_of(".e") == std::string_view::npos) out += ".0";   // stays a float
}

}  // namespace

std::optional<Type> type_of(std::string_view element) {
  constexpr std::pair<std::string_view, Type> types[] = {{"string", Type::string}, {"date", Type::date}, {"int", Type::integer},
                                                         {"float", Type::real},    {"boolean", Type::boolean}, {"id", Type::id},
                                                         {"list", Type::list},     {"container", Type::container}};
  for (const auto& [name, type] : types)
    if (name == element) return type;
  return std::nullopt;
}

void put(std::vector<Attribute>& attributes, Attribute attribute) {
  for (auto& known : attributes)
    if (known.key == attribute.key) {
      known = std::move(attribute);
      return;
    }
  attributes.push_back(std::move(attribute));
}

const Attribute* find(const std::vector<Attribute>& attributes, std::string_view key) {
  for (const auto& attribute : attributes)
    if (attribute.key == key) return &attribute;
  return nullptr;
}

std::optional<Wrong> wrong_in(const Attribute& attribute, std::size_t json_depth) {
  if (json_depth + 2 > base::limits::json_depth) return Wrong{attribute.key, "Attributes stand in each other too deep.", "Export the log with flatter attributes."};
  switch (attribute.type) {
    case Type::integer:
      if (!number_of<std::int64_t>(attribute.value)) return wrong(attribute, "whole number");
      break;
    case Type::real:
      if (!number_of<double>(attribute.value)) return wrong(attribute, "number");
      break;
    case Type::boolean:
      if (!truth_of(attribute.value)) return wrong(attribute, "boolean: true or false");
      break;
    case Type::date:
      if (!base::parse_time(attribute.value)) return wrong(attribute, "time");
      break;
    default: break;
  }
  for (const auto& inner : attribute.inner)
    if (auto found = wrong_in(inner, json_depth + (attribute.type == Type::list && !inner.key.empty() ? 2 : 1))) return found;
  return std::nullopt;
}

void write_value(const Attribute& attribute, std::string& out) {
  switch (attribute.type) {
    case Type::string:
    case Type::id: base::append_json_text(out, attribute.value); break;
    case Type::date: base::append_json_text(out, base::to_string(*base::parse_time(attribute.value))); break;
    case Type::integer: out += std::to_string(*number_of<std::int64_t>(attribute.value)); break;
    case Type::real: {
      auto number = *number_of<double>(attribute.value);
      if (is_beyond_json(number)) base::append_json_text(out, attribute.value);
      else write_number(out, number);
      break;
    }
    case Type::boolean: out += *truth_of(attribute.value) ? "true" : "false"; break;
    case Type::list: {
      out += '[';
      for (const auto& item : attribute.inner) {
        if (&item != attribute.inner.data()) out += ',';
        if (!item.key.empty()) {
          out += '{';
          base::append_json_text(out, item.key);
          out += ':';
        }
        write_json(item, out);
        if (!item.key.empty()) out += '}';
      }
      out += ']';
      break;
    }
    case Type::container: {
      bool first = true;
      out += '{';
      write_members(attribute.inner, out, first);
      out += '}';
      break;
    }
  }
}

void write_json(const Attribute& attribute, std::string& out) {
  if (attribute.inner.empty() || attribute.type == Type::list || attribute.type == Type::container) return write_value(attribute, out);
  out += "{\"@value\":";
  write_value(attribute, out);
  bool first = false;
  write_members(attribute.inner, out, first);
  out += '}';
}

void write_members(const std::vector<Attribute>& attributes, std::string& out, bool& first) {
  for (const auto& attribute : attributes) {
    if (!std::exchange(first, false)) out += ',';
    base::append_json_text(out, attribute.key);
    out += ':';
    write_json(attribute, out);
  }
}

}  // namespace channel::file::xes
