// journey list|export|import|remove: journey maps of the server that owns the folder, or of the folder itself.
#include <iostream>
#include <utility>

#include "app/input.h"
#include "app/questions_at.h"

namespace app {
namespace {

std::string text_of(const base::Json& object, const char* name) { return std::string(object.at(name).as_string()); }

// What is left out means the same: a file for people says nothing of what is not there.
base::Json without_nothing(const base::Json& value) {
  if (value.is_array()) {
    base::JsonArray list;
    for (const auto& one : value.get_array()) list.push_back(without_nothing(one));
    return list;
  }
  if (!value.is_object()) return value;
  base::JsonObject object;
  for (const auto& [name, member] : value.get_object()) {
    auto kept = without_nothing(member);
    bool nothing = (kept.is_string() && kept.get_string().empty()) || (kept.is_array() && kept.get_array().empty()) || (name == "where" && kept.is_object() && kept.get_object().empty());
    if (!nothing) object.emplace(name, std::move(kept));
  }
  return object;
}

// What is short on one line, the rest over several.
void print(const base::Json& value, std::size_t depth, std::size_t begun) {
  constexpr std::size_t widest = 150;
  auto text = base::json_text(value);
  bool is_list = value.is_array();
  if (begun + text.size() <= widest || (!is_list && !value.is_object())) {
    std::cout << text;
    return;
  }
  std::string indent(2 * depth + 2, ' '), between = "\n";
  std::cout << (is_list ? '[' : '{');
  auto next = [&] { std::cout << std::exchange(between, ",\n") << indent; };
  if (is_list) {
    for (const auto& one : value.get_array()) next(), print(one, depth + 1, indent.size());
  } else {
    for (const auto& [name, member] : value.get_object()) {
      auto key = base::json_text(base::Json(name)) + ": ";
      next();
      std::cout << key;
      print(member, depth + 1, indent.size() + key.size());
    }
  }
  std::cout << '\n' << std::string(2 * depth, ' ') << (is_list ? ']' : '}');
}

}  // namespace

int journey_list(const CommonOptions& common, bool removed) {
  QuestionsAt place(common, false);
  std::vector<std::pair<std::string, std::string>> query{{"limit", "1000"}};
  if (removed) query.emplace_back("removed", "true");
  auto page = place.get("/api/journeys", query);
  for (const auto& one : page.at("items").as_array()) {
    if (common.json) std::cout << base::json_text(one) << '\n';
    else std::cout << text_of(one, "key") << '\t' << text_of(one, "name") << '\t' << one.at("stages") << " stages, " << one.at("touchpoints") << " touchpoints, " << one.at("unowned") << " unowned\trevision " << one.at("revision") << '\t' << text_of(one, "changed_at") << '\t' << text_of(one, "changed_by") << '\n';
  }
  return done;
}

int journey_export(const CommonOptions& common, const std::string& key, std::int64_t revision) {
  QuestionsAt place(common, false);
  std::vector<std::pair<std::string, std::string>> query;
  if (revision) query.emplace_back("revision", std::to_string(revision));
  auto map = without_nothing(place.get("/api/journeys/" + key, query).at("map"));
  if (common.json) std::cout << base::json_text(map);
  else print(map, 0, 0);
  std::cout << '\n';
  return done;
}

int journey_import(const CommonOptions& common, const std::filesystem::path& file, const std::string& key) {
  auto map = base::parse_json(read_all(file));
  if (!map.is_object()) throw base::invalid(file.string() + " holds no journey map.", "It is a JSON object, as `throughline journey export` writes it.");
  if (!key.empty()) map.as_object()["key"] = key;
  auto* own = map.as_object().if_contains("key");
  if (!own || !own->is_string()) throw base::invalid("The map has no key.", "Give it one with --key.", "key");
  QuestionsAt place(common, false);
  auto stored = place.send(http::Method::PUT, "/api/journeys/" + std::string(own->as_string()), map);
  if (common.json) std::cout << base::json_text(stored) << '\n';
  else std::cout << text_of(stored.at("map"), "key") << "\trevision " << stored.at("revision") << '\n';
  return done;
}

int journey_remove(const CommonOptions& common, const std::string& key, bool removed) {
  QuestionsAt place(common, false);
  auto listed = place.send(http::Method::PATCH, "/api/journeys/" + key, base::JsonObject{{"removed", removed}});
  std::cout << text_of(listed, "key") << '\t' << (removed ? "removed; `throughline journey bring-back " + key + "` undoes it for 30 days" : "is back") << '\n';
  return done;
}

}  // namespace app
