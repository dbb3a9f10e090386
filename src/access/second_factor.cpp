#include "access/second_factor.h"

#include <sodium.h>

#include "access/audit.h"
#include "access/sessions.h"
#include "access/totp.h"
#include "base/error.h"
#include "base/ids.h"
#include "base/text.h"
#include "http/acting.h"

namespace rights {
namespace {

constexpr std::size_t recovery_letters = 10;   // of 32: 50 bits
constexpr std::string_view waiting = " waiting";

std::string about(std::int64_t user) { return "second factor of u" + std::to_string(user); }

// What people type: with blanks and hyphens, in any case; the letters that look like digits are not in our alphabet.
std::string typed(std::string_view code) {
  std::string clean;
  for (char c : base::lower_ascii(code))
    if (c != ' ' && c != '-') clean += c;
  return clean;
}

std::string new_recovery_code() {
  static constexpr char alphabet[] = "abcdefghjkmnpqrstuvwxyz023456789";   // 32, without i l o 1
  std::string code;
  for (std::size_t i = 0; i < recovery_letters; ++i) {
    if (i == recovery_letters / 2) code += '-';
    code += alphabet[randombytes_uniform(32)];
  }
  return code;
}

}  // namespace

bool is_required(FactorRule rule, Role role) {
  switch (rule) {
    case FactorRule::nobody: return false;
    case FactorRule::viewer: return role >= Role::viewer;
    case FactorRule::agent: return role >= Role::agent;
    case FactorRule::manager: return role >= Role::manager;
    case FactorRule::admin: return role >= Role::admin;
  }
  return true;
}

FactorRule factor_rule(store::Session& session) {
  auto word = session.one<std::string>("select value from access_setting where name = 'second_factor_from'");
  return word ? base::enum_value<FactorRule>(*word).value_or(FactorRule::viewer) : FactorRule::nobody;
}

bool SecondFactors::enrolled(store::Session& session, std::int64_t user) {
  return session.one<int>("select 1 from second_factor where user_account = :u and enrolled_at is not null", user).has_value();
}

SecondFactorState SecondFactors::state(const User& user) const {
  auto id = base::read_id('u', user.id).value();
  return database_.reading([&](store::Session& session) {
    SecondFactorState state;
    state.since = session.one<base::Time>("select enrolled_at from second_factor where user_account = :u and enrolled_at is not null", id);
    state.enrolled = state.since.has_value();
    if (state.enrolled) state.recovery_codes = session.one<std::int64_t>("select count(*) from recovery_code where user_account = :u and used_at is null", id).value_or(0);
    state.required = is_required(factor_rule(session), user.role);
    return state;
  });
}

SecondFactorSecret SecondFactors::begin(const User& user) {
  auto id = base::read_id('u', user.id).value();
  std::string secret(totp_secret_bytes, '\0');
  randombytes_buf(secret.data(), secret.size());
  auto sealed = box_.seal(secret, about(id) + std::string(waiting));
  database_.write([&](store::Session& session) {
    session.run("insert into second_factor(user_account, waiting, created_at) values (:u, :w, :t) on conflict (user_account) do update set waiting = excluded.waiting", id, sealed, base::now());
  });
  SecondFactorSecret told{base32(secret), totp_uri(secret, company_, user.email)};
  sodium_memzero(secret.data(), secret.size());
  return told;
}

RecoveryCodes SecondFactors::confirm(const User& user, std::string_view code, const std::string& session_that_stays) {
  auto id = base::read_id('u', user.id).value();
  return database_.writing([&](store::Session& session) {
    auto sealed = session.one<std::string>("select waiting from second_factor where user_account = :u and waiting <> ''", id);
    if (!sealed) throw base::Error(base::ErrorCode::conflict, "No second factor is being set up.", "Begin anew.");
    auto secret = box_.open(*sealed, about(id) + std::string(waiting));
    auto step = totp_match(secret.reveal(), typed(code), base::now());
    if (!step) throw base::invalid("This code is not right.", "Take the one that the app shows now; the clocks of both must be right.", "code");
    session.run("update second_factor set secret = :s, waiting = '', enrolled_at = :t, last_step = :l where user_account = :u", box_.seal(secret.reveal(), about(id)), base::now(), *step, id);
    Sessions::end_all(session, id, session_that_stays);
    Audit::record(session, {.verb = "second_factor.enrol", .object = "user", .id = user.id});
    return make_codes(session, id);
  });
}

RecoveryCodes SecondFactors::make_codes(store::Session& session, std::int64_t user) const {
  session.run("delete from recovery_code where user_account = :u", user);
  RecoveryCodes made;
  while (made.codes.size() < recovery_codes) {
    auto code = new_recovery_code();
    if (session.run("insert into recovery_code(user_account, code_hash) values (:u, :h) on conflict (user_account, code_hash) do nothing", user, box_.digest(typed(code), about(user))) == 1)
      made.codes.push_back(code);
  }
  return made;
}

RecoveryCodes SecondFactors::new_recovery_codes(std::int64_t user) {
  return database_.writing([&](store::Session& session) {
    if (!enrolled(session, user)) throw base::Error(base::ErrorCode::conflict, "There is no second factor.", "Set one up first.");
    Audit::record(session, {.verb = "second_factor.codes", .object = "user", .id = base::show_id('u', user)});
    return make_codes(session, user);
  });
}

void SecondFactors::remove(std::int64_t user) {
  database_.write([&](store::Session& session) {
    auto was = session.run("delete from second_factor where user_account = :u", user);
    session.run("delete from recovery_code where user_account = :u", user);
    const auto& who = http::Acting::now();
    bool own = who.kind == http::Caller::Kind::user && who.id == user;
    Sessions::end_all(session, user, own ? who.session : std::string());
    if (was > 0) Audit::record(session, {.verb = "second_factor.remove", .object = "user", .id = base::show_id('u', user)});
  });
}

bool SecondFactors::take(store::Session& session, std::int64_t user, std::string_view code) const {
  auto clean = typed(code.substr(0, 64));
  auto sealed = session.one<std::string>("select secret from second_factor where user_account = :u and enrolled_at is not null", user);
  if (!sealed) return false;
  if (clean.size() == totp_digits) {
    auto secret = box_.open(*sealed, about(user));
    auto step = totp_match(secret.reveal(), clean, base::now());
    // One statement decides: of two who show the same code at once, one is let in.
    return step && session.run("update second_factor set last_step = :s where user_account = :u and last_step < :t", *step, user, *step) == 1;
  }
  if (clean.size() != recovery_letters) return false;
  return session.run("update recovery_code set used_at = :t where user_account = :u and code_hash = :h and used_at is null", base::now(), user, box_.digest(clean, about(user))) == 1;
}

AccessSettings SecondFactors::settings() const {
  return database_.reading([](store::Session& session) { return AccessSettings{factor_rule(session)}; });
}

void SecondFactors::set(const AccessSettings& settings) {
  database_.write([&](store::Session& session) {
    auto before = factor_rule(session);
    session.run("insert into access_setting(name, value) values ('second_factor_from', :v) on conflict (name) do update set value = excluded.value", base::enum_name(settings.second_factor_from));
    base::JsonObject details;
    audit_change(details, "second_factor_from", before, settings.second_factor_from);
    Audit::record(session, {.verb = "settings.change", .object = "settings", .id = "access", .details = details});
  });
}

}  // namespace rights
