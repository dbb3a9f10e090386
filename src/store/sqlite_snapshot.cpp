#include "store/sqlite_snapshot.h"

#include <algorithm>
#include <atomic>

namespace store {
namespace {

constexpr std::uint32_t pages_a_piece = 1024;
std::atomic<int> held{0};

}  // namespace

SqliteSnapshot::SqliteSnapshot(const std::filesystem::path& folder, std::mutex& writing, const std::function<void()>& pinned)
    : session_(folder, SqliteSession::Use::read), wal_(folder / "throughline.db-wal") {
  // Through SQLite's own handle: to close another one of the same file would let go of every lock that SQLite has on it.
  sqlite3_file_control(session_.handle(), "main", SQLITE_FCNTL_FILE_POINTER, &file_);
  auto look = [&](const WalPlace& from) {
    return wal_.follow(from, UINT32_MAX, [&](const WalFrame& frame) {
      frames_[frame.page] = frame.number;
      if (frame.pages_after) pages_ = frame.pages_after;
    });
  };
  // Most of the log is looked through before anybody has to wait.
  place_ = look(wal_.beginning());
  std::lock_guard nobody_writes(writing);
  session_.script("begin");
  session_.one<std::int64_t>("select count(*) from main.sqlite_master");   // from here on the commit is ours
  auto beginning = wal_.beginning();
  if (!beginning.same_log(place_)) {
    frames_.clear();
    pages_ = 0;
    place_ = beginning;
  }
  place_ = look(place_);
  page_size_ = static_cast<std::uint32_t>(session_.one<std::int64_t>("pragma main.page_size").value_or(0));
  pages_ = static_cast<std::uint32_t>(session_.one<std::int64_t>("pragma main.page_count").value_or(0));
  if (pinned) pinned();
  ++held;
}

SqliteSnapshot::~SqliteSnapshot() { --held; }

int SqliteSnapshot::alive() { return held; }

std::size_t SqliteSnapshot::read_file(std::uint64_t at, std::string& piece) const {
  sqlite3_int64 size = 0;
  int code = file_->pMethods->xFileSize(file_, &size);
  auto bytes = static_cast<std::size_t>(std::clamp<sqlite3_int64>(size - static_cast<sqlite3_int64>(at), 0, static_cast<sqlite3_int64>(piece.size())));
  if (code == SQLITE_OK && bytes > 0) code = file_->pMethods->xRead(file_, piece.data(), static_cast<int>(bytes), static_cast<sqlite3_int64>(at));
  if (code != SQLITE_OK) throw_sqlite(nullptr, code, "reading for a backup");
  return bytes;
}

void SqliteSnapshot::read(std::string& piece) {
  auto count = std::min(pages_a_piece, pages_ - next_);
  piece.resize(std::size_t(count) * page_size_);
  if (!count) return;
  // What is beyond the file's end is in the log.
  auto got = read_file(std::uint64_t(next_) * page_size_, piece);
  auto from_log = [&] {
    for (std::uint32_t n = 0; n < count; ++n) {
      auto frame = frames_.find(next_ + n + 1);
      if (frame == frames_.end()) {
        if ((std::size_t(n) + 1) * page_size_ > got) throw_sqlite(nullptr, SQLITE_CORRUPT, "a page that is missing");
      } else if (!wal_.page(place_, frame->second, piece.data() + std::size_t(n) * page_size_)) {
        return false;
      }
    }
    return true;
  };
  if (!from_log()) {
    // The log began anew: everything was in the file before our moment, and nothing moves into it while we hold that.
    frames_.clear();
    got = read_file(std::uint64_t(next_) * page_size_, piece);
    from_log();
  }
  next_ += count;
}

}  // namespace store
