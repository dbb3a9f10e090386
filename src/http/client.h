// A plain HTTP client for the command line, to speak to the server that owns a data folder. Blocking; one request at a
// time; not for addresses that outsiders name.
#pragma once
#include <filesystem>
#include <functional>
#include <string>

#include "base/json.h"

namespace http {

class Client {
 public:
  // `url` as "http://127.0.0.1:8080"; `token` is sent as Bearer.
  Client(const std::string& url, std::string token);

  // Throws base::Error with what the server said, or unavailable when it can't be reached.
  base::Json get(const std::string& path);
  base::Json send(const std::string& method, const std::string& path, const base::Json& body);
  base::Json upload(const std::string& path, const std::filesystem::path& file, const std::function<void(std::uint64_t sent)>& progress);
  void download(const std::string& path, const std::function<void(std::string_view piece)>& take);

 private:
  std::string host_, port_, token_;
};

}  // namespace http
