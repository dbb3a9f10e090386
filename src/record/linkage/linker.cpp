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
constexpr std::string_view lease = "linkage";           // of several nodes one compares

}  // namespace

void ChangedPeople::read(store::Session& session, const LogSlice& slice) {
  for (auto profile : touched_profiles(session, slice)) enqueue(session, profile);
}

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

RunResult Linker::run_now(std::vector<KnownPerson> truth, const std::function<void(const Progress&)>& progress) {
  std::lock_guard working(working_);
  auto waiting = record_.database.reading([](store::Session& session) { return queued(session, SIZE_MAX >> 1); });
  auto set = [&](auto change) {
    std::lock_guard lock(guard_);
    change(status_);
  };
  set([](Status& status) { status.state = LinkerState::running, status.progress = Progress{}, status.failure.reset(); });
  try {
    auto result = run(record_, {.truth = std::move(truth),
                                .progress = [&](const Progress& now) {
                                  set([&](Status& status) { status.progress = now; });
                                  progress(now);
                                },
                                .stop = [this] { return stop_.load(); }});
    // Those who waited before it began were met by it; who changed since waits on.
    record_.database.derive([&](store::Session& session) {
      for (auto customer : waiting) session.run("delete from derived.link_queue where customer = :c", customer);
    });
    version_.reset();
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
    if (auto changed = settings_changed_at(session); changed && *changed > model->at) return true;
    // The derived file is new: nobody stands in the index.
    if (model->people > 0 && !session.one<int>("select 1 from derived.link_person limit 1")) return true;
    return queue_length(session, waiting_for_full_run) >= waiting_for_full_run;
  });
}

void Linker::load_model() {
  if (version_) return;
  record_.database.read([&](store::Session& session) {
    version_ = latest_model(session);
    settings_ = read_settings(session);
    if (!version_) return;
    model_ = model_of(*version_);
    frequencies_ = read_frequencies(session, *version_);
  });
}

std::size_t Linker::compare_waiting() {
  std::lock_guard working(working_);
  load_model();
  if (!version_) return 0;
  auto people = record_.database.reading([](store::Session& session) { return queued(session, people_a_step); });
  if (!people.empty()) compare(people);
  return people.size();
}

void Linker::compare(const std::vector<CustomerId>& people) {
  Extractor extractor(settings_);
  std::vector<Person> changed;
  record_.database.read([&](store::Session& session) {
    for (auto id : people)
      if (auto person = read_person(session, extractor, id)) changed.push_back(std::move(*person));
  });
  // The index first: two who came at once find each other.
  record_.database.derive([&](store::Session& session) {
    for (auto id : people)
      if (std::none_of(changed.begin(), changed.end(), [&](const Person& person) { return person.id == id; })) remove(session, id);
    for (const auto& person : changed) put(session, person);
  });
  std::vector<Found> found;
  std::map<CustomerId, std::vector<CustomerId>> partners;
  for (auto id : people) partners[id];
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
  record_.database.derive([&](store::Session& session) {
    for (auto id : people) session.run("delete from derived.link_queue where customer = :c", id);
  });
}

void Linker::catch_up() {
  record_.settle();
  if (needs_full_run()) run_now({}, [](const Progress&) {});
  while (compare_waiting() > 0) {}
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
    // One node compares; another whose lease it becomes reads the model anew, which may have been learnt meanwhile.
    if (!record_.leases.hold(std::string(lease))) {
      std::lock_guard working(working_);
      version_.reset();
      if (!asked) continue;
    }
    try {
      if (asked || (quiet() && needs_full_run())) run_now(std::move(truth), [](const Progress&) {});
      while (!stop_ && !asked_ && compare_waiting() > 0) {}
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
