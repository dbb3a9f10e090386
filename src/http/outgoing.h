// Requests that the server makes to others (single sign-on's provider), over libcurl. Meant for addresses that partly come
// from elsewhere: HTTPS with certificates checked, no redirects, no proxies of the environment, bounded in time and size,
// and never to an internal address but the one origin that the operator named. The check is of the address that is
// connected to, so a name that leads inside is refused too.
//
// Threads: any; each call has a connection of its own.
#pragma once
#include <string>
#include <utility>
#include <vector>

namespace http {

struct Outgoing {
  std::string url;
  std::string trusted_origin;   // "https://id.example.com": named by the operator; may be internal, and plain http on this machine
  std::vector<std::pair<std::string, std::string>> form = {};      // not empty: a POST
  std::vector<std::pair<std::string, std::string>> headers = {};
};

struct Incoming {
  int status = 0;
  std::string body;
};

// Throws Error(unavailable) when it can't be reached, is too slow or too large, or is not allowed.
Incoming fetch(const Outgoing& request);

// "https://host:port" of an address, the port always there; empty when it is no http(s) address or has a user in it.
std::string origin_of(const std::string& url);
// Whether an IPv4 or IPv6 address (as text) is one of this machine, of a private network, or otherwise not of the public internet.
bool is_internal(const std::string& address);

std::string percent_encoded(std::string_view text);

}  // namespace http
