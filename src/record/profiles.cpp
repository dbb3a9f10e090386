#include "record/profiles.h"

#include "base/json.h"
#include "base/limits.h"
#include "record/correction.h"

namespace record {
namespace {

struct Stored {
  std::string name, traits;
  std::optional<std::int64_t> traits_at;
  std::optional<std::int64_t> import;
  bool operator==(const Stored&) const = default;
};
BOOST_DESCRIBE_STRUCT(Stored, (), (name, traits, traits_at, import))

base::JsonObject merged(const std::string& before, const std::string& told, bool newer) {
  auto all = before.size() > 2 ? base::parse_json(before).as_object() : base::JsonObject();
  const auto said = base::parse_json(told).as_object();
  for (const auto& [key, value] : said) {
    if (!newer && all.contains(key)) continue;
    if (value.is_null()) all.erase(key);
    else all.insert_or_assign(key, value);
  }
  return all;
}

// What was said before a correction loses against it, also when it comes in later.
void leave_corrected(store::Session& session, CustomerId profile, std::string& name, std::string& traits, base::Time at) {
  auto corrected = corrected_since(session, profile, at);
  if (corrected.empty()) return;
  auto said = traits.empty() ? base::JsonObject() : base::parse_json(traits).as_object();
  for (const auto& field : corrected) {
    if (field == "name") name.clear();
    else if (field.starts_with("trait:")) said.erase(std::string_view(field).substr(6));
  }
  if (!traits.empty()) traits = said.empty() ? std::string() : boost::json::serialize(said);
}

// The profile when this was said of it.
Stored after_telling(Stored profile, const std::string& name, const std::string& traits, base::Time at) {
  auto before = profile;
  bool newer = !before.traits_at || at.micros >= *before.traits_at;
  if (!name.empty() && (newer || before.name.empty())) profile.name = name;
  if (!traits.empty()) {
    auto all = boost::json::serialize(merged(before.traits, traits, newer));
    if (all.size() <= base::limits::traits_bytes) profile.traits = std::move(all);
  }
  if (newer && profile != before) profile.traits_at = at.micros;
  return profile;
}

std::vector<Stored> tellings(store::Session& session, CustomerId profile) {
  return session.all<Stored>("select name, traits, traits_at, import from profile_told where customer = :c order by traits_at", profile);
}

void keep_telling(store::Session& session, CustomerId profile, const Stored& told) {
  session.run_later("insert into profile_told(customer, import, name, traits, traits_at) values (:c, :m, :n, :t, :a) on conflict(customer, import) do update set name = excluded.name, traits = excluded.traits, traits_at = excluded.traits_at",
              profile, told.import.value_or(0), told.name, told.traits, told.traits_at);
}

// What imports told can be taken back: as soon as an import and others told something, it is kept who told what.
void keep_apart(Change& change, CustomerId profile, const Stored& before, const std::string& name, const std::string& traits, base::Time at) {
  auto told = tellings(change.session, profile);
  auto first = before.import.value_or(0);
  if (told.empty()) {
    if (first == change.import) return;
    told.push_back(before);
    told.back().import = first;
    keep_telling(change.session, profile, told.back());
  }
  auto mine = std::find_if(told.begin(), told.end(), [&](const Stored& one) { return one.import == change.import; });
  keep_telling(change.session, profile, after_telling(mine != told.end() ? *mine : Stored{.traits = "{}", .import = change.import}, name, traits, at));
}

void change_profile(Change& change, CustomerId profile, const Stored& now) {
  change.session.run_later("update customer set name = :n, traits = :t, traits_at = :a where id = :i", now.name, now.traits, now.traits_at, profile);
  change.profile_changed(profile);
}

}  // namespace

CustomerId make_profile(Change& change, base::Time at, bool identified) {
  CustomerId id = change.state.next_customer++;
  std::optional<std::int64_t> import;
  if (change.import) import = change.import;
  change.session.run_later("insert into customer(id, identified, created_at, import) values (:i, :f, :t, :m)", id, identified, at, import);
  change.profile_changed(id);
  return id;
}

void tell_profile(Change& change, CustomerId profile, std::string name, std::string traits, base::Time at) {
  if (name.empty() && traits.empty()) return;
  std::uint64_t said = (std::hash<std::string>()(name) * 31 + std::hash<std::string>()(traits)) * 31 + static_cast<std::uint64_t>(change.import);
  auto [last, first] = change.state.last_told.try_emplace(profile, said);
  if (!first && last->second == said) return;
  if (change.state.last_told.size() > 2'000'000) change.state.last_told.clear();
  change.state.last_told[profile] = said;

  auto before = change.session.one<Stored>("select name, traits, traits_at, import from customer where id = :i", profile).value_or(Stored{});
  if (before.traits_at && at.micros < *before.traits_at) leave_corrected(change.session, profile, name, traits, at);
  if (name.empty() && traits.empty()) return;
  keep_apart(change, profile, before, name, traits, at);
  auto after = after_telling(before, name, traits, at);
  if (after != before) change_profile(change, profile, after);
}

void untell_profile(Change& change, CustomerId profile, std::int64_t import) {
  change.session.run("delete from profile_told where customer = :c and import = :m", profile, import);
  Stored now{.traits = "{}"};
  for (const auto& told : tellings(change.session, profile)) {
    now = after_telling(now, told.name, told.traits, base::Time{told.traits_at.value_or(0)});
    now.traits_at = told.traits_at;
  }
  change_profile(change, profile, now);
}

void mark_identified(Change& change, CustomerId profile) {
  change.session.run_later("update customer set identified = 1 where id = :i and identified = 0", profile);
}

void recount_identified(Change& change, CustomerId profile) {
  bool identified = false;
  change.session.each("select n.name, i.verified from identity i join name_space n on n.id = i.name_space where i.customer = :c", [&](const store::Row& row) {
    auto strength = strength_of(row.text(0));
    identified |= strength == Strength::account || (strength == Strength::contact && row.integer(1) != 0);
  }, profile);
  change.session.run("update customer set identified = :f where id = :i", identified, profile);
}

std::vector<CustomerId> joined_profiles(store::Session& session, CustomerId root) {
  auto profiles = session.all<CustomerId>("select id from customer where merged_into = :r order by id", root);
  profiles.insert(profiles.begin(), root);
  return profiles;
}

}  // namespace record
