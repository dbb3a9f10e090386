#include "access/keys.h"

#include <algorithm>
#include <mutex>

#include "access/audit.h"
#include "access/regions.h"
#include "access/rules.h"
#include "access/token.h"
#include "base/error.h"
#include "base/ids.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/text.h"

namespace rights {
namespace {

constexpr std::int64_t used_exact_to = 60 * base::second;

std::string_view prefix(Scope scope) {
  switch (scope) {
    case Scope::write: return "tlw_";
    case Scope::read: return "tlr_";
    case Scope::admin: return "tla_";
    case Scope::custom: return "tlc_";
  }
  return {};
}

struct KeyRow {
  std::string id, name;
  Scope scope = Scope::read;
  base::Time created_at;
  std::string created_by;
  std::optional<base::Time> last_used_at, ends_at;
  std::optional<std::string> region;
  std::string grants;
};
BOOST_DESCRIBE_STRUCT(KeyRow, (), (id, name, scope, created_at, created_by, last_used_at, ends_at, region, grants))
// The columns of KeyRow, in order.
constexpr std::string_view key_columns = "select 'k' || id, name, scope, created_at, created_by, last_used_at, ends_at, case when region is null then null else 'r' || region end, grants from api_key ";

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  while (!text.empty()) {
    auto end = std::min(text.find(' '), text.size());
    if (end > 0) words.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return words;
}

ApiKey shown(const KeyRow& row) { return {row.id, row.name, row.scope, row.created_at, row.created_by, row.last_used_at, row.ends_at, row.region, words_of(row.grants)}; }

// What it is granted, a blank between. Throws Error(invalid).
std::string checked_grants(const NewApiKey& key) {
  if (key.scope != Scope::custom) {
    if (!key.grants.empty()) throw base::invalid("Only a key of scope custom is granted things one by one.", "Leave \"grants\" out, or take the scope custom.", "grants");
    return {};
  }
  auto known = grants();
  std::string all;
  for (const auto& grant : key.grants) {
    if (std::find(known.begin(), known.end(), grant) == known.end()) {
      std::string names;
      for (const auto& name : known) names += (names.empty() ? "" : ", ") + name;
      throw base::invalid("There is nothing called \"" + base::shown(grant, 40) + "\" to grant.", "Known are: " + names + ".", "grants");
    }
    if (auto have = words_of(all); std::find(have.begin(), have.end(), grant) == have.end()) all += (all.empty() ? "" : " ") + grant;
  }
  if (all.empty()) throw base::invalid("A key of scope custom needs at least one grant.", "Name what it may do in \"grants\".", "grants");
  return all;
}

}  // namespace

AddedApiKey Keys::add(const NewApiKey& key, std::string_view by) {
  auto name = base::trim(base::stored(key.name));
  if (name.empty() || name.size() > base::limits::key_name_bytes || name.find('\n') != std::string::npos)
    throw base::invalid("The name of a key must be one line of 1 to " + std::to_string(base::limits::key_name_bytes) + " bytes.", "Name what will use the key, such as \"web shop\".", "name");
  auto granted = checked_grants(key);
  if (key.ends_at && *key.ends_at <= base::now()) throw base::invalid("This key would end before it begins.", "Give a time that is to come.", "ends_at");
  if (key.region && (key.scope == Scope::write || key.scope == Scope::admin))
    throw base::invalid("A key that writes or administers can't be held to a region.", "Leave \"region\" out, or take a key that reads.", "region");
  auto secret = std::string(prefix(key.scope)) + new_token();
  AddedApiKey added;
  static_cast<ApiKey&>(added) = database_.writing([&](store::Session& session) {
    if (session.one<std::int64_t>("select count(*) from api_key where removed_at is null").value() >= static_cast<std::int64_t>(base::limits::keys))
      throw base::Error(base::ErrorCode::conflict, "There are " + std::to_string(base::limits::keys) + " keys already.", "Remove those that nothing uses any more.");
    auto id = session.one<std::int64_t>("select coalesce(max(id), 0) + 1 from api_key").value();
    std::optional<std::int64_t> region;
    if (key.region) {
      region = base::read_id('r', *key.region);
      if (!region || !session.one<int>("select 1 from region where id = :r", *region)) throw base::invalid("There is no region " + base::shown(*key.region, 30) + ".", "Look at the list of regions.", "region");
    }
    session.run("insert into api_key(id, name, scope, secret_hash, created_at, created_by, ends_at, region, grants) values (:i, :n, :s, :h, :t, :b, :e, :r, :g)", id, name, key.scope,
                base::sha256_hex(secret), base::now(), by, key.ends_at, region, granted);
    base::JsonObject details{{"name", name}, {"scope", base::enum_name(key.scope)}};
    if (!granted.empty()) details.emplace("grants", granted);
    if (key.region) details.emplace("region", *key.region);
    if (key.ends_at) details.emplace("ends_at", base::to_string(*key.ends_at));
    Audit::record(session, {.verb = "key.add", .object = "key", .id = base::show_id('k', id), .details = details});
    return shown(session.one<KeyRow>(std::string(key_columns) + "where id = :id", id).value());
  });
  added.key = secret;
  base::log::info("key_added", {{"key", added.id}, {"scope", base::enum_name(added.scope)}});
  return added;
}

std::vector<ApiKey> Keys::list() const {
  std::vector<ApiKey> keys;
  for (const auto& row : database_.reading([](store::Session& session) { return session.all<KeyRow>(std::string(key_columns) + "where removed_at is null order by api_key.id"); })) keys.push_back(shown(row));
  for (auto& key : keys) {
    auto latest = used_.latest(base::read_id('k', key.id).value(), key.last_used_at.value_or(base::Time{}));
    if (latest.micros != 0) key.last_used_at = latest;
  }
  return keys;
}

void Keys::remove(std::int64_t id) {
  auto removed = database_.writing([&](store::Session& session) {
    auto rows = session.run("update api_key set removed_at = :t where id = :id and removed_at is null", base::now(), id);
    if (rows == 1) {
      auto name = session.one<std::string>("select name from api_key where id = :id", id).value_or("");
      Audit::record(session, {.verb = "key.remove", .object = "key", .id = base::show_id('k', id), .details = {{"name", name}}});
    }
    return rows;
  });
  {
    std::unique_lock lock(guard_);
    ++removals_;
    std::erase_if(known_, [&](const auto& entry) { return entry.second.caller.id == id; });
  }
  if (removed != 1) throw base::not_found("There is no such key.", "Look at the list of keys.");
  base::log::info("key_removed", {{"key", base::show_id('k', id)}});
}

std::optional<http::Caller> Keys::find(std::string_view secret) {
  if (secret.size() != 4 + token_length || !is_token(secret.substr(4))) return std::nullopt;
  auto start = secret.substr(0, 4);
  if (start != prefix(Scope::write) && start != prefix(Scope::read) && start != prefix(Scope::admin) && start != prefix(Scope::custom)) return std::nullopt;
  auto hash = base::sha256_hex(secret);
  std::uint64_t removals = 0;
  std::optional<Known> known;
  {
    std::shared_lock lock(guard_);
    removals = removals_;
    // A key that another node removed must not work here any more: there the table is asked each time.
    auto found = database_.shared() ? known_.end() : known_.find(hash);
    if (found != known_.end()) known = found->second;
  }
  if (!known) {
    known = load(hash);
    if (!known) return std::nullopt;
    std::unique_lock lock(guard_);
    // A removal between our reading and now may have been of this key: then it is not remembered.
    // One that is held to a region is read each time: what the region is may change.
    if (removals == removals_ && !known->caller.regions) known_.emplace(hash, *known);
  }
  if (known->ends_at && *known->ends_at <= base::now()) return std::nullopt;
  note_use(*known);
  return known->caller;
}

std::optional<Keys::Known> Keys::load(const std::string& hash) const {
  std::optional<Known> known;
  std::int64_t region = 0;
  database_.read([&](store::Session& session) {
    session.each("select id, name, scope, last_used_at, ends_at, region, grants from api_key where secret_hash = :h and removed_at is null",
                 [&](const store::Row& row) {
                   auto scope = base::enum_name(static_cast<Scope>(row.integer(2)));
                   known = Known{{.kind = http::Caller::Kind::key, .id = row.integer(0), .name = std::string(row.text(1)), .scope = scope ? scope : "", .grants = words_of(row.text(6))}, {row.integer(3)}};
                   if (!row.is_null(4)) known->ends_at = base::Time{row.integer(4)};
                   if (!row.is_null(5)) known->caller.regions.emplace(), region = row.integer(5);
                 }, hash);
    if (known && known->caller.regions) known->caller.regions = Regions::words_below(session, region);
  });
  return known;
}

void Keys::note_use(const Known& known) {
  auto now = base::now();
  if (now.micros - used_.latest(known.caller.id, known.used_at).micros >= used_exact_to) used_.note(known.caller.id, now);
}

void Keys::write_down() {
  auto used = used_.take();
  if (used.empty()) return;
  try {
    database_.write([&](store::Session& session) {
      for (const auto& [id, at] : used) session.run("update api_key set last_used_at = :t where id = :id", at, id);
    });
  } catch (...) {
    used_.put_back(used);
    throw;
  }
  std::unique_lock lock(guard_);
  for (auto& [hash, known] : known_)
    if (auto found = used.find(known.caller.id); found != used.end()) known.used_at = found->second;
}

}  // namespace rights
