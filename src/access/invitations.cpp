#include "access/invitations.h"

#include "access/audit.h"
#include "access/sessions.h"
#include "access/token.h"
#include "base/error.h"
#include "base/ids.h"
#include "http/acting.h"

namespace rights {
namespace {

struct Row {
  std::string id, user, email, name;
  Role role = Role::viewer;
  Purpose purpose = Purpose::invitation;
  base::Time created_at;
  std::string created_by;
  base::Time ends_at;
  std::optional<base::Time> used_at, revoked_at;
};
BOOST_DESCRIBE_STRUCT(Row, (), (id, user, email, name, role, purpose, created_at, created_by, ends_at, used_at, revoked_at))

// The columns of Row, in order.
constexpr std::string_view columns =
    "select 'v' || i.id, 'u' || u.id, u.email, u.name, u.role, i.purpose, i.created_at, i.created_by, i.ends_at, i.used_at, i.revoked_at "
    "from invitation i join user_account u on u.id = i.user_account ";

std::string who_acts() { return http::Acting::now().name.empty() ? "command line" : http::Acting::now().name; }

Invitation shown(const Row& row) {
  auto state = row.used_at ? InvitationState::accepted : row.revoked_at ? InvitationState::revoked : row.ends_at <= base::now() ? InvitationState::expired : InvitationState::open;
  return {row.id, row.user, row.email, row.name, row.role, row.purpose, state, row.created_at, row.created_by, row.ends_at};
}

}  // namespace

MadeInvitation Invitations::make(store::Session& session, std::int64_t user, Purpose purpose) {
  auto disabled = session.one<int>("select case when disabled_at is null then 0 else 1 end from user_account where id = :id", user);
  if (!disabled) throw base::not_found("There is no such user.", "Look at the list of users.");
  if (*disabled) throw base::Error(base::ErrorCode::conflict, "This user is disabled.", "Enable the user first.");
  revoke_all(session, user);
  if (purpose == Purpose::reset) {
    session.run("update user_account set password = '' where id = :id", user);
    session.run("delete from sign_in_link where user_account = :id", user);
    Sessions::end_all(session, user);
  }
  auto token = new_token();
  auto now = base::now();
  auto id = session.one<std::int64_t>("select coalesce(max(id), 0) + 1 from invitation").value();
  session.run("insert into invitation(id, token_hash, user_account, purpose, created_at, created_by, ends_at) values (:i, :h, :u, :p, :c, :b, :e)", id, base::sha256_hex(token), user, purpose, now,
              who_acts(), base::Time{now.micros + (purpose == Purpose::reset ? reset_valid : valid)});
  Audit::record(session, {.verb = purpose == Purpose::reset ? "user.reset" : "user.invite", .object = "user", .id = base::show_id('u', user)});
  MadeInvitation made;
  static_cast<Invitation&>(made) = shown(session.one<Row>(std::string(columns) + "where i.id = :id", id).value());
  made.link = "/sign-in?link=" + token;
  return made;
}

MadeInvitation Invitations::make(std::int64_t user, Purpose purpose) {
  return database_.writing([&](store::Session& session) { return make(session, user, purpose); });
}

std::vector<Invitation> Invitations::list() const {
  std::vector<Invitation> all;
  for (const auto& row : database_.reading([](store::Session& session) { return session.all<Row>(std::string(columns) + "where i.ends_at > :t order by i.id desc", base::Time{base::now().micros - listed}); })) all.push_back(shown(row));
  return all;
}

void Invitations::revoke(std::int64_t id) {
  database_.write([&](store::Session& session) {
    auto user = session.one<std::int64_t>("select user_account from invitation where id = :id", id);
    if (!user) throw base::not_found("There is no such invitation.", "Look at the list of invitations.");
    if (session.run("update invitation set revoked_at = :t where id = :id and used_at is null and revoked_at is null and ends_at > :n", base::now(), id, base::now()) != 1)
      throw base::Error(base::ErrorCode::conflict, "This invitation is not open any more.", "Disable the user if they must not come in.");
    Audit::record(session, {.verb = "invitation.revoke", .object = "user", .id = base::show_id('u', *user)});
  });
}

std::optional<Invitations::Found> Invitations::find(store::Session& session, std::string_view token) {
  if (!is_token(token)) return std::nullopt;
  std::optional<Found> found;
  session.each("select i.id, u.id, i.purpose, u.email, u.name from invitation i join user_account u on u.id = i.user_account "
               "where i.token_hash = :h and i.used_at is null and i.revoked_at is null and i.ends_at > :t and u.disabled_at is null",
               [&](const store::Row& row) { found = Found{row.integer(0), row.integer(1), static_cast<Purpose>(row.integer(2)), std::string(row.text(3)), std::string(row.text(4))}; },
               base::sha256_hex(token), base::now());
  return found;
}

bool Invitations::use(store::Session& session, std::int64_t id) {
  return session.run("update invitation set used_at = :t where id = :id and used_at is null and revoked_at is null", base::now(), id) == 1;
}

void Invitations::revoke_all(store::Session& session, std::int64_t user) {
  auto now = base::now();
  session.run("update invitation set revoked_at = :t where user_account = :u and used_at is null and revoked_at is null and ends_at > :n", now, user, now);
}

}  // namespace rights
