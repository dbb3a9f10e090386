// An attribute of an XES log (IEEE 1849): a key, a type, a value, perhaps attributes of its own; and how it stands in JSON.
//
//   string, id     a text                          int      a number            list        [1, {"key": 2}]
//   date           a text, "2024-05-01T09:30:00Z"  float    a number with . e   container   {"key": 1}
//   boolean        true, false                     one with attributes of its own: {"@value": 1, "key": 2}
//
// An element of a list stands bare when its key is empty, else as an object of that one member. The export
// (app/interchange) reads this back, so a log goes out as it came in. Plain values.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace channel::file::xes {

enum class Type { string, date, integer, real, boolean, id, list, container };

struct Attribute {
  std::string key;
  Type type = Type::string;
  std::string value;
  std::vector<Attribute> inner;

  bool plain() const { return inner.empty() && type != Type::list && type != Type::container; }
};

// The type that the element's name says; nullopt when it is no attribute.
std::optional<Type> type_of(std::string_view element);

// The later one of a key counts.
void put(std::vector<Attribute>& attributes, Attribute attribute);
const Attribute* find(const std::vector<Attribute>& attributes, std::string_view key);

// What is wrong with the value, its attributes' values included: "\"x\" is no whole number.", or too deep for JSON. nullopt: nothing.
struct Wrong {
  std::string key, reason, hint;
};
std::optional<Wrong> wrong_in(const Attribute& attribute, std::size_t json_depth = 1);

// Behind what is in `out`. The attribute must not be wrong.
void write_value(const Attribute& attribute, std::string& out);          // without its own attributes
void write_json(const Attribute& attribute, std::string& out);           // with them
void write_members(const std::vector<Attribute>& attributes, std::string& out, bool& first);   // "a":1,"b":2

}  // namespace channel::file::xes
