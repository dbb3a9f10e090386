// Where a command writes what may be long: standard output; a file that appears only when it is whole; or what stands there
// already and is no file (a pipe, a device). What is called .gz is packed. Throws Error(unavailable) when it can't be written.
#pragma once
#include <zlib.h>

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
    if (path_.extension() == ".gz") packed_ = gzopen(making_.c_str(), "wb");
    else file_.open(making_, std::ios::binary);
    if (!file_ || (path_.extension() == ".gz" && !packed_)) throw base::Error(base::ErrorCode::unavailable, path_.string() + " can't be written.", "Give another file with --out.");
  }
  ~Out() {
    if (packed_) gzclose(packed_);
    std::error_code ignored;
    if (making_ != path_) std::filesystem::remove(making_, ignored);   // renamed when it became whole
  }
  // All pieces, until an empty one ends them.
  void write_all(const std::function<void(std::string&)>& pieces) {
    for (std::string piece; pieces(piece), !piece.empty(); piece.clear()) write(piece);
  }
  void write(std::string_view piece) {
    if (packed_) return must_be(piece.empty() || gzwrite(packed_, piece.data(), static_cast<unsigned>(piece.size())) == static_cast<int>(piece.size()));
    stream().write(piece.data(), static_cast<std::streamsize>(piece.size()));
    must_be_well();
  }
  void finish() {
    if (packed_) {
      must_be(gzclose(std::exchange(packed_, nullptr)) == Z_OK);
    } else {
      stream().flush();
      must_be_well();
      if (path_.empty()) return;
      file_.close();
      must_be_well();
    }
    if (making_ != path_) std::filesystem::rename(making_, path_);
  }

 private:
  std::ostream& stream() { return path_.empty() ? static_cast<std::ostream&>(std::cout) : file_; }
  void must_be_well() { must_be(static_cast<bool>(stream())); }
  void must_be(bool well) {
    if (!well) throw base::Error(base::ErrorCode::unavailable, "The export can't be written: is the disk full, or the reader gone?", "What was written is not whole; free some space and export again.");
  }

  std::filesystem::path path_, making_;
  std::ofstream file_;
  gzFile packed_ = nullptr;
};

}  // namespace app
