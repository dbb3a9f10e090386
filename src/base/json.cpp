#include "base/json.h"

namespace base {

Json parse_json(std::string_view text) {
  boost::json::parse_options options;
  options.max_depth = limits::json_depth;
  boost::json::stream_parser parser({}, options);
  boost::json::error_code error;
  std::size_t at = parser.write_some(text.data(), text.size(), error);
  if (!error && at < text.size() && text.find_first_not_of(" \t\r\n", at) == std::string_view::npos) at = text.size();
  if (!error && at == text.size()) parser.finish(error);
  if (error || at < text.size())
    throw invalid("This is not JSON: " + (error ? error.message() : std::string("extra text")) + " at byte " + std::to_string(at) + ".",
                  "Send one JSON value in UTF-8.");
  return parser.release();
}

void wrong_type(const std::string& path, const char* expected, const Json& found) {
  std::string shown = boost::json::serialize(found);
  if (shown.size() > 60) shown = shown.substr(0, 57) + "…";
  throw invalid((path.empty() ? std::string("The body") : "\"" + path + "\"") + " must be " + expected + ", not " + shown + ".", "Correct it and send it again.", path);
}

}  // namespace base
