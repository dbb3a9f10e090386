// Edits of a journey map: small, said by keys, so that those of two people who don't touch the same field both stand whatever
// comes first. Every change of a map is a list of these: whole documents that are sent and old ones that are brought back, too.
//
// Plain functions: safe from any thread.
#pragma once
#include "journey/map/document.h"

namespace journey {

enum class EditOp { set, add, remove, move };
BOOST_DESCRIBE_ENUM(EditOp, set, add, remove, move)

// A path: a member of the map ("name", "risk"), a thing in one of its lists by its key ("stages/buy", "touchpoints/checkout",
// "outcomes/again", "touchpoints/checkout/plan/shorten", "…/links/help"), or a member of that ("touchpoints/checkout/promise").
//   set     a member, or a whole thing; no value clears it. Keys can't be set, and lists of things with keys not as a whole.
//   add     to a list of things: `path` is the list's, `value` has the key
//   remove  a thing; a stage goes with its touchpoints
//   move    a thing within its list, a touchpoint maybe into another `stage`
struct Edit {
  EditOp op = EditOp::set;
  std::string path;
  std::optional<base::Json> value;
  base::Json after = "";                   // where it goes: behind this key; null: first; "" or one that is gone: last
  std::optional<std::string> stage;
  static bool required(std::string_view member) { return member == "op" || member == "path"; }
};
BOOST_DESCRIBE_STRUCT(Edit, (), (op, path, value, after, stage))

struct SkippedEdit {
  Edit edit;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(SkippedEdit, (), (edit, reason))

// One after the other; what an edit points at may be gone meanwhile: it is skipped and told. Throws Error(invalid) for what can
// never be applied (field "edits[2].path"), or when what comes out is no map.
struct Applied {
  Map map;
  std::vector<SkippedEdit> skipped;
};
Applied edited(const Map& map, const std::vector<Edit>& edits);

// The edits that make `after` of `before`, as few as there are fields that differ: edited(before, edits_between(before, after)) is `after`.
std::vector<Edit> edits_between(const Map& before, const Map& after);

// The same for people to read. A thing that is only in one of them has only that side; where an order changed, both sides are the keys.
struct MapDifference {
  std::string path;
  std::optional<base::Json> before, after;
};
BOOST_DESCRIBE_STRUCT(MapDifference, (), (path, before, after))
std::vector<MapDifference> differences(const Map& before, const Map& after);

// Whether the path stands for something in this map: a comment hangs there ("" is the map itself).
bool is_place(const Map& map, const std::string& path);

}  // namespace journey
