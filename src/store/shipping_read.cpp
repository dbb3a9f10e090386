// Reading a continuous backup back (store/shipping.h).
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <fstream>

#include "base/error.h"
#include "base/hash.h"
#include "store/archive.h"
#include "store/shipping.h"

namespace store {
namespace {

constexpr std::size_t unpacked_most = 4ull << 30;

std::uint64_t number_at(std::string_view bytes, std::size_t at, int count) {
  std::uint64_t value = 0;
  for (int i = 0; i < count; ++i) value |= std::uint64_t(static_cast<unsigned char>(bytes[at + static_cast<std::size_t>(i)])) << (8 * i);
  return value;
}

base::Error damaged(const std::filesystem::path& file, const std::string& what) { return base::invalid(file.filename().string() + " is damaged: " + what + ".", "Restore to a moment before it."); }

SegmentHead read_segment(const std::filesystem::path& file, std::string* body) {
  std::ifstream in(file, std::ios::binary);
  std::string line;
  if (!std::getline(in, line) || line.size() > 4096) throw damaged(file, "its head can't be read");
  auto head = base::from_json<SegmentHead>(base::parse_json(line));
  if (head.format != 1 || head.packed_bytes < 0) throw damaged(file, "its format is not known");
  if (!body) return head;
  body->resize(static_cast<std::size_t>(head.packed_bytes));
  in.read(body->data(), static_cast<std::streamsize>(body->size()));
  if (static_cast<std::int64_t>(in.gcount()) != head.packed_bytes || base::sha256_hex(*body) != head.sha256) throw damaged(file, "its bytes are not what its head says");
  *body = unpacked(*body, unpacked_most);
  return head;
}

std::int64_t leading_number(std::string_view text) {
  std::int64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

}  // namespace

SegmentHead segment_head(const std::filesystem::path& file) { return read_segment(file, nullptr); }

SegmentHead whole_segment(const std::filesystem::path& file) {
  std::string commits;
  return read_segment(file, &commits);
}

std::string base_name(std::int64_t behind, base::Time at) {
  auto digits = std::to_string(behind);
  return "base-" + std::string(12 - std::min<std::size_t>(12, digits.size()), '0') + digits + "-" + std::to_string(at.micros) + ".backup";
}

std::vector<Generation> generations_in(const std::filesystem::path& folder) {
  std::vector<Generation> all;
  std::error_code none;
  for (const auto& entry : std::filesystem::directory_iterator(folder, none)) {
    auto name = entry.path().filename().string();
    if (!entry.is_directory() || name.size() < 16 || name[8] != 'T') continue;
    Generation generation{.name = name};
    for (const auto& inside : std::filesystem::directory_iterator(entry.path())) {
      auto file = inside.path().filename().string();
      if (file.ends_with(".segment")) generation.segments.emplace_back(leading_number(file), inside.path());
      if (file.starts_with("base-") && file.ends_with(".backup") && file.size() > 18)
        generation.bases.push_back({.behind = leading_number(std::string_view(file).substr(5)), .at = base::Time{leading_number(std::string_view(file).substr(18))}, .file = inside.path()});
    }
    std::sort(generation.segments.begin(), generation.segments.end());
    std::sort(generation.bases.begin(), generation.bases.end(), [](const auto& a, const auto& b) { return a.behind < b.behind; });
    std::erase_if(generation.bases, [&](const auto& base) {
      auto own = std::lower_bound(generation.segments.begin(), generation.segments.end(), std::pair{base.behind, std::filesystem::path{}});
      if (own == generation.segments.end() || own->first != base.behind) return false;
      try {
        return segment_head(own->second).last_at > base.at;
      } catch (const base::Error&) {
        return false;   // its head can't be read; the base needs only what is behind it
      }
    });
    all.push_back(std::move(generation));
  }
  std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  return all;
}

Replayed replay(const Generation& generation, const Generation::Base& base, std::optional<base::Time> until, const std::filesystem::path& database_file) {
  Replayed done;
  int file = ::open(database_file.c_str(), O_RDWR | O_CLOEXEC);
  if (file < 0) throw base::Error(base::ErrorCode::unavailable, database_file.string() + " can't be opened: " + std::strerror(errno) + ".", "Look at its folder.");
  struct Ending {
    int file;
    ~Ending() { ::close(file); }
  } ending{file};
  auto put = [&](std::string_view bytes, std::uint64_t at) {
    while (!bytes.empty()) {
      auto n = ::pwrite(file, bytes.data(), bytes.size(), static_cast<off_t>(at));
      if (n < 0 && errno == EINTR) continue;
      if (n < 0) throw base::Error(base::ErrorCode::unavailable, "The database can't be written: " + std::string(std::strerror(errno)) + ".", "Free some space and restore again.");
      bytes.remove_prefix(static_cast<std::size_t>(n));
      at += static_cast<std::uint64_t>(n);
    }
  };
  std::int64_t expected = base.behind + 1;
  std::uint64_t size = 0;
  bool reached = false;
  for (const auto& [number, path] : generation.segments) {
    if (number < expected || reached) continue;
    std::string commits;
    SegmentHead head;
    try {
      if (number != expected) throw damaged(generation.segments.front().second.parent_path() / std::to_string(expected), "it is missing");
      head = read_segment(path, &commits);
    } catch (const base::Error& error) {
      done.whole = false;
      done.missing = error.what();
      break;
    }
    ++expected;
    ++done.segments;
    auto page = static_cast<std::size_t>(head.page_size);
    for (std::size_t at = 0; at + 16 <= commits.size();) {
      base::Time when{static_cast<std::int64_t>(number_at(commits, at, 8))};
      auto frames = number_at(commits, at + 8, 4), pages = number_at(commits, at + 12, 4);
      at += 16;
      if (until && when > *until) {
        reached = true;
        break;
      }
      for (std::uint64_t n = 0; n < frames; ++n, at += 4 + page) {
        if (at + 4 + page > commits.size()) throw damaged(path, "a commit in it is not whole");
        put(std::string_view(commits).substr(at + 4, page), (number_at(commits, at, 4) - 1) * page);
      }
      size = pages * page;
      ++done.commits;
      done.last_at = when;
    }
  }
  if (size && ::ftruncate(file, static_cast<off_t>(size)) != 0) throw base::Error(base::ErrorCode::unavailable, "The database can't be cut to its size.", "Look at its disk and restore again.");
  if (::fsync(file) != 0) throw base::Error(base::ErrorCode::unavailable, "The database did not reach the disk.", "Look at its disk and restore again.");
  return done;
}

}  // namespace store
