// SQLite's side of store/snapshot.h: a reading transaction that pins one commit, and the pages of that commit, read from
// the file and the write-ahead log beside SQLite. While it is pinned, checkpoints move nothing newer into the file and
// the log does not begin anew (or, when all of it was in the file already, nothing moves at all). Private to store/.
#pragma once
#include <memory>
#include <mutex>
#include <unordered_map>

#include "store/snapshot.h"
#include "store/sqlite_session.h"
#include "store/wal.h"

namespace store {

class SqliteSnapshot : public Snapshot {
 public:
  // `writing` keeps writers out for the moment in which the commit is pinned. `pinned` is called in that moment.
  SqliteSnapshot(const std::filesystem::path& folder, std::mutex& writing, const std::function<void()>& pinned = {});

  ~SqliteSnapshot() override;
  // How many there are now, of all databases: while there are any, the log can't begin anew.
  static int alive();

  Session& session() override { return session_; }
  std::uint64_t bytes() const override { return std::uint64_t(pages_) * page_size_; }
  void read(std::string& piece) override;

 private:
  std::size_t read_file(std::uint64_t at, std::string& piece) const;

  SqliteSession session_;
  WalFile wal_;
  WalPlace place_;
  std::unordered_map<std::uint32_t, std::uint32_t> frames_;   // page -> its last frame; the file has all others
  sqlite3_file* file_ = nullptr;
  std::uint32_t page_size_ = 0, pages_ = 0, next_ = 0;
};

}  // namespace store
