// SQLite's side of store/database.h.
#include <fcntl.h>
#include <unistd.h>

#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

#include "base/error.h"
#include "base/log.h"
#include "store/backends.h"
#include "store/continuous.h"
#include "store/database.h"
#include "store/lock.h"
#include "store/migrate.h"
#include "store/sqlite_session.h"
#include "store/sqlite_snapshot.h"

namespace store {
namespace {

// Rolls back unless committed.
class Transaction {
 public:
  explicit Transaction(SqliteSession& session, const char* begin) : session_(session) {
    session_.left_unfinished = false;
    try {
      session_.script(begin);
    } catch (...) {
      roll_back();   // it may have begun, and been refused the lock: an open one would refuse every later one
      throw;
    }
  }
  ~Transaction() {
    if (open_) roll_back();
  }
  void commit() {
    if (session_.left_unfinished) throw base::Error(base::ErrorCode::internal, "Rows were inserted in bulk and not finished.");
    session_.script("commit");
    open_ = false;
  }

 private:
  void roll_back() {
    if (!sqlite3_get_autocommit(session_.handle())) sqlite3_exec(session_.handle(), "rollback", nullptr, nullptr, nullptr);
  }

  SqliteSession& session_;
  bool open_ = true;
};

class SqliteDatabase : public Database, public Continuous {
 public:
  explicit SqliteDatabase(const std::filesystem::path& folder)
      : folder_(folder), lock_(folder), writer_(folder, SqliteSession::Use::write), deriver_(folder, SqliteSession::Use::derive), checkpointer_(folder, SqliteSession::Use::derive) {
    for (const char* schema : {"main", "derived"})
      writer_.script(std::string("create table if not exists ") + schema + "." + migration_table);
    mover_ = std::jthread([this](std::stop_token stop) { move_now_and_then(stop); });
  }

  ~SqliteDatabase() override {
    mover_ = {};
    if (!shipping_) return;
    shipping_->capture();
    shipping_->deliver();
  }

  const std::filesystem::path& folder() const override { return folder_; }
  bool shared() const override { return false; }

  void migrate(const std::vector<Migrations>& capabilities) override {
    write([&](Session& session) { apply_migrations(session, "main.", capabilities, false); });
    derive([&](Session& session) { apply_migrations(session, "derived.", capabilities, true); });
  }

  void write(const std::function<void(Session&)>& work) override {
    std::lock_guard lock(write_guard_);
    health_.must_be_alive();
    // Not "immediate": that would lock the derived file too, and wait for whatever is being derived. Nobody else writes the
    // truth (write_guard_, the folder's lock), but a reader that comes upon a half-written head of the log takes the
    // writer's lock for a moment. So ours is taken before anything is read: SQLite waits only for who has not read yet.
    try {
      Transaction transaction(writer_, "begin; update main.migration set number = number where 0");
      work(writer_);
      committed_frames_ = 0;
      transaction.commit();
      if (shipping_ && committed_frames_) shipping_->committed(committed_frames_);
    } catch (const StoreError& error) {
      health_.failed(error);
      throw;
    }
    health_.went_well();
  }

  HealthReport health() const override { return health_.report(); }

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

  void ship_to(const std::filesystem::path& folder) override {
    std::scoped_lock alone(checkpoint_guard_, write_guard_);
    pin_ = std::make_unique<SqliteSession>(folder_, SqliteSession::Use::read);
    // What is delivered is told from what is not by the log's salts: it must outlive the last connection.
    sqlite3_db_config(writer_.handle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
    sqlite3_wal_hook(writer_.handle(), [](void* self, sqlite3*, const char* schema, int frames) {
      if (std::string_view(schema) == "main") static_cast<SqliteDatabase*>(self)->committed_frames_ = static_cast<std::uint32_t>(frames);
      return SQLITE_OK;
    }, this);
    // A log that is not there yet has no salts to be known by: one commit that changes nothing makes it.
    if (!WalFile(folder_ / "throughline.db-wal").beginning().salt1) {
      auto version = writer_.one<std::int64_t>("pragma main.user_version").value_or(0);
      writer_.script("pragma main.user_version=" + std::to_string(version));
    }
    shipping_ = std::make_unique<Shipping>(folder_, folder);
  }
  ShippingReport shipping() const override { return shipping_ ? shipping_->report() : ShippingReport{}; }
  BaseSnapshot base_snapshot() override {
    BaseSnapshot base;
    if (!shipping_) return base;
    Shipping::Cut cut;
    base.snapshot = std::make_unique<SqliteSnapshot>(folder_, write_guard_, [&] { cut = shipping_->cut(); });
    // The segment first: if a kill undid it, another one with more in it would get its number, and a base that names the
    // number would miss what is more.
    if (!cut.generation.empty()) shipping_->deliver();
    if (!shipping_->is_delivered(cut)) {
      base.snapshot.reset();
      return base;
    }
    base.generation = cut.generation;
    base.behind = cut.segment;
    base.at = cut.at;
    return base;
  }

  std::unique_ptr<Snapshot> snapshot() override { return std::make_unique<SqliteSnapshot>(folder_, write_guard_); }

  void checkpoint() override {
    std::lock_guard lock(checkpoint_guard_);
    if (health_.is_dead()) return;
    for (const char* schema : {"main", "derived"}) {
      // Beside whoever writes. While they write without a pause, more has always come in meanwhile, and somebody always
      // reads from the write-ahead log: it would never begin anew. Once it is long, both writers (what is derived is
      // derived from a snapshot of the truth) wait while the last of it is moved.
      bool shipped = shipping_ && std::string_view(schema) == "main";
      if (shipped && !is_time_to_ship()) continue;
      if (move_log(schema, false) < log_pages_most || SqliteSnapshot::alive() > 0) continue;
      sqlite3_file* file = nullptr;
      sqlite3_file_control(checkpointer_.handle(), schema, SQLITE_FCNTL_FILE_POINTER, &file);
      if (file && file->pMethods) stop_unless_synced(file->pMethods->xSync(file, SQLITE_SYNC_NORMAL), schema);   // little is left to sync while they wait
      if (health_.is_dead()) return;
      {
        std::scoped_lock writers(derive_guard_, write_guard_);
        move_log(schema, true);
      }
      if (shipped) shipping_->deliver();
    }
  }

  // Deleted content is overwritten by the connections themselves (secure_delete), but a page that was split may keep a copy
  // of what moved: small files are written anew as a whole. Then the write-ahead logs are emptied. The log that a continuous
  // backup reads from is only moved: its pages are overwritten in their turn, and the segments hold them anyhow.
  void scrub() override {
    if (SqliteSnapshot::alive() > 0) throw base::Error(base::ErrorCode::unavailable, "A backup is being made.", "It goes on by itself when that is done.");
    {
      std::scoped_lock all(checkpoint_guard_, derive_guard_, write_guard_);
      committed_frames_ = 0;
      if (size_of("throughline.db") <= rewritten_bytes_most) writer_.script("vacuum main");
      if (size_of("derived.db") <= rewritten_bytes_most) deriver_.script("vacuum derived");
      if (shipping_) {
        // The log is about to go: all of it is captured first, and kept in case that nobody lives to deliver it.
        if (committed_frames_) shipping_->committed(committed_frames_);
        shipping_->capture();
        if (!shipping_->keep_beside() && !shipping_->deliver()) shipping_->break_off("what was erased had to leave the write-ahead log before it was delivered");
      }
      for (const char* schema : {"main", "derived"}) {
        int code = sqlite3_wal_checkpoint_v2(checkpointer_.handle(), schema, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
        if (code != SQLITE_OK) throw_sqlite(checkpointer_.handle(), code, "emptying the write-ahead log");
        if (shipping_ && std::string_view(schema) == "main") shipping_->emptied();
      }
    }
    if (shipping_) shipping_->deliver();
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
  static constexpr std::size_t room_needed = 4u << 20;   // bytes that must fit before a full disk counts as having room
  static constexpr auto between_shippings = std::chrono::seconds(1);
  static constexpr std::uint32_t frames_ship_at_once = 8'000;   // about 32 MB
  static constexpr auto between_moves = std::chrono::milliseconds(500);

  static constexpr std::uint64_t rewritten_bytes_most = 256ull << 20;   // some seconds' work, while writers wait

  std::uint64_t size_of(const char* name) const {
    std::error_code none;
    auto size = std::filesystem::file_size(folder_ / name, none);
    return none ? 0 : size;
  }

  void move_now_and_then(std::stop_token stop) {
    std::mutex guard;
    std::condition_variable_any wake;
    std::unique_lock lock(guard);
    while (!stop.stop_requested()) {
      wake.wait_for(lock, stop, between_moves, [] { return false; });
      if (!health_.is_well()) try_to_write();
      checkpoint();
    }
  }

  // After a failure, whoever asks how things are should not have to write to find out: room for more than a few pages, and
  // then a commit that changes nothing.
  void try_to_write() {
    if (health_.is_dead()) return;
    try {
      auto probe = folder_ / "probe";
      int file = ::open(probe.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
      std::string bytes(room_needed, 'x');
      bool fits = file >= 0 && ::write(file, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size());
      if (file >= 0) ::close(file);
      ::unlink(probe.c_str());
      if (fits) write([](Session& session) { session.run("update migration set at = at where number = (select min(number) from migration)"); });
    } catch (const std::exception& error) {
      base::log::debug("still nothing can be written", {{"error", error.what()}});
    }
  }

  bool is_time_to_ship() {
    auto now = std::chrono::steady_clock::now();
    if (now - shipped_at_ < between_shippings && shipping_->frames() < frames_ship_at_once) return false;
    shipped_at_ = now;
    return true;
  }

  // Answers how many pages the write-ahead log has.
  int move_log(const char* schema, bool writers_wait) {
    if (!shipping_ || std::string_view(schema) != "main") return move_log_now(schema);
    // Nothing newer than the pin moves, and everything up to the pin is captured before: so whatever is in the file was
    // captured, and a log that begins anew takes nothing with it.
    std::unique_lock nobody_writes(write_guard_, std::defer_lock);
    if (!writers_wait) nobody_writes.lock();
    Transaction pin(*pin_, "begin");
    pin_->one<std::int64_t>("select count(*) from main.sqlite_master");
    if (!writers_wait) nobody_writes.unlock();
    shipping_->capture();
    if (!(writers_wait && shipping_->keep_beside()) && !shipping_->deliver()) return 0;
    return move_log_now(schema);
  }
  int move_log_now(const char* schema) {
    int in_log = 0, moved = 0;
    int code = sqlite3_wal_checkpoint_v2(checkpointer_.handle(), schema, SQLITE_CHECKPOINT_PASSIVE, &in_log, &moved);
    stop_unless_synced(code, schema);
    return in_log;
  }

  // A sync that failed must never be asked for again: the log has what the file may not have, and a second answer would let
  // the log begin anew. What is derived can be built anew, and is not waited for.
  void stop_unless_synced(int code, std::string_view schema) {
    if (schema != "main" || (code != SQLITE_IOERR_FSYNC && code != SQLITE_IOERR_DIR_FSYNC)) return;
    try {
      throw_sqlite(checkpointer_.handle(), code, "moving the log");
    } catch (const StoreError& error) {
      health_.failed(error);
    }
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
  Health health_;
  std::mutex write_guard_, derive_guard_, readers_guard_, checkpoint_guard_;
  SqliteSession writer_, deriver_, checkpointer_;
  std::vector<std::unique_ptr<SqliteSession>> readers_;
  std::unique_ptr<SqliteSession> pin_;
  std::unique_ptr<Shipping> shipping_;
  std::uint32_t committed_frames_ = 0;   // by the writer's hook, inside write_guard_
  std::chrono::steady_clock::time_point shipped_at_{};
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
