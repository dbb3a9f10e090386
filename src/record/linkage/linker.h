// Keeps the suggestions up to date in the background: compares whoever is new or changed with those who share a key with
// them, within seconds; and runs in full when there is no model yet, when many more people are there than it was learnt
// from, when too many wait, or when the settings changed. Never merges.
//
// Of several nodes on one database one compares at a time, under a lease that it holds only while there is something to do: a
// node that is asked for a full run, and the command line, wait for it.
//
// Threads: one of its own, started by start(); every method from any thread.
#pragma once
#include <condition_variable>
#include <mutex>
#include <thread>

#include "record/linkage/run.h"
#include "record/reader.h"

namespace record::linkage {

// Follows the log: whose profile changed waits to be compared.
class ChangedPeople : public Reader {
 public:
  std::string name() const override { return "linkage"; }
  bool wants_interactions() const override { return false; }
  void read(store::Session& session, const LogSlice& slice) override;
};

enum class LinkerState { idle, waiting, running };
BOOST_DESCRIBE_ENUM(LinkerState, idle, waiting, running)

struct Status {
  LinkerState state = LinkerState::idle;
  std::int64_t waiting = 0;                 // people who wait to be compared; counted up to a bound
  std::int64_t runs = 0;                    // full runs since the start
  std::optional<Progress> progress;         // of a full run
  std::optional<RunResult> last;            // what the last full run since the start found
  std::optional<std::string> failure;       // why the last one did not end
  std::optional<ModelVersion> model;        // in use
};
BOOST_DESCRIBE_STRUCT(Status, (), (state, waiting, runs, progress, last, failure, model))

class Linker {
 public:
  explicit Linker(Record& record) : record_(record) {}
  ~Linker();   // stops what is running

  void start();
  // A full run now, and its result. Waits for one that is under way, here or on another node.
  RunResult run_now(std::vector<KnownPerson> truth, const std::function<void(const Progress&)>& progress);
  // Asks the background for a full run; answers the number that Status::runs will have passed when it is over.
  std::int64_t ask(std::vector<KnownPerson> truth);
  Status status() const;
  // Compares all who wait, now, on this thread (tests; the command line).
  void catch_up();

 private:
  class Turn;   // to work: one at a time, in this process and of all nodes

  void set(const std::function<void(Status&)>& change);
  void follow();
  void work(bool full);
  bool needs_full_run();
  bool anybody_waits();
  bool quiet();
  // In a turn:
  RunResult run_in_turn(std::vector<KnownPerson> truth, const std::function<void(const Progress&)>& progress);
  void load_model();
  std::size_t compare_waiting();
  void compare(const std::vector<Waiting>& waiting);

  Record& record_;
  std::mutex working_;                      // a turn of this process
  mutable std::mutex guard_;
  std::condition_variable wake_;
  bool ending_ = false;
  std::atomic<bool> asked_{false};
  std::vector<KnownPerson> truth_;
  Status status_;
  std::atomic<bool> stop_{false};
  std::thread thread_;
  // Of the model in use; under working_.
  std::optional<ModelVersion> version_;
  Model model_;
  Frequencies frequencies_;
  Settings settings_;
  Position seen_ = -1;
};

}  // namespace record::linkage
