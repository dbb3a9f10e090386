// Told as JSON Schema (2020-12, as OpenAPI 3.1 uses it): the same described structs that json.h reads and writes.
// Structs become named components; the collector holds each once.
#pragma once
#include <boost/core/demangle.hpp>

#include <typeinfo>

#include "base/json.h"

namespace base {

// Not in a requires-expression of the lambda below: clang takes a member of that name (bool required) for the function there.
template <class T>
concept says_what_is_required = requires(std::string_view member) { T::required(member); };

class Schemas {
 public:
  // The schema of T: inline for simple shapes, a $ref for structs and enums.
  template <class T>
  JsonObject of() {
    if constexpr (std::is_same_v<T, Json>) return {};
    else if constexpr (std::is_same_v<T, JsonObject>) return {{"type", "object"}, {"additionalProperties", true}};
    else if constexpr (std::is_same_v<T, JsonArray>) return {{"type", "array"}};
    else if constexpr (std::is_same_v<T, bool>) return {{"type", "boolean"}};
    else if constexpr (std::is_same_v<T, Time>) return {{"type", "string"}, {"format", "date-time"}};
    else if constexpr (std::is_same_v<T, std::string>) return {{"type", "string"}};
    else if constexpr (is_described_enum<T>) {
      JsonArray names;
      boost::mp11::mp_for_each<boost::describe::describe_enumerators<T>>([&](auto d) { names.emplace_back(d.name); });
      return {{"type", "string"}, {"enum", names}};
    } else if constexpr (std::is_integral_v<T>) return {{"type", "integer"}, {"format", "int64"}};
    else if constexpr (std::is_floating_point_v<T>) return {{"type", "number"}};
    else if constexpr (is_optional<T>) return of<typename T::value_type>();
    else if constexpr (is_vector<T>) return {{"type", "array"}, {"items", of<typename T::value_type>()}};
    else if constexpr (is_map<T>) return {{"type", "object"}, {"additionalProperties", of<typename T::mapped_type>()}};
    else return reference<T>();
  }

  const JsonObject& components() const { return components_; }

 private:
  template <class T>
  static std::string name_of() {
    auto full = boost::core::demangle(typeid(T).name());
    // "record::Customer" -> "Customer"; "http::Page<record::Customer>" -> "CustomerPage"
    std::string outer = full.substr(0, full.find('<'));
    outer = outer.substr(outer.rfind(':') == std::string::npos ? 0 : outer.rfind(':') + 1);
    auto open = full.find('<');
    if (open == std::string::npos) return outer;
    std::string inner = full.substr(open + 1, full.rfind('>') - open - 1);
    inner = inner.substr(inner.rfind(':') == std::string::npos ? 0 : inner.rfind(':') + 1);
    return inner + outer;
  }

  template <class T>
  JsonObject reference() {
    auto name = name_of<T>();
    if (!components_.contains(name)) {
      components_.emplace(name, JsonObject{});
      JsonObject properties;
      JsonArray required;
      boost::mp11::mp_for_each<members_of<T>>([&](auto d) {
        using Member = std::remove_cvref_t<decltype(std::declval<T>().*d.pointer)>;
        properties.emplace(json_name(d.name), of<Member>());
        bool needed = !is_optional<Member>;
        if constexpr (says_what_is_required<T>) needed = T::required(json_name(d.name));
        if (needed) required.emplace_back(json_name(d.name));
      });
      JsonObject schema{{"type", "object"}, {"properties", properties}};
      if (!required.empty()) schema.emplace("required", required);
      components_[name] = schema;
    }
    return {{"$ref", "#/components/schemas/" + name}};
  }

  JsonObject components_;
};

}  // namespace base
