// Where a request of the tracking API carries its write key.
#pragma once
#include <string>
#include <vector>

#include "http/message.h"

namespace channel {

// The candidates in the order in which they are tried: user of Basic authentication, bearer token, "writeKey" of the body.
std::vector<std::string> write_keys_of(const http::Request& request, const base::JsonObject& body);

}  // namespace channel
