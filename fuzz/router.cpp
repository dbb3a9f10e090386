// Requests through every route of a whole company, as an administrator: method, address, headers and body are the input's.
#include "base/text.h"
#include "house.h"
#include "target.h"

namespace {

using namespace http;

// Passwords are hashed slowly on purpose, and proofs of the whole folder take long: they have tests of their own.
bool is_slow(Method method, std::string_view target) {
  if (target.starts_with("/api/check")) return true;
  return method != Method::GET && (target.starts_with("/api/session") || target.starts_with("/api/users") || target.starts_with("/api/me"));
}

// "M TARGET", header lines, a byte 0, the body. Everything but GET changes the folder, so that an input may depend on those before it.
void router(std::string_view bytes) {
  static auto& house = fuzz::keep<fuzz::House>("router");
  auto head = fuzz::part(bytes);
  auto line = head.substr(0, head.find('\n'));
  if (line.size() < 3) return;
  static constexpr Method methods[]{Method::GET, Method::POST, Method::PUT, Method::PATCH, Method::DELETE_, Method::HEAD, Method::OPTIONS};
  auto letter = std::string_view("GPUADHO").find(line[0]);
  auto method = methods[letter == std::string_view::npos ? static_cast<unsigned char>(line[0]) % 7 : letter];
  auto target = line.substr(2);
  if (is_slow(method, target)) return;
  std::vector<std::pair<std::string, std::string>> headers;
  while (head.size() > line.size()) {
    head.remove_prefix(line.size() + 1);
    line = head.substr(0, head.find('\n'));
    auto colon = line.find(':');
    if (colon == std::string_view::npos || headers.size() > 20) continue;
    auto name = base::lower_ascii(line.substr(0, colon));
    if (name != "authorization") headers.emplace_back(name, std::string(line.substr(colon + 1)));
  }
  auto response = house.ask(method, target, std::move(headers), std::string(bytes));
  if (response.status == 500) std::fprintf(stderr, "%s\n", response.body.c_str());
  fuzz::insist(response.status != 500, "nothing goes wrong inside");
  std::string piece;
  for (int i = 0; response.stream && i < 50; ++i) {
    piece.clear();
    response.stream(piece);
    if (piece.empty()) break;
  }
}

fuzz::Target target("router", router);

}  // namespace
