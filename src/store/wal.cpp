#include "store/wal.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <bit>
#include <cerrno>
#include <cstring>
#include <vector>

#include "base/error.h"

namespace store {
namespace {

constexpr std::size_t header_bytes = 32, frame_header_bytes = 24;
constexpr std::uint32_t magic = 0x377f0682;   // the lowest bit: checksums are of big-endian words

std::uint32_t big_endian(const char* at) {
  auto bytes = reinterpret_cast<const unsigned char*>(at);
  return std::uint32_t(bytes[0]) << 24 | std::uint32_t(bytes[1]) << 16 | std::uint32_t(bytes[2]) << 8 | bytes[3];
}

void add_to_sum(std::array<std::uint32_t, 2>& sum, const char* data, std::size_t bytes, bool is_big_endian) {
  constexpr bool machine_is_big = std::endian::native == std::endian::big;
  for (std::size_t at = 0; at + 8 <= bytes; at += 8) {
    std::uint32_t words[2];
    std::memcpy(words, data + at, 8);
    if (is_big_endian != machine_is_big) words[0] = __builtin_bswap32(words[0]), words[1] = __builtin_bswap32(words[1]);
    sum[0] += words[0] + sum[1];
    sum[1] += words[1] + sum[0];
  }
}

}  // namespace

WalFile::WalFile(std::filesystem::path path) : path_(std::move(path)) {}

WalFile::~WalFile() {
  if (file_ >= 0) ::close(file_);
}

bool WalFile::open() {
  // The file goes and comes with the last connection: look whether the one in hand is still the one by that name.
  if (file_ >= 0) {
    struct stat ours{}, named{};
    if (::fstat(file_, &ours) == 0 && ::stat(path_.c_str(), &named) == 0 && ours.st_ino == named.st_ino && ours.st_dev == named.st_dev) return true;
    ::close(file_);
  }
  file_ = ::open(path_.c_str(), O_RDONLY | O_CLOEXEC);
  return file_ >= 0;
}

std::size_t WalFile::read(std::uint64_t at, char* data, std::size_t bytes) const {
  std::size_t got = 0;
  while (got < bytes) {
    auto n = ::pread(file_, data + got, bytes - got, static_cast<off_t>(at + got));
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) throw base::Error(base::ErrorCode::unavailable, "The write-ahead log can't be read: " + std::string(std::strerror(errno)) + ".", "Look at the data folder's disk.");
    if (n == 0) break;
    got += static_cast<std::size_t>(n);
  }
  return got;
}

WalPlace WalFile::beginning() {
  char header[header_bytes];
  if (!open() || read(0, header, sizeof header) != sizeof header || (big_endian(header) & ~1u) != magic) return {};
  WalPlace place{.salt1 = big_endian(header + 16), .salt2 = big_endian(header + 20)};
  big_endian_ = big_endian(header) & 1u;
  page_size_ = big_endian(header + 8);
  add_to_sum(place.sum, header, 24, big_endian_);
  if (place.sum[0] != big_endian(header + 24) || place.sum[1] != big_endian(header + 28)) return {};
  if (page_size_ < 512 || page_size_ > 65'536) return {};
  return place;
}

WalPlace WalFile::follow(const WalPlace& from, std::uint32_t most_frames, const std::function<void(const WalFrame&)>& visit) {
  WalPlace done = from, at = from;
  if (file_ < 0 || page_size_ == 0) return done;
  const std::size_t frame_bytes = frame_header_bytes + page_size_;
  struct Waiting {
    std::uint32_t page, pages_after;
  };
  std::vector<Waiting> waiting;   // of a commit that is not whole yet; their pages are in `held`
  std::string held;
  buffer_.resize(frame_bytes * 64);
  bool more = true;
  while (more && at.frames < most_frames) {
    auto got = read(header_bytes + std::uint64_t(at.frames) * frame_bytes, buffer_.data(), buffer_.size()) / frame_bytes;
    more = got == 64;
    for (std::size_t i = 0; i < got && at.frames < most_frames; ++i) {
      const char* frame = buffer_.data() + i * frame_bytes;
      auto sum = at.sum;
      add_to_sum(sum, frame, 8, big_endian_);
      add_to_sum(sum, frame + frame_header_bytes, page_size_, big_endian_);
      bool continues = big_endian(frame + 8) == from.salt1 && big_endian(frame + 12) == from.salt2 && big_endian(frame + 16) == sum[0] && big_endian(frame + 20) == sum[1] && big_endian(frame) != 0;
      if (!continues) return done;
      at.sum = sum;
      ++at.frames;
      waiting.push_back({big_endian(frame), big_endian(frame + 4)});
      held.append(frame + frame_header_bytes, page_size_);
      if (!waiting.back().pages_after) continue;
      for (std::size_t n = 0; n < waiting.size(); ++n)
        visit({.number = done.frames + static_cast<std::uint32_t>(n) + 1, .page = waiting[n].page, .pages_after = waiting[n].pages_after, .data = held.data() + n * page_size_});
      waiting.clear();
      held.clear();
      done = at;
    }
  }
  return done;
}

bool WalFile::page(const WalPlace& log, std::uint32_t frame, char* data) {
  bool whole = read(header_bytes + std::uint64_t(frame - 1) * (frame_header_bytes + page_size_) + frame_header_bytes, data, page_size_) == page_size_;
  // A log that begins anew changes its header before any frame: looked at afterwards, it says whether the page was ours.
  char salts[8];
  if (!whole || read(16, salts, sizeof salts) != sizeof salts) return false;
  return big_endian(salts) == log.salt1 && big_endian(salts + 4) == log.salt2;
}

}  // namespace store
