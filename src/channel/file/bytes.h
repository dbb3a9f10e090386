// The bytes of a file as a stream of UTF-8: plain or gzip (found by its first bytes), in any encoding that ICU knows.
// One thread at a time. Memory stays constant whatever the file unpacks to; how much it may unpack to is limited.
#pragma once
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace channel::file {

class Bytes {
 public:
  virtual ~Bytes() = default;
  // Fills `to` with at most `most` bytes; 0 only at the end. Throws base::Error when the file fails or is damaged.
  virtual std::size_t read(char* to, std::size_t most) = 0;
  // Bytes of the file on the disk that were used so far, for progress.
  virtual std::uint64_t taken() const = 0;
};

// `name` stands in errors. `encoding` empty: UTF-8, or UTF-16 when the file says so by its first bytes.
std::unique_ptr<Bytes> open_bytes(const std::filesystem::path& path, const std::string& name, const std::string& encoding = {});

// A file seen through a moving window. One byte behind end() may be read; it is '\n', a stop for scanners.
class Window {
 public:
  explicit Window(std::unique_ptr<Bytes> bytes);
  const char* begin() const { return begin_; }
  const char* end() const { return end_; }
  std::size_t size() const { return static_cast<std::size_t>(end_ - begin_); }
  bool at_end() const { return at_end_; }          // nothing comes behind end()
  void drop(const char* until) { begin_ = until; }
  // Reads on, keeping what is between begin() and end() (which move). False when nothing more came.
  bool more();
  std::uint64_t taken() const { return bytes_->taken(); }

 private:
  std::unique_ptr<Bytes> bytes_;
  std::string space_;
  const char* begin_;
  const char* end_;
  bool at_end_ = false;
};

}  // namespace channel::file
