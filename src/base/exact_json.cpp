#include "base/exact_json.h"

#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/value_stack.hpp>

#include <charconv>
#include <optional>

namespace base {
namespace {

namespace json = boost::json;

// Builds values as json::parser does, but reads doubles from their text.
struct Builder {
  static constexpr std::size_t max_object_size = json::object::max_size();
  static constexpr std::size_t max_array_size = json::array::max_size();
  static constexpr std::size_t max_key_size = json::string::max_size();
  static constexpr std::size_t max_string_size = json::string::max_size();

  json::value_stack stack;
  std::size_t values = 0;

  // Each takes memory many times its text: a list of millions of noughts packs into a few kilobytes.
  bool count(json::error_code& error) {
    if (++values > limits::json_values) error = json::error::array_too_large;
    return !error;
  }

  bool on_document_begin(json::error_code&) { return true; }
  bool on_document_end(json::error_code&) { return true; }
  bool on_object_begin(json::error_code&) { return true; }
  bool on_object_end(std::size_t size, json::error_code& error) { return stack.push_object(size), count(error); }
  bool on_array_begin(json::error_code&) { return true; }
  bool on_array_end(std::size_t size, json::error_code& error) { return stack.push_array(size), count(error); }
  bool on_key_part(json::string_view part, std::size_t, json::error_code&) { return stack.push_chars(part), true; }
  bool on_key(json::string_view rest, std::size_t, json::error_code&) { return stack.push_key(rest), true; }
  bool on_string_part(json::string_view part, std::size_t, json::error_code&) { return stack.push_chars(part), true; }
  bool on_string(json::string_view rest, std::size_t, json::error_code& error) { return stack.push_string(rest), count(error); }
  bool on_number_part(json::string_view, json::error_code&) { return true; }
  bool on_int64(std::int64_t number, json::string_view, json::error_code& error) { return stack.push_int64(number), count(error); }
  bool on_uint64(std::uint64_t number, json::string_view, json::error_code& error) { return stack.push_uint64(number), count(error); }
  bool on_double(double number, json::string_view text, json::error_code& error) {
    double exact = 0;
    auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), exact);
    stack.push_double(failed == std::errc() && end == text.data() + text.size() ? exact : number);
    return count(error);
  }
  bool on_bool(bool value, json::error_code& error) { return stack.push_bool(value), count(error); }
  bool on_null(json::error_code& error) { return stack.push_null(), count(error); }
  bool on_comment_part(json::string_view, json::error_code&) { return true; }
  bool on_comment(json::string_view, json::error_code&) { return true; }
};

[[noreturn]] void not_json(const std::string& why, std::size_t at) {
  throw invalid("This is not JSON: " + why + " at byte " + std::to_string(at) + ".", "Send one JSON value in UTF-8.");
}

template <class Number>
void append_number(std::string& out, Number number) {
  char digits[32];
  out.append(digits, std::to_chars(digits, digits + sizeof digits, number).ptr);
}

// The unit of UTF-16 that an escape "\uXXXX" at `at` says; nullopt when none stands there.
std::optional<unsigned> escaped_unit(std::string_view text, std::size_t at) {
  if (at + 6 > text.size() || text[at] != '\\' || text[at + 1] != 'u') return std::nullopt;
  unsigned unit = 0;
  auto [end, failed] = std::from_chars(text.data() + at + 2, text.data() + at + 6, unit, 16);
  if (failed != std::errc() || end != text.data() + at + 6) return std::nullopt;
  return unit;
}

// The text with escapes of half a surrogate pair made those of U+FFFD, every byte where it was; empty when there are none.
std::string without_half_pairs(std::string_view text) {
  std::string whole(text);
  bool any = false;
  const auto within = [](std::optional<unsigned> unit, unsigned first, unsigned last) { return unit && *unit >= first && *unit <= last; };
  for (auto at = whole.find('\\'); at != std::string::npos; at = whole.find('\\', at)) {
    const auto unit = escaped_unit(whole, at);
    if (!unit) {
      at += 2;   // the character that the backslash escapes, perhaps another backslash
    } else if (within(unit, 0xD800, 0xDBFF) && within(escaped_unit(whole, at + 6), 0xDC00, 0xDFFF)) {
      at += 12;
    } else {
      if (within(unit, 0xD800, 0xDFFF)) {
        whole.replace(at, 6, "\\ufffd");
        any = true;
      }
      at += 6;
    }
  }
  return any ? whole : std::string();
}

bool is_deeper(const Json& value, std::size_t levels) {
  if (value.is_object()) {
    if (levels == 0) return true;
    for (const auto& item : value.get_object())
      if (is_deeper(item.value(), levels - 1)) return true;
  } else if (value.is_array()) {
    if (levels == 0) return true;
    for (const auto& item : value.get_array())
      if (is_deeper(item, levels - 1)) return true;
  }
  return false;
}

bool is_plain(unsigned char c) { return c >= 0x20 && c != '"' && c != '\\'; }

}  // namespace

Json parse_exact(std::string_view text, json::storage_ptr memory, std::size_t depth) {
  json::parse_options options;
  options.max_depth = depth;
  json::basic_parser<Builder> parser(options);
  parser.handler().stack.reset(memory);
  json::error_code error;
  std::size_t at = parser.write_some(false, text.data(), text.size(), error);
  if (error == json::error::array_too_large)
    throw Error(ErrorCode::too_large, "The JSON holds more than " + std::to_string(limits::json_values) + " values.", "Send it in parts.");
  if (error) {
    // Looked at only now, so that good texts don't pay for it. The second time there are none.
    if (const auto whole = without_half_pairs(text); !whole.empty()) return parse_exact(whole, std::move(memory), depth);
    not_json(error.message(), at);
  }
  if (text.find_first_not_of(" \t\r\n", at) != std::string_view::npos) not_json("extra text", at);
  return parser.handler().stack.release();
}

void check_depth(const Json& value, std::string_view field) {
  if (is_deeper(value, limits::json_depth))
    throw invalid("It is nested deeper than " + std::to_string(limits::json_depth) + " levels.", "Send it flatter.", std::string(field));
}

void append_json_text(std::string& out, std::string_view text) {
  out += '"';
  for (std::size_t at = 0; at < text.size();) {
    std::size_t plain = at;
    while (plain < text.size() && is_plain(static_cast<unsigned char>(text[plain]))) ++plain;
    out.append(text.data() + at, plain - at);
    if (plain == text.size()) break;
    const char c = text[plain];
    switch (c) {
      case '"': out += "\\\""; break;
      case '\\': out += "\\\\"; break;
      case '\n': out += "\\n"; break;
      case '\t': out += "\\t"; break;
      case '\r': out += "\\r"; break;
      default: {
        static constexpr char hex[] = "0123456789abcdef";
        const auto byte = static_cast<unsigned char>(c);
        out += {'\\', 'u', '0', '0', hex[byte >> 4], hex[byte & 15]};
      }
    }
    at = plain + 1;
  }
  out += '"';
}

void append_json(std::string& out, const JsonObject& object) {
  out += '{';
  bool first = true;
  for (const auto& item : object) {
    if (!first) out += ',';
    first = false;
    append_json_text(out, {item.key().data(), item.key().size()});
    out += ':';
    append_json(out, item.value());
  }
  out += '}';
}

void append_json(std::string& out, const Json& value) {
  switch (value.kind()) {
    case json::kind::null: out += "null"; break;
    case json::kind::bool_: out += value.get_bool() ? "true" : "false"; break;
    case json::kind::int64: append_number(out, value.get_int64()); break;
    case json::kind::uint64: append_number(out, value.get_uint64()); break;
    case json::kind::double_: append_number(out, value.get_double() == 0 ? 0.0 : value.get_double()); break;   // "-0" would be read as another kind of number
    case json::kind::string: append_json_text(out, {value.get_string().data(), value.get_string().size()}); break;
    case json::kind::object: append_json(out, value.get_object()); break;
    case json::kind::array: {
      out += '[';
      bool first = true;
      for (const auto& item : value.get_array()) {
        if (!first) out += ',';
        first = false;
        append_json(out, item);
      }
      out += ']';
    }
  }
}

const Json* member(const JsonObject& object, std::string_view key) {
  const auto found = object.find({key.data(), key.size()});
  return found == object.end() || found->value().is_null() ? nullptr : &found->value();
}

const JsonObject* object_in(const JsonObject& object, std::string_view key) {
  const auto* found = member(object, key);
  return found && found->is_object() ? &found->get_object() : nullptr;
}

std::string_view text_in(const JsonObject& object, std::string_view key) {
  const auto* found = member(object, key);
  if (!found || !found->is_string()) return {};
  return {found->get_string().data(), found->get_string().size()};
}

}  // namespace base
