#include "base/csv.h"

#include <charconv>

namespace base {

std::string csv_field(std::string_view text) {
  bool formula = !text.empty() && std::string_view("=+-@\t\r\n").find(text[0]) != std::string_view::npos;
  for (const char* full_width : {"＝", "＋", "－", "＠"}) formula |= text.starts_with(full_width);
  if (formula && (text[0] == '-' || text[0] == '+') && text.size() > 1 && text[1] >= '0' && text[1] <= '9') {
    // A plain number (or a phone number with its +) is no formula.
    double value = 0;
    auto [end, error] = std::from_chars(text.data() + 1, text.data() + text.size(), value);
    formula = error != std::errc() || end != text.data() + text.size();
  }
  std::string field = formula ? "'" : "";
  field += text;
  if (field.find_first_of(",\"\r\n") == std::string::npos) return field;
  std::string quoted = "\"";
  for (char c : field) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

}  // namespace base
