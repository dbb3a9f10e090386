#include "journey/dimensions.h"

#include <algorithm>
#include <mutex>

#include "base/hash.h"
#include "base/text.h"

namespace journey {
namespace {

const char* const fields[Dimensions::built_in] = {"source", "direction", "language", "topic", "currency", "promise"};

// A value as it is kept: no two that differ become one, however long they are alike.
std::string kept(std::string_view value) {
  using base::limits::dimension_bytes;
  if (value.size() <= dimension_bytes) return std::string(value);
  constexpr std::string_view mark = "…";
  constexpr std::size_t digits = 16;
  return std::string(base::cut(value, dimension_bytes - mark.size() - digits)).append(mark).append(base::sha256_hex(value), 0, digits);
}

}  // namespace

Dimension read_dimension(const std::string& text) {
  auto equals = text.find('='), colon = text.find(':', equals == std::string::npos ? 0 : equals);
  auto hint = "Write it as NAME=property:KEY, NAME=trait:KEY or NAME=field:conversation, for example region=trait:address.country.";
  if (equals == std::string::npos || colon == std::string::npos || equals == 0 || colon + 1 == text.size()) throw base::invalid("\"" + base::shown(text) + "\" declares no dimension.", hint, "dimension");
  auto kind = base::enum_value<DimensionKind>(text.substr(equals + 1, colon - equals - 1));
  if (!kind || (*kind == DimensionKind::field && text.substr(colon + 1) != declared_field)) throw base::invalid("\"" + base::shown(text) + "\" declares no dimension.", hint, "dimension");
  return {text.substr(0, equals), *kind, text.substr(colon + 1)};
}

Dimensions::Dimensions(const std::vector<Dimension>& declared) {
  for (const auto* field : fields) all_.push_back({field, DimensionKind::field, field});
  for (const auto& one : declared)
    if (one.kind != DimensionKind::trait) all_.push_back(one);
  of_interactions_ = all_.size();
  for (const auto& one : declared)
    if (one.kind == DimensionKind::trait) all_.push_back(one);
  if (declared.size() > base::limits::dimensions) throw base::invalid("There are more than " + std::to_string(base::limits::dimensions) + " dimensions.", "Each takes memory for every interaction: declare those that are asked for.", "dimension");
  for (std::size_t i = 0; i < all_.size(); ++i) {
    refs_.push_back(i < of_interactions_ ? DimensionRef{false, i} : DimensionRef{true, i - of_interactions_});
    for (std::size_t k = 0; k < i; ++k)
      if (all_[k].name == all_[i].name || all_[i].name == "channel") throw base::invalid("There are two dimensions of the name \"" + all_[i].name + "\".", "Give one of them another name.", "dimension");
  }
  values_.resize(all_.size());
}

DimensionRef Dimensions::find(const std::string& name, const std::string& field) const {
  std::string known;
  for (std::size_t i = 0; i < all_.size(); ++i) {
    if (all_[i].name == name) return refs_[i];
    known += (known.empty() ? "" : ", ") + all_[i].name;
  }
  throw base::invalid("There is no dimension \"" + base::shown(name) + "\".", "There are: " + known + ". More are declared in the settings.", field);
}

bool Dimensions::is_full(DimensionRef dimension) const {
  std::shared_lock lock(guard_);
  return values_[place(dimension)].texts.size() > most;
}

void Dimensions::want_apart(DimensionRef dimension, const std::string& field, const std::string& hint) const {
  if (is_full(dimension))
    throw base::invalid("\"" + all_[place(dimension)].name + "\" has more than " + std::to_string(most) + " values: they can't all be told apart.", hint, field);
}

Code Dimensions::code(std::size_t of_all, std::string_view value) {
  if (value.empty()) return 0;
  auto& values = values_[of_all];
  auto text = kept(value);
  {
    std::shared_lock lock(guard_);
    if (auto found = values.codes.find(text); found != values.codes.end()) return found->second;
  }
  std::unique_lock lock(guard_);
  if (values.texts.size() >= most) {
    values.texts.resize(most + 1);
    values.texts.back() = other;
    return most + 1;
  }
  values.texts.push_back(text);
  return values.codes[text] = static_cast<Code>(values.texts.size());
}

std::optional<Code> Dimensions::known(DimensionRef dimension, std::string_view value) const {
  if (value.empty()) return 0;
  std::shared_lock lock(guard_);
  const auto& values = values_[place(dimension)];
  auto found = values.codes.find(kept(value));
  return found == values.codes.end() ? std::nullopt : std::optional(found->second);
}

std::string Dimensions::value(DimensionRef dimension, Code code) const {
  std::shared_lock lock(guard_);
  const auto& texts = values_[place(dimension)].texts;
  return code == 0 || code > texts.size() ? std::string() : texts[code - 1];
}

std::vector<std::string> Dimensions::values(std::size_t of_all) const {
  std::shared_lock lock(guard_);
  return values_[of_all].texts;
}

std::vector<std::string> Dimensions::values_of(std::size_t of_all, const std::vector<std::uint8_t>& used) const {
  auto texts = values(of_all);
  for (std::size_t code = 1; code <= std::min<std::size_t>(most, texts.size()); ++code)
    if (code >= used.size() || !used[code]) texts[code - 1].clear();
  return texts;
}

void Dimensions::forget_all_but(std::size_t of_all, const std::vector<std::uint8_t>& used) { set_values(of_all, values_of(of_all, used)); }

void Dimensions::set_values(std::size_t of_all, const std::vector<std::string>& values) {
  std::unique_lock lock(guard_);
  auto& mine = values_[of_all];
  mine = {};
  for (const auto& value : values) {
    mine.texts.push_back(value);
    if (!value.empty() && mine.texts.size() <= most) mine.codes[value] = static_cast<Code>(mine.texts.size());
  }
}

std::string Dimensions::value_at(const base::JsonObject& object, const std::string& key) {
  const base::Json* found = object.if_contains(key);
  if (!found) {
    auto dot = key.find('.');
    const auto* inner = dot == std::string::npos ? nullptr : object.if_contains(key.substr(0, dot));
    return inner && inner->is_object() ? value_at(inner->as_object(), key.substr(dot + 1)) : std::string();
  }
  if (found->is_string()) return std::string(found->as_string());
  if (found->is_null() || found->is_object() || found->is_array()) return {};
  return base::json_text(*found);
}

}  // namespace journey
