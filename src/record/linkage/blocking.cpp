#include "record/linkage/blocking.h"

#include <algorithm>

namespace record::linkage {
namespace {

constexpr int rule_shift = 58;   // five bits for the rule, below the sign

Key key(Rule rule, std::string_view value) {
  auto hash = stable_hash(static_cast<std::uint64_t>(rule), value) & ((std::uint64_t{1} << rule_shift) - 1);
  return static_cast<Key>(static_cast<std::uint64_t>(rule) << rule_shift | hash);
}

std::string front(std::string_view text, std::size_t n) { return std::string(text.substr(0, n)); }

std::string in_order(std::string a, std::string b) {
  if (b < a) std::swap(a, b);
  return a + "|" + b;
}

}  // namespace

Rule rule_of(Key key) { return static_cast<Rule>(key >> rule_shift); }
Key first_key(std::size_t rule) { return static_cast<Key>(static_cast<std::uint64_t>(rule) << rule_shift); }

std::string soundex(std::string_view name) {
  static constexpr char codes[] = "01230120022455012623010202";   // a … z
  std::string out;
  char last = '0';
  for (char c : latin_of(name)) {
    if (c < 'a' || c > 'z') continue;
    char code = codes[c - 'a'];
    if (out.empty()) out += c;
    else if (code != '0' && code != last) out += code;
    if (c != 'h' && c != 'w') last = code;
    if (out.size() == 4) break;
  }
  if (!out.empty()) out.resize(4, '0');
  return out;
}

std::vector<Key> keys_of(const Person& person) {
  std::vector<Key> keys;
  auto add = [&](Rule rule, const std::string& value) { keys.push_back(key(rule, value)); };
  for (const auto& date : person.of(Field::birth_date)) {
    if (date.size() >= 6) add(Rule::birth_date, date);
    if (date.size() != 8) continue;
    for (const auto& family : person.of(Field::family_name)) add(Rule::family_and_day, front(latin_of(family), 4) + "|" + date.substr(4));
    for (const auto& given : person.of(Field::given_name)) {
      add(Rule::given_and_month, front(latin_of(given), 4) + "|" + date.substr(0, 6));
      for (const auto& family : person.of(Field::family_name)) add(Rule::sounds_and_year, in_order(soundex(given), soundex(family)) + "|" + date.substr(0, 4));
    }
  }
  for (const auto& number : person.of(Field::national_id)) {
    if (number.size() < 4) continue;
    add(Rule::national_id, number);
    // A slip is in one of the two halves.
    if (number.size() >= 6) add(Rule::national_id_front, front(number, number.size() - 3)), add(Rule::national_id_back, number.substr(3));
  }
  for (const auto& phone : person.of(Field::phone))
    if (phone.size() >= 7) add(Rule::phone, phone.substr(phone.size() - 7));
  for (const auto& mail : person.of(Field::email)) {
    add(Rule::email, mail);
    if (auto at = mail.find('@'); at != std::string::npos && at >= 5) add(Rule::mail_name, mail.substr(0, at));
  }
  for (const auto& given : person.of(Field::given_name)) {
    auto latin = latin_of(given);
    for (const auto& family : person.of(Field::family_name)) {
      add(Rule::full_name, in_order(std::string(latin), std::string(latin_of(family))));
      for (const auto& city : person.of(Field::city)) add(Rule::city_and_initials, in_order(front(latin, 3), front(latin_of(family), 3)) + "|" + city);
    }
    for (const auto& postcode : person.of(Field::postcode)) add(Rule::postcode_and_given, front(latin, 3) + "|" + postcode);
  }
  for (const auto& family : person.of(Field::family_name))
    for (const auto& postcode : person.of(Field::postcode)) add(Rule::postcode_and_family, front(latin_of(family), 3) + "|" + postcode);
  for (const auto& number : person.of(Field::street_number))
    for (const auto& street : person.of(Field::street)) add(Rule::house, number + "|" + front(street, 6));
  std::sort(keys.begin(), keys.end());
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
  return keys;
}

Fields fields_of(Rule rule) {
  constexpr Fields place = household & ~of(Field::family_name) & ~of(Field::phone);
  constexpr Fields names = of(Field::given_name) | of(Field::family_name);
  switch (rule) {
    case Rule::birth_date: return of(Field::birth_date);
    case Rule::national_id: case Rule::national_id_front: case Rule::national_id_back: return of(Field::national_id);
    // Who shares a phone or a house often shares the rest of a household without being one person.
    case Rule::phone: case Rule::house: return household;
    case Rule::email: case Rule::mail_name: return of(Field::email) | names;   // mail addresses are made of names
    case Rule::full_name: return names;
    case Rule::sounds_and_year: return names | of(Field::birth_date) | of(Field::gender);
    case Rule::family_and_day: return of(Field::family_name) | of(Field::birth_date);
    case Rule::postcode_and_family: return household;
    case Rule::postcode_and_given: return place | of(Field::given_name) | of(Field::gender);
    case Rule::city_and_initials: return place | names | of(Field::gender);
    case Rule::given_and_month: return of(Field::given_name) | of(Field::birth_date) | of(Field::gender);
  }
  return 0;
}

}  // namespace record::linkage
