#include "record/linkage/compare.h"

#include <algorithm>

#include "record/linkage/distance.h"

namespace record::linkage {
namespace {

constexpr double alike = 0.92, roughly_alike = 0.82;   // Jaro–Winkler

Level names(std::string_view a, std::string_view b) {
  auto latin_a = latin_of(a), latin_b = latin_of(b);
  auto chinese_a = chinese_of(a), chinese_b = chinese_of(b);
  if (a == b) return Level::exact;
  if (latin_a == latin_b) return Level::sound;
  if (!chinese_a.empty() && !chinese_b.empty()) {
    // Two Chinese names that sound different: one character of several may be a slip.
    return chinese_a.size() == chinese_b.size() && chinese_a.size() > 3 && edits(latin_a, latin_b, 2) <= 2 ? Level::near : Level::differ;
  }
  if ((latin_a.size() == 1 || latin_b.size() == 1) && latin_a.front() == latin_b.front()) return Level::near;   // an initial
  auto likeness = jaro_winkler(latin_a, latin_b);
  auto shorter = std::min(latin_a.size(), latin_b.size());
  if (likeness >= alike || (shorter >= 4 && edits(latin_a, latin_b, 1) <= 1)) return Level::close;
  if (likeness >= roughly_alike || (shorter >= 3 && (latin_a.starts_with(latin_b) || latin_b.starts_with(latin_a)))) return Level::near;
  return Level::differ;
}

Level dates(std::string_view a, std::string_view b) {
  if (a == b) return Level::exact;
  if (edits(a, b, 1) <= 1) return Level::close;
  if (a.size() == 8 && b.size() == 8) {
    bool day_for_month = a.substr(0, 4) == b.substr(0, 4) && a.substr(4, 2) == b.substr(6, 2) && a.substr(6, 2) == b.substr(4, 2);
    if (day_for_month) return Level::close;
    int same = (a.substr(0, 4) == b.substr(0, 4)) + (a.substr(4, 2) == b.substr(4, 2)) + (a.substr(6, 2) == b.substr(6, 2));
    if (same == 2) return Level::near;   // all but the day, the month or the year
  }
  return edits(a, b, 2) <= 2 ? Level::near : Level::differ;
}

// Identifying numbers: long ones bear two slips, short ones none.
Level numbers(std::string_view a, std::string_view b) {
  if (a == b) return Level::exact;
  auto shorter = std::min(a.size(), b.size());
  if (shorter >= 3 && edits(a, b, 1) <= 1) return Level::close;
  if (shorter >= 6 && edits(a, b, 2) <= 2) return Level::near;
  return Level::differ;
}

Level street_numbers(std::string_view a, std::string_view b) {
  if (a == b) return Level::exact;
  return (a.size() > 1 || b.size() > 1) && edits(a, b, 1) <= 1 ? Level::close : Level::differ;
}

Level phones(std::string_view a, std::string_view b) {
  constexpr std::size_t local = 7;   // digits that are the same with and without country and area
  if (a == b) return Level::exact;
  if (a.size() >= local && b.size() >= local) {
    auto shorter = std::min(a.size(), b.size());
    if (a.substr(a.size() - local) == b.substr(b.size() - local) && (a.ends_with(b) || b.ends_with(a) || shorter >= 9)) return Level::close;
    if (edits(a, b, 1) <= 1) return Level::close;
  }
  return Level::differ;
}

Level mails(std::string_view a, std::string_view b) {
  if (a == b) return Level::exact;
  if (edits(a, b, 2) <= 2) return Level::close;
  auto local_a = a.substr(0, a.find('@')), local_b = b.substr(0, b.find('@'));
  return local_a.size() >= 4 && local_a == local_b ? Level::near : Level::differ;
}

Level texts(std::string_view a, std::string_view b) {
  if (a == b) return Level::exact;
  auto likeness = jaro_winkler(a, b);
  auto shorter = std::min(a.size(), b.size());
  if (likeness >= alike || (shorter >= 5 && edits(a, b, 1) <= 1)) return Level::close;
  return likeness >= roughly_alike ? Level::near : Level::differ;
}

Level codes(std::string_view a, std::string_view b) {
  if (a == b) return Level::exact;
  return a.size() >= 3 && b.size() >= 3 && edits(a, b, 1) <= 1 ? Level::close : Level::differ;
}

Level best(Field field, const std::vector<std::string>& a, const std::vector<std::string>& b) {
  if (a.empty() || b.empty()) return Level::missing;
  auto best = Level::differ;
  for (const auto& one : a)
    for (const auto& other : b) best = std::min(best, compare_values(field, one, other));
  return best;
}

bool alike_across(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  for (const auto& one : a)
    for (const auto& other : b)
      if (names(one, other) <= Level::close) return true;
  return false;
}

// The same letters, with the words in another order: "wang xiaofang", "xiao fang wang".
bool same_letters_turned(const Person& a, const Person& b) {
  for (const auto& given_a : a.of(Field::given_name))
    for (const auto& family_a : a.of(Field::family_name))
      for (const auto& given_b : b.of(Field::given_name))
        for (const auto& family_b : b.of(Field::family_name)) {
          auto x = std::string(latin_of(given_a)) + std::string(latin_of(family_a)), y = std::string(latin_of(family_a)) + std::string(latin_of(given_a));
          auto z = std::string(latin_of(given_b)) + std::string(latin_of(family_b)), w = std::string(latin_of(family_b)) + std::string(latin_of(given_b));
          if (x == z || x == w || y == z) return true;
        }
  return false;
}

}  // namespace

Level compare_values(Field field, std::string_view a, std::string_view b) {
  switch (field) {
    case Field::given_name: case Field::family_name: return names(a, b);
    case Field::birth_date: return dates(a, b);
    case Field::gender: return a == b ? Level::exact : Level::differ;
    case Field::national_id: return numbers(a, b);
    case Field::email: return mails(a, b);
    case Field::phone: return phones(a, b);
    case Field::street_number: return street_numbers(a, b);
    case Field::postcode: case Field::region: return codes(a, b);
    default: return texts(a, b);
  }
}

Pattern compare(const Person& a, const Person& b) {
  Pattern pattern;
  each_field([&](Field field) { pattern[field] = best(field, a.of(field), b.of(field)); });
  pattern[Field::accounts] = a.of(Field::accounts).empty() || b.of(Field::accounts).empty() ? Level::exact : Level::differ;
  auto& given = pattern[Field::given_name];
  auto& family = pattern[Field::family_name];
  // Only one of the two names may be known of somebody, and stand in the place of the other.
  bool worse = (given >= Level::near && given != Level::missing) || (family >= Level::near && family != Level::missing) ||
               (given == Level::missing && family == Level::missing);
  if (!worse) return pattern;
  bool crossed = alike_across(a.of(Field::given_name), b.of(Field::family_name)), crossed_back = alike_across(a.of(Field::family_name), b.of(Field::given_name));
  bool one_name = a.of(Field::given_name).empty() || a.of(Field::family_name).empty() || b.of(Field::given_name).empty() || b.of(Field::family_name).empty();
  if ((crossed && crossed_back) || (!one_name && same_letters_turned(a, b))) {
    given = family = Level::swapped;
  } else if (one_name && (crossed || crossed_back)) {
    if (family != Level::missing) family = std::min(family, Level::swapped);
    else if (given != Level::missing) given = std::min(given, Level::swapped);
    else given = Level::swapped;
  }
  return pattern;
}

}  // namespace record::linkage
