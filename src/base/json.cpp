#include "base/json.h"

#include "base/text.h"

#include "base/exact_json.h"

namespace base {

Json parse_json(std::string_view text) { return parse_exact(text); }

std::string json_text(const Json& value) {
  std::string text;
  append_json(text, value);
  return text;
}

void wrong_type(const std::string& path, const char* expected, const Json& found) {
  std::string shown = json_text(found);
  if (shown.size() > 60) shown = std::string(cut(shown, 57)) + "…";
  throw invalid((path.empty() ? std::string("The body") : "\"" + path + "\"") + " must be " + expected + ", not " + shown + ".", "Correct it and send it again.", path);
}

}  // namespace base
