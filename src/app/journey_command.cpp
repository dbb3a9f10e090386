// journey list|export|import|remove: journey maps of the server that owns the folder, or of the folder itself.
#include <iostream>

#include "app/input.h"
#include "app/questions_at.h"

namespace app {
namespace {

std::string text_of(const base::Json& object, const char* name) { return std::string(object.at(name).as_string()); }

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
  std::cout << base::json_text(place.get("/api/journeys/" + key, query).at("map")) << '\n';
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
