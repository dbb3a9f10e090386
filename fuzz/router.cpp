// Requests through every route of a whole company, as an administrator: method, address, headers and body are the input's.
// Its data folder lies in memory, holds a few customers at first, and goes at the end.
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "app/capabilities.h"
#include "base/hash.h"
#include "base/text.h"
#include "http/dispatch.h"
#include "target.h"

namespace {

using namespace http;

struct House {
  std::filesystem::path folder = std::filesystem::path(std::filesystem::exists("/dev/shm") ? "/dev/shm" : "/tmp") / ("fuzz-router-" + std::to_string(::getpid()));
  std::string token = rights::Gate::new_operator_token();
  std::unique_ptr<app::Company> company;
  Router router;
  std::unique_ptr<Idempotency> idempotency;
  std::unique_ptr<Desk> desk;

  House() {
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder / "spool");
    company = std::make_unique<app::Company>(app::CompanyOptions{.folder = folder, .name = "Fuzz", .region = "CN", .operator_token = token});
    app::add_routes(router, *company);
    idempotency = std::make_unique<Idempotency>(*company->database);
    desk = std::make_unique<Desk>(router, [this](const Route& route, const Request& request) { return company->access->gate.admit(route, request); }, nullptr, folder / "spool", false, idempotency.get());
    std::string rows = R"({"interactions": [)";
    for (int i = 0; i < 20; ++i)
      rows += std::string(i ? "," : "") + R"({"at": "2026-01-02T03:04:05Z", "channel": "email", "name": "Mail", "source": "s", "source_key": ")" + std::to_string(i) +
              R"(", "identities": [{"namespace": "email", "value": "p)" + std::to_string(i / 2) + R"(@example.com"}, {"namespace": "user_id", "value": ")" + std::to_string(i) + R"("}]})";
    auto response = ask(Method::POST, "/api/interactions", {{"content-type", "application/json"}}, rows + "]}");
    fuzz::insist(response.status < 300, "the first customers go in");
  }
  ~House() {
    company.reset();
    std::filesystem::remove_all(folder);
  }

  Response ask(Method method, std::string_view target, std::vector<std::pair<std::string, std::string>> headers, std::string body) {
    Request request{.method = method, .headers = std::move(headers), .body = std::move(body), .peer = "127.0.0.1"};
    request.headers.emplace_back("authorization", "Bearer " + token);
    read_target(target, request);
    auto match = router.match(method, request.path);
    if (match.route && match.route->body == BodyKind::file) {
      request.body_file = folder / "spool" / base::random_token(9);
      std::ofstream(request.body_file, std::ios::binary) << request.body;
      request.body_bytes = request.body.size();
    }
    auto response = dispatch(*desk, match, request);
    std::error_code ignored;
    if (!request.body_file.empty()) std::filesystem::remove(request.body_file, ignored);
    return response;
  }
};

// Passwords are hashed slowly on purpose, and proofs of the whole folder take long: they have tests of their own.
bool is_slow(Method method, std::string_view target) {
  if (target.starts_with("/api/check")) return true;
  return method != Method::GET && (target.starts_with("/api/session") || target.starts_with("/api/users") || target.starts_with("/api/me"));
}

// "M TARGET", header lines, a byte 0, the body. Everything but GET changes the folder, so that an input may depend on those before it.
void router(std::string_view bytes) {
  static House house;
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
