#include "http/idempotency.h"

#include "base/hash.h"
#include "base/limits.h"
#include "base/log.h"
#include "http/problem.h"

namespace http {
namespace {

constexpr std::int64_t kept_for = 2 * base::day;
constexpr int at_work = 0;   // the status of a request that has no answer yet

struct KeptRow {
  std::string request_hash;
  int status;
  std::string content_type, body;
};
BOOST_DESCRIBE_STRUCT(KeptRow, (), (request_hash, status, content_type, body))

std::string content_type_of(const Response& response) {
  for (const auto& [name, value] : response.headers)
    if (name == "Content-Type") return value;
  return {};
}

// Passwords, keys, second factors and links pass by: neither they nor a hash of them is kept, nor what is shown only once.
bool carries_secrets(const Route& route) {
  for (auto permission : {"open", "self", "users.manage", "keys.manage", "command_line"})
    if (route.name.permission == permission) return true;
  return false;
}

// A refusal is thrown on, and nothing is kept: nothing was done. Of a fault of ours nobody knows how much was done before
// it: whoever asks again hears of the same fault, and nothing is done twice.
Response first_answer(const Request& request, const Handler& handler) {
  std::string what;
  try {
    return handler(request);
  } catch (const base::Error& error) {
    if (error.code != base::ErrorCode::internal) throw;
    what = error.what();
  } catch (const std::exception& error) {
    what = error.what();
  }
  base::log::error("a request failed", {{"method", name(request.method)}, {"path", request.path}, {"error", what}});
  return problem(base::Error(base::ErrorCode::internal, "Something went wrong on our side.", "Look at what is there before you send it again with a new Idempotency-Key."));
}

}  // namespace

store::Migrations idempotency_migrations() {
  return {"http", {{1, "create table idempotency (key text primary key, request_hash text not null, status integer not null, content_type text not null, body text not null, at integer not null);"
                       "create index idempotency_at on idempotency(at);"}}};
}

void forget_answers(store::Database& database, const std::function<bool(std::string_view)>& mentions) {
  std::vector<std::string> keys;
  database.read([&](store::Session& session) {
    session.each("select key, body from idempotency", [&](const store::Row& row) {
      if (mentions(row.text(1))) keys.emplace_back(row.text(0));
    });
  });
  if (keys.empty()) return;
  database.write([&](store::Session& session) {
    for (const auto& key : keys) session.run("delete from idempotency where key = :k", key);
  });
}

std::optional<Response> Idempotency::kept(const std::string& key, const std::string& request_hash) const {
  auto row = database_.reading([&](store::Session& session) {
    return session.one<KeptRow>("select request_hash, status, content_type, body from idempotency where key = :k and at > :t", key, base::now().micros - kept_for);
  });
  if (!row) return std::nullopt;
  if (row->request_hash != request_hash)
    throw base::Error(base::ErrorCode::conflict, "This Idempotency-Key was used for another request.", "Use a new key for a new request; the same key only to send the same again.", "Idempotency-Key");
  if (row->status == at_work)
    throw base::Error(base::ErrorCode::conflict, "The first request with this Idempotency-Key is still at work, or was cut off before its answer.",
                      "Ask again in a moment. If this stays, look at what is there; what was not done, send with a new key.", "Idempotency-Key");
  auto response = Response::empty(row->status);
  if (!row->content_type.empty()) response.with("Content-Type", row->content_type);
  response.body = row->body;
  return response.with("Idempotency-Replayed", "true");
}

// Before the work: whatever happens to us from here on, nobody does it a second time. False when another node has begun it.
bool Idempotency::begin(const std::string& key, const std::string& request_hash, bool again) {
  auto now = base::now();
  return database_.writing([&](store::Session& session) {
    return session.run("insert into idempotency(key, request_hash, status, content_type, body, at) values (:k, :h, :s, '', '', :t) on conflict(key) do update set "
                       "request_hash = excluded.request_hash, status = excluded.status, content_type = '', body = '', at = excluded.at where idempotency.at <= :o or (idempotency.status = :w and 1 = :a)",
                       key, request_hash, at_work, now, now.micros - kept_for, at_work, again ? 1 : 0) > 0;
  });
}

// Refused: nothing was done. Where that can't be written either (a full disk) we keep it in mind.
void Idempotency::forget(const std::string& key) {
  try {
    database_.write([&](store::Session& session) { session.run("delete from idempotency where key = :k and status = :s", key, at_work); });
  } catch (const std::exception&) {
    std::lock_guard lock(guard_);
    undone_.insert(key);
  }
}

void Idempotency::keep(const std::string& key, const std::string& request_hash, const Response& response) {
  auto now = base::now();
  database_.write([&](store::Session& session) {
    session.run("insert into idempotency(key, request_hash, status, content_type, body, at) values (:k, :h, :s, :c, :b, :t) on conflict(key) do update set "
                "request_hash = excluded.request_hash, status = excluded.status, content_type = excluded.content_type, body = excluded.body, at = excluded.at",
                key, request_hash, response.status, content_type_of(response), response.body, now);
    if (now.micros - purged_at_.micros < base::day / 24) return;
    purged_at_ = now;
    session.run("delete from idempotency where at < :t", now.micros - kept_for);
  });
}

Response Idempotency::answer(const Route& route, const Request& request, const Handler& handler) {
  auto asked = request.header("idempotency-key");
  if (carries_secrets(route) || asked.empty() || request.method != Method::POST || route.body == BodyKind::file) return handler(request);
  if (asked.size() > base::limits::idempotency_key_bytes) throw base::invalid("The Idempotency-Key is longer than " + std::to_string(base::limits::idempotency_key_bytes) + " bytes.", "A UUID will do.", "Idempotency-Key");
  // Whose key: nobody may read another's answer by guessing it.
  auto who = std::to_string(static_cast<int>(request.caller.kind)) + ":" + std::to_string(request.caller.id);
  auto key = base::sha256_hex(who + "\n" + route.name.pattern + "\n" + request.path + "\n" + std::string(asked));
  auto request_hash = base::sha256_hex(request.body);
  {
    std::lock_guard lock(guard_);
    if (!at_work_.insert(key).second)
      throw base::Error(base::ErrorCode::conflict, "A request with this Idempotency-Key is still at work.", "Ask again in a moment for its answer.", "Idempotency-Key");
  }
  struct Ending {
    Idempotency& all;
    const std::string& key;
    ~Ending() {
      std::lock_guard lock(all.guard_);
      all.at_work_.erase(key);
    }
  } ending{*this, key};
  bool again;
  {
    std::lock_guard lock(guard_);
    again = undone_.contains(key);
  }
  if (!again)
    if (auto before = kept(key, request_hash)) return *before;
  if (!begin(key, request_hash, again)) return kept(key, request_hash).value();
  if (again) {
    std::lock_guard lock(guard_);
    undone_.erase(key);
  }
  Response response;
  try {
    response = first_answer(request, handler);
  } catch (const base::Error&) {
    forget(key);
    throw;
  }
  if (response.stream) forget(key);
  else keep(key, request_hash, response);
  return response;
}

}  // namespace http
