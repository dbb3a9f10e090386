#include "record/erasures.h"

#include <fstream>

#include "access/audit.h"
#include "base/hash.h"
#include "base/ids.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/text.h"
#include "record/erase.h"
#include "record/erase_evidence.h"
#include "record/profiles.h"
#include "record/search.h"
#include "record/visibility.h"

namespace record {
namespace {

struct Row {
  std::int64_t id;
  CustomerId customer;
  ErasureState state;
  std::string reason, asked_by;
  base::Time asked_at, due_at;
  std::optional<base::Time> done_at;
  std::int64_t interactions;
};
BOOST_DESCRIBE_STRUCT(Row, (), (id, customer, state, reason, asked_by, asked_at, due_at, done_at, interactions))
constexpr const char* columns = "select id, customer, state, reason, asked_by, asked_at, due_at, done_at, interactions from erasure ";

std::int64_t number(const std::string& id) {
  auto found = base::read_id('e', id);
  if (!found) throw base::not_found("There is no erasure " + base::shown(id, 30) + ".", "GET /api/erasures lists them.");
  return *found;
}

Erasure told(store::Session& session, const Row& row) {
  Erasure one{.id = base::show_id('e', row.id), .customer = base::show_id('c', row.customer), .state = row.state, .reason = row.reason, .by = row.asked_by,
              .asked_at = row.asked_at, .due_at = row.due_at, .done_at = row.done_at, .interactions = row.interactions};
  for (auto profile : profiles_of_erasure(session, row.id)) one.profiles.push_back(base::show_id('c', profile));
  return one;
}

// Who sees only some customers sees only their erasures, and none of those who are gone.
bool is_seen(store::Session& session, const Row& row) { return Visibility::now().sees(session, row.customer); }

Erasure load(store::Session& session, std::int64_t id) {
  auto row = session.one<Row>(std::string(columns) + "where id = :i", id);
  if (!row || !is_seen(session, *row)) throw base::not_found("There is no erasure " + base::show_id('e', id) + ".", "GET /api/erasures lists them.");
  return told(session, *row);
}

std::int64_t insert(store::Session& session, CustomerId customer, const std::string& uid, ErasureState state, const std::string& reason, const std::string& by, base::Time now, base::Time due) {
  auto id = session.one<std::int64_t>("select coalesce(max(id), 0) + 1 from erasure").value();
  session.run("insert into erasure(id, uid, customer, state, reason, asked_by, asked_at, due_at) values (:i, :u, :c, :s, :r, :b, :t, :d)", id, uid, customer, state, reason, by, now, due);
  return id;
}

}  // namespace

Erasures::Erasures(Record& record, KeyedHash hash) : record_(record), hash_(std::move(hash)), file_(record.database.folder().empty() ? std::filesystem::path() : record.database.folder() / "erasures.jsonl") {}

Erasures::~Erasures() {
  {
    std::lock_guard lock(guard_);
    ending_ = true;
  }
  woken_.notify_all();
  if (worker_.joinable()) worker_.join();
}

void Erasures::also(std::function<void(const Traces&)> elsewhere) { elsewhere_.push_back(std::move(elsewhere)); }
void Erasures::also_here(std::function<void()> everybody) { here_.push_back(std::move(everybody)); }

ErasurePreview Erasures::preview(const std::string& customer) const {
  return record_.database.reading([&](store::Session& session) {
    auto root = Customers::person(session, customer);
    ErasurePreview preview{.customer = base::show_id('c', root), .name = record_.customers.item(session, root).name};
    auto profiles = joined_profiles(session, root);
    std::map<std::string, std::int64_t> channels, sources;
    auto entries = record_.timeline.read(session, profiles, {});
    for (const auto& entry : entries) {
      auto source = session.one<std::int32_t>("select source from interaction where id = :i", entry.interaction);
      if (!source) continue;
      ++preview.interactions;
      ++channels[record_.state.dictionary.channel_name(record_.state.dictionary.channel_of_activity(entry.activity))];
      ++sources[record_.state.dictionary.source_name(*source)];
    }
    if (!entries.empty()) preview.first_at = entries.back().at, preview.last_at = entries.front().at;
    for (const auto& [name, n] : channels) preview.channels.push_back({name, n});
    for (const auto& [name, n] : sources) preview.sources.push_back({name, n});
    for (auto profile : profiles) {
      preview.profiles.push_back(base::show_id('c', profile));
      preview.identities += session.one<std::int64_t>("select count(*) from identity where customer = :c", profile).value_or(0);
    }
    preview.merges = session.one<std::int64_t>("select count(*) from merge where a in (select id from customer where id = :a or merged_into = :b) or b in (select id from customer where id = :c or merged_into = :d)",
                                               root, root, root, root).value_or(0);
    preview.suggestions = session.one<std::int64_t>("select count(*) from merge_suggestion where a in (select id from customer where id = :a or merged_into = :b) or b in (select id from customer where id = :c or merged_into = :d)",
                                                    root, root, root, root).value_or(0);
    return preview;
  });
}

Erasure Erasures::ask(const ErasureRequest& request, const std::string& by) {
  auto reason = base::trim(base::stored(request.reason));
  if (reason.empty() || reason.size() > base::limits::reason_bytes) throw base::invalid("An erasure needs a reason, of " + std::to_string(base::limits::reason_bytes) + " bytes at most.", "Say why, without personal data: the reason stays.", "reason");
  auto wait = request.now.value_or(false) ? 0 : request.wait_seconds.value_or(wait_seconds);
  if (wait < 0 || wait > longest_wait_seconds) throw base::invalid("An erasure waits for 0 to " + std::to_string(longest_wait_seconds) + " seconds.", "Leave it out for ten minutes.", "wait_seconds");
  Erasure asked;
  record_.database.write([&](store::Session& session) {
    auto root = Customers::person(session, request.customer);
    auto waiting = session.one<std::int64_t>("select e.id from erasure e join customer c on c.id = e.customer where e.state in (0, 1) and coalesce(c.merged_into, c.id) = :r", root);
    if (waiting) throw base::Error(base::ErrorCode::conflict, "This person's erasure was asked for already: " + base::show_id('e', *waiting) + ".", "Cancel that one first if this is another case.");
    auto now = base::now();
    auto id = insert(session, root, base::random_token(16), ErasureState::waiting, reason, by, now, base::Time{now.micros + wait * base::second});
    rights::Audit::record(session, {.verb = "customer.erase", .object = "customer", .id = base::show_id('c', root), .details = {{"erasure", base::show_id('e', id)}, {"reason", reason}, {"wait_seconds", wait}}});
    asked = load(session, id);
  });
  wake();
  return asked;
}

Erasure Erasures::cancel(const std::string& id, const std::string& by) {
  Erasure cancelled;
  record_.database.write([&](store::Session& session) {
    auto before = load(session, number(id));
    if (before.state != ErasureState::waiting) throw base::Error(base::ErrorCode::conflict, "This erasure is " + std::string(base::enum_name(before.state)) + ".", "Only one that waits can be cancelled.");
    session.run("update erasure set state = :s, done_at = :t where id = :i", ErasureState::cancelled, base::now(), number(id));
    rights::Audit::record(session, {.verb = "customer.erase_cancel", .object = "customer", .id = before.customer, .details = {{"erasure", before.id}, {"by", by}}});
    cancelled = load(session, number(id));
  });
  return cancelled;
}

Erasure Erasures::one(const std::string& id) const {
  return record_.database.reading([&](store::Session& session) { return load(session, number(id)); });
}

http::Page<Erasure> Erasures::list(const ErasureQuery& query) const {
  auto limit = static_cast<std::int64_t>(http::page_limit(query.limit));
  auto before = query.cursor ? base::read_id('e', *query.cursor) : std::optional<std::int64_t>(INT64_MAX);
  if (!before) throw base::invalid("This is not a cursor of this list.", "Use the `next` of the page before, as it is.", "cursor");
  return record_.database.reading([&](store::Session& session) {
    std::string sql = std::string(columns) + "where id < :b";
    std::vector<store::Value> values{*before};
    if (query.state) sql += " and state = :s", values.emplace_back(*query.state);
    if (query.customer) {
      auto asked = base::read_id('c', *query.customer);
      if (!asked) throw base::not_found("There is no customer " + base::shown(*query.customer, 30) + ".");
      auto root = session.one<CustomerId>("select coalesce(merged_into, id) from customer where id = :i", *asked).value_or(*asked);
      sql += " and (customer = :c or customer in (select id from customer where merged_into = :m) or id in (select erasure from erased_profile where customer = :p))";
      for (int i = 0; i < 3; ++i) values.emplace_back(root);
    }
    values.emplace_back(limit + 1);
    auto rows = session.all_of<Row>(sql + " order by id desc limit :n", values);
    http::Page<Erasure> page;
    bool more = rows.size() > static_cast<std::size_t>(limit);
    if (more) rows.pop_back();
    for (const auto& row : rows)
      if (is_seen(session, row)) page.items.push_back(told(session, row));
    if (more) page.next = base::show_id('e', rows.back().id);
    return page;
  });
}

// Every step may have been done before.
void Erasures::run(std::int64_t erasure) {
  bool begun = false;
  record_.log->command([&](Change& change) { begun = begin_erasing(change, erasure, hash_); });
  if (!begun) return;
  Traces traces;
  record_.database.read([&](store::Session& session) {
    traces = base::from_json<Traces>(base::parse_json(session.one<std::string>("select traces from erasure where id = :e", erasure).value_or("{}")));
    add_to(file_, erased_in(session, hash_));
  });
  for (const auto& drop : elsewhere_) drop(traces);   // first: when it has to wait (for an import), nothing else is done in vain
  erase_from_evidence(record_, traces);
  erase_interactions(record_, erasure);
  record_.log->command([&](Change& change) { end_erasing(change, erasure); });
  sweep_erased(record_, erasure);
  follow(record_.database.reading([&](store::Session& session) { return session.one<std::string>("select uid from erasure where id = :e", erasure).value_or(""); }));
  record_.readers.wait_for(record_.log->position());
  record_.database.derive([](store::Session& session) { compact_search(session); });
  record_.database.write([&](store::Session& session) { session.run("update erasure set traces = '{}' where id = :e", erasure); });
  record_.database.scrub();
  record_.database.write([&](store::Session& session) {
    // Another node may have been at it too.
    if (session.run("update erasure set state = :s, done_at = :t where id = :e and state = :r", ErasureState::done, base::now(), erasure, ErasureState::running) == 0) return;
    auto done = load(session, erasure);
    rights::Audit::record(session, {.verb = "customer.erased", .object = "customer", .id = done.customer,
                                    .details = {{"erasure", done.id}, {"asked_by", done.by}, {"profiles", base::to_json(done.profiles)}, {"interactions", done.interactions}}, .who = http::Caller{}});
  });
  base::log::info("erased", {{"erasure", erasure}});
}

// Where another node erased somebody, files of theirs may lie in this node's folder: what was followed stands in it.
void Erasures::follow_others() {
  if (!record_.database.shared() || file_.empty()) return;
  auto count = record_.database.reading([](store::Session& session) { return session.one<std::int64_t>("select count(*) from erasure where state = :s", ErasureState::done).value_or(0); });
  if (count == done_seen_) return;
  if (followed_.empty()) {
    std::ifstream in(followed_file());
    for (std::string uid; std::getline(in, uid);) followed_.insert(uid);
  }
  auto done = record_.database.reading([](store::Session& session) { return session.all<std::string>("select uid from erasure where state = :s", ErasureState::done); });
  std::erase_if(done, [&](const std::string& uid) { return followed_.contains(uid); });
  if (!done.empty())
    for (const auto& drop : here_) drop();
  for (const auto& uid : done) follow(uid);
  done_seen_ = count;
}

void Erasures::follow(const std::string& uid) {
  if (!record_.database.shared() || file_.empty() || !followed_.insert(uid).second) return;
  std::ofstream(followed_file(), std::ios::app) << uid << '\n';   // lost in a crash, it is followed once more
}

void Erasures::run_due() {
  std::lock_guard alone(one_at_a_time_);
  follow_others();
  for (std::int64_t last = 0;;) {
    auto next = record_.database.reading([&](store::Session& session) {
      return session.one<std::int64_t>("select id from erasure where id > :l and (state = :r or (state = :w and due_at <= :t)) order by id limit 1", last, ErasureState::running,
                                       ErasureState::waiting, base::now());
    });
    if (!next) return;
    last = *next;
    auto lease = "erasure " + std::to_string(*next);
    if (!record_.leases.hold(lease)) continue;   // another node is at it
    struct GivingBack {
      store::Leases& leases;
      const std::string& lease;
      ~GivingBack() { leases.give_back(lease); }
    } giving_back{record_.leases, lease};
    run(*next);
    std::lock_guard lock(guard_);
    if (ending_) return;
  }
}

// True when the person stood there again.
bool Erasures::erase_again(const ErasedPerson& person) {
  return record_.database.writing([&](store::Session& session) {
    for (const auto& profile : person.profiles) {
      auto created = session.one<base::Time>("select created_at from customer where id = :i", profile.customer);
      if (!created || mark_of_profile(hash_, profile.customer, *created) != profile.mark) continue;
      bool same = profile.identities.empty();
      session.each("select n.name, i.value from identity i join name_space n on n.id = i.name_space where i.customer = :c", [&](const store::Row& row) {
        same |= std::find(profile.identities.begin(), profile.identities.end(), mark_of_identity(hash_, row.text(0), row.text(1))) != profile.identities.end();
      }, profile.customer);
      if (!same) continue;
      auto now = base::now();
      auto id = insert(session, profile.customer, base::random_token(16), ErasureState::waiting, "Erased again: the data were restored from a backup made before.", "restore", now, now);
      rights::Audit::record(session, {.verb = "customer.erase", .object = "customer", .id = base::show_id('c', profile.customer), .details = {{"erasure", base::show_id('e', id)}, {"again", true}}, .who = http::Caller{}});
      return true;
    }
    return false;
  });
}

std::size_t Erasures::reapply(const std::filesystem::path& kept) {
  auto people = record_.database.reading([&](store::Session& session) { return erased_in(session, hash_); });
  add_to(file_, people);
  for (const auto& list : {file_, kept})
    for (auto& person : erased_in(list)) people.push_back(std::move(person));
  if (!kept.empty()) add_to(file_, erased_in(kept));
  std::size_t again = 0;
  auto key = mark_of_key(hash_);
  for (const auto& person : people) {
    if (person.key == key) again += erase_again(person);
    else base::log::warning("an erasure was listed with another key", {{"file", file_.string()}, {"erasure", person.uid}});
  }
  try {
    run_due();
  } catch (const base::Error& error) {
    base::log::warning("an erasure waits", {{"why", error.what()}});   // for the disk, or for an import: the thread goes on
  }
  return again;
}

void Erasures::start() { worker_ = std::thread([this] { work(); }); }

void Erasures::wake() {
  {
    std::lock_guard lock(guard_);
    asked_ = true;
  }
  woken_.notify_all();
}

void Erasures::work() {
  std::string told;   // what keeps it is told once, however often it is tried
  for (;;) {
    try {
      run_due();
      told.clear();
    } catch (const base::Error& error) {
      bool waits = error.code == base::ErrorCode::unavailable || error.code == base::ErrorCode::overloaded;
      if (told != error.what()) (waits ? base::log::info : base::log::error)("an erasure waits; trying again", {{"why", error.what()}});
      told = error.what();
    } catch (const std::exception& error) {
      if (told != error.what()) base::log::error("an erasure can't go on; trying again", {{"error", error.what()}});
      told = error.what();
    }
    std::unique_lock lock(guard_);
    woken_.wait_for(lock, std::chrono::seconds(1), [&] { return ending_ || asked_; });
    asked_ = false;
    if (ending_) return;
  }
}

}  // namespace record
