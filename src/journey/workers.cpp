#include "journey/workers.h"

namespace journey {

struct Workers::Job {
  const std::function<void(unsigned, std::size_t)>& work;
  std::size_t pieces, next = 0, under_way = 0;
  std::exception_ptr failure;
};

Workers::Workers(unsigned threads) {
  for (unsigned worker = 0; worker < threads; ++worker) threads_.emplace_back([this, worker] { follow(worker); });
}

Workers::~Workers() {
  {
    std::lock_guard lock(guard_);
    ending_ = true;
  }
  something_.notify_all();
  for (auto& thread : threads_) thread.join();
}

void Workers::run(std::size_t pieces, const std::function<void(unsigned, std::size_t)>& work) {
  if (pieces == 0) return;
  Job job{work, pieces};
  std::unique_lock lock(guard_);
  jobs_.push_back(&job);
  something_.notify_all();
  done_.wait(lock, [&] { return job.next == job.pieces && job.under_way == 0; });
  if (job.failure) std::rethrow_exception(job.failure);
}

void Workers::follow(unsigned worker) {
  std::unique_lock lock(guard_);
  for (;;) {
    something_.wait(lock, [&] { return ending_ || !jobs_.empty(); });
    if (jobs_.empty()) return;
    auto* job = jobs_.front();
    jobs_.pop_front();
    auto piece = job->next++;
    ++job->under_way;
    if (job->next < job->pieces) jobs_.push_back(job);
    lock.unlock();
    std::exception_ptr failure;
    try {
      job->work(worker, piece);
    } catch (...) {
      failure = std::current_exception();
    }
    lock.lock();
    --job->under_way;
    if (failure) {
      if (!job->failure) job->failure = failure;
      job->next = job->pieces;
      std::erase(jobs_, job);
    }
    if (job->next == job->pieces && job->under_way == 0) done_.notify_all();
  }
}

}  // namespace journey
