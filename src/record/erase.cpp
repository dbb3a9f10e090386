#include "record/erase.h"

#include "access/audit.h"
#include "base/ids.h"
#include "base/text.h"
#include "record/correction.h"
#include "record/linkage/index.h"
#include "record/person_table.h"
#include "record/profiles.h"
#include "record/timeline_erase.h"

namespace record {
namespace {

constexpr std::size_t interactions_a_step = 1'000;

struct Known {
  std::string name_space, value;
  std::optional<std::string> shown;
};
BOOST_DESCRIBE_STRUCT(Known, (), (name_space, value, shown))

struct Held {
  std::int32_t name_space = 0;
  std::string value;
};
BOOST_DESCRIBE_STRUCT(Held, (), (name_space, value))

struct Asked {
  CustomerId customer = 0;
  ErasureState state = ErasureState::waiting;
};
BOOST_DESCRIBE_STRUCT(Asked, (), (customer, state))

void add_text(std::vector<std::string>& texts, const std::string& text) {
  if (base::trim(text).size() < 2 || std::find(texts.begin(), texts.end(), text) != texts.end()) return;
  texts.push_back(text);
}

// Merges of rules are told by which profiles they joined: the numbers of those that go are not given again.
std::int64_t last_merge(store::Session& session) {
  return std::max(session.one<std::int64_t>("select coalesce(max(id), 0) from merge").value_or(0), session.one<std::int64_t>("select coalesce(max(last_merge), 0) from erasure").value_or(0));
}

// `identities` gets what the profile held.
void take_apart(Change& change, std::int64_t erasure, CustomerId profile, const KeyedHash& hash, Traces& traces, std::vector<ErasedIdentity>& identities) {
  auto& session = change.session;
  auto created = session.one<base::Time>("select created_at from customer where id = :i", profile).value_or(base::Time{});
  session.run("insert into erased_profile(customer, erasure, mark) values (:c, :e, :m) on conflict(customer, erasure) do nothing", profile, erasure, mark_of_profile(hash, profile, created));
  add_text(traces.texts, "\"" + base::show_id('c', profile) + "\"");   // as answers name them
  add_text(traces.texts, session.one<std::string>("select name from customer where id = :i", profile).value_or(""));
  for (const auto& told : session.all<std::string>("select name from profile_told where customer = :c", profile)) add_text(traces.texts, told);
  for (const auto& known : session.all<Known>("select n.name, i.value, i.shown from identity i join name_space n on n.id = i.name_space where i.customer = :c", profile)) {
    session.run("insert into erased_identity(erasure, customer, mark) values (:e, :c, :m) on conflict(erasure, customer, mark) do nothing", erasure, profile, mark_of_identity(hash, known.name_space, known.value));
    identities.push_back({known.name_space, known.value});
    add_text(traces.texts, known.value);
    if (known.shown) add_text(traces.texts, *known.shown);
    if (auto digits = national_digits(known.value); digits.size() >= 6) add_text(traces.digits, digits);
  }
  auto held = session.all<Held>("select name_space, value from identity where customer = :c", profile);
  session.run("delete from identity where customer = :c", profile);
  for (const auto& one : held) change.state.identities.look_again(session, one.name_space, one.value);
  session.run("delete from merge_suggestion where a = :a or b = :b", profile, profile);
  session.run("delete from merge where a = :a or b = :b", profile, profile);
  for (const char* table : {"profile_told", "consent", "correction"}) session.run(std::string("delete from ") + table + " where customer = :c", profile);
  session.run("update customer set name = '', traits = '{}', traits_at = null, identified = 0, merged_into = null where id = :i", profile);
  change.state.joins.set(profile, profile);
  change.state.last_told.erase(profile);
  change.profile_changed(profile);
}

}  // namespace

std::vector<CustomerId> profiles_of_erasure(store::Session& session, std::int64_t erasure) { return session.all<CustomerId>("select customer from erased_profile where erasure = :e order by customer", erasure); }

std::map<std::int64_t, std::int64_t> sources_of_erasure(store::Session& session, std::int64_t erasure) {
  std::map<std::int64_t, std::int64_t> sources;
  const auto counted = base::parse_json(session.one<std::string>("select sources from erasure where id = :e", erasure).value_or("{}")).as_object();
  for (const auto& [source, n] : counted) sources[std::stoll(std::string(source))] = n.to_number<std::int64_t>();
  return sources;
}

bool begin_erasing(Change& change, std::int64_t erasure, const KeyedHash& hash) {
  auto& session = change.session;
  auto asked = session.one<Asked>("select customer, state from erasure where id = :e", erasure);
  if (!asked || asked->state != ErasureState::waiting) return asked && asked->state == ErasureState::running;
  Traces traces;
  session.run("update erasure set last_merge = :m where id = :e", last_merge(session), erasure);
  if (auto root = session.one<CustomerId>("select coalesce(merged_into, id) from customer where id = :i", asked->customer)) {
    auto profiles = joined_profiles(session, *root);
    std::vector<ErasedIdentity> identities;
    for (auto profile : profiles) take_apart(change, erasure, profile, hash, traces, identities);
    forget_in_corrections(change, profiles, identities);   // at once: nobody is given back what is gone
  }
  change.notice(NoticeKind::taken_away, 0);   // other nodes; this one has looked again already
  session.run("update erasure set state = :s, begun_at = :t, traces = :r where id = :e", ErasureState::running, change.now, base::to_json_text(traces), erasure);
  return true;
}

void erase_interactions(Record& record, std::int64_t erasure) {
  record.timeline.flush();
  std::vector<Position> positions;
  record.database.read([&](store::Session& session) {
    for (const auto& entry : record.timeline.read(session, profiles_of_erasure(session, erasure), {})) positions.push_back(entry.interaction);
  });
  for (std::size_t at = 0; at < positions.size(); at += interactions_a_step) {
    record.log->command([&](Change& change) {
      auto sources = sources_of_erasure(change.session, erasure);
      std::int64_t n = 0;
      for (std::size_t i = at; i < std::min(at + interactions_a_step, positions.size()); ++i) {
        auto source = change.session.one<std::int64_t>("select source from interaction where id = :i", positions[i]);
        if (!source) continue;
        change.session.run("delete from interaction where id = :i", positions[i]);
        ++sources[*source];
        ++n;
      }
      base::JsonObject counted;
      for (const auto& [source, count] : sources) counted.emplace(std::to_string(source), count);
      change.session.run("update erasure set interactions = interactions + :n, sources = :s where id = :e", n, base::json_text(counted), erasure);
    });
  }
}

void end_erasing(Change& change, std::int64_t erasure) {
  auto& session = change.session;
  for (auto profile : profiles_of_erasure(session, erasure)) session.run("delete from customer where id = :i", profile);
  if (session.one<int>("select 1 from notice where kind = :k and subject = :e", NoticeKind::erased, erasure)) return;
  change.notice(NoticeKind::erased, erasure);
}

void sweep_erased(Record& record, std::int64_t erasure) {
  record.timeline.flush();
  record.database.derive([&](store::Session& session) {
    auto profiles = profiles_of_erasure(session, erasure);
    erase_from_timeline(session, profiles, sources_of_erasure(session, erasure));
    refresh_people(session, profiles);
    for (auto profile : profiles) linkage::remove(session, profile);
  });
}

}  // namespace record
