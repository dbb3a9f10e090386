// The log of interactions: append-only, the truth. One appender thread recognises people, inserts and commits for many
// batches at once (group commit); an answer means that everything in the batch is on the disk.
//
// Threads: append() and command() from any thread. Everything that changes the record goes through this one thread, so
// identities, merges and imports never race.
#pragma once
#include <functional>
#include <future>
#include <memory>
#include <string>
#include <vector>

#include "record/heard.h"
#include "record/state.h"
#include "store/database.h"

namespace record {

class Timeline;

class Log {
 public:
  // Loads what it keeps in memory (dictionaries, recent keys, joins) from the store; starts the appender.
  Log(store::Database& database, State& state, Timeline& timeline);
  ~Log();   // commits what is queued, then ends

  // Queues a batch. The future is ready when the batch is durable (receipts in order), or holds the base::Error that kept
  // it from being stored, in which case nothing of it is. Throws Error(overloaded) when too much is waiting; the batch is
  // the caller's still then.
  std::future<std::vector<Receipt>> append(Batch&& batch);

  // The same, waiting.
  std::vector<Receipt> append_now(Batch batch) { return append(std::move(batch)).get(); }

  // Runs `change` on the appender's thread inside its transaction, and returns when that is durable. An exception undoes
  // only this change and comes out here. Who acts on the calling thread acts there too (http/acting.h).
  void command(std::function<void(Change&)> change);

  // While an import runs, the keys of its source are complete in memory: whatever was ever heard from it is a repeat.
  void open_source(const std::string& source);
  void close_source(const std::string& source);

  // Several nodes may write to one database. Before it changes anything the appender takes in what the others committed
  // (catch_up.h); from follow() on it also does so while it is idle, as soon as it is told (look(), from any thread) or a
  // second has passed. Called when the timeline has caught up.
  void follow();
  void look(std::int64_t told_of = 0);   // a position that is said to be committed, if any is
  // The same at once, on the appender's thread (the start of a command that reads, tests).
  void look_now() { command([](Change&) {}); }

  // Position of the last committed entry that this node knows of.
  std::int64_t position() const;
  // Called on the appender's thread after each commit and whenever others' were taken in, with the new position. Must
  // not wait. Listeners can be added at any time; they must outlive the log.
  void on_commit(std::function<void(std::int64_t)> listener);

 private:
  struct Inside;
  std::unique_ptr<Inside> inside_;
};

}  // namespace record
