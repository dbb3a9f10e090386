#include "channel/file/mapper.h"

#include <algorithm>

#include "base/exact_json.h"
#include "base/text.h"
#include "channel/file/measures.h"

namespace channel::file {
namespace {

std::string at(const std::string& path, const char* list, std::size_t i) { return path + "." + list + "[" + std::to_string(i) + "]"; }

// A condition with its column looked up.
class Test {
 public:
  Test(const Condition& condition, const Columns& columns) : condition_(condition), slot_(columns.slot(condition.column)) {}
  bool holds(const Cells& cells) const {
    auto text = cells.text(slot_);
    auto among = [&](const std::vector<std::string>& list) { return std::find(list.begin(), list.end(), text) != list.end(); };
    if (condition_.is && text != *condition_.is) return false;
    if (condition_.is_not && text == *condition_.is_not) return false;
    if (!condition_.any_of.empty() && !among(condition_.any_of)) return false;
    if (!condition_.none_of.empty() && among(condition_.none_of)) return false;
    return !condition_.present || *condition_.present == !text.empty();
  }

 private:
  Condition condition_;
  std::size_t slot_;
};
using Tests = std::vector<Test>;

Tests tests_of(const Conditions& conditions, const Columns& columns) {
  Tests tests;
  for (const auto& condition : conditions.all) tests.emplace_back(condition, columns);
  return tests;
}
bool all_hold(const Tests& tests, const Cells& cells) {
  return std::all_of(tests.begin(), tests.end(), [&](const Test& test) { return test.holds(cells); });
}

template <class T>
std::optional<Value> value_of(const std::optional<T>& origin, const Columns& columns, const std::string& path) {
  if (!origin) return std::nullopt;
  return Value(*origin, columns, path);
}

// One word of an enum: looked up once when it is constant.
template <class Enum>
class Choice {
 public:
  Choice(const std::optional<Label>& label, const Columns& columns, const std::string& path) {
    if (!label) return;
    if (label->value && label->map.empty()) chosen_ = *base::enum_value<Enum>(label->value->text);
    else value_.emplace(*label, columns, path);
  }
  Enum of(const Cells& cells, Enum left_out) {
    if (!value_) return chosen_.value_or(left_out);
    auto text = value_->text(cells);
    if (text.empty()) return left_out;
    auto found = base::enum_value<Enum>(text);
    if (!found) reject(value_->column(), "\"" + base::shown(text, 40) + "\" is not one of " + base::enum_names<Enum>() + ".", "Translate it with map in the mapping.");
    return *found;
  }

 private:
  std::optional<Enum> chosen_;
  std::optional<Value> value_;
};

struct ReadField {
  std::string opening;   // the name as JSON, with quotes and colon; empty: the members of an object
  Value value;
};

std::vector<ReadField> fields_of(const Fields& fields, const Columns& columns, const std::string& path) {
  std::vector<ReadField> made;
  for (const auto& [name, field] : fields.list) {
    ReadField read{{}, Value(field, columns, path + "." + name)};
    if (name != every_member) base::append_json_text(read.opening, name), read.opening += ':';
    made.push_back(std::move(read));
  }
  return made;
}

// `written` is an object behind `before`: without its braces it goes on with the object that is being written.
void take_members(const std::string& column, std::size_t before, std::string& out) {
  if (out.size() < before + 3 || out[before + 1] != '{')
    reject(column, "\"" + base::shown(std::string_view(out).substr(before + 1), 60) + "\" is no object whose members could be taken.", "Name a column that holds an object, or give the column a name of its own.");
  out.erase(before + 1, 1);
  out.pop_back();
  if (out.size() == before + 1) out.resize(before);   // nothing in it
}

void write_object(std::vector<ReadField>& fields, const Cells& cells, std::string& out) {
  for (auto& field : fields) {
    auto before = out.size();
    out += before ? ',' : '{';
    out += field.opening;
    if (!field.value.write_json(cells, out)) out.resize(before);
    else if (field.opening.empty()) take_members(field.value.column(), before, out);
  }
  if (!out.empty()) out += '}';
}

struct IdentityReader {
  std::string name_space;
  bool verified, optional;
  Value value;
};

struct Activity {
  Value channel, name, moment;
  Tests when;
  Choice<record::Direction> direction;
  Choice<record::ActorKind> actor;
  std::optional<Value> actor_id, conversation, topic, sentiment, subject, text, language;
  std::optional<ScoreReader> score;
  std::optional<AmountReader> amount;
  std::vector<ReadField> properties;
  std::string key;

  Activity(const InteractionOf& said, const Mapping& mapping, const Columns& columns, const std::string& path)
      : channel(said.channel, columns, path + ".channel"),
        name(said.name ? Value(*said.name, columns, path + ".name") : Value(column(said.name_column), columns, path + ".name_column")),
        moment(said.at, columns, path + ".at"), when(tests_of(said.when, columns)),
        direction(said.direction, columns, path + ".direction"),
        actor(said.actor ? said.actor->kind : std::nullopt, columns, path + ".actor.kind"),
        conversation(value_of(said.conversation, columns, path + ".conversation")), topic(value_of(said.topic, columns, path + ".topic")),
        sentiment(value_of(said.sentiment, columns, path + ".sentiment")), subject(value_of(said.subject, columns, path + ".subject")),
        text(value_of(said.text, columns, path + ".text")), language(value_of(said.language, columns, path + ".language")),
        properties(fields_of(said.properties, columns, path + ".properties")), key(said.key) {
    if (said.actor) actor_id = value_of(said.actor->id, columns, path + ".actor.id");
    if (said.score) score.emplace(*said.score, columns, path + ".score");
    if (said.amount) amount.emplace(*said.amount, mapping, columns, path + ".amount");
  }
};

struct JoinStep {
  std::shared_ptr<const JoinedFile> file;
  std::size_t on;
  std::size_t first;        // of its columns among the joined ones
  bool must_match;
  std::string on_name, file_name;
};

}  // namespace

struct Mapper::Inside {
  std::string name, region;
  std::vector<JoinStep> joins;
  std::map<std::string, std::size_t, std::less<>> joined_slots;
  std::optional<Value> key;
  Tests when;
  std::optional<Value> person_name;
  std::vector<IdentityReader> identities;
  std::vector<ReadField> traits;
  std::vector<Activity> activities;
  Cells cells;
  std::vector<record::Claim> claims;
  std::string row_key, row_name, row_traits;   // of the row at hand, read once however many interactions it is

  void add_join(const Joined& joined, RowReader& reader, const Columns& columns, const std::string& path) {
    JoinStep step{joined.file, 0, cells.joined.size(), joined.join->must_match, joined.join->on, joined.join->file};
    try {
      step.on = columns.slot(joined.join->on);
    } catch (const base::Error& error) {
      throw base::Error(error.code, path + ".on: " + error.what(), error.hint, path + ".on");
    }
    auto own = reader.columns();
    bool asked = !joined.join->columns.empty() || !joined.join->sum.empty() || !joined.join->list.empty() || !joined.join->count.empty();
    for (std::size_t i = 0; i < joined.file->columns().size(); ++i) {
      const auto& column = joined.file->columns()[i];
      bool taken = joined_slots.contains(column) || std::find(own.begin(), own.end(), column) != own.end();
      if (taken && asked)
        throw base::invalid(path + ": there is already a column \"" + base::shown(column) + "\".", "Set prefix for this join, for example prefix = \"item_\".", path + ".prefix");
      if (!taken) joined_slots.emplace(column, Cells::from_join + step.first + i);
    }
    cells.joined.resize(step.first + joined.file->columns().size());
    joins.push_back(std::move(step));
  }

  void look_up_joins() {
    for (const auto& step : joins) {
      auto on = cells.text(step.on);
      auto found = on.empty() ? nullptr : step.file->find(on);
      if (!found && step.must_match) reject(step.on_name, "\"" + base::shown(step.file_name) + "\" has no row for \"" + base::shown(on, 60) + "\".", "Add the row there, or take must_match out of the join.");
      for (std::size_t i = 0; i < step.file->columns().size(); ++i) cells.joined[step.first + i] = found ? found[i] : std::string_view();
    }
  }

  void read_claims() {
    claims.clear();
    for (auto& identity : identities) {
      auto text = identity.value.text(cells);
      if (text.empty()) continue;
      try {
        claims.push_back(record::claim(identity.name_space, text, identity.verified, region));
      } catch (const base::Error& error) {
        if (!identity.optional) reject(identity.value.column(), error.what(), error.hint);
      }
    }
    if (!claims.empty()) return;
    std::string columns;
    for (auto& identity : identities) columns += (columns.empty() ? "" : ", ") + identity.value.column();
    reject(columns, "Nothing says whose the row is: every identifier is empty.", "Fill one of these columns.");
  }

  void read_key(const Row& row) {
    if (key) {
      row_key = key->text(cells);
      if (row_key.empty()) reject(key->column(), "The key is empty.", "Every row needs its own, so that it is recognised when it comes again.");
    } else {
      row_key = name + "#" + std::to_string(row.number);
    }
  }

  void read_person() {
    if (person_name) row_name = person_name->text(cells);
    row_traits.clear();
    write_object(traits, cells, row_traits);
  }

  void fill(Activity& activity, base::Time moment, record::Heard& heard) {
    heard.identities = claims;
    heard.at = moment;
    heard.channel = activity.channel.text(cells);
    heard.name = activity.name.text(cells);
    if (heard.name.empty()) reject(activity.name.column(), "Nothing says what happened: the name is empty.", "Fill the column.");
    if (heard.channel.empty()) reject(activity.channel.column(), "The channel is empty.", "Fill the column, or set otherwise in the mapping.");
    heard.direction = activity.direction.of(cells, record::Direction::in);
    heard.actor = activity.actor.of(cells, heard.direction == record::Direction::out ? record::ActorKind::system : record::ActorKind::customer);
    auto take = [&](std::optional<Value>& value, std::string& into) { if (value) into = value->text(cells); };
    take(activity.actor_id, heard.actor_id);
    take(activity.conversation, heard.conversation);
    take(activity.topic, heard.topic);
    take(activity.subject, heard.subject);
    take(activity.text, heard.text);
    take(activity.language, heard.language);
    if (activity.score) heard.score = activity.score->read(cells);
    if (activity.sentiment) heard.sentiment = read_sentiment(*activity.sentiment, cells);
    if (activity.amount) heard.amount = activity.amount->read(cells);
    write_object(activity.properties, cells, heard.properties);
    heard.source_key.reserve(row_key.size() + 1 + activity.key.size() + heard.name.size());
    heard.source_key = row_key;
    heard.source_key += '/';
    heard.source_key += activity.key.empty() ? heard.name : activity.key;
    record::check(heard);
  }

  std::size_t map(const Row& row, std::vector<record::Heard>& out) {
    cells.row = &row;
    look_up_joins();
    if (!all_hold(when, cells)) return 0;
    auto before = out.size();
    bool asked = false;
    for (auto& activity : activities) {
      if (!all_hold(activity.when, cells)) continue;
      asked = true;
      auto moment = activity.moment.time(cells);
      if (!moment) continue;   // it has not happened
      if (out.size() == before) {
        read_claims();
        read_key(row);
        read_person();
      }
      // Each says what the row says of the person: any of them may be the first that has not been heard before.
      auto& heard = out.emplace_back();
      heard.person_name = row_name;
      heard.traits = row_traits;
      fill(activity, *moment, heard);
    }
    if (asked && out.size() == before) {
      std::string columns;
      for (auto& activity : activities) columns += (columns.empty() ? "" : ", ") + activity.moment.column();
      reject(columns, "Nothing says when it happened: the time is empty.", "Fill the column, or leave such rows out with when.");
    }
    return out.size() - before;
  }
};

Mapper::Mapper(const Mapping& mapping, const FileMapping& file, const std::string& path, std::string name, RowReader& reader, std::vector<Joined> joins)
    : inside_(std::make_unique<Inside>()) {
  auto& in = *inside_;
  in.name = std::move(name);
  in.region = mapping.default_region;
  Columns columns;
  columns.formats = &file.formats;
  columns.zone = file.zone.empty() ? mapping.zone : file.zone;
  columns.slot = [&](std::string_view wanted) -> std::size_t {
    if (auto found = in.joined_slots.find(wanted); found != in.joined_slots.end()) return found->second;
    return reader.column(wanted);
  };
  for (std::size_t i = 0; i < joins.size(); ++i) in.add_join(joins[i], reader, columns, at(path, "join", i));
  if (file.key) in.key.emplace(*file.key, columns, path + ".key");
  in.when = tests_of(file.when, columns);
  in.person_name = value_of(file.customer.name, columns, path + ".customer.name");
  for (std::size_t i = 0; i < file.customer.identities.size(); ++i) {
    const auto& identity = file.customer.identities[i];
    in.identities.push_back({identity.namespace_, identity.verified, identity.optional, Value(identity, columns, at(path + ".customer", "identities", i))});
  }
  in.traits = fields_of(file.customer.traits, columns, path + ".customer.traits");
  for (std::size_t i = 0; i < file.interactions.size(); ++i) in.activities.emplace_back(file.interactions[i], mapping, columns, at(path, "interactions", i));
}

Mapper::~Mapper() = default;

std::size_t Mapper::map(const Row& row, std::vector<record::Heard>& out) {
  auto before = out.size();
  try {
    return inside_->map(row, out);
  } catch (const base::Error& error) {
    out.resize(before);
    throw BadRow{{error.field, error.what(), error.hint}};
  } catch (const BadRow&) {
    out.resize(before);
    throw;
  }
}

}  // namespace channel::file
