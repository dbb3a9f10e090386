#include "access/routes.h"

#include "access/cookie.h"
#include "base/error.h"
#include "base/ids.h"

namespace rights {
namespace {

constexpr int invitation_minutes = 24 * 60;

std::int64_t id_of(const http::Request& request, char kind, const char* what) {
  auto id = base::read_id(kind, request.parameter("id"));
  if (!id) throw base::not_found(std::string("There is no such ") + what + ".", std::string("Look at the list of ") + what + "s.");
  return *id;
}

StartedSession start_session(Access& access, const SignIn& asked, const std::string& address) {
  bool with_password = asked.email && asked.password;
  if (asked.link && !asked.email && !asked.password) return access.sign_in.by_link(*asked.link, address);
  if (with_password && !asked.link) return access.sign_in.by_password(*asked.email, *asked.password, address);
  throw base::invalid("An e-mail and a password, or a link, are needed to sign in.", "Send {\"email\", \"password\"} or {\"link\"}.");
}

http::Route sign_in_route(Access& access) {
  http::Route route{.method = http::Method::POST, .name = {"/api/session", "open", "Signs in by password or one-time link; sets the session cookie", 201}, .body = http::BodyKind::memory};
  route.handler = [&access](const http::Request& request) {
    auto started = start_session(access, base::from_json<SignIn>(base::parse_json(request.body)), request.peer);
    if (!request.caller.session.empty()) access.sessions.end(request.caller.session);
    return http::Response::json(201, base::to_json(SignedIn{started.user}))
        .with("Set-Cookie", session_cookie(started.token, access.behind_tls()))
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

void add_user_routes(http::Router& router, Access& access) {
  using http::Request;
  router.get<http::NoQuery, http::Page<User>>({"/api/users", "users.manage", "Users"},
                                              [&access](const Request&, const http::NoQuery&) { return http::Page<User>{access.users.list(), std::nullopt}; });
  router.post<NewUser, AddedUser>({"/api/users", "users.manage", "Adds a user; without a password, with a sign-in link to send them", 201}, [&access](const Request&, const NewUser& user) {
    AddedUser added;
    static_cast<User&>(added) = access.users.add(user);
    if (!user.password) added.link = "/sign-in?link=" + access.links.make(base::read_id('u', added.id).value(), invitation_minutes);
    return added;
  });
  router.patch<UserChange, User>({"/api/users/{id}", "users.manage", "Changes a user; a new password or disabling ends their sessions"},
                                 [&access](const Request& request, const UserChange& change) { return access.users.change(id_of(request, 'u', "user"), change); });
}

void add_key_routes(http::Router& router, Access& access) {
  using http::Request;
  router.get<http::NoQuery, http::Page<ApiKey>>({"/api/keys", "keys.manage", "API keys"},
                                                [&access](const Request&, const http::NoQuery&) { return http::Page<ApiKey>{access.keys.list(), std::nullopt}; });
  router.post<NewApiKey, AddedApiKey>({"/api/keys", "keys.manage", "Makes an API key; its secret is told this once", 201},
                                      [&access](const Request& request, const NewApiKey& key) { return access.keys.add(key, request.caller.name); });
  router.remove<http::NoQuery, http::NoAnswer>({"/api/keys/{id}", "keys.manage", "Removes an API key, at once"}, [&access](const Request& request, const http::NoQuery&) {
    access.keys.remove(id_of(request, 'k', "key"));
    return http::NoAnswer{};
  });
}

}  // namespace

void add_routes(http::Router& router, Access& access) {
  router.raw(sign_in_route(access));
  router.get<http::NoQuery, SignedIn>({"/api/session", "self", "Who is signed in"}, [&access](const http::Request& request, const http::NoQuery&) {
    if (request.caller.kind != http::Caller::Kind::user) throw base::Error(base::ErrorCode::unauthenticated, "Nobody is signed in.", "Sign in.");
    return SignedIn{access.users.one(request.caller.id)};
  });
  router.raw(sign_out_route(access));
  add_user_routes(router, access);
  add_key_routes(router, access);
}

}  // namespace rights
