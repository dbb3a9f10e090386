// The cookie that carries a session. Behind TLS its name begins with __Host-, which browsers accept only as Secure, for
// this host alone and for all of it: no neighbouring host can plant one.
#pragma once
#include <string>
#include <string_view>

#include "access/sessions.h"

namespace rights {

inline std::string_view cookie_name(bool behind_tls) { return behind_tls ? "__Host-throughline_session" : "throughline_session"; }

// A Set-Cookie value. Lax, not Strict: a link in a mail must open signed in; csrf.h guards what changes something.
inline std::string session_cookie(std::string_view token, bool behind_tls, std::int64_t seconds) {
  return std::string(cookie_name(behind_tls)) + '=' + std::string(token) + "; Path=/; Max-Age=" + std::to_string(seconds) + "; HttpOnly; SameSite=Lax" + (behind_tls ? "; Secure" : "");
}
inline std::string ended_cookie(bool behind_tls) { return session_cookie("", behind_tls, 0); }

}  // namespace rights
