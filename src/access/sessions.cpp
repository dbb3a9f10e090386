#include "access/sessions.h"

#include <algorithm>

#include "access/audit.h"
#include "access/regions.h"
#include "access/second_factor.h"
#include "access/token.h"
#include "base/error.h"
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
  std::string way;
  Sight sight = Sight::everything;
  bool second_factor = false;
};
BOOST_DESCRIBE_STRUCT(Found, (), (user, email, role, seen_at, ends_at, way, sight, second_factor))

// The part of a token's hash by which its session is named: of no use for signing in.
constexpr std::size_t id_length = 20;
std::string id_of(const std::string& token_hash) { return "s" + token_hash.substr(0, id_length); }

struct Listed {
  std::string token_hash, device, address, way;
  base::Time created_at, seen_at, ends_at;
};
BOOST_DESCRIBE_STRUCT(Listed, (), (token_hash, device, address, way, created_at, seen_at, ends_at))

}  // namespace

std::string Sessions::start(store::Session& session, std::int64_t user, const Visit& visit, std::string_view way) const {
  auto token = new_token();
  auto now = base::now();
  session.run("insert into session(token_hash, user_account, created_at, seen_at, ends_at, device, address, way) values (:h, :u, :c, :s, :e, :d, :a, :w)", base::sha256_hex(token), user, now, now,
              base::Time{now.micros + rules_.longest}, visit.device, visit.address, way);
  return token;
}

std::optional<http::Caller> Sessions::find(std::string_view token) {
  if (!is_token(token)) return std::nullopt;
  auto hash = base::sha256_hex(token);
  auto rule = FactorRule::nobody;
  std::optional<std::vector<std::string>> regions;
  auto found = database_.reading([&](store::Session& session) {
    rule = factor_rule(session);
    auto row = session.one<Found>("select u.id, u.email, u.role, s.seen_at, s.ends_at, s.way, u.sight, (select count(*) from second_factor f where f.user_account = u.id and f.enrolled_at is not null) "
                              "from session s join user_account u on u.id = s.user_account where s.token_hash = :h and u.disabled_at is null", hash);
    // Administrators see everything: somebody must be able to put things right.
    if (row && row->sight == Sight::regions && row->role < Role::admin) regions = Regions::seen_by_user(session, row->user);
    return row;
  });
  if (!found) return std::nullopt;
  auto now = base::now();
  auto seen = seen_.latest(hash, found->seen_at);
  if (now >= found->ends_at || now.micros - seen.micros >= rules_.idle) return std::nullopt;
  if (now.micros - seen.micros >= seen_exact_to) seen_.note(hash, now);
  // Whoever came by single sign-on has shown there what the company asks for.
  bool must_enrol = !found->second_factor && found->way != way_of_sso && is_required(rule, found->role);
  return http::Caller{.kind = http::Caller::Kind::user, .id = found->user, .name = found->email, .role = base::enum_name(found->role), .session = hash, .must_enrol = must_enrol, .regions = regions};
}

void Sessions::end(const std::string& token_hash) {
  database_.write([&](store::Session& session) {
    auto user = session.one<std::int64_t>("select user_account from session where token_hash = :h", token_hash);
    if (!user) return;
    session.run("delete from session where token_hash = :h", token_hash);
    Audit::record(session, {.verb = "session.end", .object = "user", .id = base::show_id('u', *user)});
  });
}

std::vector<OpenSession> Sessions::list(std::int64_t user, const std::string& current) const {
  auto rows = database_.reading([&](store::Session& session) {
    return session.all<Listed>("select token_hash, device, address, way, created_at, seen_at, ends_at from session where user_account = :u and ends_at > :t", user, base::now());
  });
  std::vector<OpenSession> open;
  for (const auto& row : rows) {
    auto seen = seen_.latest(row.token_hash, row.seen_at);
    if (base::now().micros - seen.micros >= rules_.idle) continue;
    open.push_back({id_of(row.token_hash), row.device, row.address, row.way, row.created_at, seen, std::min(row.ends_at, base::Time{seen.micros + rules_.idle}), row.token_hash == current});
  }
  std::sort(open.begin(), open.end(), [](const OpenSession& a, const OpenSession& b) { return a.seen_at != b.seen_at ? a.seen_at > b.seen_at : a.id < b.id; });
  return open;
}

void Sessions::end_one(std::int64_t user, const std::string& id) {
  database_.write([&](store::Session& session) {
    if (session.run("delete from session where user_account = :u and 's' || substr(token_hash, 1, cast(:n as integer)) = :id", user, id_length, id) == 0)
      throw base::not_found("There is no such session.", "Look at the list of sessions: it may have ended by itself.");
    Audit::record(session, {.verb = "session.end", .object = "user", .id = base::show_id('u', user), .details = {{"session", id}}});
  });
}

void Sessions::end_all(std::int64_t user, const std::string& but) {
  database_.write([&](store::Session& session) {
    end_all(session, user, but);
    Audit::record(session, {.verb = "session.end_all", .object = "user", .id = base::show_id('u', user)});
  });
}

void Sessions::end_all(store::Session& session, std::int64_t user, const std::string& but) {
  session.run("delete from session where user_account = :u and token_hash <> :b", user, but);
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

bool Sessions::has_expired(store::Session& session) const {
  auto now = base::now();
  return session.one<int>("select 1 from session where ends_at <= :t or seen_at <= :i limit 1", now, base::Time{now.micros - rules_.idle}).has_value();
}

void Sessions::purge(store::Session& session) const {
  auto now = base::now();
  session.run("delete from session where ends_at <= :t or seen_at <= :i", now, base::Time{now.micros - rules_.idle});
}

}  // namespace rights
