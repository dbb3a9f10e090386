// The lock of a data folder: one process owns it. Held until destroyed or the process ends, however it ends.
#pragma once
#include <filesystem>

namespace store {

class FolderLock {
 public:
  // Throws Error(unavailable) when another process holds it or the folder can't be written.
  explicit FolderLock(const std::filesystem::path& folder);
  ~FolderLock();
  FolderLock(const FolderLock&) = delete;
  FolderLock& operator=(const FolderLock&) = delete;

  // True when some process holds the folder's lock now.
  static bool is_held(const std::filesystem::path& folder);

 private:
  int file_ = -1;
};

}  // namespace store
