// The journey index of a company: follows the log on a thread of its own and keeps the view that questions read. New
// interactions are in it a fraction of a second after they were committed, whoever committed them; nobody who asks waits for
// that, or for what is moved around inside.
//
// Derived and in memory: it reads the log from where its snapshot stands, or from the beginning. The snapshot is written now
// and then and at the end; after somebody was erased at once, for what went must be gone from it too.
//
// Threads: every method from any thread.
#pragma once
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "journey/asked.h"
#include "journey/feed.h"
#include "journey/workers.h"
#include "record/record.h"

namespace journey {

struct IndexOptions {
  std::vector<Dimension> dimensions;
  std::filesystem::path folder;          // of the snapshot; empty: there is none
  bool passing = false;                  // a command's, soon over: a snapshot of other dimensions is the server's, and stays
  unsigned threads = 0;                  // that answer questions; 0: as many as there are processors
  // What "map/touchpoint" matches; throws Error(invalid) for what there is not. Called from any thread. None: no maps here.
  std::function<MatchAsked(const std::string&)> touchpoints = {};
};

class Index {
 public:
  // Begins at once; view() has something when it has caught up for the first time.
  Index(record::Record& record, IndexOptions options);
  ~Index();   // writes the snapshot, then ends

  // What questions read now. Throws Error(unavailable) with how far it is while it is built for the first time.
  std::shared_ptr<const View> view() const;
  // The same when it has everything up to a position: waits for it (tests, the command line).
  std::shared_ptr<const View> view_at(Position position) const;

  const Dimensions& dimensions() const { return dimensions_; }
  const std::function<MatchAsked(const std::string&)>& touchpoints() const { return touchpoints_; }
  const record::Dictionary& dictionary() const { return record_.state.dictionary; }
  record::Record& record() const { return record_; }
  Workers& workers() const { return workers_; }

  // Throws away what is on disk, while no index is open.
  static void forget(const std::filesystem::path& folder);

 private:
  void follow(std::stop_token stop);
  bool catch_up(std::stop_token stop);
  bool absorb_some();
  std::size_t large_tail() const;
  void publish(std::shared_ptr<const View> view);
  void write_snapshot();
  void forget_values();
  bool worth_a_snapshot() const;

  // Shared with the appender, which may outlive this object.
  struct Signal {
    std::mutex guard;
    std::condition_variable_any wake;
    Position position = 0;
  };

  record::Record& record_;
  const std::filesystem::path file_;   // empty: none
  const bool passing_;
  bool is_others_ = false;             // the file stays as it is
  const std::function<MatchAsked(const std::string&)> touchpoints_;
  Dimensions dimensions_;
  mutable Workers workers_;
  Feed feed_;
  std::shared_ptr<Signal> signal_ = std::make_shared<Signal>();

  std::atomic<std::shared_ptr<const View>> view_;
  std::atomic<Position> read_upto_{0};
  mutable std::mutex published_guard_;
  mutable std::condition_variable published_;

  // Of the following thread alone.
  std::shared_ptr<const View> growing_;
  bool caught_up_ = false;
  std::size_t to_absorb_ = 0;            // chunks before this one have yet to take their tail; 0: nothing is being moved
  Position written_ = 0;                 // what the snapshot on disk has
  std::chrono::steady_clock::time_point written_at_, moved_at_;

  std::jthread thread_;   // last: ends first
};

}  // namespace journey
