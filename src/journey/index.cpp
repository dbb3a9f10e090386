#include "journey/index.h"

#include "base/log.h"
#include "journey/in_use.h"
#include "journey/snapshot.h"

namespace journey {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr std::size_t portion = 500'000;          // interactions read at once
constexpr std::size_t tail_least = 50'000;        // in the tail before it moves while more comes in …
constexpr std::size_t tail_share = 100;           // … or this part of all, whichever is more: people in the tail are assembled for each view
constexpr std::size_t tail_building = 4'000'000;  // while nobody asks yet
constexpr auto between_views = 100ms;
constexpr auto idle = 1s;                         // without anything new: the tail moves, however small
constexpr auto absorbing = 50ms;                  // at once; then it looks for what is new
constexpr auto between_snapshots = 10min;

}  // namespace

Index::Index(record::Record& record, IndexOptions options)
    : record_(record), file_(options.folder.empty() ? std::filesystem::path() : options.folder / snapshot_name), passing_(options.passing), touchpoints_(std::move(options.touchpoints)), dimensions_(options.dimensions),
      workers_(options.threads ? options.threads : std::max(1u, std::thread::hardware_concurrency())), feed_(record.database, record.state.dictionary, dimensions_) {
  record.log->on_commit([signal = signal_](Position position) {
    {
      std::lock_guard lock(signal->guard);
      signal->position = std::max(signal->position, position);
    }
    signal->wake.notify_all();
  });
  signal_->position = record.log->position();
  thread_ = std::jthread([this](std::stop_token stop) { follow(stop); });
}

Index::~Index() {
  thread_.request_stop();
  thread_.join();
}

void Index::forget(const std::filesystem::path& folder) {
  std::error_code ignored;
  std::filesystem::remove(folder / snapshot_name, ignored);
}

std::shared_ptr<const View> Index::view() const {
  if (auto view = view_.load()) return view;
  auto all = std::max<Position>(1, record_.log->position());
  base::Error error(base::ErrorCode::unavailable, "The journey index is being built: " + std::to_string(100 * read_upto_ / all) + " of 100 parts of the log are read.", "Ask again in a moment.");
  error.retry_after_seconds = 1;
  throw error;
}

std::shared_ptr<const View> Index::view_at(Position position) const {
  std::unique_lock lock(published_guard_);
  std::shared_ptr<const View> view;
  published_.wait(lock, [&] { return (view = view_.load()) && view->position >= position; });
  return view;
}

void Index::publish(std::shared_ptr<const View> view) {
  {
    std::lock_guard lock(published_guard_);
    view_.store(std::move(view));
  }
  published_.notify_all();
}

void Index::follow(std::stop_token stop) {
  growing_ = View::empty(dimensions_.of_interactions(), dimensions_.of_customers());
  written_at_ = moved_at_ = Clock::now();
  bool begun = false;
  while (!stop.stop_requested()) {
    try {
      if (!begun && !file_.empty()) {
        if (auto snapshot = read_snapshot(file_, dimensions_); snapshot && feed_.is_of(snapshot->probes, snapshot->view->position)) {
          growing_ = snapshot->view;
          written_ = growing_->position;
        } else {
          is_others_ = passing_ && is_of_other_dimensions(file_, dimensions_);
        }
      }
      begun = true;
      bool all_read = catch_up(stop);
      bool all_absorbed = !all_read || absorb_some();
      if (all_read && all_absorbed && worth_a_snapshot()) write_snapshot();
      std::unique_lock lock(signal_->guard);
      auto something = [&] { return signal_->position > growing_->position; };
      if (!all_read || !all_absorbed) continue;
      if (growing_->tail.empty()) signal_->wake.wait_for(lock, stop, between_snapshots, something);
      else signal_->wake.wait_for(lock, stop, idle, something);
      // A little more may come with it: one view for many commits.
      if (something()) signal_->wake.wait_for(lock, stop, between_views, [] { return false; });
    } catch (const std::exception& error) {
      base::log::error("the journey index can't go on; trying again", {{"error", error.what()}});
      std::unique_lock lock(signal_->guard);
      signal_->wake.wait_for(lock, stop, 2s, [] { return false; });
    }
  }
  if (caught_up_ && growing_->position > written_) {
    try {
      // A small rest is soon read from the log again; a large part of all is not left to that.
      if (waiting(*growing_) * 20 > growing_->events()) growing_ = absorb_all(growing_);
      write_snapshot();
    } catch (const std::exception& error) {
      base::log::warning("the journey index is not written; the next start reads the log", {{"error", error.what()}});
    }
  }
}

// Takes in what is new, up to the log's end or a portion's. False when there is more.
bool Index::catch_up(std::stop_token stop) {
  auto read = feed_.read(*growing_, portion);
  if (read.change.last == growing_->position) {
    if (!caught_up_) publish(growing_);   // the snapshot had everything
    return caught_up_ = true;
  }
  bool all_read = read.change.last >= read.committed;
  growing_ = next(*growing_, std::move(read.change));
  read_upto_ = growing_->position;
  moved_at_ = Clock::now();
  // While it is built nobody reads: it need not be true to one position yet, and moves in large steps.
  if (!caught_up_ && waiting(*growing_) >= (all_read ? large_tail() : tail_building)) growing_ = absorb_all(growing_);
  if (all_read) caught_up_ = true;
  if (read.erased) forget_values();
  if (caught_up_ && !stop.stop_requested()) publish(growing_);
  return all_read;
}

// Somebody was erased: what they alone had is not told any more, and the file that has it goes.
void Index::forget_values() {
  for (std::size_t d = 0; d < dimensions_.all().size(); ++d) dimensions_.forget_all_but(d, codes_in_use(*growing_, dimensions_, d));
  feed_.ask_anew();
  if (file_.empty()) return;
  std::error_code ignored;
  std::filesystem::remove(file_, ignored);   // also another list's: it has what they had, too
  written_ = 0;
  written_at_ = {};
}

std::size_t Index::large_tail() const { return std::max<std::size_t>(tail_least, growing_->events() / tail_share); }

// Moves a part of the tail into its chunks when it is time. False when there is more to move.
bool Index::absorb_some() {
  if (growing_->tail.empty()) return true;
  if (to_absorb_ == 0) {
    if (waiting(*growing_) < large_tail() && Clock::now() - moved_at_ < idle) return true;
    to_absorb_ = growing_->chunks.size();
  }
  for (auto begun = Clock::now(); to_absorb_ > 0 && Clock::now() - begun < absorbing;) growing_ = absorb(*growing_, --to_absorb_);
  if (to_absorb_ == 0) growing_ = pruned(*growing_);
  publish(growing_);
  return to_absorb_ == 0;
}

bool Index::worth_a_snapshot() const {
  return !file_.empty() && caught_up_ && growing_->tail.empty() && growing_->position > written_ && Clock::now() - written_at_ > between_snapshots;
}

void Index::write_snapshot() {
  if (file_.empty() || is_others_) return;
  journey::write_snapshot(file_, *growing_, dimensions_, feed_.probes(growing_->position));
  written_ = growing_->position;
  written_at_ = Clock::now();
}

}  // namespace journey
