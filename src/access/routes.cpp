#include "access/routes.h"

#include "access/cookie.h"
#include "access/device.h"
#include "base/error.h"
#include "base/ids.h"

namespace rights {
namespace {

StartedSession start_session(Access& access, const SignIn& asked, const Visit& visit) {
  if (asked.link && !asked.email) return access.sign_in.by_link(asked, visit);
  if (asked.email && asked.password && !asked.link && !asked.name) return access.sign_in.by_password(*asked.email, *asked.password, asked.code.value_or(""), visit);
  throw base::invalid("An e-mail and a password, or a link, are needed to sign in.", "Send {\"email\", \"password\"} or {\"link\"}.");
}

http::Route sign_in_route(Access& access) {
  http::Route route{.method = http::Method::POST, .name = {"/api/session", "open", "Signs in by password or one-time link; sets the session cookie", 201}, .body = http::BodyKind::memory};
  route.handler = [&access](const http::Request& request) {
    auto started = start_session(access, base::from_json<SignIn>(base::parse_json(request.body)), visit_of(request));
    if (!request.caller.session.empty()) access.sessions.end(request.caller.session);
    SignedIn answer{started.user};
    if (auto caller = access.sessions.find(started.token)) answer.must_enrol = caller->must_enrol, answer.sees_all = !caller->regions;
    return http::Response::json(201, base::to_json(answer))
        .with("Set-Cookie", session_cookie(started.token, access.behind_tls(), access.sessions.rules().longest / base::second))
        .with("Cache-Control", "no-store");
  };
  route.body_schema = [](base::Schemas& schemas) { return schemas.of<SignIn>(); };
  route.answer_schema = [](base::Schemas& schemas) { return schemas.of<SignedIn>(); };
  return route;
}

// Open, so that signing out of a session that has ended already is no error.
http::Route sign_out_route(Access& access) {
  http::Route route{.method = http::Method::DELETE_, .name = {"/api/session", "open", "Signs out", 204}};
  route.handler = [&access](const http::Request& request) {
    if (!request.caller.session.empty()) access.sessions.end(request.caller.session);
    return http::Response::empty(204).with("Set-Cookie", ended_cookie(access.behind_tls()));
  };
  return route;
}

}  // namespace

std::int64_t id_in_path(const http::Request& request, char kind, const char* what) {
  auto id = base::read_id(kind, request.parameter("id"));
  if (!id) throw base::not_found(std::string("There is no such ") + what + ".", std::string("Look at the list of ") + what + "s.");
  return *id;
}

Visit visit_of(const http::Request& request) { return {request.peer, device_name(request.header("user-agent"))}; }

void add_session_routes(http::Router& router, Access& access) {
  router.raw(sign_in_route(access));
  router.get<http::NoQuery, SignedIn>({"/api/session", "self", "Who is signed in"}, [&access](const http::Request& request, const http::NoQuery&) {
    if (request.caller.kind != http::Caller::Kind::user) throw base::Error(base::ErrorCode::unauthenticated, "Nobody is signed in.", "Sign in.");
    return SignedIn{access.users.one(request.caller.id), request.caller.must_enrol, !request.caller.regions};
  });
  router.raw(sign_out_route(access));
  router.post<LinkToken, LinkPurpose>({"/api/sign-in-link", "open", "What a one-time link is for; uses nothing up"},
                                      [&access](const http::Request& request, const LinkToken& token) { return access.sign_in.purpose_of(token.link, visit_of(request)); });
}

void add_routes(http::Router& router, Access& access) {
  add_session_routes(router, access);
  add_me_routes(router, access);
  add_people_routes(router, access);
  add_place_routes(router, access);
  add_sign_on_routes(router, access);
  add_key_routes(router, access);
}

}  // namespace rights
