#include "record/reader.h"

#include <condition_variable>
#include <mutex>
#include <thread>

#include "base/log.h"
#include "store/bookmark.h"

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
    std::thread thread;
  };

  store::Database& database;
  std::vector<std::unique_ptr<Run>> runs;
  mutable std::mutex guard;
  std::condition_variable wake, caught_up;
  Position committed = 0;
  bool ending = false;

  explicit Inside(store::Database& database) : database(database) {}

  void follow(Run& run) {
    for (;;) {
      Position upto;
      {
        std::unique_lock lock(guard);
        wake.wait(lock, [&] { return ending || run.bookmark < committed; });
        if (ending) return;
        upto = committed;
      }
      try {
        Position last = 0;
        database.derive([&](store::Session& session) {
          auto bookmark = store::bookmark(session, run.reader->name());
          auto slice = next_slice(session, bookmark, upto, run.reader->wants_interactions());
          run.reader->read(session, slice);
          store::set_bookmark(session, run.reader->name(), slice.last);
          last = slice.last;
        });
        std::lock_guard lock(guard);
        run.bookmark = last;
        caught_up.notify_all();
      } catch (const std::exception& error) {
        base::log::error("a reader can't go on; trying again", {{"reader", run.reader->name()}, {"error", error.what()}});
        std::unique_lock lock(guard);
        wake.wait_for(lock, std::chrono::seconds(2), [&] { return ending; });
      }
    }
  }
};

Readers::Readers(store::Database& database) : inside_(std::make_unique<Inside>(database)) {}

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
    run->bookmark = inside_->database.reading([&](store::Session& session) { return store::bookmark(session, run->reader->name()); });
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

void Readers::wait_for(Position position) {
  std::unique_lock lock(inside_->guard);
  inside_->caught_up.wait(lock, [&] {
    return inside_->ending || std::all_of(inside_->runs.begin(), inside_->runs.end(), [&](auto& run) { return run->bookmark >= position; });
  });
}

std::vector<std::pair<std::string, Position>> Readers::standings() const {
  std::vector<std::pair<std::string, Position>> list;
  for (const auto& run : inside_->runs) list.emplace_back(run->reader->name(), run->bookmark.load());
  return list;
}

}  // namespace record
