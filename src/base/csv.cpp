#include "base/csv.h"

#include <charconv>

namespace base {

namespace {

// What some programs drop before they look for a formula: blanks, marks without a width.
std::string_view without_what_is_not_seen(std::string_view text) {
  for (bool again = true; again;) {
    again = false;
    for (std::string_view unseen : {" ", "\u00a0", "\u00ad", "\u200b", "\u200c", "\u200d", "\u200e", "\u200f", "\u2060", "\u3000", "\ufeff"})
      if (text.starts_with(unseen)) text.remove_prefix(unseen.size()), again = true;
  }
  return text;
}

}  // namespace

std::string csv_field(std::string_view text) {
  auto seen = without_what_is_not_seen(text);
  bool formula = !seen.empty() && std::string_view("=+-@\t\r\n").find(seen[0]) != std::string_view::npos;
  for (const char* full_width : {"＝", "＋", "－", "＠"}) formula |= seen.starts_with(full_width);
  if (formula && (seen[0] == '-' || seen[0] == '+') && seen.size() > 1 && seen[1] >= '0' && seen[1] <= '9') {
    // A plain number (or a phone number with its +) is no formula.
    double value = 0;
    auto [end, error] = std::from_chars(seen.data() + 1, seen.data() + seen.size(), value);
    formula = error != std::errc() || end != seen.data() + seen.size();
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
