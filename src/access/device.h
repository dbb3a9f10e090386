// A short name for a browser, for the list of one's sessions: "Firefox on Linux". Only this is kept of a User-Agent.
#pragma once
#include <string>
#include <string_view>

namespace rights {

// Empty when nothing in it is known. Pure.
std::string device_name(std::string_view user_agent);

}  // namespace rights
