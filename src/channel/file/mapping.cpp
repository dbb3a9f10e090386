#include "channel/file/mapping.h"

#include <fstream>
#include <set>

#include "base/limits.h"
#include "base/text.h"
#include "channel/file/compact.h"
#include "record/money.h"

namespace channel::file {

base::Json compact(base::Json value) {
  auto nothing = [](const base::Json& item) {
    return item.is_null() || (item.is_string() && item.get_string().empty()) || (item.is_bool() && !item.get_bool()) ||
           (item.is_array() && item.get_array().empty()) || (item.is_object() && item.get_object().empty()) || (item.is_int64() && item.get_int64() == 0);
  };
  if (value.is_array()) {
    for (auto& item : value.get_array()) item = compact(std::move(item));
  } else if (value.is_object()) {
    base::JsonObject kept;
    for (auto& member : value.get_object()) {
      // What a person wrote as a constant stays, even if it is false or nothing.
      bool written = member.key() == "value" || member.key() == "otherwise" || member.key() == "map" || member.key() == "is" || member.key() == "separator" || member.key() == "present";
      auto item = written ? member.value() : compact(member.value());
      if (!nothing(item) || (written && !item.is_null() && member.key() != "map") || (member.key() == "map" && !item.get_object().empty()))
        kept.emplace(member.key(), std::move(item));
    }
    return kept;
  }
  return value;
}

namespace {

// Lists of a map have few parts: each costs work on every row.
template <class List>
void few(const List& list, const std::string& path) {
  if (list.size() > base::limits::map_parts)
    throw base::Error(base::ErrorCode::too_large, "\"" + path + "\" has more than " + std::to_string(base::limits::map_parts) + " parts.", "Make several maps of it.", path);
}

std::string at(const std::string& path, const char* list, std::size_t i) { return path + (path.empty() ? "" : ".") + list + "[" + std::to_string(i) + "]"; }

void one_sign(const std::string& text, const std::string& path) {
  if (text.size() > 1) throw base::invalid("\"" + path + "\" must be one character.", "Write for example \";\" or \"\\t\".", path);
}

void check_format(const FileFormat& format, const std::string& path) {
  if (!format.format.empty() && format.format != "csv" && format.format != "jsonl" && format.format != "xes")
    throw base::invalid("The format \"" + base::shown(format.format) + "\" is not known.", "Known are csv, jsonl and xes.", path + ".format");
  one_sign(format.delimiter, path + ".delimiter");
  if (format.quote != "none") one_sign(format.quote, path + ".quote");
  if (format.skip_rows < 0) throw base::invalid("skip_rows can't be negative.", "Give the number of lines before the header.", path + ".skip_rows");
}

void check_zone(const std::string& zone, const std::string& path) {
  try {
    base::Zone::named(zone);
  } catch (const base::Error& error) {
    throw base::invalid(error.what(), error.hint, path);
  }
}

void check_pattern(const std::string& pattern, const std::string& path) {
  if (pattern.empty()) return;
  try {
    base::parse_time("2024-05-01T09:30:00Z", pattern, base::Zone());
  } catch (const base::Error& error) {
    throw base::invalid(error.what(), error.hint, path);
  }
}

// Exactly one source of the value.
void check_origin(const Origin& origin, const std::string& path) {
  int given = !origin.column.empty() + !origin.columns.empty() + origin.value.has_value() + origin.promise.has_value();
  if (given != 1)
    throw base::invalid("\"" + path + "\" must say where the value comes from: one of column, columns, value and promise.",
                        given == 0 ? "Name a column." : "Keep one of them.", path);
  check_zone(origin.zone, path + ".zone");
  check_pattern(origin.format, path + ".format");
  if (origin.promise) {
    if (origin.promise->due.empty() || origin.promise->done.empty())
      throw base::invalid("A promise needs two columns: due and done.", "Name the columns that hold both times.", path + ".promise");
    check_zone(origin.promise->zone, path + ".promise.zone");
    check_pattern(origin.promise->format, path + ".promise.format");
  }
}

template <class T>
void check_origin(const std::optional<T>& origin, const std::string& path) {
  if (origin) check_origin(static_cast<const Origin&>(*origin), path);
}

void check_fields(const Fields& fields, const std::string& path) {
  for (const auto& [name, field] : fields.list) {
    check_origin(field, path + "." + name);
    if (name == every_member && (field.column.empty() || field.type))
      throw base::invalid("\"" + path + ".*\" takes the members of a column that holds an object.", "Name that column, and no type.", path + ".*");
  }
}

void check_conditions(const Conditions& conditions, const std::string& path) {
  for (const auto& condition : conditions.all) {
    if (condition.column.empty()) throw base::invalid("The condition names no column.", "Add column.", path + ".column");
    if (!condition.is && !condition.is_not && condition.any_of.empty() && condition.none_of.empty() && !condition.present)
      throw base::invalid("The condition on \"" + condition.column + "\" asks nothing.", "Add one of is, is_not, any_of, none_of, present.", path);
  }
}

void check_currency(const std::string& code, const std::string& path) {
  if (!record::currency_digits(code))
    throw base::invalid("There is no currency \"" + base::shown(code) + "\".", "Use an ISO 4217 code such as USD, CNY or BRL.", path);
}

template <class Enum>
void check_word(const std::optional<Label>& label, const std::string& path) {
  if (!label) return;
  check_origin(*label, path);
  if (label->value && !base::enum_value<Enum>(label->value->text))
    throw base::invalid("\"" + base::shown(label->value->text) + "\" is not known here.", "Known are " + base::enum_names<Enum>() + ".", path);
}

bool is_language(std::string_view code) {
  auto main = code.substr(0, code.find('-'));
  return main.size() >= 2 && main.size() <= 3 && std::all_of(main.begin(), main.end(), [](char c) { return c >= 'a' && c <= 'z'; }) && code.size() <= 12;
}

void check_amount(const AmountOf& amount, const Mapping& mapping, const std::string& path) {
  check_origin(amount, path);
  one_sign(amount.thousands, path + ".thousands");
  check_origin(amount.currency, path + ".currency");
  if (amount.currency && amount.currency->value) check_currency(amount.currency->value->text, path + ".currency");
  if (!amount.currency && mapping.currency.empty())
    throw base::invalid("The amount has no currency.", "Set currency here, or for the whole mapping: currency = \"USD\".", path + ".currency");
}

void check_interaction(const InteractionOf& interaction, const Mapping& mapping, const std::string& path) {
  check_origin(interaction.channel, path + ".channel");
  if (interaction.name.has_value() == !interaction.name_column.empty())
    throw base::invalid("The interaction needs a name: what happened.", "Set either name = \"Order Completed\" or name_column.", path + ".name");
  check_origin(interaction.name, path + ".name");
  check_origin(interaction.at, path + ".at");
  check_conditions(interaction.when, path + ".when");
  check_word<record::Direction>(interaction.direction, path + ".direction");
  if (interaction.actor) {
    check_word<record::ActorKind>(interaction.actor->kind, path + ".actor.kind");
    check_origin(interaction.actor->id, path + ".actor.id");
  }
  check_origin(interaction.conversation, path + ".conversation");
  check_origin(interaction.topic, path + ".topic");
  check_origin(interaction.sentiment, path + ".sentiment");
  check_origin(interaction.subject, path + ".subject");
  check_origin(interaction.text, path + ".text");
  check_origin(interaction.language, path + ".language");
  if (interaction.language && interaction.language->value && !is_language(interaction.language->value->text))
    throw base::invalid("\"" + base::shown(interaction.language->value->text) + "\" is no language code.",
                        "Write a code such as \"pt\" or \"zh\"; for a column write {column = \"…\"}.", path + ".language");
  if (interaction.score) {
    check_origin(*interaction.score, path + ".score");
    const auto& scale = interaction.score->scale;
    if (scale && scale->low && !(*scale->low < scale->high)) throw base::invalid("The scale's lowest answer must be below its highest.", "Write [1, 10].", path + ".score.scale");
  }
  if (interaction.amount) check_amount(*interaction.amount, mapping, path + ".amount");
  check_fields(interaction.properties, path + ".properties");
}

void check_join(const Join& join, const std::string& path) {
  check_format(join, path);
  if (join.file.empty()) throw base::invalid("The join names no file.", "Add file.", path + ".file");
  if (join.on.empty()) throw base::invalid("The join does not say on which column.", "Add on = \"customer_id\".", path + ".on");
}

// What tells one interaction of a row from the others, so that none hides another behind its key.
void check_keys(const FileMapping& file, const std::string& path) {
  std::set<std::string> keys;
  for (std::size_t i = 0; i < file.interactions.size(); ++i) {
    const auto& interaction = file.interactions[i];
    std::string key = interaction.key;
    if (key.empty() && interaction.name && interaction.name->value) key = interaction.name->value->text;
    if (!keys.insert(key).second)
      throw base::invalid("Two interactions of a row " + (key.empty() ? std::string("take their name from a column.") : "are both \"" + base::shown(key) + "\"."),
                          "Give one of them key = \"…\", so that they are told apart when the file comes again.", at(path, "interactions", i) + ".key");
  }
}

void check_file(const FileMapping& file, const Mapping& mapping, const std::string& path) {
  check_format(file, path);
  check_zone(file.zone, path + ".zone");
  check_origin(file.key, path + ".key");
  check_conditions(file.when, path + ".when");
  for (const auto& [column, pattern] : file.formats) check_pattern(pattern, path + ".formats." + column);
  few(file.join, path + ".join");
  few(file.customer.identities, path + ".customer.identities");
  few(file.interactions, path + ".interactions");
  for (std::size_t i = 0; i < file.join.size(); ++i) check_join(file.join[i], at(path, "join", i));
  if (file.customer.identities.empty())
    throw base::invalid("Nothing says whose the interactions are.", "Add at least one identity: {namespace = \"email\", column = \"…\"}.", path + ".customer.identities");
  check_origin(file.customer.name, path + ".customer.name");
  check_fields(file.customer.traits, path + ".customer.traits");
  for (std::size_t i = 0; i < file.customer.identities.size(); ++i) check_origin(file.customer.identities[i], at(path + ".customer", "identities", i));
  if (file.interactions.empty()) throw base::invalid("The file's rows give no interaction.", "Add at least one, with channel, name and at.", path + ".interactions");
  for (std::size_t i = 0; i < file.interactions.size(); ++i) check_interaction(file.interactions[i], mapping, at(path, "interactions", i));
  check_keys(file, path);
}

}  // namespace

void validate(const Mapping& mapping) {
  if (mapping.source.empty() || mapping.source.size() > 100 || mapping.source != base::stored(mapping.source))
    throw base::invalid("The mapping needs a source of 1 to 100 bytes without control characters: where the files come from.", "Write for example source = \"shop\".", "source");
  check_zone(mapping.zone, "zone");
  if (!mapping.currency.empty()) check_currency(mapping.currency, "currency");
  if (mapping.files.empty()) throw base::invalid("The mapping names no file.", "Add [[files]].", "files");
  few(mapping.files, "files");
  for (std::size_t i = 0; i < mapping.files.size(); ++i) {
    if (mapping.files[i].file.empty() && mapping.files.size() > 1)
      throw base::invalid("A mapping of several files must name each.", "Add file.", at("", "files", i) + ".file");
    check_file(mapping.files[i], mapping, at("", "files", i));
  }
}

Mapping read_mapping_json(const base::Json& value, const std::string& path) {
  auto mapping = base::from_json<Mapping>(value, path);
  validate(mapping);
  return mapping;
}

Mapping read_mapping_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw base::not_found("There is no mapping \"" + path.string() + "\".", "Look at examples/ for mappings to begin with.");
  std::string text(base::limits::map_bytes + 1, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(in.gcount()));
  if (text.size() > base::limits::map_bytes)
    throw base::Error(base::ErrorCode::too_large, "The map is larger than " + std::to_string(base::limits::map_bytes >> 20) + " MiB.", "Is --map the right file?");
  if (path.extension() != ".json") return read_mapping_toml(text, path.string());
  return read_mapping_json(base::parse_json(text));
}

}  // namespace channel::file
