#include "http/forwarded.h"

#include <arpa/inet.h>

#include <charconv>
#include <cstring>
#include <optional>

#include "base/error.h"
#include "base/text.h"

namespace http {
namespace {

using Address = std::array<unsigned char, 16>;

std::optional<Address> read(const std::string& text) {
  Address address{};
  in_addr four{};
  if (inet_pton(AF_INET, text.c_str(), &four) == 1) {
    address[10] = address[11] = 0xFF;
    std::memcpy(address.data() + 12, &four, 4);
    return address;
  }
  if (inet_pton(AF_INET6, text.c_str(), address.data()) == 1) return address;
  return std::nullopt;
}

std::string shown(const Address& address) {
  static constexpr unsigned char mapped[12]{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
  char text[INET6_ADDRSTRLEN] = "";
  if (std::memcmp(address.data(), mapped, sizeof mapped) == 0) inet_ntop(AF_INET, address.data() + 12, text, sizeof text);
  else inet_ntop(AF_INET6, address.data(), text, sizeof text);
  return text;
}

// "1.2.3.4", "1.2.3.4:5678", "[2001:db8::1]:443" or "2001:db8::1".
std::optional<Address> read_hop(std::string_view hop) {
  auto text = base::trim(hop);
  if (text.starts_with('[')) return read(text.substr(1, text.find(']') - 1));
  if (auto whole = read(text)) return whole;
  return read(text.substr(0, text.rfind(':')));
}

}  // namespace

TrustedProxies::TrustedProxies(const std::vector<std::string>& networks) {
  for (const auto& text : networks) {
    auto slash = text.find('/');
    auto address = read(text.substr(0, slash));
    bool four = text.find(':') == std::string::npos;
    int bits = four ? 32 : 128;
    if (slash != std::string::npos) {
      auto* end = text.data() + text.size();
      int given = -1;
      if (std::from_chars(text.data() + slash + 1, end, given).ptr != end || given < 0 || given > bits) address.reset();
      bits = given;
    }
    if (!address) throw base::invalid("\"" + text + "\" is no network of a proxy.", "Write it as 192.0.2.0/24 or 2001:db8::/32.", "trusted-proxy");
    networks_.push_back({*address, four ? bits + 96 : bits});
  }
}

bool TrustedProxies::trusts(const Address& address) const {
  for (const auto& network : networks_) {
    bool inside = true;
    for (int bit = 0; bit < network.bits && inside; ++bit) {
      auto mask = static_cast<unsigned char>(0x80 >> bit % 8);
      auto byte = static_cast<std::size_t>(bit / 8);
      inside = (address[byte] & mask) == (network.address[byte] & mask);
    }
    if (inside) return true;
  }
  return false;
}

std::string TrustedProxies::address(const std::string& peer, const std::vector<std::string_view>& forwarded) const {
  auto known = read(peer);
  if (networks_.empty() || !known || !trusts(*known)) return peer;
  // From the right: each proxy adds the address that it was asked from.
  for (auto line = forwarded.rbegin(); line != forwarded.rend(); ++line) {
    auto rest = *line;
    for (;;) {
      auto comma = rest.rfind(',');
      auto hop = read_hop(comma == std::string_view::npos ? rest : rest.substr(comma + 1));
      if (!hop) return shown(*known);   // what can't be read ends the trust
      known = hop;
      if (!trusts(*known)) return shown(*known);
      if (comma == std::string_view::npos) break;
      rest = rest.substr(0, comma);
    }
  }
  return shown(*known);
}

}  // namespace http
