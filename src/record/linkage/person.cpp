#include "record/linkage/person.h"

#include <algorithm>

#include "base/json.h"
#include "base/limits.h"
#include "base/text.h"

namespace record::linkage {
namespace {

constexpr char chinese_mark = '\x1d', value_mark = '\x1f', field_mark = '\x1e';

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return c >= 'a' && c <= 'z'; }

std::string only_digits(std::string_view text) {
  std::string digits;
  for (char c : text)
    if (is_digit(c)) digits += c;
  return digits;
}

// Letters and digits of a folded text; other scripts stay.
std::string without_signs(std::string_view folded) {
  std::string out;
  for (char c : folded)
    if (is_digit(c) || is_letter(c) || static_cast<unsigned char>(c) >= 0x80) out += c;
  return out;
}

// The groups of digits of a date in the order of year, month, day, by which of them can be a year.
std::string plain_date(std::string_view text) {
  std::vector<std::string> groups;
  for (std::size_t i = 0; i < text.size() && groups.size() < 3;) {
    if (!is_digit(text[i])) { ++i; continue; }
    std::size_t end = i;
    while (end < text.size() && is_digit(text[end])) ++end;
    groups.emplace_back(text.substr(i, end - i));
    i = end;
  }
  auto two = [](const std::string& part) { return part.size() == 1 ? "0" + part : part; };
  if (groups.size() == 3 && groups[0].size() <= 4 && groups[1].size() <= 2 && groups[2].size() <= 4) {
    if (groups[0].size() > 2) return groups[0] + two(groups[1]) + two(groups[2]);
    // Day first, unless the second can be no month.
    bool month_first = std::stoi(groups[1]) > 12;
    return groups[2] + two(groups[month_first ? 0 : 1]) + two(groups[month_first ? 1 : 0]);
  }
  auto digits = only_digits(text);
  auto year_at = [&](std::size_t at) { return digits.size() == 8 && (digits.compare(at, 2, "19") == 0 || digits.compare(at, 2, "20") == 0); };
  if (!year_at(0) && year_at(4)) return digits.substr(4) + digits.substr(2, 2) + digits.substr(0, 2);
  return digits.substr(0, 8);
}

std::string plain_name_value(std::string_view text) {
  auto folded = base::folded(text);
  auto latin = base::pinyin(folded);
  if (latin.empty()) return without_signs(folded);
  auto letters = without_signs(latin);
  return letters + chinese_mark + without_signs(folded);
}

// "m", "f" or what it says.
std::string plain_gender(std::string_view text) {
  auto folded = without_signs(base::folded(text));
  for (auto [said, means] : {std::pair("male", "m"), std::pair("man", "m"), std::pair("男", "m"), std::pair("男性", "m"), std::pair("female", "f"), std::pair("woman", "f"), std::pair("女", "f"), std::pair("女性", "f")})
    if (folded == said) return means;
  return folded;
}

std::string scalar(const base::Json& value) {
  if (value.is_string()) return std::string(value.get_string());
  if (value.is_int64() || value.is_uint64() || value.is_double()) return base::json_text(value);
  return {};
}

// Chinese family names of two characters; all others have one.
bool begins_with_double_family_name(std::string_view folded) {
  static constexpr std::string_view names[] = {"欧阳", "司马", "诸葛", "上官", "东方", "皇甫", "尉迟", "公孙", "令狐", "慕容", "司徒", "夏侯", "长孙", "宇文", "端木", "南宫", "独孤", "轩辕", "闻人", "百里"};
  return std::any_of(std::begin(names), std::end(names), [&](std::string_view name) { return folded.size() > name.size() && folded.starts_with(name); });
}

constexpr std::string_view titles[] = {"mr", "mrs", "ms", "miss", "dr", "prof", "mr.", "mrs.", "ms.", "dr.", "prof."};

}  // namespace

std::string plain_value(Field field, std::string_view value) {
  value = base::cut(value, base::limits::link_value_bytes);
  switch (field) {
    case Field::given_name: case Field::family_name: return plain_name_value(value);
    case Field::birth_date: return plain_date(base::folded(value));
    case Field::gender: return plain_gender(value);
    case Field::phone: return only_digits(base::folded(value));
    case Field::email: return base::caseless(base::trim(value));
    case Field::national_id: case Field::street_number: case Field::postcode: return without_signs(base::folded(value));
    default: return base::folded(value);
  }
}

std::string_view latin_of(std::string_view value) { return value.substr(0, value.find(chinese_mark)); }
std::string_view chinese_of(std::string_view value) {
  auto at = value.find(chinese_mark);
  return at == std::string_view::npos ? std::string_view() : value.substr(at + 1);
}

Extractor::Extractor(const Settings& settings) {
  auto add = [&](int target, const std::vector<std::string>& names) {
    for (std::size_t i = 0; i < names.size(); ++i) sources_.push_back({plain_name(names[i]), target, static_cast<int>(i)});
  };
  const auto& traits = settings.traits;
  add(full_name, traits.full_name);
  boost::mp11::mp_for_each<base::members_of<TraitNames>>([&](auto d) {
    if (auto field = base::enum_value<Field>(d.name)) add(static_cast<int>(*field), traits.*d.pointer);
  });
  std::stable_sort(sources_.begin(), sources_.end(), [](const Source& x, const Source& y) { return x.trait < y.trait; });
}

void Extractor::put(Person& person, Field field, std::string_view value, Shown* shown) const {
  auto plain = plain_value(field, value);
  auto& known = person.of(field);
  if (plain.empty()) return;
  if (std::find(known.begin(), known.end(), plain) != known.end()) return;
  if (known.size() >= base::limits::link_values) return;
  if (shown && known.empty()) (*shown)[static_cast<std::size_t>(field)] = base::cut(value, base::limits::link_value_bytes);
  known.push_back(std::move(plain));
}

// "王小芳": the family name comes first; "Fang Wang", "Wang, Fang": by the comma, else the last word.
void Extractor::add_name(Person& person, std::string_view name, Shown* shown) const {
  auto folded = base::folded(base::cut(name, base::limits::link_value_bytes));
  if (folded.find('@') != std::string::npos || std::none_of(folded.begin(), folded.end(), [](char c) { return is_letter(c) || static_cast<unsigned char>(c) >= 0x80; })) return;
  if (folded.find(' ') == std::string::npos && !base::pinyin(folded).empty()) {
    std::size_t length = begins_with_double_family_name(folded) ? 6 : 3;   // bytes of one or two characters
    if (folded.size() <= length || static_cast<unsigned char>(folded[0]) < 0xE3) return put(person, Field::family_name, folded, shown);
    put(person, Field::family_name, std::string_view(folded).substr(0, length), shown);
    return put(person, Field::given_name, std::string_view(folded).substr(length), shown);
  }
  if (auto comma = folded.find(','); comma != std::string::npos) {
    put(person, Field::family_name, std::string_view(folded).substr(0, comma), shown);
    return put(person, Field::given_name, std::string_view(folded).substr(comma + 1), shown);
  }
  std::vector<std::string> words;
  for (std::size_t at = 0; at < folded.size();) {
    auto end = std::min(folded.find(' ', at), folded.size());
    auto word = folded.substr(at, end - at);
    if (words.empty() && std::find(std::begin(titles), std::end(titles), word) != std::end(titles)) word.clear();
    if (!word.empty()) words.push_back(std::move(word));
    at = end + 1;
  }
  if (words.empty()) return;
  if (words.size() > 1) {
    std::string given;
    for (std::size_t i = 0; i + 1 < words.size(); ++i) (given += i ? " " : "") += words[i];
    put(person, Field::given_name, given, shown);
  }
  put(person, Field::family_name, words.back(), shown);
}

void Extractor::add(Person& person, const Told& told, Shown* shown) const {
  struct Found {
    int target, order;
    std::string value;
  };
  std::vector<Found> found;
  auto look_up = [&](std::string_view trait, const base::Json& value) {
    auto plain = plain_name(trait);
    auto text = scalar(value);
    if (text.empty()) return;
    auto range = std::equal_range(sources_.begin(), sources_.end(), Source{plain, 0, 0}, [](const Source& x, const Source& y) { return x.trait < y.trait; });
    for (auto source = range.first; source != range.second; ++source) found.push_back({source->target, source->order, text});
  };
  if (told.traits.size() > 2) {
    const auto traits = base::parse_json(told.traits);
    for (const auto& [key, value] : traits.as_object()) {
      look_up(key, value);
      if (const auto* inner = value.if_object())
        for (const auto& [name, item] : *inner) look_up(std::string(key) + "." + std::string(name), item);
    }
  }
  std::stable_sort(found.begin(), found.end(), [](const Found& x, const Found& y) { return x.order < y.order; });
  bool names_apart = false;
  for (const auto& one : found) {
    if (one.target == full_name) continue;
    auto field = static_cast<Field>(one.target);
    names_apart |= field == Field::given_name || field == Field::family_name;
    // A street with its number in front of it: "42 Wallaby Place".
    auto number_end = one.value.find_first_not_of("0123456789");
    if (field == Field::street && number_end != 0 && number_end != std::string::npos && number_end <= 5 && one.value[number_end] == ' ') {
      put(person, Field::street_number, std::string_view(one.value).substr(0, number_end), shown);
      put(person, Field::street, std::string_view(one.value).substr(number_end + 1), shown);
    } else {
      put(person, field, one.value, shown);
    }
  }
  if (!names_apart) {
    for (const auto& one : found)
      if (one.target == full_name) add_name(person, one.value, shown);
    add_name(person, told.name, shown);
  }
  for (const auto& [name_space, value] : told.identities) {
    if (name_space == "email") put(person, Field::email, value, shown);
    else if (name_space == "phone" || name_space == "whatsapp") put(person, Field::phone, value, shown);
    else if (is_exclusive(name_space)) put(person, Field::accounts, value, shown);
  }
}

std::string pack(const Person& person) {
  std::string text;
  for (std::size_t field = 0; field < field_count; ++field) {
    if (field) text += field_mark;
    for (std::size_t i = 0; i < person.values[field].size(); ++i) {
      if (i) text += value_mark;
      text += person.values[field][i];
    }
  }
  return text;
}

Person unpack(CustomerId id, std::string_view text) {
  Person person{.id = id, .values = {}};
  for (std::size_t field = 0; field < field_count; ++field) {
    auto end = std::min(text.find(field_mark), text.size());
    auto part = text.substr(0, end);
    while (!part.empty()) {
      auto stop = std::min(part.find(value_mark), part.size());
      person.values[field].emplace_back(part.substr(0, stop));
      part.remove_prefix(std::min(stop + 1, part.size()));
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return person;
}

std::uint64_t stable_hash(std::uint64_t salt, std::string_view text) {
  std::uint64_t hash = 1469598103934665603ull ^ (salt * 0x9E3779B97F4A7C15ull);   // FNV-1a, with SplitMix64's finish
  for (unsigned char c : text) hash = (hash ^ c) * 1099511628211ull;
  hash = (hash ^ (hash >> 30)) * 0xBF58476D1CE4E5B9ull;
  hash = (hash ^ (hash >> 27)) * 0x94D049BB133111EBull;
  return hash ^ (hash >> 31);
}

}  // namespace record::linkage
