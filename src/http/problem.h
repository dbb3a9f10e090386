// base::Error as an RFC 9457 answer; the only place where error codes become HTTP status codes.
#pragma once
#include "base/error.h"
#include "http/message.h"

namespace http {

int status_of(base::ErrorCode code);
Response problem(const base::Error& error);
// What no base::ErrorCode says, for what HTTP itself refuses; `code` is a stable word as those of base::word.
Response problem(int status, const std::string& code, std::string title, std::string detail, std::string hint = {});

}  // namespace http
