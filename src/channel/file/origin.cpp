#include "channel/file/origin.h"

#include "channel/file/compact.h"

namespace channel::file {

Field column(std::string name) {
  Field field;
  field.column = std::move(name);
  return field;
}

namespace {

// The written-out form, or nothing when `plain` says it all.
base::Json long_form(const Origin& origin) { return compact(base::to_json(origin)); }

bool only_column(const Origin& origin) {
  Origin plain;
  plain.column = origin.column;
  return !origin.column.empty() && origin == plain;
}

bool only_text(const Origin& origin) {
  Origin plain;
  plain.value = origin.value;
  return origin.value && origin.value->type == ValueType::text && origin == plain;
}

}  // namespace
}  // namespace channel::file

namespace base {

using namespace channel::file;

template <>
Scalar from_json<Scalar>(const Json& value, const std::string& path) {
  if (value.is_string()) return {std::string(value.get_string()), ValueType::text};
  if (value.is_bool()) return {value.get_bool() ? "true" : "false", ValueType::boolean};
  if (value.is_number()) return {base::json_text(value), ValueType::number};
  wrong_type(path, "a text, a number, true or false", value);
}

template <>
Field from_json<Field>(const Json& value, const std::string& path) {
  if (value.is_string()) return column(std::string(value.get_string()));
  if (!value.is_object()) wrong_type(path, "the name of a column, or an object such as {column, …}", value);
  return Field{from_json<Origin>(value, path)};
}

template <>
Label from_json<Label>(const Json& value, const std::string& path) {
  if (value.is_object()) return Label{from_json<Origin>(value, path)};
  if (!value.is_string()) wrong_type(path, "a text, or an object such as {column, …}", value);
  Label label;
  label.value = Scalar{std::string(value.get_string()), ValueType::text};
  return label;
}

template <>
Fields from_json<Fields>(const Json& value, const std::string& path) {
  Fields fields;
  if (value.is_array()) {
    for (auto& name : from_json<std::vector<std::string>>(value, path)) fields.list.emplace_back(name, column(name));
  } else if (value.is_object()) {
    for (const auto& [name, field] : value.get_object())
      fields.list.emplace_back(std::string(name), from_json<Field>(field, path + "." + std::string(name)));
  } else {
    wrong_type(path, "an object of names and columns, or a list of columns", value);
  }
  return fields;
}

template <>
Json to_json<Scalar>(const Scalar& value) {
  if (value.type == ValueType::boolean) return Json(value.text == "true");
  if (value.type == ValueType::number) return parse_json(value.text);
  return Json(value.text);
}

template <>
Json to_json<Field>(const Field& field) {
  if (only_column(field)) return Json(field.column);
  return long_form(field);
}

template <>
Json to_json<Label>(const Label& label) {
  if (only_text(label)) return Json(label.value->text);
  return long_form(label);
}

template <>
Json to_json<Fields>(const Fields& fields) {
  JsonObject object;
  for (const auto& [name, field] : fields.list) object.emplace(name, to_json(field));
  return object;
}

template <>
JsonObject Schemas::of<Scalar>() {
  return {{"type", JsonArray{"string", "number", "boolean"}}};
}

template <>
JsonObject Schemas::of<Field>() {
  return {{"oneOf", JsonArray{JsonObject{{"type", "string"}, {"description", "a column"}}, of<Origin>()}}};
}

template <>
JsonObject Schemas::of<Label>() {
  return {{"oneOf", JsonArray{JsonObject{{"type", "string"}, {"description", "the text itself"}}, of<Origin>()}}};
}

template <>
JsonObject Schemas::of<Fields>() {
  return {{"oneOf", JsonArray{JsonObject{{"type", "object"}, {"additionalProperties", of<Field>()}},
                              JsonObject{{"type", "array"}, {"items", JsonObject{{"type", "string"}}}}}}};
}

}  // namespace base
