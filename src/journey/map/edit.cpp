#include "journey/map/edit.h"

#include <algorithm>

#include "base/text.h"

namespace journey {
namespace {

using base::Json, base::JsonArray, base::JsonObject;
using Segments = std::vector<std::string>;

Segments segments_of(const std::string& path) {
  Segments segments(1);
  for (char c : path)
    if (c == '/') segments.emplace_back();
    else segments.back() += c;
  return segments;
}

// Which lists hold things with keys: those of the map, and plan and links of a touchpoint.
bool is_keyed_list(const Segments& path) {
  if (path.size() == 1) return path[0] == "stages" || path[0] == "touchpoints" || path[0] == "outcomes";
  return path.size() == 3 && path[0] == "touchpoints" && (path[2] == "plan" || path[2] == "links");
}
bool is_thing(const Segments& path) { return path.size() > 1 && is_keyed_list({path.begin(), path.end() - 1}); }

template <class T>
bool has_member(const std::string& name) {
  bool found = false;
  boost::mp11::mp_for_each<base::members_of<T>>([&](auto d) { found |= name == base::json_name(d.name); });
  return found;
}

JsonArray::iterator find(JsonArray& list, std::string_view key) {
  return std::find_if(list.begin(), list.end(), [&](const Json& one) { return one.at("key").as_string() == key; });
}

// What stands at the path; nullptr: nothing.
Json* locate(Json& map, const Segments& path) {
  auto* place = &map;
  for (std::size_t i = 0; i < path.size(); ++i) {
    if (place->is_object()) {
      place = place->as_object().if_contains(path[i]);
      if (!place) return nullptr;
    } else if (place->is_array() && is_keyed_list({path.begin(), path.begin() + static_cast<std::ptrdiff_t>(i)})) {
      auto found = find(place->as_array(), path[i]);
      if (found == place->as_array().end()) return nullptr;
      place = &*found;
    } else {
      return nullptr;
    }
  }
  return place;
}

base::Error wrong(const std::string& message, const std::string& hint, const std::string& field) { return base::invalid(message, hint, field); }

class Applying {
 public:
  explicit Applying(const Map& map) : json(base::to_json(map)) {}

  // Why it could not be applied; empty: it was.
  std::string apply(const Edit& edit, const std::string& at) {
    path_ = segments_of(edit.path);
    at_ = at;
    if (!has_member<Map>(path_[0]) || (path_.size() > 2 && path_[0] == "touchpoints" && !has_member<Touchpoint>(path_[2])))
      throw wrong("There is no \"" + base::shown(edit.path) + "\" on a map.", "Paths: name, stages/KEY/name, touchpoints/KEY/promise, touchpoints/KEY/plan/KEY.", at + ".path");
    switch (edit.op) {
      case EditOp::set: return set(edit);
      case EditOp::add: return add(edit);
      case EditOp::remove: return remove(edit);
      case EditOp::move: return move(edit);
    }
    return {};
  }

  Json json;

 private:
  std::string gone(const Segments& path) const {
    std::string text;
    for (const auto& one : path) text += (text.empty() ? "" : "/") + one;
    return text + " is not there any more.";
  }
  bool has_stage(std::string_view key) {
    auto& stages = json.at("stages").as_array();
    return find(stages, key) != stages.end();
  }
  // A thing as the list at the path holds it: typed, so that what comes later can rely on its shape. Throws Error(invalid).
  template <class T>
  static Json typed(const Json& value, const std::string& field) { return base::to_json(base::from_json<T>(value, field)); }
  static Json thing(const Segments& list, const Json& value, const std::string& field) {
    if (list.back() == "stages") return typed<Stage>(value, field);
    if (list.back() == "touchpoints") return typed<Touchpoint>(value, field);
    if (list.back() == "outcomes") return typed<Outcome>(value, field);
    return list.back() == "plan" ? typed<Task>(value, field) : typed<ContentLink>(value, field);
  }
  void need_thing() const {
    if (!is_thing(path_)) throw wrong("Only stages, touchpoints, outcomes, tasks and links are removed and moved.", "Clear a field with \"set\" and no value.", at_ + ".path");
  }
  static void insert(JsonArray& list, Json thing, const Json& after) {
    auto place = list.end();
    if (after.is_null()) place = list.begin();
    else if (auto before = after.is_string() ? find(list, after.as_string()) : list.end(); before != list.end()) place = before + 1;
    list.insert(place, std::move(thing));
  }

  std::string set(const Edit& edit) {
    auto value = edit.value.value_or(Json(nullptr));
    if (is_keyed_list(path_)) throw wrong("\"" + edit.path + "\" is a list of things with keys.", "Set one of them, or use add, remove and move.", at_ + ".path");
    if (path_.back() == "key") throw wrong("A key stays what it is: comments and links point at it.", "Add another thing with the other key.", at_ + ".path");
    auto* parent = path_.size() == 1 ? &json : locate(json, {path_.begin(), path_.end() - 1});
    if (!parent) return gone({path_.begin(), path_.end() - 1});
    if (is_thing(path_)) {
      auto* there = locate(json, path_);
      if (!there) return gone(path_);
      if (!value.is_object()) base::wrong_type(at_ + ".value", "an object", value);
      auto object = value.get_object();
      object["key"] = path_.back();
      *there = thing({path_.begin(), path_.end() - 1}, object, at_ + ".value");
    } else {
      if (!parent->is_object()) throw wrong("There is no \"" + base::shown(edit.path) + "\" on a map.", "Set the whole list.", at_ + ".path");
      if (path_.size() == 3 && path_[0] == "touchpoints" && path_[2] == "stage" && value.is_string() && !has_stage(value.as_string())) return gone({"stages", std::string(value.as_string())});
      if (value.is_null()) parent->as_object().erase(path_.back());
      else parent->as_object()[path_.back()] = value;
      retype();
    }
    return {};
  }

  // The innermost thing that the path goes through.
  void retype() {
    for (auto end = path_.end(); end - path_.begin() > 1; --end) {
      Segments place(path_.begin(), end);
      if (!is_thing(place)) continue;
      auto* there = locate(json, place);
      *there = thing({place.begin(), place.end() - 1}, *there, at_ + ".value");
      return;
    }
  }

  std::string add(const Edit& edit) {
    if (!is_keyed_list(path_)) throw wrong("Nothing can be added to \"" + base::shown(edit.path) + "\".", "Lists are stages, touchpoints, outcomes, touchpoints/KEY/plan and touchpoints/KEY/links.", at_ + ".path");
    auto object = thing(path_, edit.value.value_or(Json(nullptr)), at_ + ".value");
    std::string key(object.at("key").as_string());
    auto* list = locate(json, path_);
    if (!list) return gone({path_.begin(), path_.end() - 1});
    if (find(list->as_array(), key) != list->as_array().end()) return "There is a \"" + base::shown(key, 60) + "\" in " + edit.path + " already.";
    if (path_[0] == "touchpoints" && path_.size() == 1) {
      std::string stage(object.at("stage").as_string());
      if (!has_stage(stage)) return gone({"stages", stage});
    }
    insert(list->as_array(), object, edit.after);
    return {};
  }

  std::string remove(const Edit&) {
    need_thing();
    auto* list = locate(json, {path_.begin(), path_.end() - 1});
    if (!list || !locate(json, path_)) return gone(path_);
    list->as_array().erase(find(list->as_array(), path_.back()));
    if (path_[0] == "stages") {
      auto& touchpoints = json.at("touchpoints").as_array();
      touchpoints.erase(std::remove_if(touchpoints.begin(), touchpoints.end(), [&](const Json& one) { return one.at("stage").as_string() == path_[1]; }), touchpoints.end());
    }
    return {};
  }

  std::string move(const Edit& edit) {
    need_thing();
    if (!locate(json, path_)) return gone(path_);
    if (edit.stage) {
      if (path_[0] != "touchpoints" || path_.size() != 2) throw wrong("Only a touchpoint stands in a stage.", "Leave \"stage\" out.", at_ + ".stage");
      if (!has_stage(*edit.stage)) return gone({"stages", *edit.stage});
    }
    auto& list = locate(json, {path_.begin(), path_.end() - 1})->as_array();
    auto found = find(list, path_.back());
    if (edit.stage) found->as_object()["stage"] = *edit.stage;
    if (edit.after.is_string() && edit.after.as_string() == path_.back()) return {};
    auto thing = std::move(*found);
    list.erase(found);
    insert(list, std::move(thing), edit.after);
    return {};
  }

  Segments path_;
  std::string at_;
};

// -- What differs

bool same(const Json& a, const Json& b) { return a == b || base::json_text(a) == base::json_text(b); }   // 5 and 5.0

std::string joined(const std::string& path, std::string_view name) { return path.empty() ? std::string(name) : path + "/" + std::string(name); }

std::vector<std::string> keys_of(const JsonArray& list) {
  std::vector<std::string> keys;
  for (const auto& one : list) keys.emplace_back(one.at("key").as_string());
  return keys;
}

// Of the things that both lists have, those that need not move: the longest run that is in order already.
std::vector<std::string> that_stay(const std::vector<std::string>& before, const std::vector<std::string>& after) {
  struct Run {
    std::size_t place = 0, length = 1;
    std::ptrdiff_t previous = -1;
    std::string key;
  };
  std::vector<Run> runs;
  std::ptrdiff_t best = -1;
  for (const auto& key : after) {
    auto found = std::find(before.begin(), before.end(), key);
    if (found == before.end()) continue;
    Run run{static_cast<std::size_t>(found - before.begin()), 1, -1, key};
    for (std::size_t i = 0; i < runs.size(); ++i)
      if (runs[i].place < run.place && runs[i].length >= run.length) run.length = runs[i].length + 1, run.previous = static_cast<std::ptrdiff_t>(i);
    runs.push_back(run);
    if (best < 0 || run.length > runs[static_cast<std::size_t>(best)].length) best = static_cast<std::ptrdiff_t>(runs.size()) - 1;
  }
  std::vector<std::string> stay;
  for (auto i = best; i >= 0; i = runs[static_cast<std::size_t>(i)].previous) stay.push_back(runs[static_cast<std::size_t>(i)].key);
  return stay;
}

bool holds(const std::vector<std::string>& keys, std::string_view key) { return std::find(keys.begin(), keys.end(), key) != keys.end(); }

// Each member in which two objects differ, the things of keyed lists one by one.
struct Visit {
  std::function<void(const std::string& path, const Json* before, const Json* after)> field;
  std::function<void(const std::string& path, const JsonArray& before, const JsonArray& after)> list;   // before its things
};

void compare(const std::string& path, const JsonObject& before, const JsonObject& after, const Visit& visit) {
  JsonObject all = before;
  for (const auto& [name, value] : after) all.emplace(name, value);
  for (const auto& [name, ignored] : all) {
    auto at = joined(path, name);
    const auto *old = before.if_contains(name), *now = after.if_contains(name);
    if (name == "key" && !path.empty()) continue;
    if (!is_keyed_list(segments_of(at))) {
      if (!old || !now || !same(*old, *now)) visit.field(at, old, now);
      continue;
    }
    visit.list(at, old->as_array(), now->as_array());
    for (const auto& thing : now->as_array())
      for (const auto& was : old->as_array())
        if (was.at("key") == thing.at("key")) compare(joined(at, thing.at("key").as_string()), was.as_object(), thing.as_object(), visit);
  }
}

}  // namespace

Applied edited(const Map& map, const std::vector<Edit>& edits) {
  Applying applying(map);
  Applied applied;
  for (std::size_t i = 0; i < edits.size(); ++i)
    if (auto reason = applying.apply(edits[i], "edits[" + std::to_string(i) + "]"); !reason.empty()) applied.skipped.push_back({edits[i], reason});
  applied.map = read_map(applying.json);
  if (applied.map.key != map.key) throw wrong("A key stays what it is: comments and links point at it.", "Make another map.", "key");
  return applied;
}

std::vector<Edit> edits_between(const Map& before, const Map& after) {
  // A touchpoint can go into a stage that is new, and a stage takes with it what still stands in it: stages first, removals last.
  std::vector<Edit> stages, others, removals, removed_stages;
  Visit visit;
  visit.field = [&](const std::string& path, const Json*, const Json* now) {
    if (path != "key") others.push_back({EditOp::set, path, now ? std::optional(*now) : std::nullopt, "", {}});
  };
  visit.list = [&](const std::string& path, const JsonArray& old, const JsonArray& now) {
    auto& edits = path == "stages" ? stages : others;
    auto were = keys_of(old), are = keys_of(now);
    auto stay = that_stay(were, are);
    for (std::size_t i = 0; i < are.size(); ++i) {
      auto behind = i ? Json(are[i - 1]) : Json(nullptr);
      if (!holds(were, are[i])) edits.push_back({EditOp::add, path, now[i], behind, {}});
      else if (!holds(stay, are[i])) edits.push_back({EditOp::move, joined(path, are[i]), {}, behind, {}});
    }
    for (const auto& key : were)
      if (!holds(are, key)) (path == "stages" ? removed_stages : removals).push_back({EditOp::remove, joined(path, key), {}, "", {}});
  };
  compare("", base::to_json(before).as_object(), base::to_json(after).as_object(), visit);
  auto edits = std::move(stages);
  for (auto* part : {&others, &removals, &removed_stages}) edits.insert(edits.end(), part->begin(), part->end());
  return edits;
}

std::vector<MapDifference> differences(const Map& before, const Map& after) {
  std::vector<MapDifference> found;
  Visit visit;
  auto copy = [](const Json* value) { return value ? std::optional(*value) : std::nullopt; };
  visit.field = [&](const std::string& path, const Json* old, const Json* now) { found.push_back({path, copy(old), copy(now)}); };
  visit.list = [&](const std::string& path, const JsonArray& old, const JsonArray& now) {
    auto were = keys_of(old), are = keys_of(now);
    for (const auto& one : old)
      if (!holds(are, one.at("key").as_string())) found.push_back({joined(path, one.at("key").as_string()), one, {}});
    for (const auto& one : now)
      if (!holds(were, one.at("key").as_string())) found.push_back({joined(path, one.at("key").as_string()), {}, one});
    auto kept = [](std::vector<std::string> keys, const std::vector<std::string>& others) {
      std::erase_if(keys, [&](const std::string& key) { return !holds(others, key); });
      return keys;
    };
    if (auto was = kept(were, are), is = kept(are, were); was != is) found.push_back({path, base::to_json(was), base::to_json(is)});
  };
  compare("", base::to_json(before).as_object(), base::to_json(after).as_object(), visit);
  return found;
}

bool is_place(const Map& map, const std::string& path) {
  if (path.empty()) return true;
  auto json = base::to_json(map);
  auto segments = segments_of(path);
  bool is_member = segments.size() == 3 && segments[0] == "touchpoints" && has_member<Touchpoint>(segments[2]);   // one that is not filled in, too
  if (is_member) segments.pop_back();
  return locate(json, segments) != nullptr;
}

}  // namespace journey
