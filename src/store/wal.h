// SQLite's write-ahead log as it lies on the disk, read beside SQLite (format: sqlite.org/fileformat2.html, section 4).
// Only whole commits are seen: a frame counts when its checksum continues the one before and a commit frame follows.
// Private to store/. Not for two threads.
#pragma once
#include <array>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

namespace store {

// A place in a log, behind a commit: how many frames are before it, and the running checksum there. The salts are
// changed whenever the log begins anew, so two places are of one log exactly when their salts are equal.
struct WalPlace {
  std::uint32_t salt1 = 0, salt2 = 0;
  std::uint32_t frames = 0;
  std::array<std::uint32_t, 2> sum{};
  bool same_log(const WalPlace& other) const { return salt1 == other.salt1 && salt2 == other.salt2; }
  bool operator==(const WalPlace&) const = default;
};

struct WalFrame {
  std::uint32_t number = 0;          // from 1
  std::uint32_t page = 0;            // from 1
  std::uint32_t pages_after = 0;     // size of the database, on the last frame of a commit; else 0
  const char* data = nullptr;        // one page, until the visit ends
};

class WalFile {
 public:
  explicit WalFile(std::filesystem::path path);
  ~WalFile();
  WalFile(const WalFile&) = delete;
  WalFile& operator=(const WalFile&) = delete;

  // The beginning of the log that is there now; no frames and no salts when there is none.
  WalPlace beginning();
  std::uint32_t page_size() const { return page_size_; }

  // Visits the frames behind `from` up to the last whole commit, but none beyond `most_frames`; answers the place behind it.
  // A commit's frames are visited only once the commit is whole. `from` must be of the log that is there (beginning()).
  WalPlace follow(const WalPlace& from, std::uint32_t most_frames, const std::function<void(const WalFrame&)>& visit);
  // The page of a frame. False when the log began anew meanwhile: what it held is in the database file then.
  bool page(const WalPlace& log, std::uint32_t frame, char* data);

 private:
  bool open();
  std::size_t read(std::uint64_t at, char* data, std::size_t bytes) const;

  std::filesystem::path path_;
  int file_ = -1;
  std::uint32_t page_size_ = 0;
  bool big_endian_ = false;
  std::string buffer_;
};

}  // namespace store
