// How the command line finds the server that owns a data folder: the server writes its address and a token that only
// this user can read into the folder, and takes them away when it stops.
#pragma once
#include <filesystem>
#include <optional>
#include <string>

#include "app/commands.h"
#include "http/client.h"

namespace app {

// The server of the folder, when one serves it. Throws Error(unavailable) when the folder is held by a command instead, or
// by a server of another database.
std::optional<http::Client> server_of(const CommonOptions& common);

// Throws Error(not_found) when there is nothing of Throughline where the options say, for commands that only read.
void must_exist(const CommonOptions& common);

class ServedMark {
 public:
  ServedMark(const CommonOptions& common, const std::string& url, const std::string& token);
  ~ServedMark();

 private:
  std::filesystem::path file_;
};

}  // namespace app
