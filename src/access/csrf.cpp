#include "access/csrf.h"

#include <string>

#include "base/error.h"
#include "base/text.h"

namespace rights {
namespace {

bool changes_something(http::Method method) {
  using http::Method;
  return method != Method::GET && method != Method::HEAD && method != Method::OPTIONS;
}

std::string_view without_default_port(std::string_view authority, bool https) {
  std::string_view port = https ? ":443" : ":80";
  return authority.ends_with(port) ? authority.substr(0, authority.size() - port.size()) : authority;
}

// Origin is scheme://host[:port], or "null" for a page that hides where it is from.
bool is_our_origin(std::string_view origin, std::string_view host, bool behind_tls) {
  auto lower = base::lower_ascii(origin);
  bool https = lower.starts_with("https://");
  if ((!https && !lower.starts_with("http://")) || (behind_tls && !https) || host.empty()) return false;
  auto authority = std::string_view(lower).substr(https ? 8 : 7);
  return !authority.empty() && without_default_port(authority, https) == without_default_port(base::lower_ascii(host), https);
}

// What a page of any site can send without asking first (CORS-safelisted), and no type at all.
bool is_form_type(std::string_view content_type) {
  auto type = base::trim(base::lower_ascii(content_type.substr(0, content_type.find_first_of(";,"))));
  return type.empty() || type == "text/plain" || type == "application/x-www-form-urlencoded" || type == "multipart/form-data";
}

bool opens_socket(const http::Request& request) { return base::lower_ascii(request.header("upgrade")) == "websocket"; }

bool has_body(const http::Request& request) { return !request.body.empty() || request.body_bytes > 0 || !request.body_file.empty(); }

[[noreturn]] void refuse() {
  throw base::Error(base::ErrorCode::forbidden, "This request came from another site's page.", "Open this server's own page; a proxy in front must pass on the Host that the browser sees.");
}

}  // namespace

void check_same_site(const http::Request& request, bool behind_tls) {
  if (opens_socket(request)) {
    // Any site's page may open a socket here, and the browser sends the cookie along: it says where the page is from.
    if (!is_our_origin(request.header("origin"), request.header("host"), behind_tls)) refuse();
    return;
  }
  if (!changes_something(request.method)) return;
  bool typed = false;
  for (const auto& [name, value] : request.headers) {
    if (name == "sec-fetch-site" && value != "same-origin" && value != "none") refuse();
    if (name == "origin" && !is_our_origin(value, request.header("host"), behind_tls)) refuse();
    if (name == "content-type") typed = true;
    if (name == "content-type" && has_body(request) && is_form_type(value))
      throw base::Error(base::ErrorCode::unsupported, "The body's type is one that any site's form can send.", "Send \"Content-Type: application/json\".");
  }
  if (!typed && has_body(request)) throw base::Error(base::ErrorCode::unsupported, "The body has no type.", "Send \"Content-Type: application/json\".");
}

}  // namespace rights
