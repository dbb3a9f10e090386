#include "access/sign_in_links.h"

#include "access/audit.h"
#include "access/token.h"
#include "base/error.h"
#include "base/hash.h"
#include "base/ids.h"

namespace rights {

std::string SignInLinks::make(std::int64_t user, int valid_minutes) {
  if (valid_minutes < 1 || valid_minutes > longest_minutes)
    throw base::invalid("A sign-in link is valid for 1 to " + std::to_string(longest_minutes) + " minutes.", "Give a number within.", "minutes");
  auto token = new_token();
  auto now = base::now();
  database_.write([&](store::Session& session) {
    auto disabled = session.one<int>("select case when disabled_at is null then 0 else 1 end from user_account where id = :id", user);
    if (!disabled) throw base::not_found("There is no such user.", "Look at the list of users.");
    if (*disabled) throw base::Error(base::ErrorCode::conflict, "This user is disabled.", "Enable the user first.");
    session.run("insert into sign_in_link(token_hash, user_account, created_at, ends_at) values (:h, :u, :c, :e)", base::sha256_hex(token), user, now,
                base::Time{now.micros + valid_minutes * 60 * base::second});
    Audit::record(session, {.verb = "user.link", .object = "user", .id = base::show_id('u', user), .details = {{"minutes", valid_minutes}}});
  });
  return token;
}

std::int64_t SignInLinks::use(store::Session& session, std::string_view token) {
  if (!is_token(token)) return 0;
  auto hash = base::sha256_hex(token);
  auto now = base::now();
  // One statement decides: of two at once, one changes the row.
  if (session.run("update sign_in_link set used_at = :t where token_hash = :h and used_at is null and ends_at > :n", now, hash, now) != 1) return 0;
  return session.one<std::int64_t>("select user_account from sign_in_link where token_hash = :h", hash).value_or(0);
}

std::int64_t SignInLinks::find(store::Session& session, std::string_view token) {
  if (!is_token(token)) return 0;
  return session.one<std::int64_t>("select l.user_account from sign_in_link l join user_account u on u.id = l.user_account "
                                   "where l.token_hash = :h and l.used_at is null and l.ends_at > :t and u.disabled_at is null", base::sha256_hex(token), base::now()).value_or(0);
}

bool SignInLinks::has_expired(store::Session& session) {
  return session.one<int>("select 1 from sign_in_link where ends_at <= :t or used_at is not null limit 1", base::now()).has_value();
}

void SignInLinks::purge(store::Session& session) { session.run("delete from sign_in_link where ends_at <= :t or used_at is not null", base::now()); }

}  // namespace rights
