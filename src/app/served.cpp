#include "app/served.h"

#include <fcntl.h>
#include <unistd.h>

#include <fstream>
#include <sstream>

#include "base/hash.h"
#include "base/json.h"
#include "store/lock.h"
#include "store/database.h"

namespace app {
namespace {

struct Mark {
  std::string url, token, database;   // the last as a hash: an address may hold a password
};
BOOST_DESCRIBE_STRUCT(Mark, (), (url, token, database))

std::string hash_of(const std::string& address) { return address.empty() ? "" : base::sha256_hex(address); }

}  // namespace

std::optional<http::Client> server_of(const CommonOptions& common) {
  const auto& folder = common.data;
  if (!store::FolderLock::is_held(folder)) return std::nullopt;
  std::ifstream file(folder / "served.json");
  std::stringstream text;
  text << file.rdbuf();
  if (!file || text.str().empty())
    throw base::Error(base::ErrorCode::unavailable, "Another command is at work on the data folder " + folder.string() + ".", "Wait until it has ended.");
  auto mark = base::from_json<Mark>(base::parse_json(text.str()));
  if (mark.database != hash_of(common.database))
    throw base::Error(base::ErrorCode::unavailable, "The server that owns the folder " + folder.string() + " serves another database.", "Give the same --database as that server, or another folder with --data.");
  return http::Client(mark.url, mark.token);
}

void must_exist(const CommonOptions& common) {
  if (store::Database::is_there(common.data, common.database)) return;
  if (common.database.empty()) throw base::not_found("There is no data folder at " + common.data.string() + ".", "Name it with --data; `throughline serve` or `throughline import` makes a new one.");
  throw base::not_found("The database holds nothing of Throughline.", "Name the right one with --database; `throughline serve` or `throughline import` begins a new one.");
}

ServedMark::ServedMark(const CommonOptions& common, const std::string& url, const std::string& token) : file_(common.data / "served.json") {
  auto text = base::to_json_text(Mark{url, token, hash_of(common.database)});
  int file = ::open(file_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (file < 0 || ::write(file, text.data(), text.size()) != static_cast<ssize_t>(text.size())) {
    if (file >= 0) ::close(file);
    throw base::Error(base::ErrorCode::unavailable, "The data folder can't be written.", "Look at its rights and its free space.");
  }
  ::close(file);
}

ServedMark::~ServedMark() {
  std::error_code ignored;
  std::filesystem::remove(file_, ignored);
}

}  // namespace app
