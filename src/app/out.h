// Where a command writes what may be long: standard output; a file that appears only when it is whole; or what stands there
// already and is no file (a pipe, a device). Throws Error(unavailable) when it can't be written.
#pragma once
#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>
#include <string_view>

#include "base/error.h"

namespace app {

class Out {
 public:
  explicit Out(std::filesystem::path path) : path_(std::move(path)) {
    if (path_.empty()) return;
    std::error_code ignored;
    auto there = std::filesystem::status(path_, ignored);   // of what a link leads to
    if (std::filesystem::is_directory(there)) throw base::invalid(path_.string() + " is a folder.", "Name a file with --out.", "out");
    making_ = path_;
    if (std::filesystem::is_symlink(path_, ignored)) making_ = path_ = std::filesystem::canonical(path_, ignored);
    if (!std::filesystem::exists(there) || std::filesystem::is_regular_file(there)) making_ += ".making";
    file_.open(making_, std::ios::binary);
    if (!file_) throw base::Error(base::ErrorCode::unavailable, path_.string() + " can't be written.", "Give another file with --out.");
  }
  ~Out() {
    std::error_code ignored;
    if (making_ != path_) std::filesystem::remove(making_, ignored);   // renamed when it became whole
  }
  // All pieces, until an empty one ends them.
  void write_all(const std::function<void(std::string&)>& pieces) {
    for (std::string piece; pieces(piece), !piece.empty(); piece.clear()) write(piece);
  }
  void write(std::string_view piece) {
    stream().write(piece.data(), static_cast<std::streamsize>(piece.size()));
    must_be_well();
  }
  void finish() {
    stream().flush();
    must_be_well();
    if (path_.empty()) return;
    file_.close();
    must_be_well();
    if (making_ != path_) std::filesystem::rename(making_, path_);
  }

 private:
  std::ostream& stream() { return path_.empty() ? static_cast<std::ostream&>(std::cout) : file_; }
  void must_be_well() {
    if (!stream()) throw base::Error(base::ErrorCode::unavailable, "The export can't be written: is the disk full, or the reader gone?", "What was written is not whole; free some space and export again.");
  }

  std::filesystem::path path_, making_;
  std::ofstream file_;
};

}  // namespace app
