#include "access/keys.h"

#include <mutex>

#include "access/audit.h"
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
  }
  return {};
}

// The columns of ApiKey, in order.
constexpr std::string_view key_columns = "select 'k' || id, name, scope, created_at, created_by, last_used_at from api_key ";

}  // namespace

AddedApiKey Keys::add(const NewApiKey& key, std::string_view by) {
  auto name = base::trim(base::stored(key.name));
  if (name.empty() || name.size() > base::limits::key_name_bytes || name.find('\n') != std::string::npos)
    throw base::invalid("The name of a key must be one line of 1 to " + std::to_string(base::limits::key_name_bytes) + " bytes.", "Name what will use the key, such as \"web shop\".", "name");
  auto secret = std::string(prefix(key.scope)) + new_token();
  AddedApiKey added;
  static_cast<ApiKey&>(added) = database_.writing([&](store::Session& session) {
    if (session.one<std::int64_t>("select count(*) from api_key where removed_at is null").value() >= static_cast<std::int64_t>(base::limits::keys))
      throw base::Error(base::ErrorCode::conflict, "There are " + std::to_string(base::limits::keys) + " keys already.", "Remove those that nothing uses any more.");
    auto id = session.one<std::int64_t>("select coalesce(max(id), 0) + 1 from api_key").value();
    session.run("insert into api_key(id, name, scope, secret_hash, created_at, created_by) values (:i, :n, :s, :h, :t, :b)", id, name, key.scope, base::sha256_hex(secret), base::now(), by);
    Audit::record(session, {.verb = "key.add", .object = "key", .id = base::show_id('k', id), .details = {{"name", name}, {"scope", base::enum_name(key.scope)}}});
    return session.one<ApiKey>(std::string(key_columns) + "where id = :id", id).value();
  });
  added.key = secret;
  base::log::info("key_added", {{"key", added.id}, {"scope", base::enum_name(added.scope)}});
  return added;
}

std::vector<ApiKey> Keys::list() const {
  auto keys = database_.reading([](store::Session& session) { return session.all<ApiKey>(std::string(key_columns) + "where removed_at is null order by api_key.id"); });
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
  if (start != prefix(Scope::write) && start != prefix(Scope::read) && start != prefix(Scope::admin)) return std::nullopt;
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
    if (removals == removals_) known_.emplace(hash, *known);
  }
  note_use(*known);
  return known->caller;
}

std::optional<Keys::Known> Keys::load(const std::string& hash) const {
  std::optional<Known> known;
  database_.read([&](store::Session& session) {
    session.each("select id, name, scope, last_used_at from api_key where secret_hash = :h and removed_at is null",
                 [&](const store::Row& row) {
                   auto scope = base::enum_name(static_cast<Scope>(row.integer(2)));
                   known = Known{{.kind = http::Caller::Kind::key, .id = row.integer(0), .name = std::string(row.text(1)), .scope = scope ? scope : ""}, {row.integer(3)}};
                 }, hash);
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
