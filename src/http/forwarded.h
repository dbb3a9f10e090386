// Who really asks, behind proxies: X-Forwarded-For is believed only from proxies that the operator named, and only as far
// back as these go; what somebody writes there themselves stands further left and is never reached.
//
// Filled at start, then only read: safe from any thread.
#pragma once
#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace http {

class TrustedProxies {
 public:
  TrustedProxies() = default;
  // Networks as "192.0.2.0/24", "2001:db8::/32" or single addresses. Throws Error(invalid) for anything else.
  explicit TrustedProxies(const std::vector<std::string>& networks);

  // The address of who asks: `peer` is the other end of the connection; `forwarded` all X-Forwarded-For, in order.
  std::string address(const std::string& peer, const std::vector<std::string_view>& forwarded) const;

 private:
  struct Network {
    std::array<unsigned char, 16> address{};   // IPv4 as ::ffff:a.b.c.d
    int bits = 0;
  };
  bool trusts(const std::array<unsigned char, 16>& address) const;

  std::vector<Network> networks_;
};

}  // namespace http
