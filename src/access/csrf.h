// Cross-site requests: other sites' pages can make a browser send ours a request with its cookie. What changes something
// must therefore come from a page of our own.
#pragma once
#include "http/message.h"

namespace rights {

// For callers who are known by a cookie, or are about to be (signing in). Throws Error(forbidden) for another site's
// page, Error(unsupported) for a body of a type that a plain form can send. Safe methods pass, unless they open a
// WebSocket. Pure.
void check_same_site(const http::Request& request, bool behind_tls);

}  // namespace rights
