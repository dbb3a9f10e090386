#include "record/linkage/index.h"

#include <algorithm>

#include "record/profiles.h"

namespace record::linkage {

const char* const truth_tables = R"(
-- Suggestions by comparing people: how probable, which class (1 sure, 2 worth a look), by which model, and the account of it
-- field by field (levels and bits, no values: those are read from the profiles).
alter table merge_suggestion add column probability real;
alter table merge_suggestion add column certainty integer;
alter table merge_suggestion add column model integer;
alter table merge_suggestion add column account text;
create index merge_suggestion_probability on merge_suggestion(state, probability, id);

create table link_model (
  id integer primary key, at integer not null, people integer not null, last_customer integer not null, random_pairs integer not null, block_pairs integer not null,
  block_matches real not null, lambda real not null, few_people integer not null, levels text not null, known text not null);
create table link_settings (id integer primary key, settings text not null, at integer not null, by_whom text not null);
)";

const char* const derived_tables = R"(
create table derived.link_person (customer integer primary key, body text not null);
create table derived.link_key (block integer not null, customer integer not null, primary key (block, customer)) without rowid;
create table derived.link_term (term integer primary key, people integer not null);
create table derived.link_queue (customer integer primary key);
)";

const char* const model_settings = "alter table link_model add column settings integer not null default 0;";

const char* const queue_positions = R"(
alter table derived.link_queue add column changed integer not null default 0;
create index derived.link_queue_changed on link_queue(changed, customer);
-- One row, while the index is whole: the model of the run that built it.
create table derived.link_index (model integer primary key);
)";

namespace {

struct ProfileRow {
  CustomerId id;
  std::string name, traits;
  std::optional<CustomerId> merged_into;
};
BOOST_DESCRIBE_STRUCT(ProfileRow, (), (id, name, traits, merged_into))

struct ModelRow {
  std::int64_t id;
  base::Time at;
  std::int64_t people, last_customer, random_pairs, block_pairs;
  double block_matches, lambda;
  bool few_people;
  std::string levels, known;
  std::int64_t settings;
};
BOOST_DESCRIBE_STRUCT(ModelRow, (), (id, at, people, last_customer, random_pairs, block_pairs, block_matches, lambda, few_people, levels, known, settings))
constexpr const char* model_columns = "select id, at, people, last_customer, random_pairs, block_pairs, block_matches, lambda, few_people, levels, known, settings from link_model ";

ModelVersion version_of(const ModelRow& row) {
  return {row.id, row.at, row.people, row.last_customer, row.random_pairs, row.block_pairs, row.block_matches, row.lambda, row.few_people,
          base::from_json<std::vector<LevelShares>>(base::parse_json(row.levels)), base::from_json<std::map<std::string, std::int64_t>>(base::parse_json(row.known)), row.settings};
}

void tell(store::Session& session, const Extractor& extractor, Person& person, const ProfileRow& profile, Shown* shown) {
  Told told{profile.name, profile.traits, session.all<HeldIdentity>("select n.name, i.value from identity i join name_space n on n.id = i.name_space where i.customer = :c limit 50", profile.id)};
  extractor.add(person, told, shown);
}

// A value that a person has no longer: its count goes down, and goes when few are left, so that it can't tell of somebody
// who was erased. What is new is counted by the next full run.
void uncount(store::Session& session, const Person& before, const Person* now) {
  each_field([&](Field field) {
    if (!has(with_frequencies, field)) return;
    for (const auto& value : before.of(field)) {
      if (now && std::find(now->of(field).begin(), now->of(field).end(), value) != now->of(field).end()) continue;
      auto term = static_cast<std::int64_t>(Frequencies::key(field, value));
      session.run("update derived.link_term set people = people - 1 where term = :t", term);
      session.run("delete from derived.link_term where term = :t and people < :f", term, terms_kept_from);
    }
  });
}

}  // namespace

std::optional<Person> read_person(store::Session& session, const Extractor& extractor, CustomerId root, Shown* shown) {
  auto own = session.one<ProfileRow>("select id, name, traits, merged_into from customer where id = :i", root);
  if (!own || own->merged_into) return std::nullopt;
  Person person{.id = root, .values = {}};
  tell(session, extractor, person, *own, shown);
  for (const auto& joined : session.all<ProfileRow>("select id, name, traits, merged_into from customer where merged_into = :i order by id limit 200", root)) tell(session, extractor, person, joined, shown);
  return person;
}

std::optional<Person> indexed(store::Session& session, CustomerId root) {
  auto body = session.one<std::string>("select body from derived.link_person where customer = :c", root);
  if (!body) return std::nullopt;
  return unpack(root, *body);
}

void put(store::Session& session, const Person& person) {
  auto before = indexed(session, person.id);
  if (before && before->values == person.values) return;
  if (before) uncount(session, *before, &person);
  auto keys = keys_of(person), old = before ? keys_of(*before) : std::vector<Key>();
  session.run("insert into derived.link_person(customer, body) values (:c, :b) on conflict(customer) do update set body = excluded.body", person.id, pack(person));
  for (auto key : old)
    if (!std::binary_search(keys.begin(), keys.end(), key)) session.run("delete from derived.link_key where block = :k and customer = :c", key, person.id);
  for (auto key : keys)
    if (!std::binary_search(old.begin(), old.end(), key)) session.run("insert into derived.link_key(block, customer) values (:k, :c) on conflict(block, customer) do nothing", key, person.id);
}

void remove(store::Session& session, CustomerId root) {
  auto before = indexed(session, root);
  if (!before) return;
  uncount(session, *before, nullptr);
  for (auto key : keys_of(*before)) session.run("delete from derived.link_key where block = :k and customer = :c", key, root);
  session.run("delete from derived.link_person where customer = :c", root);
}

std::vector<CustomerId> with_key(store::Session& session, Key key, std::int64_t limit) {
  return session.all<CustomerId>("select customer from derived.link_key where block = :k order by customer limit :n", key, limit);
}

void enqueue(store::Session& session, CustomerId profile, Position changed) {
  session.run_later("insert into derived.link_queue(customer, changed) values (:c, :p) on conflict(customer) do update set changed = greatest(link_queue.changed, excluded.changed)",
                    profile, changed);
}
std::vector<Waiting> queued(store::Session& session, std::size_t limit) {
  return session.all<Waiting>("select customer, changed from derived.link_queue order by changed, customer limit :n", limit);
}
Position queued_until(store::Session& session) { return session.one<Position>("select coalesce(max(changed), 0) from derived.link_queue").value_or(0); }
void dequeue(store::Session& session, const std::vector<Waiting>& compared) {
  for (const auto& one : compared) session.run("delete from derived.link_queue where customer = :c and changed <= :p", one.customer, one.changed);
}
void dequeue_until(store::Session& session, Position position) { session.run("delete from derived.link_queue where changed <= :p", position); }
std::int64_t queue_length(store::Session& session, std::int64_t limit) {
  return session.one<std::int64_t>("select count(*) from (select customer from derived.link_queue limit :n) waiting", limit).value_or(0);
}

Position last_notice(store::Session& session) { return session.one<Position>("select coalesce(max(id), 0) from notice").value_or(0); }
bool erased_since(store::Session& session, Position notice) {
  return session.one<int>("select 1 from notice where id > :p and kind = :k limit 1", notice, NoticeKind::erased).has_value();
}
std::set<CustomerId> who_was_erased_since(store::Session& session, Position notice) {
  auto list = session.all<CustomerId>("select e.customer from notice n join erased_profile e on e.erasure = n.subject where n.id > :p and n.kind = :k",
                                      notice, NoticeKind::erased);
  return {list.begin(), list.end()};
}

std::int64_t index_of_model(store::Session& session) { return session.one<std::int64_t>("select model from derived.link_index").value_or(0); }
void set_index_of(store::Session& session, std::int64_t model) {
  session.run("delete from derived.link_index");
  if (model) session.run("insert into derived.link_index(model) values (:m)", model);
}

std::optional<ModelVersion> latest_model(store::Session& session) {
  auto found = models(session, 1);
  if (found.empty()) return std::nullopt;
  return found.front();
}

std::vector<ModelVersion> models(store::Session& session, std::size_t limit) {
  std::vector<ModelVersion> versions;
  for (const auto& row : session.all<ModelRow>(std::string(model_columns) + "order by id desc limit :n", limit)) versions.push_back(version_of(row));
  return versions;
}

void keep_model(store::Session& session, ModelVersion& version) {
  version.id = session.one<std::int64_t>("select coalesce(max(id), 0) + 1 from link_model").value();
  session.run("insert into link_model(id, at, people, last_customer, random_pairs, block_pairs, block_matches, lambda, few_people, levels, known, settings) "
              "values (:i, :t, :p, :c, :r, :b, :m, :l, :f, :v, :k, :s)",
              version.id, version.at, version.people, version.last_customer, version.random_pairs, version.block_pairs, version.block_matches, version.lambda, version.few_people,
              base::to_json_text(version.levels), base::to_json_text(version.known), version.settings);
}

Model model_of(const ModelVersion& version) {
  auto model = prior_model();
  model.lambda = version.lambda;
  model.people = version.people;
  for (const auto& one : version.levels) {
    if (one.level == Level::missing) continue;
    auto level = static_cast<std::size_t>(one.level);
    model.of(one.field).m[level] = one.m;
    model.of(one.field).u[level] = one.u;
  }
  return model;
}

std::vector<LevelShares> levels_of(const Model& model) {
  std::vector<LevelShares> levels;
  each_field([&](Field field) {
    for (std::size_t i = 0; i < level_count; ++i) {
      auto level = static_cast<Level>(i);
      if (has_level(field, level)) levels.push_back({field, level, model.of(field).m[i], model.of(field).u[i], bits(model.of(field), level)});
    }
  });
  return levels;
}

Frequencies read_frequencies(store::Session& session, const ModelVersion& version) {
  Frequencies frequencies;
  session.each("select term, people from derived.link_term", [&](const store::Row& row) { frequencies.put(static_cast<std::uint64_t>(row.integer(0)), row.integer(1)); });
  // Without the counts (the derived file is new) a value's share is not known: levels alone speak.
  if (frequencies.counts().empty()) return frequencies;
  for (const auto& [name, people] : version.known)
    if (auto field = base::enum_value<Field>(name)) frequencies.set_known(*field, people);
  return frequencies;
}

std::int64_t latest_settings(store::Session& session) { return session.one<std::int64_t>("select coalesce(max(id), 0) from link_settings").value_or(0); }

Settings read_settings(store::Session& session) { return read_settings(session, latest_settings(session)); }
Settings read_settings(store::Session& session, std::int64_t number) {
  auto text = session.one<std::string>("select settings from link_settings where id = :i", number);
  return text ? base::from_json<Settings>(base::parse_json(*text)) : default_settings();
}

void keep_settings(store::Session& session, const Settings& settings, base::Time at, const std::string& by) {
  session.run("insert into link_settings(id, settings, at, by_whom) values (:i, :s, :t, :b)", latest_settings(session) + 1, base::to_json_text(settings), at, by);
}

}  // namespace record::linkage
