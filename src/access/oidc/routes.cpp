#include "access/cookie.h"
#include "access/routes.h"
#include "base/error.h"

namespace rights {
namespace {

using http::Request, http::Response;

std::string query_value(const Request& request, std::string_view name) {
  for (const auto& [key, value] : request.query)
    if (key == name) return value;
  return {};
}

std::string way_cookie_name(bool behind_tls) { return behind_tls ? "__Host-throughline_sso" : "throughline_sso"; }

// Lax: the way back is a navigation that another site began.
std::string way_cookie(std::string_view value, bool behind_tls, std::int64_t seconds) {
  return way_cookie_name(behind_tls) + "=" + std::string(value) + "; Path=/; Max-Age=" + std::to_string(seconds) + "; HttpOnly; SameSite=Lax" + (behind_tls ? "; Secure" : "");
}

Response lead(const std::string& to) { return Response::empty(303).with("Location", to).with("Cache-Control", "no-store").with("Referrer-Policy", "no-referrer"); }

// A word for the page, which says it in the reader's language.
std::string why(const base::Error& error) { return error.code == base::ErrorCode::unavailable ? "unreachable" : error.code == base::ErrorCode::overloaded ? "too_often" : error.field.empty() ? "refused" : error.field; }

http::Route page_route(std::string path, std::string summary, http::Handler handler) {
  http::Route route{.method = http::Method::GET, .name = {std::move(path), "open", std::move(summary), 303}, .documented = false, .handler = std::move(handler)};
  return route;
}

}  // namespace

void add_sign_on_routes(http::Router& router, Access& access) {
  router.get<http::NoQuery, SignInWays>({"/api/sign-in-ways", "open", "How people sign in here"}, [&access](const Request&, const http::NoQuery&) {
    SignInWays ways;
    if (access.sign_on) ways.sso = access.sign_on->options().name, ways.password = !access.sign_on->options().only;
    return ways;
  });
  router.get<http::NoQuery, SignOnState>({"/api/sign-on", "users.manage", "How single sign-on is set up, without its secret"}, [&access](const Request&, const http::NoQuery&) {
    SignOnState state;
    if (!access.sign_on) return state;
    const auto& options = access.sign_on->options();
    state = {true, options.name, options.issuer, options.client_id, !options.client_secret.empty(), options.redirect(), options.link_by_email, options.provision, options.groups_claim, {}, options.only};
    for (const auto& mapping : options.roles) state.roles.push_back({mapping.group, mapping.role});
    return state;
  });
  // Without a provider these addresses do not exist.
  if (!access.sign_on) return;
  router.raw(page_route("/sso/start", "Leads to the company's sign-on", [&access](const Request& request) {
    bool tls = access.behind_tls();
    try {
      auto departure = access.sign_on->go(query_value(request, "to"));
      return lead(departure.url).with("Set-Cookie", way_cookie(departure.cookie, tls, SignOn::on_the_way / base::second));
    } catch (const base::Error& error) {
      return lead("/sign-in?sso=" + why(error));
    }
  }));
  router.raw(page_route("/sso/callback", "Where the company's sign-on leads back to", [&access](const Request& request) {
    bool tls = access.behind_tls();
    try {
      SignOn::Return back{query_value(request, "state"), query_value(request, "code"), query_value(request, "iss"), query_value(request, "error"), request.cookie(way_cookie_name(tls)).value_or("")};
      auto arrival = access.sign_on->come_back(back, visit_of(request));
      if (!request.caller.session.empty()) access.sessions.end(request.caller.session);
      return lead(arrival.to)
          .with("Set-Cookie", session_cookie(arrival.token, tls, access.sessions.rules().longest / base::second))
          .with("Set-Cookie", way_cookie("", tls, 0));
    } catch (const base::Error& error) {
      return lead("/sign-in?sso=" + why(error)).with("Set-Cookie", way_cookie("", tls, 0));
    }
  }));
}

}  // namespace rights
