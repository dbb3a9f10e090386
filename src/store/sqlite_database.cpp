// SQLite's side of store/database.h.
#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

#include "base/error.h"
#include "base/log.h"
#include "store/backends.h"
#include "store/lock.h"
#include "store/migrate.h"
#include "store/sqlite_session.h"

namespace store {
namespace {

// Rolls back unless committed.
class Transaction {
 public:
  explicit Transaction(SqliteSession& session, const char* begin) : session_(session) {
    session_.left_unfinished = false;
    session_.script(begin);
  }
  ~Transaction() {
    if (open_ && !sqlite3_get_autocommit(session_.handle())) sqlite3_exec(session_.handle(), "rollback", nullptr, nullptr, nullptr);
  }
  void commit() {
    if (session_.left_unfinished) throw base::Error(base::ErrorCode::internal, "Rows were inserted in bulk and not finished.");
    session_.script("commit");
    open_ = false;
  }

 private:
  SqliteSession& session_;
  bool open_ = true;
};

class SqliteDatabase : public Database {
 public:
  explicit SqliteDatabase(const std::filesystem::path& folder)
      : folder_(folder), lock_(folder), writer_(folder, SqliteSession::Use::write), deriver_(folder, SqliteSession::Use::derive), checkpointer_(folder, SqliteSession::Use::derive) {
    for (const char* schema : {"main", "derived"})
      writer_.script(std::string("create table if not exists ") + schema + "." + migration_table);
    mover_ = std::jthread([this](std::stop_token stop) { move_now_and_then(stop); });
  }

  const std::filesystem::path& folder() const override { return folder_; }
  bool shared() const override { return false; }

  void migrate(const std::vector<Migrations>& capabilities) override {
    write([&](Session& session) { apply_migrations(session, "main.", capabilities, false); });
    derive([&](Session& session) { apply_migrations(session, "derived.", capabilities, true); });
  }

  void write(const std::function<void(Session&)>& work) override {
    std::lock_guard lock(write_guard_);
    // Deferred: "immediate" would lock the derived file too, and wait for whatever is being derived. Nobody else writes
    // the truth (write_guard_, the folder's lock), so reading first and writing then never meets another's write.
    Transaction transaction(writer_, "begin");
    work(writer_);
    transaction.commit();
  }

  void derive(const std::function<void(Session&)>& work) override {
    std::lock_guard lock(derive_guard_);
    Transaction transaction(deriver_, "begin; update derived.migration set number = number where 0");
    work(deriver_);
    transaction.commit();
  }

  void read(const std::function<void(Session&)>& work) override {
    auto session = take_reader();
    struct Giving {
      SqliteDatabase& database;
      std::unique_ptr<SqliteSession>& session;
      ~Giving() { database.give_reader(std::move(session)); }
    } giving{*this, session};
    Transaction transaction(*session, "begin");
    work(*session);
    transaction.commit();
  }

  std::unique_ptr<BulkInsert> bulk_insert(Session& session, std::string_view table, const std::vector<std::string_view>& columns) override {
    return std::make_unique<SqliteBulkInsert>(static_cast<SqliteSession&>(session), table, columns);
  }

  void checkpoint() override {
    std::lock_guard lock(checkpoint_guard_);
    for (const char* schema : {"main", "derived"}) {
      // Beside whoever writes. While they write without a pause, more has always come in meanwhile, and somebody always
      // reads from the write-ahead log: it would never begin anew. Once it is long, both writers (what is derived is
      // derived from a snapshot of the truth) wait while the last of it is moved.
      if (move_log(schema) < log_pages_most) continue;
      sqlite3_file* file = nullptr;
      sqlite3_file_control(checkpointer_.handle(), schema, SQLITE_FCNTL_FILE_POINTER, &file);
      if (file && file->pMethods) file->pMethods->xSync(file, SQLITE_SYNC_NORMAL);   // little is left to sync while they wait
      std::scoped_lock writers(derive_guard_, write_guard_);
      move_log(schema);
    }
  }

  std::uint64_t bytes_on_disk() const override {
    std::uint64_t bytes = 0;
    std::error_code error;
    for (const char* name : {"throughline.db", "throughline.db-wal", "derived.db", "derived.db-wal"}) {
      auto size = std::filesystem::file_size(folder_ / name, error);
      if (!error) bytes += size;
    }
    return bytes;
  }

  std::vector<std::string> integrity() override {
    std::vector<std::string> findings;
    read([&](Session& session) {
      for (const char* schema : {"main", "derived"}) {
        session.each(std::string("pragma ") + schema + ".integrity_check(20)", [&](const Row& row) {
          if (row.text(0) != "ok") findings.push_back(std::string(schema) + ": " + std::string(row.text(0)));
        });
      }
      session.each("pragma foreign_key_check", [&](const Row& row) { findings.push_back("a row of " + std::string(row.text(0)) + " points nowhere"); });
    });
    return findings;
  }

 private:
  static constexpr std::size_t readers_kept = 32;
  static constexpr int log_pages_most = 32'000;   // about 128 MB
  static constexpr auto between_moves = std::chrono::milliseconds(500);

  void move_now_and_then(std::stop_token stop) {
    std::mutex guard;
    std::condition_variable_any wake;
    std::unique_lock lock(guard);
    while (!stop.stop_requested()) {
      wake.wait_for(lock, stop, between_moves, [] { return false; });
      checkpoint();
    }
  }

  // Answers how many pages the write-ahead log has.
  int move_log(const char* schema) {
    int in_log = 0, moved = 0;
    sqlite3_wal_checkpoint_v2(checkpointer_.handle(), schema, SQLITE_CHECKPOINT_PASSIVE, &in_log, &moved);
    return in_log;
  }

  std::unique_ptr<SqliteSession> take_reader() {
    {
      std::lock_guard lock(readers_guard_);
      if (!readers_.empty()) {
        auto session = std::move(readers_.back());
        readers_.pop_back();
        return session;
      }
    }
    return std::make_unique<SqliteSession>(folder_, SqliteSession::Use::read);
  }
  void give_reader(std::unique_ptr<SqliteSession> session) {
    std::lock_guard lock(readers_guard_);
    if (readers_.size() < readers_kept) readers_.push_back(std::move(session));
  }

  std::filesystem::path folder_;
  FolderLock lock_;
  std::mutex write_guard_, derive_guard_, readers_guard_, checkpoint_guard_;
  SqliteSession writer_, deriver_, checkpointer_;
  std::vector<std::unique_ptr<SqliteSession>> readers_;
  std::jthread mover_;   // last: ends first
};

}  // namespace

std::unique_ptr<Database> open_sqlite(const std::filesystem::path& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) throw base::Error(base::ErrorCode::unavailable, "The data folder " + folder.string() + " can't be made: " + error.message() + ".", "Give another folder with --data.");
  std::filesystem::permissions(folder, std::filesystem::perms::owner_all, error);
  // SQLite's statistics of memory take one lock for every allocation of every connection; nobody reads them.
  static const int without_statistics = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  static_cast<void>(without_statistics);
  return std::make_unique<SqliteDatabase>(folder);
}

bool sqlite_is_there(const std::filesystem::path& folder) { return std::filesystem::exists(folder / "throughline.db"); }

void forget_derived_sqlite(const std::filesystem::path& folder) {
  FolderLock lock(folder);
  for (const char* name : {"derived.db", "derived.db-wal", "derived.db-shm"}) std::filesystem::remove(folder / name);
}

}  // namespace store
