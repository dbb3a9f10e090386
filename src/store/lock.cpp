#include "store/lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "base/error.h"

namespace store {

FolderLock::FolderLock(const std::filesystem::path& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  auto path = (folder / "lock").string();
  file_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (file_ < 0)
    throw base::Error(base::ErrorCode::unavailable, "The data folder " + folder.string() + " can't be written: " + std::strerror(errno) + ".",
                      "Give a folder that this user may write, with --data.");
  bool owned = false;
  for (int attempt = 0; !owned && attempt < 10; ++attempt) {
    if (attempt) ::usleep(20'000);   // a probe of is_held() is gone by then
    owned = ::flock(file_, LOCK_EX | LOCK_NB) == 0;
  }
  if (!owned) {
    ::close(file_);
    throw base::Error(base::ErrorCode::unavailable, "Another process owns the data folder " + folder.string() + ".",
                      "Stop the server that serves it, or let the command go through that server.");
  }
}

FolderLock::~FolderLock() {
  if (file_ >= 0) ::close(file_);
}

bool FolderLock::is_held(const std::filesystem::path& folder) {
  int file = ::open((folder / "lock").c_str(), O_RDWR | O_CLOEXEC);
  if (file < 0) return false;
  // Shared: a probe never keeps another probe out, and an owner hardly ever (it tries again for a moment).
  bool held = ::flock(file, LOCK_SH | LOCK_NB) != 0;
  ::close(file);
  return held;
}

}  // namespace store
