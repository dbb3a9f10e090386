// Reads the query part of an address into a described struct, and tells its OpenAPI parameters. Names that the struct
// does not have are refused, so that a misspelt filter never gives an unfiltered answer.
#pragma once
#include <charconv>
#include <string>

#include "base/schema.h"
#include "http/message.h"

namespace http {

template <class T>
T read_query_value(const std::string& name, const std::string& text) {
  if constexpr (base::is_optional<T>) {
    return text.empty() ? T() : T(read_query_value<typename T::value_type>(name, text));
  } else if constexpr (std::is_same_v<T, std::string>) {
    return text;
  } else if constexpr (std::is_same_v<T, bool>) {
    if (text != "true" && text != "false") throw base::invalid("\"" + name + "\" must be true or false.", "Correct the address.", name);
    return text == "true";
  } else if constexpr (std::is_integral_v<T>) {
    T number{};
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size()) throw base::invalid("\"" + name + "\" must be a whole number.", "Correct the address.", name);
    return number;
  } else {
    return base::from_json<T>(base::Json(text), name);
  }
}

template <class Query>
Query read_query(const Request& request) {
  Query query;
  for (const auto& [name, text] : request.query) {
    bool known = false;
    boost::mp11::mp_for_each<base::members_of<Query>>([&](auto d) {
      if (name != base::json_name(d.name)) return;
      known = true;
      query.*d.pointer = read_query_value<std::remove_cvref_t<decltype(query.*d.pointer)>>(name, text);
    });
    if (!known) {
      std::string names;
      boost::mp11::mp_for_each<base::members_of<Query>>([&](auto d) { names += (names.empty() ? "" : ", ") + std::string(base::json_name(d.name)); });
      throw base::invalid("There is no parameter \"" + name + "\" here.", names.empty() ? "This address takes none." : "Known are: " + names + ".", name);
    }
  }
  return query;
}

template <class Query>
base::JsonArray query_parameters(base::Schemas& schemas) {
  base::JsonArray parameters;
  boost::mp11::mp_for_each<base::members_of<Query>>([&](auto d) {
    using Member = std::remove_cvref_t<decltype(std::declval<Query>().*d.pointer)>;
    parameters.push_back(base::JsonObject{{"name", base::json_name(d.name)}, {"in", "query"}, {"required", false}, {"schema", schemas.of<Member>()}});
  });
  return parameters;
}

// The page size asked for, within limits; throws Error(invalid) outside 1…1000.
std::size_t page_limit(const std::optional<std::int64_t>& asked);

}  // namespace http
