#include "access/oidc/accounts.h"

#include <algorithm>

#include "access/audit.h"
#include "access/users.h"
#include "base/error.h"
#include "base/ids.h"
#include "base/limits.h"
#include "base/text.h"

namespace rights {
namespace {

[[noreturn]] void stay_out(const char* why, std::string message, std::string hint) { throw base::Error(base::ErrorCode::forbidden, std::move(message), std::move(hint), why); }

std::string text_of(const base::JsonObject& claims, std::string_view member) {
  auto found = claims.find(member);
  return found != claims.end() && found->value().is_string() ? std::string(found->value().get_string()) : std::string();
}

// The address, when the provider says that it has verified it; empty otherwise.
std::string verified_email(const base::JsonObject& claims) {
  auto verified = claims.find("email_verified");
  if (verified == claims.end() || !verified->value().is_bool() || !verified->value().get_bool()) return {};
  try {
    return clean_email(text_of(claims, "email"));
  } catch (const base::Error&) {
    return {};
  }
}

// The highest role that one of the groups gives; none when no group is mapped.
std::optional<Role> role_by_groups(const OidcOptions& options, const base::JsonObject& claims) {
  std::optional<Role> highest;
  auto found = claims.find(options.groups_claim);
  if (found == claims.end()) return highest;
  auto look = [&](const base::Json& group) {
    if (!group.is_string()) return;
    for (const auto& mapping : options.roles)
      if (group.get_string() == mapping.group) highest = std::max(highest.value_or(mapping.role), mapping.role);
  };
  if (found->value().is_array()) {
    const auto& groups = found->value().get_array();
    for (std::size_t i = 0; i < groups.size() && i < base::limits::provider_groups; ++i) look(groups[i]);
  } else {
    look(found->value());
  }
  return highest;
}

// What somebody's role is now; none: they stay out.
std::optional<Role> role_of(const OidcOptions& options, const base::JsonObject& claims, std::optional<Role> before) {
  if (options.roles.empty()) return before ? before : options.provision;
  auto by_groups = role_by_groups(options, claims);
  return by_groups ? by_groups : options.provision;
}

bool has_open_invitation(store::Session& session, std::int64_t user) {
  return session.one<int>("select 1 from invitation where user_account = :u and used_at is null and revoked_at is null and ends_at > :t", user, base::now()).has_value();
}

struct Known {
  std::int64_t id = 0;
  Role role = Role::viewer;
  bool disabled = false;
};
BOOST_DESCRIBE_STRUCT(Known, (), (id, role, disabled))
constexpr std::string_view known_columns = "select u.id, u.role, case when u.disabled_at is null then 0 else 1 end from user_account u ";

std::int64_t linked(store::Session& session, const OidcOptions& options, const std::string& subject, std::int64_t user, const char* how) {
  session.run("insert into sso_account(issuer, subject, user_account, created_at) values (:i, :s, :u, :t)", options.issuer, subject, user, base::now());
  session.run("update invitation set used_at = :t where user_account = :u and used_at is null and revoked_at is null", base::now(), user);
  Audit::record(session, {.verb = "user.sso_link", .object = "user", .id = base::show_id('u', user), .details = {{"issuer", options.issuer}, {"how", how}}});
  return user;
}

}  // namespace

std::int64_t account_of(store::Session& session, const OidcOptions& options, const base::JsonObject& claims) {
  auto subject = text_of(claims, "sub");
  auto known = session.one<Known>(std::string(known_columns) + "join sso_account a on a.user_account = u.id where a.issuer = :i and a.subject = :s", options.issuer, subject);
  auto email = verified_email(claims);
  if (!known && !email.empty()) {
    auto by_email = session.one<Known>(std::string(known_columns) + "where u.email = :e", email);
    if (by_email && (options.link_by_email || has_open_invitation(session, by_email->id))) {
      // The address may have been given to somebody else at the provider meanwhile.
      if (session.one<int>("select 1 from sso_account where issuer = :i and user_account = :u", options.issuer, by_email->id))
        stay_out("other_account", "This e-mail belongs to another account of the provider.", "Ask an admin.");
      if (!by_email->disabled) linked(session, options, subject, by_email->id, "email");
      known = by_email;
    } else if (by_email) {
      stay_out("unknown", "Your account here is not linked to single sign-on.", "Ask an admin for an invitation.");
    }
  }
  if (known && known->disabled) stay_out("disabled", "This user may not sign in.", "Ask an admin.");
  auto role = role_of(options, claims, known ? std::optional(known->role) : std::nullopt);
  if (!known && (!options.provision && options.roles.empty())) stay_out("unknown", "Nobody here knows you.", "Ask an admin for an invitation.");
  if (!role) stay_out("no_role", "None of your groups may work here.", "Ask an admin.");
  if (!known) {
    if (email.empty()) stay_out("unknown", "The provider has not verified your e-mail.", "Verify it there, or ask an admin for an invitation.");
    auto name = base::trim(base::stored(text_of(claims, "name")));
    auto user = Users::add(session, email, name.size() <= 200 && name.find('\n') == std::string::npos ? name : std::string(), *role, {});
    return linked(session, options, subject, base::read_id('u', user.id).value(), "new");
  }
  if (*role != known->role) Users::give_role(session, known->id, *role);
  return known->id;
}

}  // namespace rights
