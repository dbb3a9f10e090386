// Imports as a company sees them: queued, run one at a time in the background, told with their progress, undone as a
// whole. The command line runs one on its own thread.
//
// After a crash: an import that was running begins again at its first row. What is in already is recognised by its keys
// and counted as repeated, so nothing is doubled. An undo that was under way goes on.
//
// Several nodes on one database: an import runs on the node whose folder has its files, and on no other; it is undone by
// whichever node comes first, once it runs no more. Both under a lease "import <number>".
//
// Threads: every method from any thread. `database` and the functions handed over must outlive it.
#pragma once
#include <condition_variable>
#include <thread>

#include "channel/file/importer.h"
#include "channel/file/types.h"
#include "http/router.h"
#include "store/database.h"

namespace record {
class Record;
}
namespace store {
class Leases;
}

namespace channel::file {

// Removes what an import brought (record/undo.h); `progress` is told how many interactions are removed so far.
using Undo = std::function<void(std::int64_t import, const std::function<void(std::int64_t)>& progress)>;

// The record as a destination, and its undo.
Destination into(record::Record& record);
Undo undo_in(record::Record& record);

struct ImportsQuery {
  std::optional<std::int64_t> limit;
  std::optional<std::string> cursor;
};
BOOST_DESCRIBE_STRUCT(ImportsQuery, (), (limit, cursor))

class Imports {
 public:
  // Without leases: on a database that nobody shares.
  Imports(store::Database& database, Destination destination, Undo undo, store::Leases* leases = nullptr);
  ~Imports();   // stops after the batch at hand; the next start() begins that import again

  // Starts the background thread and takes up what a crash or a stop left. `idle` is called there when nothing is left
  // to do (to let go of old uploads), may be empty.
  void start(std::function<void()> idle = {});
  // Queues; answers the import. An empty name: those of the files. Throws Error(invalid) when the mapping and the files don't fit each other.
  Import queue(const std::string& name, const std::vector<Source>& sources, const Mapping& mapping, const std::string& by);
  // Runs it now, on this thread; `step` is called now and then with how far it is. A failure is told in the answer.
  Import run(const std::string& name, const std::vector<Source>& sources, const Mapping& mapping, const std::string& by, const std::function<void(const Import&)>& step = {});
  // Undoes as a whole: one that is queued or running is stopped first. Answers at once; the state goes from undoing to undone.
  Import undo(std::string_view id);
  // The same on this thread, to its end.
  Import undo_now(std::string_view id);

  // After a restore into `folder`: the files and imports that the backup held lie there now, whichever node had them. Inside write().
  static void take_over(store::Session& session, const std::filesystem::path& folder);

  Import one(std::string_view id) const;                       // throws Error(not_found)
  http::Page<Import> list(const ImportsQuery& query) const;    // newest first
  std::filesystem::path rejected(std::string_view id) const;   // may not exist: no row was rejected
  std::vector<std::filesystem::path> files_in_use() const;     // of imports that are queued or running
  std::int64_t running() const;                                // queued, running or undoing

 private:
  struct Stored;
  std::int64_t insert(const std::string& name, const std::vector<Source>& sources, const Mapping& mapping, const std::string& by, ImportState state);
  Stored load(std::int64_t number) const;
  Import told(Stored stored) const;
  void set_state(std::int64_t number, ImportState state, const std::string& message = {});
  void save(std::int64_t number, const Progress& progress, ImportState state, const std::string& message);
  void run_import(std::int64_t number, const std::function<void(const Import&)>& step);
  void run_undo(std::int64_t number);
  void work();
  bool work_on_one();
  bool undo_one();
  bool hold(std::int64_t number);
  void let_go(std::int64_t number);
  void show_others(std::int64_t number, Progress& progress);

  store::Database& database_;
  Destination destination_;
  Undo undo_;
  std::filesystem::path folder_;
  const std::string node_;
  store::Leases* leases_;
  std::function<void()> idle_;

  mutable std::mutex guard_;
  std::condition_variable wake_;
  bool ending_ = false;
  std::int64_t running_number_ = 0;             // with its progress, as long as it runs
  std::shared_ptr<Progress> running_;
  std::int64_t undoing_number_ = 0, undone_so_far_ = 0;
  std::mutex one_at_a_time_;
  std::thread worker_;
};

}  // namespace channel::file
