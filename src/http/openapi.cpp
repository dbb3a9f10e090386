#include "http/openapi.h"

namespace http {
namespace {

base::JsonArray path_parameters(const std::string& pattern) {
  base::JsonArray found;
  for (std::size_t open = pattern.find('{'); open != std::string::npos; open = pattern.find('{', open + 1))
    found.push_back(base::JsonObject{{"name", pattern.substr(open + 1, pattern.find('}', open) - open - 1)}, {"in", "path"}, {"required", true}, {"schema", {{"type", "string"}}}});
  return found;
}

std::string operation_id(const Route& route) {
  std::string id = name(route.method);
  for (char& c : id) c = static_cast<char>(std::tolower(c));
  bool upper = true;
  for (char c : route.name.pattern) {
    if (!std::isalnum(static_cast<unsigned char>(c))) upper = true;
    else id += upper ? static_cast<char>(std::toupper(c)) : c, upper = false;
  }
  return id;
}

base::JsonObject content(const std::string& type, base::JsonObject schema) {
  return {{type, base::JsonObject{{"schema", std::move(schema)}}}};
}

}  // namespace

base::JsonObject openapi(const Router& router, const std::string& version) {
  base::Schemas schemas;
  base::JsonObject problem{{"type", "object"},
                           {"required", base::JsonArray{"type", "title", "status", "detail"}},
                           {"properties", base::JsonObject{{"type", {{"type", "string"}}}, {"title", {{"type", "string"}}}, {"status", {{"type", "integer"}}}, {"detail", {{"type", "string"}}},
                                                           {"code", {{"type", "string"}}}, {"hint", {{"type", "string"}}}, {"field", {{"type", "string"}}}}}};
  base::JsonObject paths;
  for (const auto& route : router.routes()) {
    if (!route.documented) continue;
    base::JsonObject operation{{"operationId", operation_id(route)}, {"summary", route.name.summary}, {"x-permission", route.name.permission}};
    auto parameters = path_parameters(route.name.pattern);
    if (route.query_schema)
      for (auto& parameter : route.query_schema(schemas)) parameters.push_back(parameter);
    if (!parameters.empty()) operation.emplace("parameters", parameters);
    if (route.body == BodyKind::memory && route.body_schema)
      operation.emplace("requestBody", base::JsonObject{{"required", true}, {"content", content("application/json", route.body_schema(schemas))}});
    if (route.body == BodyKind::file)
      operation.emplace("requestBody", base::JsonObject{{"required", true}, {"content", content("application/octet-stream", {{"type", "string"}, {"format", "binary"}})}});
    base::JsonObject success{{"description", "done"}};
    if (route.name.status != 204) {
      const base::JsonObject text{{"type", "string"}};
      auto shapes = content(route.answer_type, route.answer_schema ? route.answer_schema(schemas) : text);
      for (const auto& type : route.other_answer_types) shapes.emplace(type, base::JsonObject{{"schema", text}});
      success.emplace("content", shapes);
    }
    base::JsonObject responses{{std::to_string(route.name.status), success},
                               {"default", base::JsonObject{{"description", "an error"}, {"content", content("application/problem+json", {{"$ref", "#/components/schemas/Problem"}})}}}};
    operation.emplace("responses", responses);
    if (route.name.permission == "open") operation.emplace("security", base::JsonArray{});
    std::string method = name(route.method);
    for (char& c : method) c = static_cast<char>(std::tolower(c));
    if (!paths.contains(route.name.pattern)) paths.emplace(route.name.pattern, base::JsonObject{});
    paths[route.name.pattern].as_object().emplace(method, operation);
  }
  auto components = schemas.components();
  components.emplace("Problem", problem);
  return {{"openapi", "3.1.0"},
          {"info", base::JsonObject{{"title", "Throughline"}, {"version", version}, {"description", "One customer, one timeline. Ids are opaque; times are RFC 3339 in UTC; lists come in pages (limit, cursor, next)."}}},
          {"paths", paths},
          {"components", base::JsonObject{{"schemas", components},
                                          {"securitySchemes", base::JsonObject{{"session", base::JsonObject{{"type", "apiKey"}, {"in", "cookie"}, {"name", "throughline_session"}}},
                                                                               {"key", base::JsonObject{{"type", "http"}, {"scheme", "bearer"}}},
                                                                               {"writeKey", base::JsonObject{{"type", "http"}, {"scheme", "basic"}}}}}}},
          {"security", base::JsonArray{base::JsonObject{{"session", base::JsonArray{}}}, base::JsonObject{{"key", base::JsonArray{}}}}}};
}

}  // namespace http
