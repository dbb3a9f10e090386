// What the operator reads: one line an event on standard error, "level event key=value …". Values are escaped, so no
// outsider can write lines of their own. Secrets have no way in: pass names and counts, not contents. Thread-safe.
#pragma once
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace base::log {

struct Field {
  std::string_view key;
  std::string value;
  Field(std::string_view key, std::string_view value) : key(key), value(value) {}
  Field(std::string_view key, const char* value) : key(key), value(value) {}
  Field(std::string_view key, const std::string& value) : key(key), value(value) {}
  template <class Number>
  Field(std::string_view key, Number value) requires std::is_arithmetic_v<Number> : key(key), value(std::to_string(value)) {}
};
using Fields = std::initializer_list<Field>;

void set_level(std::string_view level);   // debug, info, warning, error; throws Error(invalid) for others
void debug(std::string_view event, Fields fields = {});
void info(std::string_view event, Fields fields = {});
void warning(std::string_view event, Fields fields = {});
void error(std::string_view event, Fields fields = {});

}  // namespace base::log
