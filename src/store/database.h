// The store: what is true (`write`) and what is derived from it (`derive`), each with one writer at a time, and any number
// of readers. Only this folder knows which database serves it; SQL elsewhere is portable.
//
// An address says where: "" is SQLite in the data folder, which one process owns; "postgresql://user@host/name" is a
// PostgreSQL database, which any number of nodes may share: "one at a time" then holds over all of them.
//
// Derived things live in a schema of their own, named `derived.…` in SQL (on SQLite a second file): they can be thrown
// away and rebuilt from the log, are written beside the truth without waiting for it, and keep the backup small.
//
// A server that goes away (restarted, unreachable): the transaction at hand fails with Error(unavailable), and so do later
// ones until it is back; then they go on by themselves. A commit whose answer was lost fails too, though it may have been
// made: whoever keeps in memory what is stored reads it anew after a failed write().
//
// Threads: every method may be called from any thread. A Session belongs to its callback and must not leave it.
#pragma once
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "store/health.h"
#include "store/session.h"
#include "store/snapshot.h"

namespace store {

class BulkInsert;

// A numbered step of a capability's tables; run once, in the order of the list, at open. Every step that the database has
// no record of is run, whatever other steps are there: numbers may be taken in ranges. Never change one that was published.
struct Migration {
  int number;
  std::string_view sql;
  bool derived = false;
};
struct Migrations {
  std::string_view capability;
  std::vector<Migration> steps;
};

class Database {
 public:
  // Opens (and makes) the folder's database and takes the folder's lock. Throws Error(unavailable) when another
  // process owns the folder, or the disk or the file fails.
  // With another address the folder is for files that are being worked on, and locked like that; without a folder ("")
  // nothing is locked, and folder() is empty.
  static std::unique_ptr<Database> open(const std::filesystem::path& folder, const std::string& address = {});
  // True when there is a store at the place: something that was opened before.
  static bool is_there(const std::filesystem::path& folder, const std::string& address);
  // Throws away all that is derived; the next to open and migrate begins to build it anew. Throws Error(unavailable)
  // while anybody has the store open.
  static void forget_derived(const std::filesystem::path& folder, const std::string& address);
  virtual ~Database() = default;

  virtual const std::filesystem::path& folder() const = 0;
  // Whether other processes may write to it beside this one (PostgreSQL).
  virtual bool shared() const = 0;

  // Brings the tables of each capability up to date, in the order given.
  virtual void migrate(const std::vector<Migrations>& capabilities) = 0;

  // Runs `work` in one transaction over the truth and commits it durably (power loss included) before it returns; an
  // exception rolls back. One at a time; others wait.
  virtual void write(const std::function<void(Session&)>& work) = 0;
  // The same for what is derived. Not synced to disk at each commit: after a power loss it may stand at an earlier
  // commit (with its bookmark), never at a broken one.
  virtual void derive(const std::function<void(Session&)>& work) = 0;
  // Runs `work` on a reading connection, all of it on one snapshot of truth and one of what is derived.
  virtual void read(const std::function<void(Session&)>& work) = 0;

  template <class F>
  auto reading(F work) {
    std::optional<decltype(work(std::declval<Session&>()))> result;
    read([&](Session& session) { result.emplace(work(session)); });
    return std::move(*result);
  }
  template <class F>
  auto writing(F work) {
    std::optional<decltype(work(std::declval<Session&>()))> result;
    write([&](Session& session) { result.emplace(work(session)); });
    return std::move(*result);
  }

  // For many rows of one table inside write() or derive(): bypasses the per-statement costs. See bulk.h.
  virtual std::unique_ptr<BulkInsert> bulk_insert(Session& session, std::string_view table, const std::vector<std::string_view>& columns) = 0;

  // Whether the truth can be written now (health.h). A database that could not be written is tried again by itself, so that
  // this is true a second after the reason is gone.
  virtual HealthReport health() const { return {}; }

  // What is true at this moment, as one file, for a backup (snapshot.h); writers go on meanwhile. Throws where the database
  // has tools of its own for that.
  virtual std::unique_ptr<Snapshot> snapshot() { throw base::invalid("This database is backed up with its own tools.", "docs/operations.md tells how."); }

  // Moves what was committed from the write-ahead log into the files. A thread of the database's own does it now and then,
  // so that the log stays short however long and fast things are written.
  virtual void checkpoint() = 0;
  // What was deleted is overwritten: its bytes are in no file of the database when it returns, nor in a write-ahead log.
  // Throws Error(unavailable) while somebody still reads from before; call it again then.
  virtual void scrub() = 0;
  // Size of all files, for the operator.
  virtual std::uint64_t bytes_on_disk() const = 0;
  // Proves the files sound (integrity and foreign keys); a line for each finding, empty when sound.
  virtual std::vector<std::string> integrity() = 0;
};

}  // namespace store
