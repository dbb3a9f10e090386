#include "access/users.h"

#include <algorithm>

#include "access/audit.h"
#include "access/invitations.h"
#include "access/sessions.h"
#include "base/error.h"
#include "base/ids.h"
#include "base/limits.h"
#include "base/text.h"

namespace rights {
namespace {

// The columns of User, in order.
constexpr std::string_view user_columns =
    "select 'u' || id, email, name, role, case when disabled_at is null then 0 else 1 end, case when password = '' then 0 else 1 end, "
    "(select count(*) from second_factor f where f.user_account = user_account.id and f.enrolled_at is not null), created_at, signed_in_at from user_account ";

std::optional<User> find(store::Session& session, std::int64_t id) { return session.one<User>(std::string(user_columns) + "where id = :id", id); }

User existing(store::Session& session, std::int64_t id) {
  auto user = find(session, id);
  if (!user) throw base::not_found("There is no such user.", "Look at the list of users.");
  return *user;
}

// Sessions and links: whatever would let the user in without knowing what is new.
void end_what_is_open(store::Session& session, std::int64_t id, const std::string& session_that_stays) {
  Sessions::end_all(session, id, session_that_stays);
  session.run("delete from sign_in_link where user_account = :id", id);
  Invitations::revoke_all(session, id);
}

bool is_enabled_admin(const User& user) { return user.role == Role::admin && !user.disabled; }

}  // namespace

std::string clean_email(std::string_view email) {
  auto wrong = [] { return base::invalid("This is not an e-mail address.", "Write it as name@example.com.", "email"); };
  if (email.find('\0') != std::string_view::npos || !base::is_utf8(email)) throw wrong();
  auto clean = base::lower_ascii(base::trim(base::stored(email)));
  auto at = clean.find('@');
  if (clean.size() > base::limits::email_bytes || at == std::string::npos || at == 0 || at + 1 == clean.size() || clean.find('@', at + 1) != std::string::npos) throw wrong();
  for (unsigned char c : clean)
    if (c <= ' ' || c == 0x7F || std::string_view("<>()[]\\,;:\"").find(static_cast<char>(c)) != std::string_view::npos) throw wrong();
  auto domain = std::string_view(clean).substr(at + 1);
  if (domain.front() == '.' || domain.back() == '.' || domain.front() == '-' || domain.find("..") != std::string_view::npos) throw wrong();
  return clean;
}

std::string clean_name(std::string_view name) {
  auto clean = base::trim(base::stored(name));
  if (clean.size() > base::limits::person_name_bytes || clean.find('\n') != std::string::npos)
    throw base::invalid("The name must be one line of at most " + std::to_string(base::limits::person_name_bytes) + " bytes.", "Shorten it.", "name");
  return clean;
}

User Users::add(store::Session& session, const std::string& email, const std::string& name, Role role, const std::string& password) {
  if (session.one<int>("select 1 from user_account where email = :e", email))
    throw base::Error(base::ErrorCode::conflict, "There is a user " + email + " already.", "Change that one, or take another e-mail.", "email");
  if (session.one<std::int64_t>("select count(*) from user_account").value() >= static_cast<std::int64_t>(base::limits::people))
    throw base::Error(base::ErrorCode::conflict, "There are " + std::to_string(base::limits::people) + " people already.",
                      "Give an account that nobody uses any more to somebody else.");
  auto id = session.one<std::int64_t>("select coalesce(max(id), 0) + 1 from user_account").value();
  auto called = name.empty() ? email.substr(0, email.find('@')) : name;
  session.run("insert into user_account(id, email, name, role, password, created_at) values (:i, :e, :n, :r, :p, :t)", id, email, called, role, password, base::now());
  Audit::record(session, {.verb = "user.add", .object = "user", .id = base::show_id('u', id), .details = {{"email", email}, {"role", base::enum_name(role)}}});
  return existing(session, id);
}

User Users::add(const NewUser& user) {
  auto email = clean_email(user.email);
  auto name = clean_name(user.name);
  std::string password;
  if (user.password) {
    Passwords::check(*user.password, email);
    password = passwords_.hash(*user.password);
  }
  return database_.writing([&](store::Session& session) { return add(session, email, name, user.role, password); });
}

MadeInvitation Users::invite(const NewInvitation& invitation) {
  auto email = clean_email(invitation.email);
  auto name = clean_name(invitation.name);
  return database_.writing([&](store::Session& session) {
    auto added = add(session, email, name, invitation.role, {});
    return Invitations::make(session, base::read_id('u', added.id).value(), Purpose::invitation);
  });
}

std::vector<User> Users::list() const {
  return database_.reading([](store::Session& session) { return session.all<User>(std::string(user_columns) + "order by email"); });
}

User Users::one(std::int64_t id) const {
  return database_.reading([&](store::Session& session) { return existing(session, id); });
}

std::optional<User> Users::by_email(std::string_view email) const {
  auto clean = clean_email(email);
  return database_.reading([&](store::Session& session) { return session.one<User>(std::string(user_columns) + "where email = :e", clean); });
}

void Users::give_role(store::Session& session, std::int64_t id, Role role) {
  auto before = existing(session, id);
  bool last_admin = is_enabled_admin(before) && session.one<int>("select count(*) from user_account where role = :r and disabled_at is null and id <> :id", Role::admin, id) == 0;
  if (before.role == role || (last_admin && role != Role::admin)) return;
  session.run("update user_account set role = :r where id = :id", role, id);
  end_what_is_open(session, id, {});
  base::JsonObject details{{"email", before.email}};
  audit_change(details, "role", before.role, role);
  Audit::record(session, {.verb = "user.change", .object = "user", .id = before.id, .details = details});
}

User Users::change(std::int64_t id, const UserChange& change) {
  std::optional<std::string> name;
  if (change.name) {
    name = clean_name(*change.name);
    if (name->empty()) throw base::invalid("The name is empty.", "Write one, or leave \"name\" out.", "name");
  }
  return database_.writing([&](store::Session& session) {
    auto before = existing(session, id);
    auto after = before;
    after.role = change.role.value_or(before.role);
    after.disabled = change.disabled.value_or(before.disabled);
    if (is_enabled_admin(before) && !is_enabled_admin(after) &&
        session.one<int>("select count(*) from user_account where role = :r and disabled_at is null and id <> :id", Role::admin, id) == 0)
      throw base::Error(base::ErrorCode::conflict, "This is the last admin.", "Make somebody else an admin first.");

    if (after.role != before.role) session.run("update user_account set role = :r where id = :id", after.role, id);
    if (name) session.run("update user_account set name = :n where id = :id", *name, id);
    if (after.disabled != before.disabled)
      session.run("update user_account set disabled_at = :t where id = :id", after.disabled ? std::optional(base::now()) : std::nullopt, id);
    // What somebody may do is settled when they sign in: another role needs a new session, with a new token.
    if (after.role != before.role || after.disabled) end_what_is_open(session, id, {});
    after = existing(session, id);
    base::JsonObject details{{"email", after.email}};
    audit_change(details, "role", before.role, after.role);
    audit_change(details, "name", before.name, after.name);
    audit_change(details, "disabled", before.disabled, after.disabled);
    Audit::record(session, {.verb = "user.change", .object = "user", .id = after.id, .details = details});
    return after;
  });
}

void Users::set_password(std::int64_t id, std::string_view password, const std::string& session_that_stays) {
  Passwords::check(password, one(id).email);
  auto hash = passwords_.hash(password);
  database_.write([&](store::Session& session) {
    auto user = existing(session, id);
    store_password(session, id, hash, session_that_stays);
    Audit::record(session, {.verb = "user.password", .object = "user", .id = user.id});
  });
}

void Users::store_password(store::Session& session, std::int64_t id, const std::string& hash, const std::string& session_that_stays) {
  session.run("update user_account set password = :p where id = :id", hash, id);
  end_what_is_open(session, id, session_that_stays);
}

Users::Credentials Users::credentials(std::string_view email) const {
  Credentials found;
  database_.read([&](store::Session& session) {
    session.each("select id, password, case when disabled_at is null then 0 else 1 end, (select count(*) from second_factor f where f.user_account = user_account.id and f.enrolled_at is not null) "
                 "from user_account where email = :e",
                 [&](const store::Row& row) { found = {row.integer(0), std::string(row.text(1)), row.integer(2) != 0, row.integer(3) != 0}; }, email);
  });
  return found;
}

User Users::signed_in(store::Session& session, std::int64_t id) {
  auto user = find(session, id);
  if (!user || user->disabled) throw base::Error(base::ErrorCode::unauthenticated, "This user may not sign in.", "Ask an admin.");
  user->signed_in_at = base::now();
  session.run("update user_account set signed_in_at = :t where id = :id", *user->signed_in_at, id);
  return *user;
}

}  // namespace rights
