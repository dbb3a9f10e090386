// A person as they are compared: the values of each field in one form, taken from what was told of all their profiles.
// Plain values; pure functions; any thread.
#pragma once
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "record/linkage/field.h"
#include "record/linkage/settings.h"
#include "record/types.h"

namespace record::linkage {

// Names in Latin letters without blanks ("xiaofang"), with the Chinese behind a \x1d where it was told so
// ("xiaofang\x1d小芳"); dates as YYYYMMDD; numbers as digits and letters; the rest folded (base/text.h).
struct Person {
  CustomerId id = 0;
  std::array<std::vector<std::string>, field_count> values;
  const std::vector<std::string>& of(Field field) const { return values[static_cast<std::size_t>(field)]; }
  std::vector<std::string>& of(Field field) { return values[static_cast<std::size_t>(field)]; }
};

// One profile of a person as it stands in the tables.
struct HeldIdentity {
  std::string name_space, value;
};
BOOST_DESCRIBE_STRUCT(HeldIdentity, (), (name_space, value))
struct Told {
  std::string name, traits;
  std::vector<HeldIdentity> identities;
};

// As it was told, for people to read: the first value of each field.
using Shown = std::array<std::string, field_count>;

// Takes settings once, many profiles after.
class Extractor {
 public:
  explicit Extractor(const Settings& settings);
  // Adds what a profile tells; `shown`, when given, gets what is to be read.
  void add(Person& person, const Told& told, Shown* shown = nullptr) const;

 private:
  struct Source {
    std::string trait;   // plain_name
    int target;          // a Field, or full_name
    int order;           // earlier names of a field come first
  };
  static constexpr int full_name = -1;
  void add_name(Person& person, std::string_view name, Shown* shown) const;
  void put(Person& person, Field field, std::string_view value, Shown* shown) const;
  std::vector<Source> sources_;   // sorted by trait
};

// One form of a value, as it is compared; empty when there is nothing in it.
std::string plain_value(Field field, std::string_view value);
// The Latin and the Chinese part of a name's compared form.
std::string_view latin_of(std::string_view value);
std::string_view chinese_of(std::string_view value);

// For a table: one text, and back.
std::string pack(const Person& person);
Person unpack(CustomerId id, std::string_view text);

// The same text has the same number in every process and for ever.
std::uint64_t stable_hash(std::uint64_t salt, std::string_view text);

}  // namespace record::linkage
