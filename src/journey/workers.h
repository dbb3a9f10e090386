// The threads that answer questions: as many as there are processors, whatever the number of questions. Questions under
// way take turns piece by piece, so that a short one is not behind a long one.
//
// Threads: run() from any thread; it returns when all of its pieces are done.
#pragma once
#include <condition_variable>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace journey {

class Workers {
 public:
  explicit Workers(unsigned threads = std::max(1u, std::thread::hardware_concurrency()));
  ~Workers();   // no run() may be under way

  // Calls `work(worker, piece)` for each piece below `pieces`; one worker does one piece at a time, and workers are numbered
  // from 0. What a piece throws comes out here, and pieces that were not begun are left out.
  void run(std::size_t pieces, const std::function<void(unsigned worker, std::size_t piece)>& work);
  unsigned threads() const { return static_cast<unsigned>(threads_.size()); }

 private:
  struct Job;
  void follow(unsigned worker);

  std::mutex guard_;
  std::condition_variable something_, done_;
  std::deque<Job*> jobs_;
  bool ending_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace journey
