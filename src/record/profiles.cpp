#include "record/profiles.h"

#include "base/json.h"
#include "base/limits.h"

namespace record {
namespace {

struct Stored {
  std::string name, traits;
  std::optional<std::int64_t> traits_at;
};
BOOST_DESCRIBE_STRUCT(Stored, (), (name, traits, traits_at))

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

}  // namespace

CustomerId make_profile(Change& change, base::Time at, bool identified) {
  CustomerId id = change.state.next_customer++;
  std::optional<std::int64_t> import;
  if (change.import) import = change.import;
  change.session.run("insert into customer(id, identified, created_at, import) values (:i, :f, :t, :m)", id, identified, at, import);
  change.profile_changed(id);
  return id;
}

void tell_profile(Change& change, CustomerId profile, const std::string& name, const std::string& traits, base::Time at) {
  if (name.empty() && traits.empty()) return;
  std::uint64_t said = std::hash<std::string>()(name) * 31 + std::hash<std::string>()(traits);
  auto [last, first] = change.state.last_told.try_emplace(profile, said);
  if (!first && last->second == said) return;
  if (change.state.last_told.size() > 2'000'000) change.state.last_told.clear();
  change.state.last_told[profile] = said;

  auto before = change.session.one<Stored>("select name, traits, traits_at from customer where id = :i", profile).value_or(Stored{});
  bool newer = !before.traits_at || at.micros >= *before.traits_at;
  Stored after = before;
  if (!name.empty() && (newer || before.name.empty())) after.name = name;
  if (!traits.empty()) {
    auto all = base::json_text(merged(before.traits, traits, newer));
    if (all.size() <= base::limits::traits_bytes) after.traits = std::move(all);
  }
  if (after.name == before.name && after.traits == before.traits) return;
  after.traits_at = newer ? at.micros : before.traits_at;
  if (change.import && before.traits_at)
    change.session.run("insert into profile_before_import(import, customer, name, traits, traits_at) values (:m, :c, :n, :t, :a) on conflict do nothing",
                       change.import, profile, before.name, before.traits, before.traits_at);
  change.session.run("update customer set name = :n, traits = :t, traits_at = :a where id = :i", after.name, after.traits, after.traits_at, profile);
  change.profile_changed(profile);
}

void mark_identified(Change& change, CustomerId profile) {
  change.session.run("update customer set identified = 1 where id = :i and identified = 0", profile);
}

std::vector<CustomerId> joined_profiles(store::Session& session, CustomerId root) {
  auto profiles = session.all<CustomerId>("select id from customer where merged_into = :r order by id", root);
  profiles.insert(profiles.begin(), root);
  return profiles;
}

}  // namespace record
