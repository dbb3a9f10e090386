// What a new journey map begins with. Plain functions: safe from any thread.
#pragma once
#include "journey/map/document.h"

namespace journey {

// `circular`: the decision journey that closes with the next purchase; `relationship`: the six stages of a relationship;
// `line`, `loop`: blank.
enum class MapTemplate { circular, relationship, line, loop };
BOOST_DESCRIBE_ENUM(MapTemplate, circular, relationship, line, loop)
enum class MapLanguage { en, zh };   // of the names that we give
BOOST_DESCRIBE_ENUM(MapLanguage, en, zh)

struct NewMap {
  std::optional<std::string> key;      // made of the name when left out
  std::string name;
  MapTemplate template_ = MapTemplate::line;
  MapLanguage language = MapLanguage::en;
  static bool required(std::string_view member) { return member == "name"; }
};
BOOST_DESCRIBE_STRUCT(NewMap, (), (key, name, template_, language))

Map map_of(const NewMap& asked);

}  // namespace journey
