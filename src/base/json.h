// One description serves all: a struct described once with BOOST_DESCRIBE_STRUCT is written as JSON, read from JSON
// with errors that name the place ("mapping.files[0].file"), and told as JSON Schema (schema.h).
//
// Shapes: bool, integers, double, std::string, Time (RFC 3339 text), described enums (their names as text),
// std::optional (absent when empty), std::vector, std::map<std::string, T>, Json/JsonObject (anything), described structs.
// A struct may say which members must be there: static bool required(std::string_view name).
// Plain functions, no state: safe from any thread.
#pragma once
#include <boost/describe.hpp>
#include <boost/json.hpp>
#include <boost/mp11.hpp>

#include <concepts>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "base/error.h"
#include "base/limits.h"
#include "base/time.h"

namespace base {

using Json = boost::json::value;
using JsonObject = boost::json::object;
using JsonArray = boost::json::array;

// Parses text; throws Error(invalid) that says at which byte it stopped. Depth is limited (limits.h).
Json parse_json(std::string_view text);
// Compact JSON; numbers as people write them (exact_json.h).
std::string json_text(const Json& value);

template <class T>
inline constexpr bool is_described_struct = boost::describe::has_describe_members<T>::value && !std::is_union_v<T>;
template <class T>
inline constexpr bool is_described_enum = boost::describe::has_describe_enumerators<T>::value;

template <class T>
using members_of = boost::describe::describe_members<T, boost::describe::mod_public | boost::describe::mod_inherited>;

template <class> inline constexpr bool is_optional = false;
template <class T> inline constexpr bool is_optional<std::optional<T>> = true;
template <class> inline constexpr bool is_vector = false;
template <class T> inline constexpr bool is_vector<std::vector<T>> = true;
template <class> inline constexpr bool is_map = false;
template <class T> inline constexpr bool is_map<std::map<std::string, T>> = true;

// The JSON name of a member: its C++ name without a trailing underscore ("namespace_" where a keyword stands in the way).
inline std::string_view json_name(const char* member) {
  std::string_view name(member);
  if (name.ends_with('_')) name.remove_suffix(1);
  return name;
}

// The name of a described enum's value; nullptr when it has none.
template <class E>
const char* enum_name(E value) {
  return boost::describe::enum_to_string(value, static_cast<const char*>(nullptr));
}

template <class E>
std::string enum_names() {
  std::string names;
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<E>>([&](auto d) { names += (names.empty() ? "" : ", ") + std::string(d.name); });
  return names;
}

template <class E>
std::optional<E> enum_value(std::string_view name) {
  E value;
  if (boost::describe::enum_from_string(std::string(name).c_str(), value)) return value;
  return std::nullopt;
}

template <class T>
Json to_json(const T& value) {
  if constexpr (std::is_same_v<T, Json> || std::is_same_v<T, JsonObject> || std::is_same_v<T, JsonArray>) {
    return value;
  } else if constexpr (std::is_same_v<T, Time>) {
    return Json(to_string(value));
  } else if constexpr (is_described_enum<T>) {
    return Json(enum_name(value));
  } else if constexpr (is_optional<T>) {
    return value ? to_json(*value) : Json(nullptr);
  } else if constexpr (is_vector<T>) {
    JsonArray array;
    array.reserve(value.size());
    for (const auto& item : value) array.push_back(to_json(static_cast<const typename T::value_type&>(item)));
    return array;
  } else if constexpr (is_map<T>) {
    JsonObject object;
    for (const auto& [key, item] : value) object.emplace(key, to_json(item));
    return object;
  } else if constexpr (is_described_struct<T>) {
    JsonObject object;
    boost::mp11::mp_for_each<members_of<T>>([&](auto d) {
      const auto& member = value.*d.pointer;
      using Member = std::remove_cvref_t<decltype(member)>;
      if constexpr (is_optional<Member>) {
        if (member) object.emplace(json_name(d.name), to_json(*member));
      } else {
        object.emplace(json_name(d.name), to_json(member));
      }
    });
    return object;
  } else {
    return Json(value);
  }
}

template <class T>
std::string to_json_text(const T& value) {
  return json_text(to_json(value));
}

[[noreturn]] void wrong_type(const std::string& path, const char* expected, const Json& found);

// Reads a T; `path` is where `value` stands, for the errors. Members that T does not know are refused: a misspelt
// option must not pass in silence.
template <class T>
T from_json(const Json& value, const std::string& path = {}) {
  if constexpr (std::is_same_v<T, Json>) {
    return value;
  } else if constexpr (std::is_same_v<T, JsonObject>) {
    if (!value.is_object()) wrong_type(path, "an object", value);
    return value.get_object();
  } else if constexpr (std::is_same_v<T, bool>) {
    if (!value.is_bool()) wrong_type(path, "true or false", value);
    return value.get_bool();
  } else if constexpr (std::is_same_v<T, Time>) {
    if (!value.is_string()) wrong_type(path, "a time such as 2024-05-01T09:30:00Z", value);
    auto time = parse_time(std::string_view(value.get_string()));
    if (!time) wrong_type(path, "a time such as 2024-05-01T09:30:00Z", value);
    return *time;
  } else if constexpr (is_described_enum<T>) {
    auto found = value.is_string() ? enum_value<T>(std::string_view(value.get_string())) : std::nullopt;
    if (!found) wrong_type(path, ("one of " + enum_names<T>()).c_str(), value);
    return *found;
  } else if constexpr (std::is_integral_v<T>) {
    if (value.is_int64()) {
      auto number = value.get_int64();
      if (std::in_range<T>(number)) return static_cast<T>(number);
    } else if (value.is_uint64() && std::in_range<T>(value.get_uint64())) {
      return static_cast<T>(value.get_uint64());
    }
    wrong_type(path, "a whole number", value);
  } else if constexpr (std::is_floating_point_v<T>) {
    if (!value.is_number()) wrong_type(path, "a number", value);
    return value.to_number<T>();
  } else if constexpr (std::is_same_v<T, std::string>) {
    if (!value.is_string()) wrong_type(path, "a text", value);
    return std::string(value.get_string());
  } else if constexpr (is_optional<T>) {
    if (value.is_null()) return std::nullopt;
    return from_json<typename T::value_type>(value, path);
  } else if constexpr (is_vector<T>) {
    if (!value.is_array()) wrong_type(path, "a list", value);
    T list;
    list.reserve(value.get_array().size());
    for (std::size_t i = 0; i < value.get_array().size(); ++i)
      list.push_back(from_json<typename T::value_type>(value.get_array()[i], path + "[" + std::to_string(i) + "]"));
    return list;
  } else if constexpr (is_map<T>) {
    if (!value.is_object()) wrong_type(path, "an object", value);
    T map;
    for (const auto& [key, item] : value.get_object())
      map.emplace(std::string(key), from_json<typename T::mapped_type>(item, path.empty() ? std::string(key) : path + "." + std::string(key)));
    return map;
  } else {
    static_assert(is_described_struct<T>, "describe the struct with BOOST_DESCRIBE_STRUCT");
    if (!value.is_object()) wrong_type(path, "an object", value);
    const auto& object = value.get_object();
    T result;
    std::size_t known = 0;
    std::string missing;
    boost::mp11::mp_for_each<members_of<T>>([&](auto d) {
      using Member = std::remove_cvref_t<decltype(result.*d.pointer)>;
      auto found = object.find(json_name(d.name));
      if (found != object.end()) {
        ++known;
        // A null where the member has a default means "left out".
        if (found->value().is_null() && !std::is_same_v<Member, Json>) return;
        result.*d.pointer = from_json<Member>(found->value(), path.empty() ? std::string(json_name(d.name)) : path + "." + std::string(json_name(d.name)));
      } else if constexpr (requires { T::required(json_name(d.name)); }) {
        if (missing.empty() && T::required(json_name(d.name))) missing = json_name(d.name);
      }
    });
    if (!missing.empty()) throw invalid("\"" + missing + "\" is missing.", "Add it" + (path.empty() ? std::string(".") : " in " + path + "."), path.empty() ? missing : path + "." + missing);
    if (known != object.size()) {
      std::string names;
      boost::mp11::mp_for_each<members_of<T>>([&](auto d) { names += (names.empty() ? "" : ", ") + std::string(json_name(d.name)); });
      for (const auto& [key, item] : object) {
        bool found = false;
        boost::mp11::mp_for_each<members_of<T>>([&](auto d) { found |= std::string_view(key) == json_name(d.name); });
        if (!found)
          throw invalid("There is no \"" + std::string(key) + "\" here.", "Known are: " + names + ".", path.empty() ? std::string(key) : path + "." + std::string(key));
      }
    }
    return result;
  }
}

}  // namespace base
