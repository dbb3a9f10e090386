#include "app/served.h"

#include <fcntl.h>
#include <unistd.h>

#include <fstream>
#include <sstream>

#include "base/json.h"
#include "store/lock.h"

namespace app {
namespace {

struct Mark {
  std::string url, token;
};
BOOST_DESCRIBE_STRUCT(Mark, (), (url, token))

}  // namespace

std::optional<http::Client> server_of(const std::filesystem::path& folder) {
  if (!store::FolderLock::is_held(folder)) return std::nullopt;
  std::ifstream file(folder / "served.json");
  std::stringstream text;
  text << file.rdbuf();
  if (!file || text.str().empty())
    throw base::Error(base::ErrorCode::unavailable, "Another command is at work on the data folder " + folder.string() + ".", "Wait until it has ended.");
  auto mark = base::from_json<Mark>(base::parse_json(text.str()));
  return http::Client(mark.url, mark.token);
}

ServedMark::ServedMark(const std::filesystem::path& folder, const std::string& url, const std::string& token) : file_(folder / "served.json") {
  auto text = base::to_json_text(Mark{url, token});
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
