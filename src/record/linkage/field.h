// What two people are compared by, and how well one field of theirs can agree.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>

#include <boost/describe.hpp>

namespace record::linkage {

enum class Field : std::uint8_t { given_name, family_name, birth_date, gender, national_id, email, phone, street_number, street, building, city, postcode, region, accounts };
BOOST_DESCRIBE_ENUM(Field, given_name, family_name, birth_date, gender, national_id, email, phone, street_number, street, building, city, postcode, region, accounts)
inline constexpr std::size_t field_count = 14;

// Best first. `sound`: the same spoken (王芳 and Wang Fang). `swapped`: given and family name stand in each other's
// place. `differ`: both are known and are not alike. `missing`: one of the two is not known, which says nothing.
enum class Level : std::uint8_t { exact, sound, close, near, swapped, differ, missing };
BOOST_DESCRIBE_ENUM(Level, exact, sound, close, near, swapped, differ, missing)
inline constexpr std::size_t level_count = 6;   // those that can be observed: all but missing

// A set of fields.
using Fields = std::uint32_t;
constexpr Fields of(Field field) { return Fields{1} << static_cast<unsigned>(field); }
constexpr bool has(Fields fields, Field field) { return (fields & of(field)) != 0; }

// What people who live together share as well: however much of it agrees, it can only say that two people live together.
inline constexpr Fields household = of(Field::family_name) | of(Field::phone) | of(Field::street_number) | of(Field::street) | of(Field::building) | of(Field::city) | of(Field::postcode) | of(Field::region);
// Of these some values are common and some are rare: agreeing on a rare one says more.
inline constexpr Fields with_frequencies = of(Field::given_name) | of(Field::family_name) | of(Field::street) | of(Field::building) | of(Field::city) | of(Field::postcode) | of(Field::region);

// The levels of every field of one pair.
struct Pattern {
  std::array<Level, field_count> levels{};
  Level operator[](Field field) const { return levels[static_cast<std::size_t>(field)]; }
  Level& operator[](Field field) { return levels[static_cast<std::size_t>(field)]; }
  bool operator==(const Pattern&) const = default;
};

// Calls `visit` for every field, in order.
template <class Visit>
constexpr void each_field(Visit visit) {
  for (std::size_t i = 0; i < field_count; ++i) visit(static_cast<Field>(i));
}

}  // namespace record::linkage
