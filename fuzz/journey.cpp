// Journey maps and their edits from outside: {"map": …, "edits": […]}. Whatever is taken is a map, is written and read the same,
// and what was done to it is taken back exactly.
#include "journey/map/edit.h"
#include "target.h"

namespace {

using journey::edited, journey::edits_between;

std::string text_of(const journey::Map& map) { return base::to_json_text(map); }

void journey_map(std::string_view bytes) {
  auto value = base::parse_json(bytes);
  auto* document = value.is_object() ? value.as_object().if_contains("map") : nullptr;
  if (!document) return;
  auto map = journey::read_map(*document);
  fuzz::insist(text_of(journey::read_map(base::parse_json(text_of(map)))) == text_of(map), "a map is written and read the same");
  auto* edits = value.as_object().if_contains("edits");
  if (!edits) return;
  auto after = edited(map, base::from_json<std::vector<journey::Edit>>(*edits, "edits")).map;
  fuzz::insist(text_of(edited(map, edits_between(map, after)).map) == text_of(after), "what differs makes the one of the other");
  fuzz::insist(text_of(edited(after, edits_between(after, map)).map) == text_of(map), "what was done is taken back exactly");
  fuzz::insist(journey::differences(after, map).empty() == (text_of(after) == text_of(map)), "what differs is told");
}

fuzz::Target target("journey", journey_map);

}  // namespace
