#include "access/sign_in.h"

#include "access/audit.h"
#include "access/sign_in_links.h"
#include "base/error.h"
#include "base/ids.h"
#include "base/log.h"
#include "base/text.h"
#include "http/acting.h"

namespace rights {
namespace {

using base::Error, base::ErrorCode;

[[noreturn]] void ask_for_code() {
  throw Error(ErrorCode::unauthenticated, "A code of the second factor is needed.", "Send the one that your app shows now as \"code\", or one of your recovery codes.", "code");
}

http::Caller somebody_at(const Visit& visit) { return {.address = visit.address}; }

void note_start(store::Session& session, const User& user, const char* verb, const char* by, const Visit& visit) {
  Audit::record(session, {.verb = verb, .object = "user", .id = user.id, .details = {{"by", by}},
                          .who = http::Caller{.kind = http::Caller::Kind::user, .id = base::read_id('u', user.id).value(), .name = user.email, .address = visit.address, .request = http::Acting::now().request}});
}

}  // namespace

// Codes have a limit of their own: whoever gets that far knows the password.
std::string SignInDesk::codes_of(std::int64_t user) { return "codes of u" + std::to_string(user); }

void SignInDesk::begin(std::string_view account, const Visit& visit) {
  try {
    attempts_.begin(account, visit.address);
  } catch (const Error&) {
    denials_.note(somebody_at(visit), "session.start", "user", "", "too_often");
    throw;
  }
}

void SignInDesk::refuse(std::int64_t user, const Visit& visit) {
  denials_.note(somebody_at(visit), "session.start", "user", user ? base::show_id('u', user) : std::string(), "password");
  base::log::warning("sign_in_refused", {{"address", visit.address}});   // not what was typed: people type passwords into the wrong field
  throw Error(ErrorCode::unauthenticated, "The e-mail or the password is not right.", "Try again, or ask an admin for a sign-in link.");
}

void SignInDesk::refuse_link(const Visit& visit) {
  denials_.note(somebody_at(visit), "session.start", "user", "", "link");
  base::log::warning("sign_in_link_refused", {{"address", visit.address}});
  throw Error(ErrorCode::unauthenticated, "This sign-in link was used or has expired.", "Ask for a new one, or sign in with your password.");
}

void SignInDesk::check_code(store::Session& session, std::int64_t user, std::string_view code, const Visit& visit) {
  if (factors_.take(session, user, code)) return;
  denials_.note(somebody_at(visit), "session.start", "user", base::show_id('u', user), "code");
  throw Error(ErrorCode::unauthenticated, "This code is not right, or was used already.", "Wait for the next one, or take one of your recovery codes.", "code");
}

void SignInDesk::need_passwords() const {
  if (passwords_are_off_) throw Error(ErrorCode::forbidden, "Passwords are off here.", "Sign in with your company's single sign-on.", "sso");
}

StartedSession SignInDesk::by_password(std::string_view email, std::string_view password, std::string_view code, const Visit& visit) {
  need_passwords();
  auto account = base::lower_ascii(base::trim(base::stored(email)));
  begin(account.empty() ? " " : account, visit);
  auto known = users_.credentials(account);
  bool right = passwords_.matches(known.password, password);
  if (!right || known.id == 0 || known.disabled) refuse(known.id, visit);
  attempts_.succeeded(account, visit.address);
  if (known.second_factor) {
    if (code.empty()) ask_for_code();
    begin(codes_of(known.id), visit);
  }
  auto fresh = passwords_.is_outdated(known.password) ? passwords_.hash(password) : known.password;

  auto started = database_.writing([&](store::Session& session) {
    // The password may have changed while this one was being compared: then it is not right any more.
    if (session.run("update user_account set password = :n where id = :id and password = :o and disabled_at is null", fresh, known.id, known.password) != 1) refuse(known.id, visit);
    bool factor = SecondFactors::enrolled(session, known.id);
    if (factor) check_code(session, known.id, code, visit);
    auto user = Users::signed_in(session, known.id);
    note_start(session, user, "session.start", factor ? "password_and_code" : "password", visit);
    return StartedSession{user, sessions_.start(session, known.id, visit, "password")};
  });
  if (known.second_factor) attempts_.succeeded(codes_of(known.id), visit.address);
  return started;
}

StartedSession SignInDesk::by_link(const SignIn& asked, const Visit& visit) {
  std::string_view link = *asked.link;
  begin({}, visit);
  if (auto invitation = database_.reading([&](store::Session& session) { return Invitations::find(session, link); })) return invited(*invitation, asked, visit);
  auto account = database_.reading([&](store::Session& session) { return SignInLinks::find(session, link); });
  bool factor = account != 0 && database_.reading([&](store::Session& session) { return SecondFactors::enrolled(session, account); });
  auto code = asked.code.value_or("");
  if (factor) {
    attempts_.succeeded({}, visit.address);
    if (code.empty()) ask_for_code();
    begin(codes_of(account), visit);
  }
  auto started = database_.writing([&](store::Session& session) {
    auto id = SignInLinks::use(session, link);
    if (id == 0) refuse_link(visit);
    if (SecondFactors::enrolled(session, id)) check_code(session, id, code, visit);   // a wrong one rolls back: the link stays good
    auto user = Users::signed_in(session, id);
    note_start(session, user, "session.start", "link", visit);
    return StartedSession{user, sessions_.start(session, id, visit, "link")};
  });
  attempts_.succeeded(factor ? codes_of(account) : std::string(), visit.address);
  return started;
}

StartedSession SignInDesk::invited(const Invitations::Found& invitation, const SignIn& asked, const Visit& visit) {
  attempts_.succeeded({}, visit.address);
  need_passwords();
  if (!asked.password) throw base::invalid("With this link a password is chosen.", "Send the password that you want to have as \"password\".", "password");
  Passwords::check(*asked.password, invitation.email);
  auto name = clean_name(asked.name.value_or(""));
  bool factor = database_.reading([&](store::Session& session) { return SecondFactors::enrolled(session, invitation.user); });
  auto code = asked.code.value_or("");
  if (factor) {
    if (code.empty()) ask_for_code();
    begin(codes_of(invitation.user), visit);
  }
  auto hash = passwords_.hash(*asked.password);
  auto started = database_.writing([&](store::Session& session) {
    if (!Invitations::use(session, invitation.id)) refuse_link(visit);
    if (SecondFactors::enrolled(session, invitation.user)) check_code(session, invitation.user, code, visit);
    if (!name.empty()) session.run("update user_account set name = :n where id = :id", name, invitation.user);
    Users::store_password(session, invitation.user, hash, {});
    auto user = Users::signed_in(session, invitation.user);
    bool reset = invitation.purpose == Purpose::reset;
    note_start(session, user, reset ? "user.password" : "invitation.accept", "link", visit);
    return StartedSession{user, sessions_.start(session, invitation.user, visit, reset ? "reset" : "invitation")};
  });
  if (factor) attempts_.succeeded(codes_of(invitation.user), visit.address);
  return started;
}

LinkPurpose SignInDesk::purpose_of(std::string_view link, const Visit& visit) {
  begin({}, visit);
  auto purpose = database_.reading([&](store::Session& session) {
    LinkPurpose found;
    if (auto invitation = Invitations::find(session, link)) return LinkPurpose{base::enum_name(invitation->purpose), invitation->email, invitation->name};
    if (auto user = SignInLinks::find(session, link))
      session.each("select email, name from user_account where id = :id", [&](const store::Row& row) { found = {"sign_in", std::string(row.text(0)), std::string(row.text(1))}; }, user);
    return found;
  });
  if (purpose.purpose.empty()) refuse_link(visit);
  attempts_.succeeded({}, visit.address);
  return purpose;
}

void SignInDesk::prove_password(std::int64_t user, std::string_view password, const Visit& visit) {
  auto known = users_.credentials(users_.one(user).email);
  if (known.password.empty()) return;
  auto account = "password of u" + std::to_string(user);   // not the sign-in's limit: others could use that up
  begin(account, visit);
  if (!passwords_.matches(known.password, password)) throw Error(ErrorCode::forbidden, "Your password is not right.", "Type the password that you sign in with now.", "password");
  attempts_.succeeded(account, visit.address);
}

void SignInDesk::prove(std::int64_t user, const Reproof& proof, const Visit& visit) {
  prove_password(user, proof.password.value_or(""), visit);
  if (!database_.reading([&](store::Session& session) { return SecondFactors::enrolled(session, user); })) return;
  begin(codes_of(user), visit);
  if (!database_.writing([&](store::Session& session) { return factors_.take(session, user, proof.code.value_or("")); }))
    throw Error(ErrorCode::forbidden, "This code is not right, or was used already.", "Wait for the next one, or take one of your recovery codes.", "code");
  attempts_.succeeded(codes_of(user), visit.address);
}

std::string SignInDesk::new_password(std::int64_t user, std::string_view password, const std::string& session_hash, const Visit& visit) {
  need_passwords();
  Passwords::check(password, users_.one(user).email);
  auto hash = passwords_.hash(password);
  return database_.writing([&](store::Session& session) {
    auto way = session.one<std::string>("select way from session where token_hash = :h and user_account = :u", session_hash, user);
    if (!way) throw Error(ErrorCode::unauthenticated, "Your session has ended meanwhile.", "Sign in again.");
    Users::store_password(session, user, hash, {});
    Audit::record(session, {.verb = "user.password", .object = "user", .id = base::show_id('u', user)});
    return sessions_.start(session, user, visit, *way);
  });
}

}  // namespace rights
