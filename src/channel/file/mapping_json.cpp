// The short forms of the mapping's JSON, and its compact writing.
#include "channel/file/compact.h"
#include "channel/file/mapping.h"

namespace base {

using namespace channel::file;

template <>
Conditions from_json<Conditions>(const Json& value, const std::string& path) {
  if (value.is_array()) return {from_json<std::vector<Condition>>(value, path)};
  return {{from_json<Condition>(value, path)}};
}

template <>
Json to_json<Conditions>(const Conditions& conditions) {
  return conditions.all.size() == 1 ? to_json(conditions.all[0]) : to_json(conditions.all);
}

template <>
JsonObject Schemas::of<Conditions>() {
  return {{"oneOf", JsonArray{of<Condition>(), of<std::vector<Condition>>()}}};
}

template <>
Scale from_json<Scale>(const Json& value, const std::string& path) {
  if (value.is_number()) return {std::nullopt, value.to_number<double>()};
  auto ends = value.is_array() ? from_json<std::vector<double>>(value, path) : std::vector<double>{};
  if (ends.size() != 2) wrong_type(path, "the highest answer, or the lowest and the highest: [1, 10]", value);
  return {ends[0], ends[1]};
}

template <>
Json to_json<Scale>(const Scale& scale) {
  if (!scale.low) return Json(scale.high);
  return JsonArray{*scale.low, scale.high};
}

namespace {

// What a mapping must have stands there even when it is empty, as in a proposal that found nothing.
void complete(JsonObject& file) {
  file.emplace("customer", JsonObject()).first->value().get_object().emplace("identities", JsonArray());
  auto& interactions = file.emplace("interactions", JsonArray()).first->value();
  for (auto& interaction : interactions.get_array()) interaction.get_object().emplace("at", "");
}

}  // namespace

template <>
JsonObject Schemas::of<Scale>() {
  return {{"oneOf", JsonArray{of<double>(), of<std::vector<double>>()}}};
}

template <>
Json to_json<Mapping>(const Mapping& mapping) {
  JsonObject object{{"source", mapping.source}, {"zone", mapping.zone}};
  if (!mapping.default_region.empty()) object.emplace("default_region", mapping.default_region);
  if (!mapping.currency.empty()) object.emplace("currency", mapping.currency);
  auto files = compact(to_json(mapping.files));
  for (auto& file : files.get_array()) complete(file.get_object());
  object.emplace("files", std::move(files));
  return object;
}

}  // namespace base
