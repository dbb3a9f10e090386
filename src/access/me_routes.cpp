#include "access/cookie.h"
#include "access/routes.h"
#include "base/error.h"

namespace rights {
namespace {

using http::NoAnswer, http::NoQuery, http::Page, http::Request;

// Keys and the operator have no password or sessions of their own.
std::int64_t me(const Request& request) {
  if (request.caller.kind != http::Caller::Kind::user) throw base::Error(base::ErrorCode::forbidden, "This is for people who are signed in.", "Sign in with an e-mail and a password.");
  return request.caller.id;
}

// A new password ends every session; who chose it goes on in a new one.
http::Route password_route(Access& access) {
  http::Route route{.method = http::Method::POST, .name = {"/api/me/password", "self", "Changes one's own password; ends all other sessions, and this one goes on with a new cookie", 204}, .body = http::BodyKind::memory};
  route.handler = [&access](const Request& request) {
    auto id = me(request);
    auto change = base::from_json<PasswordChange>(base::parse_json(request.body));
    auto user = access.users.one(id);
    Passwords::check(change.password, user.email);
    access.sign_in.prove_password(id, change.current.value_or(""), visit_of(request));
    auto token = access.sign_in.new_password(id, change.password, request.caller.session, visit_of(request));
    return http::Response::empty(204).with("Set-Cookie", session_cookie(token, access.behind_tls(), access.sessions.rules().longest / base::second)).with("Cache-Control", "no-store");
  };
  route.body_schema = [](base::Schemas& schemas) { return schemas.of<PasswordChange>(); };
  route.answer_schema = [](base::Schemas&) { return base::JsonObject{}; };
  return route;
}

void add_factor_routes(http::Router& router, Access& access) {
  router.get<NoQuery, SecondFactorState>({"/api/me/second-factor", "self", "Whether one's own second factor is set up"},
                                         [&access](const Request& request, const NoQuery&) { return access.second_factors.state(access.users.one(me(request))); });
  router.post<Reproof, SecondFactorSecret>({"/api/me/second-factor", "self", "Begins to set up a second factor: what an authenticator app is told"}, [&access](const Request& request, const Reproof& proof) {
    auto id = me(request);
    access.sign_in.prove(id, proof, visit_of(request));
    return access.second_factors.begin(access.users.one(id));
  });
  router.post<Code, RecoveryCodes>({"/api/me/second-factor/confirmation", "self", "The first code of the app: from now on one is asked for; tells the recovery codes this once"},
                                   [&access](const Request& request, const Code& code) {
                                     auto id = me(request);
                                     return access.sign_in.limited(id, visit_of(request), [&] { return access.second_factors.confirm(access.users.one(id), code.code, request.caller.session); });
                                   });
  router.post<Reproof, RecoveryCodes>({"/api/me/recovery-codes", "self", "New recovery codes in place of the old ones"}, [&access](const Request& request, const Reproof& proof) {
    auto id = me(request);
    access.sign_in.prove(id, proof, visit_of(request));
    return access.second_factors.new_recovery_codes(id);
  });
  router.post<Reproof, SecondFactorState>({"/api/me/second-factor/removal", "self", "Turns one's own second factor off"}, [&access](const Request& request, const Reproof& proof) {
    auto id = me(request);
    auto user = access.users.one(id);
    if (access.second_factors.state(user).required)
      throw base::Error(base::ErrorCode::conflict, "Your company asks for a second factor.", "Set up another device in its place: begin anew with your password and a code.");
    access.sign_in.prove(id, proof, visit_of(request));
    access.second_factors.remove(id);
    return access.second_factors.state(user);
  });
}

}  // namespace

void add_me_routes(http::Router& router, Access& access) {
  router.raw(password_route(access));
  add_factor_routes(router, access);
  router.get<NoQuery, Page<OpenSession>>({"/api/me/sessions", "self", "Where one is signed in oneself"},
                                         [&access](const Request& request, const NoQuery&) { return Page<OpenSession>{access.sessions.list(me(request), request.caller.session), std::nullopt}; });
  router.remove<NoQuery, NoAnswer>({"/api/me/sessions", "self", "Signs oneself out everywhere but here"}, [&access](const Request& request, const NoQuery&) {
    access.sessions.end_all(me(request), request.caller.session);
    return NoAnswer{};
  });
  router.remove<NoQuery, NoAnswer>({"/api/me/sessions/{session}", "self", "Signs oneself out of one browser"}, [&access](const Request& request, const NoQuery&) {
    access.sessions.end_one(me(request), request.parameter("session"));
    return NoAnswer{};
  });
}

}  // namespace rights
