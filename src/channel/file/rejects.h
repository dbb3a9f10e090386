// The file of rejected rows: what was wrong, where, and the row as it was, for a person who corrects it in a spreadsheet.
// Made when the first row is rejected. One thread at a time.
#pragma once
#include <cstdio>
#include <filesystem>

#include "channel/file/rows.h"

namespace channel::file {

class Rejects {
 public:
  // An empty path: rows are not kept.
  explicit Rejects(std::filesystem::path path) : path_(std::move(path)) {}
  ~Rejects();
  Rejects(const Rejects&) = delete;
  // Throws Error(unavailable) when the disk takes no more.
  void add(const std::string& file, const Row& row, const Fault& fault);
  void close();

 private:
  std::filesystem::path path_;
  std::FILE* file_ = nullptr;
};

}  // namespace channel::file
