#include "access/sign_in.h"

#include "access/sessions.h"
#include "access/sign_in_links.h"
#include "base/error.h"
#include "base/ids.h"
#include "base/log.h"
#include "base/text.h"
#include "http/acting.h"

namespace rights {
namespace {

http::Caller somebody_at(std::string_view address) { return {.address = std::string(address)}; }

std::string shown_user(std::int64_t user) { return user ? base::show_id('u', user) : std::string(); }

void signed_in(store::Session& session, const User& user, const char* by, std::string_view address) {
  Audit::record(session, {.verb = "session.start", .object = "user", .id = user.id, .details = {{"by", by}},
                          .who = http::Caller{.kind = http::Caller::Kind::user, .id = base::read_id('u', user.id).value(), .name = user.email, .address = std::string(address), .request = http::Acting::now().request}});
}

}  // namespace

void SignInDesk::begin(std::string_view account, std::string_view address) {
  try {
    attempts_.begin(account, address);
  } catch (const base::Error&) {
    denials_.note(somebody_at(address), "session.start", "user", "", "too_often");
    throw;
  }
}

void SignInDesk::refuse(std::int64_t user, std::string_view address) {
  denials_.note(somebody_at(address), "session.start", "user", shown_user(user), "password");
  base::log::warning("sign_in_refused", {{"address", address}});   // not what was typed: people type passwords into the wrong field
  throw base::Error(base::ErrorCode::unauthenticated, "The e-mail or the password is not right.", "Try again, or ask an admin for a sign-in link.");
}

StartedSession SignInDesk::by_password(std::string_view email, std::string_view password, std::string_view address) {
  auto account = base::lower_ascii(base::trim(base::stored(email)));
  begin(account.empty() ? " " : account, address);
  auto known = users_.credentials(account);
  bool right = passwords_.matches(known.password, password);
  if (!right || known.id == 0 || known.disabled) refuse(known.id, address);
  auto fresh = passwords_.is_outdated(known.password) ? passwords_.hash(password) : known.password;

  auto started = database_.writing([&](store::Session& session) {
    // The password may have changed while this one was being compared: then it is not right any more.
    if (session.run("update user_account set password = :n where id = :id and password = :o and disabled_at is null", fresh, known.id, known.password) != 1) refuse(known.id, address);
    auto user = Users::signed_in(session, known.id);
    signed_in(session, user, "password", address);
    return StartedSession{user, Sessions::start(session, known.id)};
  });
  attempts_.succeeded(account, address);
  base::log::info("signed_in", {{"user", started.user.id}, {"by", "password"}, {"address", address}});
  return started;
}

StartedSession SignInDesk::by_link(std::string_view link, std::string_view address) {
  begin({}, address);
  auto started = database_.writing([&](store::Session& session) {
    auto id = SignInLinks::use(session, link);
    if (id == 0) {
      denials_.note(somebody_at(address), "session.start", "user", "", "link");
      base::log::warning("sign_in_link_refused", {{"address", address}});
      throw base::Error(base::ErrorCode::unauthenticated, "This sign-in link was used or has expired.", "Ask for a new one, or sign in with your password.");
    }
    auto user = Users::signed_in(session, id);
    signed_in(session, user, "link", address);
    return StartedSession{user, Sessions::start(session, id)};
  });
  attempts_.succeeded({}, address);
  base::log::info("signed_in", {{"user", started.user.id}, {"by", "link"}, {"address", address}});
  return started;
}

}  // namespace rights
