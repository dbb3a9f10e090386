#include "record/timeline.h"

#include <condition_variable>
#include <map>
#include <mutex>
#include <shared_mutex>
#include <thread>

#include "base/json.h"
#include "base/log.h"
#include "record/briefs.h"
#include "record/tail.h"
#include "record/timeline_sums.h"
#include "record/timeline_table.h"
#include "store/bookmark.h"

namespace record {
namespace {

using Clock = std::chrono::steady_clock;

struct EntryRow {
  base::Time at;
  Position interaction;
  std::int32_t activity;
  std::optional<int> feeling;
};
BOOST_DESCRIBE_STRUCT(EntryRow, (), (at, interaction, activity, feeling))

bool inside(const TimelineWindow& window, const Entry& entry) {
  if (window.from && entry.at < *window.from) return false;
  if (window.to && entry.at >= *window.to) return false;
  if (window.before && !window.before->later_than(entry)) return false;
  return window.activities.empty() || std::find(window.activities.begin(), window.activities.end(), entry.activity) != window.activities.end();
}

}  // namespace

struct Timeline::Inside {
  static constexpr std::size_t tail_most = 4'000'000;    // interactions in memory (about 60 bytes each) before the appender waits
  static constexpr std::size_t slice_most = 512'000;     // read from the log at once
  // Worth writing while more comes in: half of what is written, between these. Every step touches most pages of the
  // table and most customers' sums, so small steps into a large table would cost a page written for each interaction.
  static constexpr std::size_t step_least = 1'000'000, step_most = 2'000'000;
  static constexpr auto between_looks = std::chrono::milliseconds(150);
  static constexpr auto kept_after_write = std::chrono::seconds(5);   // for sessions whose snapshot is from before

  store::Database& database;
  std::function<std::int32_t(std::int32_t)> channel_of_activity;

  mutable std::shared_mutex guard;
  struct Generation {
    std::shared_ptr<Tail> tail;
    Position from = 0;                                   // what is up to here stands in older ones or in the table
    std::optional<Clock::time_point> written;
  };
  std::vector<Generation> generations{{std::make_shared<Tail>()}};   // the newest takes what is heard
  Clock::time_point last_heard, first_waiting;
  std::atomic<std::size_t> written{0};                   // interactions in the table, about

  std::mutex thread_guard, write_guard;
  std::condition_variable wake, room;
  bool ending = false;
  std::thread writer;

  explicit Inside(store::Database& database) : database(database) {}

  std::size_t waiting() const {
    std::shared_lock lock(guard);
    std::size_t n = 0;
    for (const auto& generation : generations)
      if (!generation.written) n += generation.tail->size();
    return n;
  }

  // Throws what the database throws; what was to be written stays in memory and in the log.
  void write_step() {
    std::lock_guard one_at_a_time(write_guard);
    std::shared_ptr<Tail> tail;
    Position from = 0;
    {
      std::unique_lock lock(guard);
      std::erase_if(generations, [&](const Generation& g) { return g.written && Clock::now() - *g.written > kept_after_write; });
      // The oldest that is not written: the bookmark must never pass one that failed.
      auto oldest = std::find_if(generations.begin(), generations.end(), [](const Generation& g) { return !g.written; });
      tail = oldest->tail;
      from = oldest->from;
      if (tail->size() == 0) return;
      if (oldest + 1 == generations.end()) generations.push_back({std::make_shared<Tail>(), tail->last()});
    }
    database.derive([&](store::Session& session) {
      fill_up_to(session, from);
      write_tail(database, session, *tail);
    });
    written += tail->size();
    {
      std::unique_lock lock(guard);
      for (auto& generation : generations)
        if (generation.tail == tail) generation.written = Clock::now();
    }
    std::lock_guard lock(thread_guard);
    room.notify_all();
  }

  // What is derived isn't synced to the disk: after a crash of the database it may stand at an earlier commit than what this
  // process wrote and let go. The log has what is missing.
  void fill_up_to(store::Session& session, Position from) {
    for (auto bookmark = store::bookmark(session, timeline_reader); bookmark < from;) {
      Tail missing;
      auto read = each_brief(session, channel_of_activity, bookmark, from, slice_most, [&](const LoggedBrief& logged) { missing.add(logged.brief); });
      if (read == 0) return;
      bookmark = missing.last();
      write_tail(database, session, missing);
    }
  }

  bool worth_writing() {
    std::shared_lock lock(guard);
    auto n = generations.back().tail->size();
    if (n == 0) return false;
    auto now = Clock::now();
    bool idle = now - last_heard > std::chrono::milliseconds(300);
    bool old = now - first_waiting > std::chrono::seconds(n <= 20'000 ? 3 : 30);
    return n >= std::clamp(written / 2, step_least, step_most) || idle || old;
  }

  void run() {
    int failures = 0;
    std::unique_lock lock(thread_guard);
    while (!ending) {
      if (failures) wake.wait_for(lock, std::chrono::seconds(std::min(30, 1 << std::min(failures - 1, 5))), [&] { return ending; });
      else wake.wait_for(lock, between_looks);
      lock.unlock();
      try {
        if (worth_writing()) write_step();
        failures = 0;
      } catch (const std::exception& error) {
        // A full disk may get room again.
        ++failures;
        base::log::error("timelines can't be written; trying again", {{"error", error.what()}});
      }
      lock.lock();
    }
  }

  // Visits what the table of this session does not hold yet.
  template <class Visit>
  void each_in_memory(store::Session& session, CustomerId profile, Visit visit) const {
    auto written = store::bookmark(session, timeline_reader);
    std::shared_lock lock(guard);
    for (const auto& generation : generations) generation.tail->each_of(profile, written, visit);
  }
  template <class Visit>
  void each_in_memory(store::Session& session, Visit visit) const {
    auto written = store::bookmark(session, timeline_reader);
    std::shared_lock lock(guard);
    for (const auto& generation : generations) generation.tail->each(written, visit);
  }

  template <class Key>
  std::vector<Count> counts(store::Session& session, const char* sql, Key key) const {
    std::map<std::int64_t, Count> all;
    session.each(sql, [&](const store::Row& row) { all[row.integer(0)] = {row.integer(0), row.integer(1), base::Time{row.integer(2)}}; });
    each_in_memory(session, [&](const Brief& brief) {
      auto& count = all[key(brief)];
      count.last_at = count.interactions ? std::max(count.last_at, brief.at) : brief.at;
      count.id = key(brief);
      ++count.interactions;
    });
    std::vector<Count> list;
    for (auto& [id, count] : all) list.push_back(count);
    return list;
  }
};

Timeline::Timeline(store::Database& database) : inside_(std::make_unique<Inside>(database)) {}

Timeline::~Timeline() {
  if (!inside_->writer.joinable()) return;
  {
    std::lock_guard lock(inside_->thread_guard);
    inside_->ending = true;
  }
  inside_->wake.notify_all();
  inside_->writer.join();
  try {
    inside_->write_step();
  } catch (const std::exception& error) {
    base::log::error("timelines can't be written; the next start makes up for it from the log", {{"error", error.what()}});
  }
}

void Timeline::catch_up(const std::function<std::int32_t(std::int32_t)>& channel_of_activity, Position upto) {
  inside_->channel_of_activity = channel_of_activity;
  Position from = 0;
  inside_->database.read([&](store::Session& session) {
    inside_->written = session.one<std::int64_t>("select sum(interactions) from derived.activity_count").value_or(0);
    from = store::bookmark(session, timeline_reader);
  });
  inside_->generations.back().from = std::min(from, upto);
  while (from < upto) {
    std::vector<Brief> briefs;
    inside_->database.read([&](store::Session& session) {
      each_brief(session, channel_of_activity, from, upto, Inside::slice_most, [&](const LoggedBrief& logged) { briefs.push_back(logged.brief); });
    });
    if (briefs.empty()) break;
    from = briefs.back().id;
    heard(briefs);
    inside_->write_step();
  }
  make_up_sums();   // owed by a process that did not come to it
  auto undone = inside_->database.reading([&](store::Session& session) {
    std::vector<Undone> list;
    session.each("select id, detail from notice where kind = :k and id > :p order by id", [&](const store::Row& row) {
      auto detail = base::parse_json(row.text(1)).as_object();
      list.push_back({row.integer(0), detail["first"].to_number<std::int64_t>(), detail["last"].to_number<std::int64_t>(), detail["source"].to_number<std::int64_t>()});
    }, NoticeKind::import_undone, store::bookmark(session, timeline_sweep_reader));
    return list;
  });
  for (const auto& one : undone) sweep(one);
}

void Timeline::start() { inside_->writer = std::thread([this] { inside_->run(); }); }

void Timeline::heard(const std::vector<Brief>& briefs) {
  if (briefs.empty()) return;
  if (inside_->writer.joinable() && inside_->waiting() > Inside::tail_most) {
    std::unique_lock lock(inside_->thread_guard);
    inside_->wake.notify_all();
    inside_->room.wait(lock, [&] { return inside_->ending || inside_->waiting() <= Inside::tail_most; });
  }
  std::unique_lock lock(inside_->guard);
  auto& tail = *inside_->generations.back().tail;
  if (tail.size() == 0) inside_->first_waiting = Clock::now();
  for (const auto& brief : briefs) tail.add(brief);
  inside_->last_heard = Clock::now();
}

void Timeline::put_off_sums() {
  inside_->database.derive([&](store::Session& session) {
    if (store::bookmark(session, timeline_reader) == 0) record::put_off_sums(session);
  });
}

void Timeline::make_up_sums() {
  inside_->write_step();
  inside_->database.derive([&](store::Session& session) {
    if (sums_are_put_off(session)) record::make_up_sums(inside_->database, session, inside_->channel_of_activity);
  });
}

void Timeline::flush() { inside_->write_step(); }

void Timeline::sweep(const Undone& undone) {
  inside_->write_step();
  inside_->database.derive([&](store::Session& session) { sweep_table(session, undone, inside_->channel_of_activity); });
}

std::vector<Entry> Timeline::read(store::Session& session, const std::vector<CustomerId>& profiles, const TimelineWindow& window) const {
  std::string sql = "select at, interaction, activity, feeling from derived.timeline where customer = :c and at >= :f and at < :t and (at, interaction) < (:b, :i)";
  if (!window.activities.empty()) {
    sql += " and activity in (";
    for (std::size_t i = 0; i < window.activities.size(); ++i) (sql += i ? "," : "") += std::to_string(window.activities[i]);
    sql += ")";
  }
  sql += " order by at desc, interaction desc limit :n";
  auto limit = static_cast<std::int64_t>(std::min<std::size_t>(window.limit, INT64_MAX));
  std::vector<Entry> entries;
  for (auto profile : profiles) {
    for (const auto& row : session.all<EntryRow>(sql, profile, window.from.value_or(base::Time{INT64_MIN}), window.to.value_or(base::Time{INT64_MAX}),
                                                 window.before ? window.before->at : base::Time{INT64_MAX}, window.before ? window.before->interaction : INT64_MAX, limit))
      entries.push_back({row.at, row.interaction, row.activity, static_cast<std::int16_t>(row.feeling.value_or(Brief::no_feeling)), profile});
    inside_->each_in_memory(session, profile, [&](const Brief& brief) {
      Entry entry{brief.at, brief.id, brief.activity, brief.feeling, profile};
      if (inside(window, entry)) entries.push_back(entry);
    });
  }
  std::sort(entries.begin(), entries.end(), [](const Entry& x, const Entry& y) { return x.later_than(y); });
  if (entries.size() > window.limit) entries.resize(window.limit);
  return entries;
}

ProfileSummary Timeline::summary(store::Session& session, const std::vector<CustomerId>& profiles) const {
  ProfileSummary all;
  auto add = [&](std::int64_t n, base::Time first, base::Time last, std::uint64_t channels) {
    all.first_at = all.interactions ? std::min(all.first_at, first) : first;
    all.last_at = all.interactions ? std::max(all.last_at, last) : last;
    all.interactions += n;
    all.channels |= channels;
  };
  if (!profiles.empty()) all.customer = profiles.front();
  for (auto profile : profiles) {
    session.each("select interactions, first_at, last_at, channels from derived.profile_summary where customer = :c",
                 [&](const store::Row& row) { add(row.integer(0), base::Time{row.integer(1)}, base::Time{row.integer(2)}, static_cast<std::uint64_t>(row.integer(3))); }, profile);
    inside_->each_in_memory(session, profile, [&](const Brief& brief) { add(1, brief.at, brief.at, channel_bit(brief.channel)); });
  }
  return all;
}

std::vector<Timeline::Money> Timeline::money(store::Session& session, const std::vector<CustomerId>& profiles) const {
  std::map<std::string, Money> all;
  auto add = [&](std::string currency, std::int64_t minor, std::int64_t n) {
    auto& money = all[currency];
    money.currency = currency;
    money.minor += minor;
    money.interactions += n;
  };
  for (auto profile : profiles) {
    session.each("select currency, minor, interactions from derived.profile_money where customer = :c",
                 [&](const store::Row& row) { add(std::string(row.text(0)), row.integer(1), row.integer(2)); }, profile);
    inside_->each_in_memory(session, profile, [&](const Brief& brief) { if (brief.has_amount) add(std::string(brief.currency, 3), brief.amount, 1); });
  }
  std::vector<Money> list;
  for (auto& [currency, money] : all) list.push_back(money);
  return list;
}

std::vector<Timeline::Count> Timeline::by_activity(store::Session& session) const {
  return inside_->counts(session, "select activity, interactions, last_at from derived.activity_count", [](const Brief& b) { return std::int64_t(b.activity); });
}
std::vector<Timeline::Count> Timeline::by_source(store::Session& session) const {
  return inside_->counts(session, "select source, interactions, last_at from derived.source_count", [](const Brief& b) { return std::int64_t(b.source); });
}
std::vector<Timeline::Count> Timeline::by_day(store::Session& session, std::size_t days) const {
  auto all = inside_->counts(session, "select day, interactions, day from derived.day_count", [](const Brief& b) { return b.at.micros >= 0 ? b.at.micros / base::day : -((base::day - 1 - b.at.micros) / base::day); });
  if (all.size() > days) all.erase(all.begin(), all.end() - static_cast<std::ptrdiff_t>(days));
  return all;
}
std::int64_t Timeline::interactions(store::Session& session) const {
  std::int64_t n = 0;
  for (const auto& count : by_activity(session)) n += count.interactions;
  return n;
}

}  // namespace record
