// base::Error as an RFC 9457 answer; the only place where error codes become HTTP status codes.
#pragma once
#include "base/error.h"
#include "http/message.h"

namespace http {

int status_of(base::ErrorCode code);
Response problem(const base::Error& error);
Response problem(int status, std::string title, std::string detail, std::string hint = {});

}  // namespace http
