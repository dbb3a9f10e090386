#include "record/reader.h"

#include <condition_variable>
#include <mutex>
#include <thread>

#include "base/log.h"
#include "store/bookmark.h"
#include "store/lease.h"

namespace record {
namespace {

constexpr std::size_t slice_most = 10'000;

struct NoticeRow {
  Position id;
  NoticeKind kind;
  std::int64_t subject;
  base::Time at;
  std::string detail;
};
BOOST_DESCRIBE_STRUCT(NoticeRow, (), (id, kind, subject, at, detail))

struct BriefRow {
  Position id;
  CustomerId customer;
  base::Time at;
  std::int32_t activity, source;
};
BOOST_DESCRIBE_STRUCT(BriefRow, (), (id, customer, at, activity, source))

LogSlice next_slice(store::Session& session, Position bookmark, Position committed, bool with_interactions) {
  LogSlice slice;
  slice.last = committed;
  if (with_interactions) {
    for (auto& row : session.all<BriefRow>("select id, customer, at, activity, source from interaction where id > :p and id <= :c order by id limit :n", bookmark, committed, slice_most))
      slice.interactions.push_back({.id = row.id, .customer = row.customer, .at = row.at, .activity = row.activity, .source = row.source});
    if (slice.interactions.size() == slice_most) slice.last = slice.interactions.back().id;
  }
  for (auto& row : session.all<NoticeRow>("select id, kind, subject, at, detail from notice where id > :p and id <= :l order by id limit :n", bookmark, slice.last, slice_most))
    slice.notices.push_back({row.id, row.kind, row.subject, row.at, row.detail});
  if (slice.notices.size() == slice_most) {
    slice.last = slice.notices.back().id;
    while (!slice.interactions.empty() && slice.interactions.back().id > slice.last) slice.interactions.pop_back();
  }
  return slice;
}

}  // namespace

struct Readers::Inside {
  struct Run {
    std::unique_ptr<Reader> reader;
    std::atomic<Position> bookmark{0};
    int failures = 0;               // in a row, inside the guard
    std::exception_ptr failure;     // the last of them
    std::thread thread;
  };

  static constexpr auto between_looks = std::chrono::milliseconds(100);   // at what another node reads, while somebody waits
  static constexpr auto between_checks = std::chrono::seconds(1);
  static constexpr auto after_a_failure = std::chrono::seconds(2);
  static constexpr int failures_waited_for = 5;   // in a row, of what may be over soon

  store::Database& database;
  store::Leases& leases;
  std::vector<std::unique_ptr<Run>> runs;
  mutable std::mutex guard;
  std::condition_variable wake, caught_up;
  Position committed = 0;
  std::uint64_t asked = 0;   // how often somebody began to wait: a reader that rests after a failure tries again at once
  bool ending = false;

  Inside(store::Database& database, store::Leases& leases) : database(database), leases(leases) {}

  void moved_to(Run& run, Position last) {
    std::lock_guard lock(guard);
    run.bookmark = last;
    run.failures = 0;
    run.failure = nullptr;
    caught_up.notify_all();
  }

  Position bookmark_of(const Run& run) {
    return database.reading([&](store::Session& session) { return store::bookmark(session, run.reader->name()); });
  }

  void follow(Run& run) {
    const auto lease = "reader " + run.reader->name();
    for (;;) {
      Position upto;
      bool behind = true;
      {
        std::unique_lock lock(guard);
        auto due = [&] { return ending || run.bookmark < committed; };
        if (database.shared()) behind = wake.wait_for(lock, between_checks, due);
        else wake.wait(lock, due);
        if (ending) return;
        upto = committed;
      }
      try {
        if (bool ours = leases.hold(lease); !ours || !behind) {
          // Another node reads; or a crash of the database took back what was not synced.
          moved_to(run, bookmark_of(run));
          if (ours) continue;
          std::unique_lock lock(guard);
          wake.wait_for(lock, between_looks, [&] { return ending; });
          continue;
        }
        Position last = 0;
        database.derive([&](store::Session& session) {
          auto bookmark = store::bookmark(session, run.reader->name());
          last = bookmark;   // another node's reader may have been further than we know of
          if (bookmark >= upto) return;
          auto slice = next_slice(session, bookmark, upto, run.reader->wants_interactions());
          run.reader->read(session, slice);
          store::set_bookmark(session, run.reader->name(), slice.last);
          last = slice.last;
        });
        moved_to(run, last);
      } catch (const std::exception& error) {
        base::log::error("a reader can't go on; trying again", {{"reader", run.reader->name()}, {"error", error.what()}});
        std::unique_lock lock(guard);
        ++run.failures;
        run.failure = std::current_exception();
        caught_up.notify_all();
        wake.wait_for(lock, after_a_failure, [&, before = asked] { return ending || asked != before; });
      }
    }
  }
};

Readers::Readers(store::Database& database, store::Leases& leases) : inside_(std::make_unique<Inside>(database, leases)) {}

Readers::~Readers() {
  {
    std::lock_guard lock(inside_->guard);
    inside_->ending = true;
  }
  inside_->wake.notify_all();
  for (auto& run : inside_->runs)
    if (run->thread.joinable()) run->thread.join();
}

void Readers::add(std::unique_ptr<Reader> reader) {
  inside_->runs.push_back(std::make_unique<Inside::Run>());
  inside_->runs.back()->reader = std::move(reader);
}

void Readers::start(Position position) {
  inside_->committed = position;
  for (auto& run : inside_->runs) {
    run->bookmark = inside_->bookmark_of(*run);
    run->thread = std::thread([this, &run = *run] { inside_->follow(run); });
  }
}

void Readers::moved(Position position) {
  {
    std::lock_guard lock(inside_->guard);
    inside_->committed = position;
  }
  inside_->wake.notify_all();
}

namespace {

// A server that restarts, a lease on its way to another node, a file held for a moment: worth waiting for. A full disk isn't.
bool may_be_over_soon(const std::exception_ptr& failure) {
  try {
    std::rethrow_exception(failure);
  } catch (const store::StoreError& error) {
    return error.trouble == store::Trouble::unreachable || error.trouble == store::Trouble::held;
  } catch (...) {
    return true;
  }
}

}  // namespace

void Readers::wait_for(Position position) {
  std::unique_lock lock(inside_->guard);
  std::vector<int> failed_before;
  for (auto& run : inside_->runs) failed_before.push_back(run->failures);
  ++inside_->asked;
  inside_->wake.notify_all();
  inside_->caught_up.wait(lock, [&] {
    bool all = true;
    for (std::size_t i = 0; i < inside_->runs.size(); ++i) {
      auto& run = *inside_->runs[i];
      if (run.bookmark >= position) continue;
      all = false;
      int failures = run.failures - std::min(failed_before[i], run.failures);
      if (run.failures == 0) failed_before[i] = 0;
      if (failures > 0 && (failures >= Inside::failures_waited_for || !may_be_over_soon(run.failure))) std::rethrow_exception(run.failure);
    }
    return inside_->ending || all;
  });
}

std::vector<std::pair<std::string, Position>> Readers::standings() const {
  std::vector<std::pair<std::string, Position>> list;
  for (const auto& run : inside_->runs) list.emplace_back(run->reader->name(), run->bookmark.load());
  return list;
}

}  // namespace record
