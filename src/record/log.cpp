#include "record/log.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

#include "base/limits.h"
#include "base/log.h"
#include "http/acting.h"
#include "record/catch_up.h"
#include "record/profiles.h"
#include "record/recogniser.h"
#include "record/timeline.h"
#include "store/bulk.h"
#include "store/nodes.h"

namespace record {
namespace {

const std::vector<std::string_view> interaction_columns{
    "id", "customer", "at", "received_at", "activity", "source", "source_key", "import", "direction", "actor", "actor_id",
    "conversation", "topic", "score_kind", "score", "sentiment", "amount", "currency", "subject", "text", "language", "properties"};

void insert(store::BulkInsert& rows, Position id, CustomerId customer, base::Time received, std::int32_t activity, std::int32_t source, std::int64_t import, const Heard& heard) {
  auto text = [&](int column, const std::string& value) { if (!value.empty()) rows.set(column, std::string_view(value)); };
  rows.set(0, id);
  rows.set(1, customer);
  rows.set(2, heard.at.micros);
  rows.set(3, received.micros);
  rows.set(4, std::int64_t(activity));
  rows.set(5, std::int64_t(source));
  rows.set(6, std::string_view(heard.source_key));
  if (import) rows.set(7, import);
  rows.set(8, static_cast<std::int64_t>(heard.direction));
  rows.set(9, static_cast<std::int64_t>(heard.actor));
  text(10, heard.actor_id);
  text(11, heard.conversation);
  text(12, heard.topic);
  if (heard.score) rows.set(13, static_cast<std::int64_t>(heard.score->kind)), rows.set(14, heard.score->value);
  if (heard.sentiment) rows.set(15, *heard.sentiment);
  if (heard.amount) rows.set(16, heard.amount->minor), rows.set(17, std::string_view(heard.amount->currency));
  text(18, heard.subject);
  text(19, heard.text);
  text(20, heard.language);
  text(21, heard.properties);
  rows.row();
}

std::size_t bytes_of(const Batch& batch) {
  std::size_t bytes = 0;
  for (const auto& heard : batch.interactions) bytes += 400 + heard.properties.size() + heard.text.size() + heard.traits.size() + heard.subject.size();
  return bytes;
}

// The tables in memory are larger than any cache: the keys of the next interactions are made, and their places asked for,
// while the present one is worked on.
struct AheadOf {
  static constexpr std::size_t distance = 12;   // interactions; a few hundred nanoseconds each are enough for any memory

  State& state;
  Recogniser& recogniser;
  std::int32_t source;
  const std::vector<Heard>& interactions;
  std::vector<base::Hash128> keys;
  std::size_t prepared = 0, at = 0, used = 0;

  // The keys of the next interaction: its own, then those of its identities. Good until the next call.
  std::span<const base::Hash128> next() {
    for (; prepared < std::min(interactions.size(), at + distance); ++prepared) prepare(interactions[prepared]);
    auto count = 1 + interactions[at++].identities.size();
    used += count;
    return {keys.data() + used - count, count};
  }

  void prepare(const Heard& heard) {
    keys.push_back(SeenKeys::key_of(source, heard.source_key));
    state.keys.prefetch(source, keys.back());
    for (const auto& claim : heard.identities) {
      keys.push_back(recogniser.key_of(claim));
      state.identities.prefetch(keys.back());
    }
  }
};

base::Error overloaded() {
  base::Error error(base::ErrorCode::overloaded, "More is coming in than can be written.", "Send it again after the seconds that Retry-After names.");
  error.retry_after_seconds = 1;
  return error;
}

}  // namespace

struct Log::Inside {
  struct Job {
    Batch batch;
    std::function<void(Change&)> change;          // instead of a batch
    http::Caller by;                              // who asked for the change
    std::promise<std::vector<Receipt>> done;
    std::size_t bytes = 0;
    std::vector<Receipt> receipts;
    std::exception_ptr failure;
  };

  static constexpr std::size_t group_rows = 20'000;   // interactions in one commit: more gains little, and others wait
  static constexpr auto between_looks = std::chrono::seconds(1);
  static constexpr std::int64_t far_behind = 20'000;

  store::Database& database;
  store::Nodes* const nodes;                          // that are told of commits; null: there are no others
  State& state;
  Timeline& timeline;
  std::mutex listeners_guard;
  std::vector<std::function<void(std::int64_t)>> listeners;
  std::atomic<std::int64_t> committed{0};             // up to here everything was handed to the timeline

  std::atomic<std::int64_t> told_of{0};               // a position that another node says it has committed

  std::mutex guard;
  std::condition_variable wake;
  std::deque<Job> queue;
  std::size_t queued_rows = 0, queued_bytes = 0;
  bool ending = false, following = false, told_to_look = false;
  std::vector<Brief> briefs;
  enum class Doubtful { nothing, after_a_change, after_a_batch };
  Doubtful doubtful = Doubtful::nothing;              // what of the memory may not be what the tables hold
  std::vector<Batch> spent;                           // what was stored: freed by whoever appends next, not by the appender
  std::thread appender;

  Inside(store::Database& database, State& state, Timeline& timeline) : database(database), nodes(store::nodes_of(database)), state(state), timeline(timeline) {
    database.read([&](store::Session& session) { state.load(session); });
    committed = state.next_position - 1;
    appender = std::thread([this] { run(); });
  }

  // While nothing can be written nobody waits for a try that fails, and memory need not be read anew after each: the
  // database itself tries now and then.
  void must_be_writable() const {
    auto health = database.health();
    if (!health.writable) throw store::StoreError(health.trouble, health.reason, health.hint);
  }

  // What is refused stays with the caller.
  std::future<std::vector<Receipt>> queue_job(Job&& job) {
    must_be_writable();
    job.bytes = bytes_of(job.batch);
    auto future = job.done.get_future();
    std::vector<Batch> freed;
    {
      std::lock_guard lock(guard);
      if (ending) throw base::Error(base::ErrorCode::unavailable, "The server is stopping.", "Send it again in a moment.");
      bool fits = queued_rows + job.batch.interactions.size() <= base::limits::queued_events && queued_bytes + job.bytes <= base::limits::queued_bytes;
      if (!job.change && !fits && !queue.empty()) throw overloaded();
      queued_rows += job.batch.interactions.size();
      queued_bytes += job.bytes;
      queue.push_back(std::move(job));
      freed.swap(spent);
    }
    wake.notify_one();
    return future;
  }

  // What is committed together: batches up to group_rows; a change stands alone, so that its failure takes nobody along.
  // Nothing when it is time to end, or to look at what others did.
  std::vector<Job> take() {
    std::unique_lock lock(guard);
    auto something = [&] { return ending || told_to_look || !queue.empty(); };
    if (following && nodes) wake.wait_for(lock, between_looks, something);
    else wake.wait(lock, something);
    if (queue.empty()) told_to_look = false;
    std::vector<Job> group;
    std::size_t rows = 0;
    while (!queue.empty() && rows < group_rows) {
      if (queue.front().change && !group.empty()) break;
      rows += queue.front().batch.interactions.size();
      queued_rows -= queue.front().batch.interactions.size();
      queued_bytes -= queue.front().bytes;
      bool alone = static_cast<bool>(queue.front().change);
      group.push_back(std::move(queue.front()));
      queue.pop_front();
      if (alone) break;
    }
    return group;
  }

  void run() {
    for (;;) {
      auto group = take();
      if (!group.empty()) {
        commit(group);
      } else {
        std::unique_lock lock(guard);
        if (ending && queue.empty()) return;
        if (!following) continue;
        lock.unlock();
        look_while_idle();
      }
    }
  }

  void tell() {
    std::lock_guard lock(listeners_guard);
    for (const auto& listener : listeners) listener(committed);
  }

  // What others committed is theirs: it stays handed over, whatever becomes of the transaction at hand.
  void take_in(store::Session& session) {
    struct Noting {
      Inside& all;
      ~Noting() { all.committed = all.state.next_position - 1; }
    } noting{*this};
    catch_up(session, state, [&](const std::vector<Brief>& others) { timeline.heard(others); });
  }

  void look_while_idle() {
    auto before = committed.load();
    try {
      recover();
      database.read([&](store::Session& session) { take_in(session); });
    } catch (const std::exception& error) {
      base::log::warning("what other nodes did can't be read; trying again", {{"error", error.what()}});
    }
    if (committed != before) tell();
  }

  void commit(std::vector<Job>& group) {
    // What many others wait for is held only for what is new since.
    if (told_of > committed + far_behind) look_while_idle();
    auto failure = try_to_store(group);
    if (failure && group.size() > 1) {
      // One of them is at fault: each by itself now, so that it takes nobody along.
      for (auto& job : group) {
        job.receipts.clear();
        std::vector<Job> alone;
        alone.push_back(std::move(job));
        commit(alone);
      }
      return;
    }
    std::vector<Batch> unclaimed;   // what nobody came for is freed here, at the end
    {
      std::lock_guard lock(guard);
      unclaimed.swap(spent);
      for (auto& job : group) spent.push_back(std::move(job.batch));
    }
    for (auto& job : group) {
      if (failure) job.done.set_exception(failure);
      else job.done.set_value(std::move(job.receipts));
    }
    if (!failure) tell();
  }

  // In one transaction; answers what kept it from being stored.
  std::exception_ptr try_to_store(std::vector<Job>& group) {
    briefs.clear();
    try {
      recover();
      database.write([&](store::Session& session) {
        take_in(session);
        state.identities.settle();
        Change change{session, state, base::now()};
        for (auto& job : group) {
          change.import = job.batch.import;
          if (job.change) {
            http::Acting acting(job.by);
            job.change(change);
          } else {
            store_batch(change, job);
          }
        }
        std::sort(change.profiles_changed.begin(), change.profiles_changed.end());
        change.profiles_changed.erase(std::unique(change.profiles_changed.begin(), change.profiles_changed.end()), change.profiles_changed.end());
        for (auto profile : change.profiles_changed) change.notice(NoticeKind::profile_changed, profile);
        if (auto last = state.next_position - 1; nodes && last > committed) nodes->notify(session, "log", std::to_string(last));
      });
    } catch (...) {
      doubtful = std::max(doubtful, group.front().change ? Doubtful::after_a_change : Doubtful::after_a_batch);
      return std::current_exception();
    }
    committed = state.next_position - 1;
    timeline.heard(briefs);   // before the answers: whoever was answered finds it on the timeline
    return nullptr;
  }

  // After a failure memory may hold what was rolled back: before anything else is stored it is read again from the tables.
  // What others committed meanwhile, or what was committed although we were not told (a lost connection), goes to the
  // timeline as well. While the store can't be read this throws, and whoever waits is told at once.
  void recover() {
    if (doubtful == Doubtful::nothing) return;
    database.read([&](store::Session& session) {
      state.next_position = committed + 1;
      state.dictionary.load(session);
      take_in(session);
      doubtful == Doubtful::after_a_change ? state.load_after_a_change(session) : state.load(session);
    });
    doubtful = Doubtful::nothing;
  }

  void store_batch(Change& change, Job& job) {
    auto& batch = job.batch;
    auto& dictionary = state.dictionary;
    auto source = dictionary.source(change.session, batch.source);
    auto rows = database.bulk_insert(change.session, "interaction", interaction_columns);
    Recogniser recogniser(change);
    job.receipts.reserve(batch.interactions.size());
    Position first = 0;
    AheadOf ahead{state, recogniser, source, batch.interactions, {}};
    for (const auto& heard : batch.interactions) {
      auto keys = ahead.next();
      if (state.keys.seen(change.session, source, keys.front(), change.now, batch.import != 0)) {
        job.receipts.push_back({Receipt::Outcome::repeated});
        continue;
      }
      auto customer = recogniser.recognise(heard, keys.subspan(1));
      tell_profile(change, customer, heard.person_name, heard.traits, heard.at);
      auto activity = dictionary.activity(change.session, heard.channel, heard.name);
      auto id = change.take_position();
      if (!first) first = id;
      insert(*rows, id, customer, change.now, activity, source, batch.import, heard);
      Brief brief{.id = id, .customer = customer, .at = heard.at, .activity = activity, .source = source,
                  .channel = static_cast<std::int16_t>(dictionary.channel_of_activity(activity)), .feeling = feeling_of(heard.score, heard.sentiment)};
      if (heard.amount) {
        brief.has_amount = true;
        brief.amount = heard.amount->minor;
        heard.amount->currency.copy(brief.currency, 3);
      }
      briefs.push_back(brief);
      job.receipts.push_back({Receipt::Outcome::added, id, customer});
    }
    rows->finish();
    if (first) change.session.run("update source set first_interaction = coalesce(first_interaction, :f), last_interaction = :l where id = :s", first, state.next_position - 1, source);
  }
};

Log::Log(store::Database& database, State& state, Timeline& timeline) : inside_(std::make_unique<Inside>(database, state, timeline)) {}

Log::~Log() {
  {
    std::lock_guard lock(inside_->guard);
    inside_->ending = true;
  }
  inside_->wake.notify_all();
  inside_->appender.join();
}

std::future<std::vector<Receipt>> Log::append(Batch&& batch) {
  Inside::Job job{.batch = std::move(batch)};
  try {
    return inside_->queue_job(std::move(job));
  } catch (...) {
    batch = std::move(job.batch);
    throw;
  }
}

void Log::command(std::function<void(Change&)> change) { inside_->queue_job({.change = std::move(change), .by = http::Acting::now()}).get(); }

void Log::open_source(const std::string& source) {
  command([&](Change& change) { change.state.keys.open(change.session, change.state.dictionary.source(change.session, source)); });
}

void Log::close_source(const std::string& source) {
  command([&](Change& change) { change.state.keys.close(change.state.dictionary.find_source(source)); });
}

void Log::follow() {
  std::lock_guard lock(inside_->guard);
  inside_->following = true;
}

void Log::look(std::int64_t told_of) {
  if (told_of && told_of <= inside_->committed) return;
  {
    std::lock_guard lock(inside_->guard);
    inside_->told_to_look = true;
    inside_->told_of = std::max(inside_->told_of.load(), told_of);
  }
  inside_->wake.notify_one();
}

std::int64_t Log::position() const { return inside_->committed; }
void Log::on_commit(std::function<void(std::int64_t)> listener) {
  std::lock_guard lock(inside_->listeners_guard);
  inside_->listeners.push_back(std::move(listener));
}

}  // namespace record
