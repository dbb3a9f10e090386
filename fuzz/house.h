// A whole company for targets that ask over its routes, without a connection: as an administrator, in a data folder in
// memory that goes with it. It holds 24 customers with names in several scripts, and one page more than a list's first of
// what lists show. One thread.
#pragma once
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "app/capabilities.h"
#include "http/dispatch.h"

namespace fuzz {

// A folder of this process, in memory where there is some; whoever asks makes it and removes it.
std::filesystem::path folder_of(const std::string& name);

class House {
 public:
  explicit House(const std::string& name);
  ~House();

  // A body on its way to a file is laid down in one, as the server does it.
  http::Response ask(http::Method method, std::string_view target, std::vector<std::pair<std::string, std::string>> headers = {}, std::string body = {});

 private:
  void fill();

  std::filesystem::path folder_;
  std::string token_;
  std::unique_ptr<app::Company> company_;
  http::Router router_;
  std::unique_ptr<http::Idempotency> idempotency_;
  std::unique_ptr<http::Desk> desk_;
};

}  // namespace fuzz
