// How the command line finds the server that owns a data folder: the server writes its address and a token that only
// this user can read into the folder, and takes them away when it stops.
#pragma once
#include <filesystem>
#include <optional>
#include <string>

#include "http/client.h"

namespace app {

// The server of the folder, when one serves it. Throws Error(unavailable) when the folder is held by a command instead.
std::optional<http::Client> server_of(const std::filesystem::path& folder);

class ServedMark {
 public:
  ServedMark(const std::filesystem::path& folder, const std::string& url, const std::string& token);
  ~ServedMark();

 private:
  std::filesystem::path file_;
};

}  // namespace app
