#include "record/linkage/linker.h"

#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/log.h"
#include "record/linkage/people.h"
#include "record/touched.h"

namespace record::linkage {
namespace {

constexpr std::size_t people_a_step = 100;
constexpr std::int64_t waiting_shown = 100'000;
constexpr std::int64_t waiting_for_full_run = 20'000;   // so many at once are compared faster by a full run
constexpr std::int64_t people_more = 100;               // beyond what the model was learnt from, and half as many again
constexpr auto look_around = std::chrono::milliseconds(500);
constexpr int steps_a_turn = 20;                        // then another node that is asked for a run gets its turn
const std::string lease = "linkage";                    // of several nodes one compares
const auto quietly = [](const Progress&) {};

}  // namespace

void ChangedPeople::read(store::Session& session, const LogSlice& slice) {
  for (auto profile : touched_profiles(session, slice)) enqueue(session, profile, slice.last);
}

class Linker::Turn {
 public:
  explicit Turn(Linker& linker) : linker_(linker), working_(linker.working_) {}
  ~Turn() { linker_.record_.leases.give_back(lease); }
  Turn(const Turn&) = delete;
  // Whether it is this node's; false also when it was and got lost.
  bool take() { return linker_.record_.leases.hold(lease); }
  void wait() {
    while (!take()) {
      std::unique_lock lock(linker_.guard_);
      if (linker_.wake_.wait_for(lock, look_around, [&] { return linker_.ending_; }))
        throw base::Error(base::ErrorCode::unavailable, "The server is being stopped.", "Ask again when it is back.");
    }
  }

 private:
  Linker& linker_;
  std::lock_guard<std::mutex> working_;
};

Linker::~Linker() {
  {
    std::lock_guard lock(guard_);
    ending_ = true;
    stop_ = true;
  }
  wake_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void Linker::start() {
  thread_ = std::thread([this] {
    ::setpriority(PRIO_PROCESS, static_cast<id_t>(::syscall(SYS_gettid)), 10);   // answers come first
    follow();
  });
}

Status Linker::status() const {
  Status status;
  {
    std::lock_guard lock(guard_);
    status = status_;
  }
  record_.database.read([&](store::Session& session) {
    status.waiting = queue_length(session, waiting_shown);
    status.model = latest_model(session);
  });
  if (status.state == LinkerState::idle && status.waiting > 0) status.state = LinkerState::waiting;
  return status;
}

std::int64_t Linker::ask(std::vector<KnownPerson> truth) {
  std::int64_t runs;
  {
    std::lock_guard lock(guard_);
    if (asked_) throw base::Error(base::ErrorCode::conflict, "A comparison of all people is asked for already.", "Wait until it is over.");
    asked_ = true;
    truth_ = std::move(truth);
    runs = status_.runs;
  }
  wake_.notify_all();
  return runs;
}

void Linker::set(const std::function<void(Status&)>& change) {
  std::lock_guard lock(guard_);
  change(status_);
}

RunResult Linker::run_now(std::vector<KnownPerson> truth, const std::function<void(const Progress&)>& progress) {
  Turn turn(*this);
  if (!turn.take()) {
    set([](Status& status) { status.state = LinkerState::waiting; });
    turn.wait();
  }
  return run_in_turn(std::move(truth), progress);
}

RunResult Linker::run_in_turn(std::vector<KnownPerson> truth, const std::function<void(const Progress&)>& progress) {
  auto waited_until = record_.database.reading(queued_until);
  set([](Status& status) { status.state = LinkerState::running, status.progress = Progress{}, status.failure.reset(); });
  try {
    auto result = run(record_, {.truth = std::move(truth),
                                .progress = [&](const Progress& now) {
                                  set([&](Status& status) { status.progress = now; });
                                  progress(now);
                                },
                                .stop = [this] { return stop_ || !record_.leases.hold(lease); }});
    // What had changed before it began was met by it; who changed since waits on.
    record_.database.derive([&](store::Session& session) { dequeue_until(session, waited_until); });
    set([&](Status& status) { status.state = LinkerState::idle, status.progress.reset(), ++status.runs, status.last = result; });
    return result;
  } catch (const std::exception& error) {
    set([&](Status& status) { status.state = LinkerState::idle, status.progress.reset(), ++status.runs, status.failure = error.what(); });
    throw;
  }
}

// While much is coming in, comparing waits: an import is compared once it is through.
bool Linker::quiet() {
  auto position = record_.log->position();
  bool same = position == seen_;
  seen_ = position;
  return same;
}

bool Linker::needs_full_run() {
  return record_.database.reading([](store::Session& session) {
    auto last_customer = session.one<CustomerId>("select coalesce(max(id), 0) from customer").value_or(0);
    if (last_customer < 2) return false;
    auto model = latest_model(session);
    if (!model || last_customer > model->last_customer + model->last_customer / 2 + people_more) return true;
    if (model->settings != latest_settings(session)) return true;
    // The derived file is new, or the last run was cut off.
    if (index_of_model(session) != model->id) return true;
    return queue_length(session, waiting_for_full_run) >= waiting_for_full_run;
  });
}

bool Linker::anybody_waits() {
  return record_.database.reading([](store::Session& session) { return queue_length(session, 1) > 0; });
}

// Anew when there is another: this node or another one has learnt it.
void Linker::load_model() {
  record_.database.read([&](store::Session& session) {
    auto latest = latest_model(session);
    if (!latest || (version_ && version_->id == latest->id)) return;
    version_ = std::move(latest);
    settings_ = read_settings(session, version_->settings);
    model_ = model_of(*version_);
    frequencies_ = read_frequencies(session, *version_);
  });
}

std::size_t Linker::compare_waiting() {
  load_model();
  if (!version_) return 0;
  auto waiting = record_.database.reading([](store::Session& session) { return queued(session, people_a_step); });
  if (!waiting.empty()) compare(waiting);
  return waiting.size();
}

void Linker::compare(const std::vector<Waiting>& waiting) {
  Extractor extractor(settings_);
  std::vector<Person> changed;
  // The index first: two who came at once find each other. Read and written in one: whoever is erased is gone for both, or is
  // swept after it.
  record_.database.derive([&](store::Session& session) {
    for (const auto& one : waiting) {
      auto person = read_person(session, extractor, one.customer);
      if (!person) {
        remove(session, one.customer);
        continue;
      }
      put(session, *person);
      changed.push_back(std::move(*person));
    }
  });
  std::vector<Found> found;
  std::map<CustomerId, std::vector<CustomerId>> partners;
  for (const auto& one : waiting) partners[one.customer];
  record_.database.read([&](store::Session& session) {
    for (const auto& person : changed) {
      std::set<CustomerId> others;
      for (auto key : keys_of(person)) {
        auto members = with_key(session, key, settings_.block_people + 1);
        if (static_cast<std::int64_t>(members.size()) <= settings_.block_people) others.insert(members.begin(), members.end());
      }
      others.erase(person.id);
      for (auto other : others) {
        auto them = indexed(session, other);
        if (!them) continue;
        double bits = score_bits(model_, frequencies_, person, *them, linkage::compare(person, *them));
        if (!certainty_of(settings_, odds_to_probability(bits))) continue;
        partners[person.id].push_back(other);
        found.push_back({std::min(person.id, other), std::max(person.id, other), score(model_, frequencies_, person, *them)});
      }
    }
  });
  record_.log->command([&](Change& change) {
    for (const auto& [id, with] : partners) drop_suggestions(change, id, with);
    for (const auto& one : found)
      if (auto certainty = certainty_of(settings_, one.score.probability)) keep_suggestion(change, one, *certainty, version_->id);
  });
  record_.database.derive([&](store::Session& session) { dequeue(session, waiting); });
}

void Linker::catch_up() {
  record_.settle();
  Turn turn(*this);
  turn.wait();
  if (needs_full_run()) run_in_turn({}, quietly);
  while (compare_waiting() > 0) {}
}

void Linker::work(bool full) {
  Turn turn(*this);
  if (!turn.take()) return;
  if (full && needs_full_run()) run_in_turn({}, quietly);   // else another node did it meanwhile
  for (int steps = 0; !stop_ && !asked_ && turn.take() && compare_waiting() > 0;)
    if (record_.database.shared() && ++steps == steps_a_turn) return;
}

void Linker::follow() {
  for (;;) {
    std::vector<KnownPerson> truth;
    bool asked;
    {
      std::unique_lock lock(guard_);
      wake_.wait_for(lock, look_around, [&] { return ending_ || asked_; });
      if (ending_) return;
      asked = asked_;
      truth = std::move(truth_);
      truth_.clear();
    }
    try {
      bool full = !asked && quiet() && needs_full_run();
      if (asked) run_now(std::move(truth), quietly);
      else if (full || anybody_waits()) work(full);
    } catch (const std::exception& error) {
      if (stop_) return;
      base::log::error("people can't be compared; trying again", {{"error", error.what()}});
      std::unique_lock lock(guard_);
      wake_.wait_for(lock, std::chrono::seconds(5), [&] { return ending_; });
    }
    if (asked) {
      std::lock_guard lock(guard_);
      asked_ = false;
    }
  }
}

}  // namespace record::linkage
