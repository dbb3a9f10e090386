// TOML as JSON: the mapping has one shape, base::from_json reads it.
// toml++ 3.3 asserts what some broken files (one that begins with "[[[") do not hold: an error of the file, and no reason to
// end the program.
namespace channel::file {
struct BrokenToml {};
[[noreturn]] static void broken_toml() { throw BrokenToml(); }
}  // namespace channel::file
#define TOML_ASSERT(expression) ((expression) ? static_cast<void>(0) : channel::file::broken_toml())
#define TOML_ENABLE_FORMATTERS 0
#include <toml++/toml.h>

#include <sstream>

#include "channel/file/mapping.h"

namespace channel::file {
namespace {

base::Json as_json(const toml::node& node) {
  if (auto table = node.as_table()) {
    base::JsonObject object;
    for (const auto& [key, item] : *table) object.emplace(key.str(), as_json(item));
    return object;
  }
  if (auto array = node.as_array()) {
    base::JsonArray list;
    for (const auto& item : *array) list.push_back(as_json(item));
    return list;
  }
  if (auto text = node.value_exact<std::string>()) return base::Json(*text);
  if (auto number = node.value_exact<std::int64_t>()) return base::Json(*number);
  if (auto number = node.value_exact<double>()) return base::Json(*number);
  if (auto truth = node.value_exact<bool>()) return base::Json(*truth);
  std::ostringstream out;   // dates and times
  if (auto day = node.value_exact<toml::date>()) out << *day;
  else if (auto time = node.value_exact<toml::time>()) out << *time;
  else if (auto moment = node.value_exact<toml::date_time>()) out << *moment;
  return base::Json(out.str());
}

}  // namespace

Mapping read_mapping_toml(std::string_view text, const std::string& name) {
  toml::table table;
  try {
    table = toml::parse(text, name);
  } catch (const toml::parse_error& error) {
    auto where = error.source().begin;
    throw base::invalid(name + ", line " + std::to_string(where.line) + ", column " + std::to_string(where.column) + ": " + std::string(error.description()) + ".",
                        "The file must be TOML; examples/README.md shows mappings.", "line " + std::to_string(where.line));
  } catch (const BrokenToml&) {
    throw base::invalid(name + " is not TOML.", "The file must be TOML; examples/README.md shows mappings.");
  }
  try {
    return read_mapping_json(as_json(table));
  } catch (const base::Error& error) {
    throw base::Error(error.code, name + ": " + (error.field.empty() ? "" : error.field + ": ") + error.what(), error.hint, error.field);
  }
}

}  // namespace channel::file
