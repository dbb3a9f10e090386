#include "journey/promised.h"

#include "journey/dimensions.h"

namespace journey {

Promised promised(std::string_view properties, std::int64_t at) {
  Promised told;
  // Few interactions have them: the others are not taken apart.
  auto names = [&](std::string_view name) { return properties.find(name) != std::string_view::npos; };
  if (!names("\"promised_at\"") && !names("\"kept\"")) return told;
  auto object = base::parse_json(properties).as_object();
  auto text = Dimensions::value_at(object, "promised_at");
  if (auto due = base::parse_time(text)) told.due = due->micros + (text.size() == std::string_view("2026-01-31").size() ? base::day - 1 : 0);
  auto kept = Dimensions::value_at(object, "kept");
  if (kept == "true" || kept == "false") told.kept = kept == "true";
  else if (told.due) told.kept = at <= *told.due;
  return told;
}

}  // namespace journey
