#include "record/everything.h"

#include <set>

#include "access/audit_list.h"
#include "base/ids.h"
#include "record/consent.h"
#include "record/correction.h"
#include "record/decisions.h"
#include "record/profiles.h"

namespace record {
namespace {

constexpr std::size_t interactions_a_piece = 500;

struct IdentityRow {
  std::string name_space, value;
  std::optional<std::string> shown;
  bool verified;
  base::Time at;
  std::optional<std::int64_t> import;
};
BOOST_DESCRIBE_STRUCT(IdentityRow, (), (name_space, value, shown, verified, at, import))

struct Told {
  std::int64_t import;
  std::string name, traits;
  std::optional<base::Time> at;
};
BOOST_DESCRIBE_STRUCT(Told, (), (import, name, traits, at))

struct ProfileRow {
  std::string name, traits;
  std::optional<base::Time> traits_at;
  base::Time created_at;
  std::optional<std::int64_t> import;
};
BOOST_DESCRIBE_STRUCT(ProfileRow, (), (name, traits, traits_at, created_at, import))

struct SuggestionRow {
  std::int64_t id;
  CustomerId a, b;
  std::string evidence;
  SuggestionState state;
  base::Time at;
};
BOOST_DESCRIBE_STRUCT(SuggestionRow, (), (id, a, b, evidence, state, at))

base::JsonObject profile_json(store::Session& session, CustomerId profile, std::set<std::int64_t>& imports) {
  auto row = session.one<ProfileRow>("select name, traits, traits_at, created_at, import from customer where id = :i", profile).value_or(ProfileRow{.traits = "{}"});
  base::JsonObject one{{"id", base::show_id('c', profile)}, {"name", row.name}, {"first_heard_at", base::to_string(row.created_at)}, {"traits", base::parse_json(row.traits)}};
  if (row.traits_at) one.emplace("traits_at", base::to_string(*row.traits_at));
  if (row.import) imports.insert(*row.import), one.emplace("import", base::show_id('n', *row.import));
  base::JsonArray told, identities;
  for (const auto& line : session.all<Told>("select import, name, traits, traits_at from profile_told where customer = :c order by import", profile)) {
    base::JsonObject said{{"name", line.name}, {"traits", base::parse_json(line.traits)}};
    if (line.import) imports.insert(line.import), said.emplace("import", base::show_id('n', line.import));
    if (line.at) said.emplace("at", base::to_string(*line.at));
    told.push_back(std::move(said));
  }
  for (const auto& line : session.all<IdentityRow>("select n.name, i.value, i.shown, i.verified, i.at, i.import from identity i join name_space n on n.id = i.name_space where i.customer = :c order by n.name, i.value", profile)) {
    base::JsonObject identity{{"namespace", line.name_space}, {"value", line.value}, {"as_received", line.shown.value_or(line.value)}, {"verified", line.verified}, {"at", base::to_string(line.at)}};
    if (line.import) imports.insert(*line.import), identity.emplace("import", base::show_id('n', *line.import));
    identities.push_back(std::move(identity));
  }
  one.emplace("told", std::move(told));
  one.emplace("identities", std::move(identities));
  return one;
}

base::JsonArray suggestions_json(store::Session& session, CustomerId root) {
  base::JsonArray list;
  for (const auto& row : session.all<SuggestionRow>("select id, a, b, evidence, state, at from merge_suggestion where a in (select id from customer where id = :r or merged_into = :s) "
                                                    "or b in (select id from customer where id = :t or merged_into = :u) order by id", root, root, root, root))
    list.push_back(base::JsonObject{{"id", base::show_id('g', row.id)}, {"customers", base::JsonArray{base::show_id('c', row.a), base::show_id('c', row.b)}}, {"evidence", base::parse_json(row.evidence)},
                                    {"state", base::enum_name(row.state)}, {"at", base::to_string(row.at)}});
  return list;
}

// Entries about the profiles and about the merges of them.
base::JsonArray audit_json(store::Session& session, const std::vector<CustomerId>& profiles, const std::vector<Merge>& merges) {
  std::vector<rights::AuditRow> rows;
  auto add = [&](const char* object, const std::string& id) {
    for (auto& row : session.all<rights::AuditRow>(std::string(rights::audit_columns) + "where object = :o and object_id = :i", object, id)) rows.push_back(std::move(row));
  };
  for (auto profile : profiles) add("customer", base::show_id('c', profile));
  for (const auto& merge : merges) add("merge", merge.id);
  std::sort(rows.begin(), rows.end(), [](const auto& x, const auto& y) { return x.number < y.number; });
  base::JsonArray list;
  for (const auto& row : rows) list.push_back(base::to_json(rights::audit_item(row)));
  return list;
}

std::string head(Record& record, const std::string& id, const TellImports& tell_imports) {
  auto customer = record.customers.one(id);
  std::vector<Merge> merges;
  for (MergeQuery query{.customer = id, .limit = 1000};;) {
    auto page = Decisions(record).list(query);
    merges.insert(merges.end(), page.items.begin(), page.items.end());
    if (!page.next) break;
    query.cursor = page.next;
  }
  return record.database.reading([&](store::Session& session) {
    auto root = Customers::person(session, id);
    auto profiles = joined_profiles(session, root);
    std::set<std::int64_t> imports;
    base::JsonObject all{{"format", 1}, {"exported_at", base::to_string(base::now())}, {"customer", base::to_json(customer)}};
    base::JsonArray list, corrections;
    for (auto profile : profiles) list.push_back(profile_json(session, profile, imports));
    for (const auto& entry : record.timeline.read(session, profiles, {}))
      if (auto import = session.one<std::optional<std::int64_t>>("select import from interaction where id = :i", entry.interaction).value_or(std::nullopt)) imports.insert(*import);
    all.emplace("profiles", std::move(list));
    all.emplace("merges", base::to_json(merges));
    all.emplace("merge_suggestions", suggestions_json(session, root));
    all.emplace("consents", base::to_json(consents_of(session, root, base::now())));
    all.emplace("corrections", base::to_json(corrections_of(session, root)));
    all.emplace("imports", tell_imports ? tell_imports(session, {imports.begin(), imports.end()}) : base::JsonArray());
    all.emplace("audit", audit_json(session, profiles, merges));
    auto text = base::json_text(all);
    text.pop_back();   // its end comes after the interactions
    return text + ",\"interactions\":[";
  });
}

}  // namespace

std::function<void(std::string&)> everything_of(Record& record, const std::string& customer, TellImports imports) {
  struct Progress {
    std::string head;
    std::optional<std::string> cursor;
    bool begun = false, first = true, ended = false;
  };
  auto progress = std::make_shared<Progress>();
  progress->head = head(record, customer, imports);
  return [&record, customer, progress](std::string& piece) {
    if (progress->ended) return;
    if (!progress->begun) piece = std::move(progress->head);
    progress->begun = true;
    auto page = record.customers.timeline(customer, {.limit = interactions_a_piece, .cursor = progress->cursor});
    for (const auto& one : page.items) {
      piece += progress->first ? "\n" : ",\n";
      progress->first = false;
      piece += base::to_json_text(one);
    }
    progress->cursor = page.next;
    progress->ended = !page.next;
    if (progress->ended) piece += "\n]}\n";
  };
}

}  // namespace record
