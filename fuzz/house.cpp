#include "house.h"

#include <unistd.h>

#include <fstream>

#include "base/hash.h"
#include "target.h"

namespace fuzz {

using http::Method;

std::filesystem::path folder_of(const std::string& name) {
  std::filesystem::path memory = "/dev/shm";
  return (std::filesystem::exists(memory) ? memory : std::filesystem::temp_directory_path()) / ("fuzz-" + name + "-" + std::to_string(::getpid()));
}

House::House(const std::string& name)
    : folder_(folder_of(name)),
      token_(rights::Gate::new_operator_token()) {
  std::filesystem::remove_all(folder_);
  std::filesystem::create_directories(folder_ / "spool");
  company_ = std::make_unique<app::Company>(app::CompanyOptions{.folder = folder_, .name = "Fuzz", .region = "CN", .operator_token = token_});
  app::add_routes(router_, *company_);
  idempotency_ = std::make_unique<http::Idempotency>(*company_->database);
  auto admit = [this](const http::Route& route, const http::Request& request) { return company_->access->gate.admit(route, request); };
  desk_ = std::make_unique<http::Desk>(router_, admit, nullptr, folder_ / "spool", false, idempotency_.get());
  fill();
}

House::~House() {
  company_.reset();
  std::filesystem::remove_all(folder_);
}

void House::fill() {
  static constexpr const char* names[]{"王小芳", "Anna Maria Ødegård", "Łukasz Żółć", "محمد علي",
                                       "ひらがな・カタカナ", "김민준", "O'Brien-Smith \\\"Bob\\\"", "劉德華"};
  std::string rows = R"({"interactions": [)";
  for (int i = 0; i < 48; ++i) {
    auto customer = std::to_string(i / 2);
    auto second = std::to_string(10 + i), key = std::to_string(i);
    rows += std::string(i ? "," : "") + R"({"at": "2026-01-02T03:04:)" + second + R"(Z", "channel": ")" + (i % 3 ? "email" : "web") +
            R"(", "name": "Mail", "source": "s", "source_key": ")" + key + R"(", "customer": {"name": ")" + names[i / 2 % 8] +
            R"("}, "identities": [{"namespace": "email", "value": "p)" + customer +
            R"(@example.com"}, {"namespace": "user_id", "value": ")" + customer + R"("}]})";
  }
  auto taken = ask(Method::POST, "/api/interactions", {{"content-type", "application/json"}}, rows + "]}");
  bool all = taken.status < 300 && taken.body.find(R"("rejected":[])") != std::string::npos;
  if (!all) std::fprintf(stderr, "%s\n", taken.body.c_str());
  insist(all, "the first customers go in");
  for (int i = 1; i <= 5; ++i) {
    auto two = "c" + std::to_string(2 * i) + R"(", "c)" + std::to_string(2 * i + 1);
    auto merged = ask(Method::POST, "/api/merges", {{"content-type", "application/json"}}, R"({"customers": [")" + two + R"("], "reason": "same"})");
    if (merged.status >= 300) std::fprintf(stderr, "%s\n", merged.body.c_str());
    insist(merged.status < 300, "two customers are joined");
  }
}

http::Response House::ask(Method method, std::string_view target, std::vector<std::pair<std::string, std::string>> headers, std::string body) {
  http::Request request{.method = method, .headers = std::move(headers), .body = std::move(body), .peer = "127.0.0.1"};
  request.headers.emplace_back("authorization", "Bearer " + token_);
  http::read_target(target, request);
  auto match = router_.match(method, request.path);
  if (match.route && match.route->body == http::BodyKind::file) {
    request.body_file = folder_ / "spool" / base::random_token(9);
    std::ofstream(request.body_file, std::ios::binary) << request.body;
    request.body_bytes = request.body.size();
  }
  auto response = http::dispatch(*desk_, match, request);
  std::error_code ignored;
  if (!request.body_file.empty()) std::filesystem::remove(request.body_file, ignored);
  return response;
}

}  // namespace fuzz
