#include "access/sessions.h"

#include "access/audit.h"
#include "access/token.h"
#include "access/types.h"
#include "base/ids.h"
#include "base/json.h"

namespace rights {
namespace {

constexpr std::int64_t seen_exact_to = 60 * base::second;

struct Found {
  std::int64_t user = 0;
  std::string email;
  Role role = Role::viewer;
  base::Time seen_at, ends_at;
};
BOOST_DESCRIBE_STRUCT(Found, (), (user, email, role, seen_at, ends_at))

}  // namespace

std::string Sessions::start(store::Session& session, std::int64_t user) {
  auto token = new_token();
  auto now = base::now();
  session.run("insert into session(token_hash, user_account, created_at, seen_at, ends_at) values (:h, :u, :c, :s, :e)", base::sha256_hex(token), user, now, now,
              base::Time{now.micros + longest});
  return token;
}

std::optional<http::Caller> Sessions::find(std::string_view token) {
  if (!is_token(token)) return std::nullopt;
  auto hash = base::sha256_hex(token);
  auto found = database_.reading([&](store::Session& session) {
    return session.one<Found>("select u.id, u.email, u.role, s.seen_at, s.ends_at from session s join user_account u on u.id = s.user_account "
                              "where s.token_hash = :h and u.disabled_at is null", hash);
  });
  if (!found) return std::nullopt;
  auto now = base::now();
  auto seen = seen_.latest(hash, found->seen_at);
  if (now >= found->ends_at || now.micros - seen.micros >= idle) return std::nullopt;
  if (now.micros - seen.micros >= seen_exact_to) seen_.note(hash, now);
  return http::Caller{.kind = http::Caller::Kind::user, .id = found->user, .name = found->email, .role = base::enum_name(found->role), .session = hash};
}

void Sessions::end(const std::string& token_hash) {
  database_.write([&](store::Session& session) {
    auto user = session.one<std::int64_t>("select user_account from session where token_hash = :h", token_hash);
    if (!user) return;
    session.run("delete from session where token_hash = :h", token_hash);
    Audit::record(session, {.verb = "session.end", .object = "user", .id = base::show_id('u', *user)});
  });
}

void Sessions::write_down() {
  auto seen = seen_.take();
  if (seen.empty()) return;
  try {
    database_.write([&](store::Session& session) {
      for (const auto& [hash, at] : seen) session.run("update session set seen_at = :t where token_hash = :h and seen_at < :s", at, hash, at);
    });
  } catch (...) {
    seen_.put_back(seen);   // a full disk must not sign people out
    throw;
  }
}

bool Sessions::has_expired(store::Session& session) {
  auto now = base::now();
  return session.one<int>("select 1 from session where ends_at <= :t or seen_at <= :i limit 1", now, base::Time{now.micros - idle}).has_value();
}

void Sessions::purge(store::Session& session) {
  auto now = base::now();
  session.run("delete from session where ends_at <= :t or seen_at <= :i", now, base::Time{now.micros - idle});
}

}  // namespace rights
