// PostgreSQL's side of store/database.h: the truth in the schema throughline, what is derived in the schema derived.
//
// One writer at a time over all nodes: who writes the truth holds the table throughline.write_turn exclusively until the
// commit, who derives holds throughline.derive_turn. So log positions become visible in their order, and no reader of the
// log can pass over one that is committed late. It is a table's lock and no advisory one because a transaction must take
// it before it takes its snapshot: every statement of a write() sees what the writer before has committed, and nothing newer.
//
// A node that hangs keeps its turn for about ten seconds: the server ends transactions that say nothing, and whoever waits
// ends a COPY that its sender has stopped sending.
#include <algorithm>
#include <mutex>
#include <thread>

#include "base/error.h"
#include "base/log.h"
#include "store/backends.h"
#include "store/lock.h"
#include "store/migrate.h"
#include "store/nodes.h"
#include "store/postgres_bulk.h"
#include "store/postgres_connector.h"
#include "store/postgres_error.h"
#include "store/postgres_integrity.h"
#include "store/postgres_listener.h"

namespace store {
namespace {

using Use = PostgresSession::Use;

constexpr auto turn_patience = std::chrono::seconds(30);   // then a writer gives up: it is told, and others are served
constexpr std::size_t readers_kept = 24;
constexpr std::int64_t rewritten_bytes_most = std::int64_t(1) << 30;   // of a table that scrub() writes anew

// Sessions that hold a turn and are stuck: silent in a transaction, or in a COPY that waits for its sender.
constexpr const char* end_the_stuck =
    "select pg_terminate_backend(a.pid) from pg_locks l join pg_stat_activity a on a.pid = l.pid join pg_class c on c.oid = l.relation join pg_namespace n on n.oid = c.relnamespace "
    "where l.locktype = 'relation' and l.granted and l.mode in ('ExclusiveLock', 'AccessExclusiveLock') and n.nspname = 'throughline' and c.relname in ('write_turn', 'derive_turn') "
    "and l.database = (select oid from pg_database where datname = current_database()) and a.pid <> pg_backend_pid() and "
    "((a.state like 'idle in transaction%' and a.state_change < clock_timestamp() - interval '10 s') or (a.state = 'active' and a.wait_event = 'ClientRead' and a.query_start < clock_timestamp() - interval '10 s'))";

// Makes what every database of ours has. Safe when several nodes do it at once.
void prepare(PostgresSession& session) {
  if (session.one<std::int64_t>("select count(*) from pg_class c join pg_namespace n on n.oid = c.relnamespace where (n.nspname = 'throughline' and c.relname in ('migration', 'write_turn', 'derive_turn')) "
                                "or (n.nspname = 'derived' and c.relname = 'migration')").value_or(0) == 4)
    return;
  session.command("begin; select pg_advisory_xact_lock(7421905533107290001)");
  session.command("create schema if not exists throughline; create schema if not exists derived;"
                  "create table if not exists throughline.write_turn (); create table if not exists throughline.derive_turn ()");
  for (const char* schema : {"throughline.", "derived."}) session.script(std::string("create table if not exists ") + schema + migration_table);
  session.commit();
}

// A connection that writes, and its turn.
class Writer {
 public:
  Writer(PostgresConnector& connector, Use use) : connector_(connector), use_(use) {}

  void work(const std::function<void(Session&)>& work) {
    std::lock_guard lock(guard_);
    begin();
    session_->left_unfinished = false;
    try {
      work(*session_);
      session_->commit();
    } catch (...) {
      session_->roll_back();
      if (session_->is_broken()) session_.reset();
      throw;
    }
  }

 private:
  void begin() {
    auto deadline = std::chrono::steady_clock::now() + turn_patience;
    // Only for its turn it waits a little and then looks who holds it; a migration may wait for readers as long as they read.
    const std::string take_turn = std::string("begin isolation level repeatable read; set local lock_timeout = '3s'; lock table throughline.") +
                                  (use_ == Use::write ? "write_turn" : "derive_turn") + " in exclusive mode; set local lock_timeout = 0";
    for (;;) {
      bool is_new = !session_;
      if (is_new) session_ = connector_.connect(use_);
      try {
        session_->command(take_turn);
        return;
      } catch (const ConnectionLost&) {
        session_.reset();
        if (is_new) throw;   // one that had been idle may have been lost long ago: nothing was in it, a new one will do
      } catch (const base::Error&) {
        session_->roll_back();
        bool waited = session_->is_broken() || std::chrono::steady_clock::now() >= deadline;
        if (waited) throw;
        free_the_turn();
      }
    }
  }

  // Throws on, when it was not for waiting that the turn was not got: the next try will tell.
  void free_the_turn() {
    try {
      session_->each(end_the_stuck, [&](const Row&) { base::log::warning("ended a session that held the database and said nothing"); });
    } catch (const base::Error& error) {
      base::log::warning("another session holds the database, and may not be ended", {{"error", error.what()}});
      if (session_->is_broken()) session_.reset();
    }
  }

  PostgresConnector& connector_;
  const Use use_;
  std::mutex guard_;
  std::unique_ptr<PostgresSession> session_;
};

class PostgresDatabase : public Database, public Nodes {
 public:
  PostgresDatabase(const std::filesystem::path& folder, const std::string& address)
      : folder_(folder), address_(address), connector_(address), writer_(connector_, Use::write), deriver_(connector_, Use::derive) {
    if (!folder.empty()) lock_ = std::make_unique<FolderLock>(folder);
    prepare(*connector_.connect(Use::write));
  }

  const std::filesystem::path& folder() const override { return folder_; }
  bool shared() const override { return true; }

  void migrate(const std::vector<Migrations>& capabilities) override {
    write([&](Session& session) { apply_migrations(session, "throughline.", capabilities, false); });
    derive([&](Session& session) { apply_migrations(session, "derived.", capabilities, true); });
  }

  void write(const std::function<void(Session&)>& work) override { writer_.work(work); }
  void derive(const std::function<void(Session&)>& work) override { deriver_.work(work); }

  void read(const std::function<void(Session&)>& work) override {
    auto session = begin_reading();
    try {
      work(*session);
      session->commit();
    } catch (...) {
      session->roll_back();
      give_reader(std::move(session));
      throw;
    }
    give_reader(std::move(session));
  }

  std::unique_ptr<BulkInsert> bulk_insert(Session& session, std::string_view table, const std::vector<std::string_view>& columns) override {
    return std::make_unique<PostgresBulkInsert>(static_cast<PostgresSession&>(session), table, columns);
  }

  // Beside the turns, on a connection of its own; losing the last of these commits in a crash does no harm.
  void aside(const std::function<void(Session&)>& work) override {
    std::lock_guard lock(aside_guard_);
    for (bool again = false;; again = true) {
      if (!aside_) aside_ = connector_.connect(Use::derive);
      try {
        aside_->command("begin isolation level read committed");
        work(*aside_);
        aside_->commit();
        return;
      } catch (const ConnectionLost&) {
        aside_.reset();
        if (again) throw;   // the first may have been lost while it lay idle
      } catch (...) {
        aside_->roll_back();
        if (aside_->is_broken()) aside_.reset();
        throw;
      }
    }
  }
  base::Time clock(Session& session) override {
    return {session.one<std::int64_t>("select cast(extract(epoch from clock_timestamp()) * 1000000 as bigint)").value()};
  }
  void notify(Session& session, std::string_view topic, std::string_view word) override {
    session.each("select pg_notify(:c, :p)", [](const Row&) {}, PostgresListener::channel, PostgresListener::packed(topic, word));
  }
  void listen(std::function<void(std::string_view topic, std::string_view word)> told) override {
    listener_.reset();
    if (told) listener_ = std::make_unique<PostgresListener>(address_, std::move(told));
  }

  void checkpoint() override {}   // the server's own business

  // Rewrites the tables that are small enough, and lets the server mark what is free in the others; its write-ahead log and
  // its own backups are the server's (docs/privacy.md).
  void scrub() override {
    auto session = connector_.connect(Use::write);
    session->command("set lock_timeout = '10s'");
    std::vector<std::pair<std::string, bool>> tables;
    session->each("select quote_ident(schemaname) || '.' || quote_ident(tablename), pg_total_relation_size(cast(quote_ident(schemaname) || '.' || quote_ident(tablename) as regclass)) from pg_tables "
                  "where schemaname in ('throughline', 'derived')", [&](const Row& row) { tables.emplace_back(row.text(0), row.integer(1) <= rewritten_bytes_most); });
    for (const auto& [table, small] : tables) session->command((small ? "vacuum full " : "vacuum ") + table);
  }

  std::uint64_t bytes_on_disk() const override {
    try {
      auto& self = const_cast<PostgresDatabase&>(*this);
      return static_cast<std::uint64_t>(self.reading([](Session& session) { return session.one<std::int64_t>("select pg_database_size(current_database())").value_or(0); }));
    } catch (const base::Error&) {
      return 0;   // a figure for the operator, who is told otherwise that the server is gone
    }
  }

  std::vector<std::string> integrity() override {
    std::vector<std::string> findings;
    auto session = begin_reading();
    findings = postgres_findings(*session);
    session->roll_back();
    give_reader(std::move(session));
    return findings;
  }

 private:
  std::unique_ptr<PostgresSession> begin_reading() {
    for (;;) {
      auto session = take_reader();
      bool is_new = !session;
      if (is_new) session = connector_.connect(Use::read);
      try {
        session->command("begin isolation level repeatable read read only");
        return session;
      } catch (const ConnectionLost&) {
        if (is_new) throw;   // else it was lost while it lay idle: the next one
      }
    }
  }
  std::unique_ptr<PostgresSession> take_reader() {
    std::lock_guard lock(readers_guard_);
    if (readers_.empty()) return nullptr;
    auto session = std::move(readers_.back());
    readers_.pop_back();
    return session;
  }
  void give_reader(std::unique_ptr<PostgresSession> session) {
    if (session->is_broken()) return;
    std::lock_guard lock(readers_guard_);
    if (readers_.size() < readers_kept) readers_.push_back(std::move(session));
  }

  std::filesystem::path folder_;
  const std::string address_;
  std::unique_ptr<FolderLock> lock_;
  PostgresConnector connector_;
  Writer writer_, deriver_;
  std::mutex readers_guard_, aside_guard_;
  std::vector<std::unique_ptr<PostgresSession>> readers_;
  std::unique_ptr<PostgresSession> aside_;
  std::unique_ptr<PostgresListener> listener_;   // last: ends first
};

}  // namespace

std::unique_ptr<Database> open_postgres(const std::filesystem::path& folder, const std::string& address) {
  if (!folder.empty()) {
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error) throw base::Error(base::ErrorCode::unavailable, "The data folder " + folder.string() + " can't be made: " + error.message() + ".", "Give another folder with --data.");
    std::filesystem::permissions(folder, std::filesystem::perms::owner_all, error);
  }
  return std::make_unique<PostgresDatabase>(folder, address);
}

bool postgres_is_there(const std::string& address) {
  PostgresSession session(address, Use::read);
  return session.one<int>("select 1 from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'throughline' and c.relname = 'migration'").has_value();
}

void forget_derived_postgres(const std::string& address) {
  PostgresSession session(address, Use::write);
  // The server takes a moment to see that a connection was closed.
  for (int look = 0; session.one<std::int64_t>("select count(*) from pg_stat_activity where datname = current_database() and application_name = current_setting('application_name') and pid <> pg_backend_pid()").value_or(0); ++look) {
    if (look == 30) throw base::Error(base::ErrorCode::unavailable, "A server or a command has this database open.", "Stop all of them first: what is derived is rebuilt from the log while nobody reads.");
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
  session.command("begin; drop schema if exists derived cascade; create schema derived");
  session.script(std::string("create table derived.") + migration_table);
  session.commit();
}

}  // namespace store
