#include "http/outgoing.h"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <unistd.h>

#include <boost/url/parse.hpp>

#include <array>
#include <cstring>
#include <memory>

#include "base/error.h"
#include "base/limits.h"

namespace http {
namespace {

struct Network {
  std::array<unsigned char, 16> address;
  int bits;
};

// IPv4 stands as ::ffff:a.b.c.d.
std::array<unsigned char, 16> mapped(unsigned a, unsigned b = 0, unsigned c = 0, unsigned d = 0) {
  return {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, static_cast<unsigned char>(a), static_cast<unsigned char>(b), static_cast<unsigned char>(c), static_cast<unsigned char>(d)};
}

// IANA's special-purpose registries: what is not globally reachable, and what carries an IPv4 address inside (6to4, NAT64, Teredo).
const std::vector<Network>& internal_networks() {
  static const std::vector<Network> networks{
      {mapped(0), 104}, {mapped(10), 104}, {mapped(100, 64), 106}, {mapped(127), 104}, {mapped(169, 254), 112}, {mapped(172, 16), 108}, {mapped(192, 0, 0), 120}, {mapped(192, 0, 2), 120},
      {mapped(192, 88, 99), 120}, {mapped(192, 168), 112}, {mapped(198, 18), 111}, {mapped(198, 51, 100), 120}, {mapped(203, 0, 113), 120}, {mapped(224), 99},
      {{}, 96},                                      // ::, ::1 and the old IPv4-compatible ones
      {{0x00, 0x64, 0xFF, 0x9B}, 32},                // 64:ff9b::/96 and 64:ff9b:1::/48
      {{0x01, 0x00}, 64}, {{0x20, 0x01, 0x00}, 23}, {{0x20, 0x01, 0x0D, 0xB8}, 32}, {{0x20, 0x02}, 16}, {{0x3F, 0xFF}, 20}, {{0x5F, 0x00}, 16}, {{0xFC}, 7}, {{0xFE, 0x80}, 9}, {{0xFF}, 8}};
  return networks;
}

bool is_in(const std::array<unsigned char, 16>& address, const Network& network) {
  for (int bit = 0; bit < network.bits; ++bit) {
    auto mask = static_cast<unsigned char>(0x80 >> bit % 8);
    auto byte = static_cast<std::size_t>(bit / 8);
    if ((address[byte] & mask) != (network.address[byte] & mask)) return false;
  }
  return true;
}

struct Work {
  bool may_be_internal = false;
  bool refused = false;
  bool too_large = false;
  std::string body;
};

curl_socket_t open_socket(void* data, curlsocktype, curl_sockaddr* to) {
  auto* work = static_cast<Work*>(data);
  char text[INET6_ADDRSTRLEN] = "";
  if (to->family == AF_INET) inet_ntop(AF_INET, &reinterpret_cast<sockaddr_in*>(&to->addr)->sin_addr, text, sizeof text);
  else if (to->family == AF_INET6) inet_ntop(AF_INET6, &reinterpret_cast<sockaddr_in6*>(&to->addr)->sin6_addr, text, sizeof text);
  if (!work->may_be_internal && is_internal(text)) {
    work->refused = true;
    return CURL_SOCKET_BAD;
  }
  return socket(to->family, to->socktype | SOCK_CLOEXEC, to->protocol);
}

std::size_t take(char* data, std::size_t, std::size_t count, void* to) {
  auto* work = static_cast<Work*>(to);
  if (work->body.size() + count > base::limits::outgoing_answer_bytes) {
    work->too_large = true;
    return 0;
  }
  work->body.append(data, count);
  return count;
}

[[noreturn]] void fail(const std::string& origin, const std::string& why) {
  throw base::Error(base::ErrorCode::unavailable, origin + " can't be asked: " + why + ".", "Look at its address in the settings, at its certificate, and whether it is up.");
}

}  // namespace

bool is_internal(const std::string& text) {
  std::array<unsigned char, 16> address{};
  in_addr four{};
  if (inet_pton(AF_INET, text.c_str(), &four) == 1) {
    address = mapped(0);
    std::memcpy(address.data() + 12, &four, 4);
  } else if (inet_pton(AF_INET6, text.c_str(), address.data()) != 1) {
    return true;
  }
  for (const auto& network : internal_networks())
    if (is_in(address, network)) return true;
  return false;
}

std::string percent_encoded(std::string_view text) {
  static constexpr char hex[] = "0123456789ABCDEF";
  std::string out;
  for (unsigned char c : text) {
    bool plain = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' || c == '~';
    if (plain) out += static_cast<char>(c);
    else out += {'%', hex[c >> 4], hex[c & 15]};
  }
  return out;
}

std::string origin_of(const std::string& url) {
  auto parsed = boost::urls::parse_uri(url);
  if (!parsed || parsed->has_userinfo() || parsed->host().empty()) return {};
  auto scheme = parsed->scheme_id();
  if (scheme != boost::urls::scheme::https && scheme != boost::urls::scheme::http) return {};
  bool https = scheme == boost::urls::scheme::https;
  auto port = parsed->has_port() && !parsed->port().empty() ? std::string(parsed->port()) : std::string(https ? "443" : "80");
  std::string host(parsed->encoded_host());
  for (char& c : host) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return std::string(https ? "https://" : "http://") + host + ":" + port;
}

Incoming fetch(const Outgoing& request) {
  static const bool started = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
  auto origin = origin_of(request.url), trusted = origin_of(request.trusted_origin);
  if (!started || origin.empty()) fail(origin.empty() ? "\"" + request.url.substr(0, 100) + "\"" : origin, "it is no address of a web server");
  Work work{.may_be_internal = origin == trusted};
  if (!origin.starts_with("https://") && !work.may_be_internal) fail(origin, "it does not speak HTTPS");

  std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> curl(curl_easy_init(), curl_easy_cleanup);
  std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)> headers(nullptr, curl_slist_free_all);
  auto add_header = [&](const std::string& line) {
    auto* longer = curl_slist_append(headers.get(), line.c_str());
    headers.release();
    headers.reset(longer);
  };
  add_header("Accept: application/json");
  for (const auto& [name, value] : request.headers) add_header(name + ": " + value);
  std::string form;
  for (const auto& [name, value] : request.form) form += (form.empty() ? "" : "&") + percent_encoded(name) + "=" + percent_encoded(value);

  auto set = [&](CURLoption option, auto value) { curl_easy_setopt(curl.get(), option, value); };
  set(CURLOPT_URL, request.url.c_str());
  set(CURLOPT_PROTOCOLS_STR, origin.starts_with("https://") ? "https" : "http");
  set(CURLOPT_FOLLOWLOCATION, 0L);
  set(CURLOPT_PROXY, "");
  set(CURLOPT_NOSIGNAL, 1L);
  set(CURLOPT_CONNECTTIMEOUT, static_cast<long>(base::limits::outgoing_connect_seconds));
  set(CURLOPT_TIMEOUT, static_cast<long>(base::limits::outgoing_seconds));
  set(CURLOPT_HTTPHEADER, headers.get());
  set(CURLOPT_USERAGENT, "Throughline/" THROUGHLINE_VERSION);
  set(CURLOPT_OPENSOCKETFUNCTION, open_socket);
  set(CURLOPT_OPENSOCKETDATA, &work);
  set(CURLOPT_WRITEFUNCTION, take);
  set(CURLOPT_WRITEDATA, &work);
  if (!form.empty()) set(CURLOPT_POSTFIELDS, form.c_str());
  auto code = curl_easy_perform(curl.get());
  if (work.refused) fail(origin, "it is an internal address, which only the operator may name");
  if (work.too_large) fail(origin, "its answer is too large");
  if (code != CURLE_OK) fail(origin, curl_easy_strerror(code));
  long status = 0;
  curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &status);
  return {static_cast<int>(status), std::move(work.body)};
}

}  // namespace http
