#include "access/sign_in.h"

#include "access/sessions.h"
#include "access/sign_in_links.h"
#include "base/error.h"
#include "base/log.h"
#include "base/text.h"

namespace rights {
namespace {

[[noreturn]] void refuse(std::string_view address) {
  base::log::warning("sign_in_refused", {{"address", address}});   // not what was typed: people type passwords into the wrong field
  throw base::Error(base::ErrorCode::unauthenticated, "The e-mail or the password is not right.", "Try again, or ask an admin for a sign-in link.");
}

}  // namespace

StartedSession SignInDesk::by_password(std::string_view email, std::string_view password, std::string_view address) {
  auto account = base::lower_ascii(base::trim(base::stored(email)));
  attempts_.begin(account.empty() ? " " : account, address);
  auto known = users_.credentials(account);
  bool right = passwords_.matches(known.password, password);
  if (!right || known.id == 0 || known.disabled) refuse(address);
  auto fresh = passwords_.is_outdated(known.password) ? passwords_.hash(password) : known.password;

  auto started = database_.writing([&](store::Session& session) {
    // The password may have changed while this one was being compared: then it is not right any more.
    if (session.run("update user_account set password = :n where id = :id and password = :o and disabled_at is null", fresh, known.id, known.password) != 1) refuse(address);
    auto user = Users::signed_in(session, known.id);
    return StartedSession{user, Sessions::start(session, known.id)};
  });
  attempts_.succeeded(account, address);
  base::log::info("signed_in", {{"user", started.user.id}, {"by", "password"}, {"address", address}});
  return started;
}

StartedSession SignInDesk::by_link(std::string_view link, std::string_view address) {
  attempts_.begin({}, address);
  auto started = database_.writing([&](store::Session& session) {
    auto id = SignInLinks::use(session, link);
    if (id == 0) {
      base::log::warning("sign_in_link_refused", {{"address", address}});
      throw base::Error(base::ErrorCode::unauthenticated, "This sign-in link was used or has expired.", "Ask for a new one, or sign in with your password.");
    }
    auto user = Users::signed_in(session, id);
    return StartedSession{user, Sessions::start(session, id)};
  });
  attempts_.succeeded({}, address);
  base::log::info("signed_in", {{"user", started.user.id}, {"by", "link"}, {"address", address}});
  return started;
}

}  // namespace rights
