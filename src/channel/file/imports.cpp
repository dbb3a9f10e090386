#include "channel/file/imports.h"

#include "access/audit.h"
#include "base/ids.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/text.h"
#include "store/lease.h"
#include "store/node.h"

namespace channel::file {
namespace {

constexpr std::string_view stored_columns =
    "select rows_read, rows_added, rows_rejected, rows_repeated, rows_passed, interactions_added, customers_added, bytes_read, bytes_total, "
    "id, name, source, state, files, mapping, errors, message, started_by, started_at, finished_at from import_run ";

struct StoredFile {
  std::string name, path;
};
BOOST_DESCRIBE_STRUCT(StoredFile, (), (name, path))

std::string files_text(const std::vector<Source>& sources) {
  std::vector<StoredFile> files;
  for (const auto& source : sources) files.push_back({source.name, std::filesystem::absolute(source.path).string()});
  return base::to_json_text(files);
}

std::vector<Source> files_of(const std::string& text) {
  std::vector<Source> sources;
  for (auto& file : base::from_json<std::vector<StoredFile>>(base::parse_json(text))) sources.push_back({file.name, file.path});
  return sources;
}

std::string told_reason(const base::Error& error) { return std::string(error.what()) + (error.hint.empty() ? "" : " " + error.hint); }

std::int64_t number_of(std::string_view id) {
  auto number = base::read_id('n', id);
  if (!number) throw base::not_found("There is no import \"" + base::shown(id, 40) + "\".", "GET /api/imports lists them.");
  return *number;
}

}  // namespace

struct Imports::Stored : Counters {
  std::int64_t id = 0;
  std::string name, source, state, files, mapping, errors;
  std::optional<std::string> message;
  std::string started_by;
  base::Time started_at;
  std::optional<base::Time> finished_at;
  BOOST_DESCRIBE_CLASS(Stored, (Counters), (id, name, source, state, files, mapping, errors, message, started_by, started_at, finished_at), (), ())

  ImportState current() const { return base::enum_value<ImportState>(state).value(); }
};

Imports::Imports(store::Database& database, Destination destination, Undo undo, store::Leases* leases)
    : database_(database), destination_(std::move(destination)), undo_(std::move(undo)), folder_(database.folder() / "imports"), node_(store::node_of(database.folder())), leases_(leases) {}

void Imports::take_over(store::Session& session, const std::filesystem::path& folder) {
  session.run("update upload set node = null");
  session.run("update import_run set node = null");
  for (const auto& row : session.all<Stored>(std::string(stored_columns) + "where state in ('queued', 'running')")) {
    auto sources = files_of(row.files);
    for (auto& source : sources)
      if (source.path.parent_path().filename() == "uploads") source.path = folder / "uploads" / source.path.filename();
    session.run("update import_run set files = :f where id = :i", files_text(sources), row.id);
  }
}

bool Imports::hold(std::int64_t number) { return !leases_ || leases_->hold("import " + std::to_string(number)); }
void Imports::let_go(std::int64_t number) {
  if (leases_) leases_->give_back("import " + std::to_string(number));
}

// While it runs: how far it is, for those who ask another node; and whether it is to be undone, which another was told.
void Imports::show_others(std::int64_t number, Progress& progress) {
  auto c = progress.counters();
  auto undoing = database_.writing([&](store::Session& session) {
    session.run("update import_run set rows_read = :a, rows_added = :b, rows_rejected = :c, rows_repeated = :d, interactions_added = :e, customers_added = :f, bytes_read = :g, bytes_total = :h "
                "where id = :id", c.rows_read, c.rows_added, c.rows_rejected, c.rows_repeated, c.interactions_added, c.customers_added, c.bytes_read, c.bytes_total, number);
    return session.one<int>("select case when state = 'undoing' then 1 else 0 end from import_run where id = :id", number).value_or(0);
  });
  if (undoing) progress.cancelled = true;
}

Imports::~Imports() {
  {
    std::lock_guard lock(guard_);
    ending_ = true;
    if (running_) running_->cancelled = true;
  }
  wake_.notify_all();
  if (worker_.joinable()) worker_.join();
}

void Imports::start(std::function<void()> idle) {
  idle_ = std::move(idle);
  // Begins again with the first row; keys keep what is in from being doubled.
  database_.write([&](store::Session& session) {
    session.run("update import_run set state = 'queued', message = 'It was interrupted and began again; what was in already counts as repeated.' where state = 'running' and coalesce(node, :n) = :m", node_, node_);
  });
  worker_ = std::thread([this] { work(); });
}

std::int64_t Imports::insert(const std::string& name, const std::vector<Source>& sources, const Mapping& mapping, const std::string& by, ImportState state) {
  std::string shown = name;
  if (name.empty())
    for (const auto& source : sources) shown += (shown.empty() ? "" : ", ") + source.name;
  return database_.writing([&](store::Session& session) {
    auto number = session.one<std::int64_t>("select coalesce(max(id), 0) + 1 from import_run").value_or(1);
    session.run("insert into import_run (id, name, source, state, files, mapping, started_by, started_at, node) values (:id, :name, :source, :state, :files, :mapping, :by, :at, :node)", number,
                base::cut(shown, base::limits::file_name_bytes), mapping.source, std::string(base::enum_name(state)), files_text(sources), base::to_json_text(mapping), by, base::now(), node_);
    rights::Audit::record(session, {.verb = "import.start", .object = "import", .id = base::show_id('n', number), .details = {{"name", base::cut(shown, base::limits::file_name_bytes)}, {"source", mapping.source}}});
    return number;
  });
}

Import Imports::queue(const std::string& name, const std::vector<Source>& sources, const Mapping& mapping, const std::string& by) {
  work_of(mapping, sources);
  auto waiting = database_.reading([](store::Session& session) { return session.one<std::int64_t>("select count(*) from import_run where state = 'queued'").value_or(0); });
  if (waiting >= static_cast<std::int64_t>(base::limits::imports_waiting))
    throw base::Error(base::ErrorCode::conflict, "There are " + std::to_string(waiting) + " imports waiting already.", "Wait until some are done.");
  auto number = insert(name, sources, mapping, by, ImportState::queued);
  wake_.notify_all();
  return told(load(number));
}

Import Imports::run(const std::string& name, const std::vector<Source>& sources, const Mapping& mapping, const std::string& by, const std::function<void(const Import&)>& step) {
  work_of(mapping, sources);
  std::lock_guard alone(one_at_a_time_);
  // This process owns the folder: what still says that it runs was cut off with another.
  database_.write([&](store::Session& session) {
    session.run("update import_run set state = 'failed', message = 'It was cut off. What it brought stays: undo it, or import the files again.' where state = 'running' and coalesce(node, :n) = :m", node_, node_);
  });
  auto number = insert(name, sources, mapping, by, ImportState::running);
  hold(number);   // it is new: nobody else has it
  run_import(number, step);
  let_go(number);
  return told(load(number));
}

Imports::Stored Imports::load(std::int64_t number) const {
  auto stored = database_.reading([&](store::Session& session) { return session.one<Stored>(std::string(stored_columns) + "where id = :id", number); });
  if (!stored) throw base::not_found("There is no import \"" + base::show_id('n', number) + "\".", "GET /api/imports lists them.");
  return *stored;
}

// What the table says, and beside it what the running thread has counted since.
Import Imports::told(Stored stored) const {
  Import import;
  static_cast<Counters&>(import) = stored;
  import.id = base::show_id('n', stored.id);
  import.name = stored.name;
  import.source = stored.source;
  import.state = stored.current();
  import.errors = base::from_json<std::vector<RowError>>(base::parse_json(stored.errors));
  import.message = stored.message;
  import.by = stored.started_by;
  import.started_at = stored.started_at;
  import.finished_at = stored.finished_at;
  std::lock_guard lock(guard_);
  if (running_ && running_number_ == stored.id) {
    static_cast<Counters&>(import) = running_->counters();
    import.errors = running_->errors();
  }
  if (undoing_number_ == stored.id) import.message = std::to_string(undone_so_far_) + " interactions removed.";
  return import;
}

Import Imports::one(std::string_view id) const { return told(load(number_of(id))); }

http::Page<Import> Imports::list(const ImportsQuery& query) const {
  auto limit = static_cast<std::int64_t>(http::page_limit(query.limit));
  auto before = query.cursor ? base::read_id('n', *query.cursor) : std::optional<std::int64_t>(INT64_MAX);
  if (!before) throw base::invalid("This is not a cursor of this list.", "Use the `next` of the page before, as it is.", "cursor");
  auto rows = database_.reading([&](store::Session& session) {
    return session.all<Stored>(std::string(stored_columns) + "where id < :before order by id desc limit :limit", *before, limit + 1);
  });
  http::Page<Import> page;
  bool more = rows.size() > static_cast<std::size_t>(limit);
  if (more) rows.pop_back();
  for (auto& row : rows) page.items.push_back(told(std::move(row)));
  if (more) page.next = page.items.back().id;
  return page;
}

std::filesystem::path Imports::rejected(std::string_view id) const { return folder_ / (std::to_string(load(number_of(id)).id) + "-rejected.csv"); }

std::vector<std::filesystem::path> Imports::files_in_use() const {
  std::vector<std::filesystem::path> paths;
  auto lists = database_.reading([](store::Session& session) { return session.all<std::string>("select files from import_run where state in ('queued', 'running')"); });
  for (const auto& list : lists)
    for (auto& source : files_of(list)) paths.push_back(source.path);
  return paths;
}

std::int64_t Imports::running() const {
  return database_.reading([](store::Session& session) { return session.one<std::int64_t>("select count(*) from import_run where state in ('queued', 'running', 'undoing')").value_or(0); });
}

void Imports::set_state(std::int64_t number, ImportState state, const std::string& message) {
  database_.write([&](store::Session& session) {
    bool ended = state == ImportState::failed || state == ImportState::undone;
    session.run("update import_run set state = :state, message = :message, finished_at = case when :ended = 1 then :now else finished_at end where id = :id", std::string(base::enum_name(state)),
                message.empty() ? std::nullopt : std::optional(message), ended, base::now(), number);
  });
}

void Imports::save(std::int64_t number, const Progress& progress, ImportState state, const std::string& message) {
  auto c = progress.counters();
  database_.write([&](store::Session& session) {
    // An undo that was asked for meanwhile stays asked for.
    session.run("update import_run set rows_read = :a, rows_added = :b, rows_rejected = :c, rows_repeated = :d, rows_passed = :e, interactions_added = :f, customers_added = :g, bytes_read = :h, "
                "bytes_total = :i, errors = :j, message = :k, finished_at = :l, state = case when state = 'undoing' then state else :m end where id = :n",
                c.rows_read, c.rows_added, c.rows_rejected, c.rows_repeated, c.rows_passed, c.interactions_added, c.customers_added, c.bytes_read, c.bytes_total,
                base::to_json_text(progress.errors()), message.empty() ? std::nullopt : std::optional(message), base::now(), std::string(base::enum_name(state)), number);
  });
}

void Imports::run_import(std::int64_t number, const std::function<void(const Import&)>& step) {
  auto stored = load(number);
  auto progress = std::make_shared<Progress>();
  {
    std::lock_guard lock(guard_);
    running_number_ = number;
    running_ = progress;
    progress->cancelled = ending_;
  }
  ImportOptions options{.import = number, .rejected = folder_ / (std::to_string(number) + "-rejected.csv")};
  std::error_code ignored;
  std::filesystem::remove(options.rejected, ignored);
  auto last_step = std::chrono::steady_clock::now(), last_shown = last_step;
  if (step || database_.shared())
    options.step = [&] {
      auto now = std::chrono::steady_clock::now();
      if (database_.shared() && now - last_shown >= std::chrono::seconds(1)) {
        last_shown = now;
        show_others(number, *progress);
      }
      if (!step || now - last_step < std::chrono::milliseconds(100)) return;
      last_step = now;
      Import shown;
      static_cast<Counters&>(shown) = progress->counters();
      shown.state = ImportState::running;
      step(shown);
    };
  std::string message = stored.message.value_or("");
  ImportState state = ImportState::done;
  try {
    import_files(destination_, read_mapping_json(base::parse_json(stored.mapping)), files_of(stored.files), *progress, options);
    base::log::info("import done", {{"import", number}, {"rows", progress->rows_read.load()}, {"rejected", progress->rows_rejected.load()}});
  } catch (const base::Error& error) {
    state = ImportState::failed;
    message = told_reason(error);
    base::log::warning("import failed", {{"import", number}, {"reason", error.what()}});
  } catch (const std::exception& error) {
    state = ImportState::failed;
    message = std::string("It failed: ") + error.what() + ". What was in stays in; run it again, nothing is doubled.";
    base::log::error("import failed", {{"import", number}, {"reason", error.what()}});
  }
  bool ending;
  {
    std::lock_guard lock(guard_);
    ending = ending_;
  }
  // Stopped by the server's end: left as running, so that the next start takes it up.
  if (!(ending && state == ImportState::failed)) save(number, *progress, state, message);
  std::lock_guard lock(guard_);
  running_.reset();
  running_number_ = 0;
}

Import Imports::undo(std::string_view id) {
  auto number = number_of(id);
  load(number);
  database_.write([&](store::Session& session) {
    auto asked = session.run("update import_run set state = case when state = 'queued' then 'undone' else 'undoing' end where id = :id and state in ('queued', 'running', 'done', 'failed')", number);
    if (asked) rights::Audit::record(session, {.verb = "import.undo", .object = "import", .id = base::show_id('n', number)});
  });
  {
    std::lock_guard lock(guard_);
    if (running_ && running_number_ == number) running_->cancelled = true;
  }
  wake_.notify_all();
  return told(load(number));
}

Import Imports::undo_now(std::string_view id) {
  auto number = number_of(id);
  undo(id);
  std::lock_guard alone(one_at_a_time_);
  while (load(number).current() == ImportState::undoing) {
    if (hold(number)) {
      if (load(number).current() == ImportState::undoing) run_undo(number);
      let_go(number);
    } else {
      std::this_thread::sleep_for(std::chrono::milliseconds(300));   // another node undoes it
    }
  }
  return told(load(number));
}

void Imports::run_undo(std::int64_t number) {
  {
    std::lock_guard lock(guard_);
    undoing_number_ = number;
    undone_so_far_ = 0;
  }
  std::int64_t removed = 0;
  std::string failure;
  try {
    undo_(number, [&](std::int64_t so_far) {
      std::lock_guard lock(guard_);
      removed = undone_so_far_ = so_far;
    });
  } catch (const std::exception& error) {
    failure = error.what();
    base::log::error("undo of an import failed", {{"import", number}, {"reason", error.what()}});
  }
  {
    std::lock_guard lock(guard_);
    undoing_number_ = 0;
  }
  if (failure.empty()) set_state(number, ImportState::undone, std::to_string(removed) + " interactions removed.");
  else set_state(number, ImportState::failed, "Undoing it stopped: " + failure + " Undo it again: it goes on where it stopped.");
}

// The next thing to do, undoing before importing. False when there is none.
bool Imports::work_on_one() {
  std::lock_guard alone(one_at_a_time_);
  if (undo_one()) return true;
  auto number = database_.reading([&](store::Session& session) {
    return session.one<std::int64_t>("select coalesce(min(id), 0) from import_run where state = 'queued' and coalesce(node, :n) = :m", node_, node_).value_or(0);
  });
  if (!number || !hold(number)) return false;
  // Only if nobody undid it meanwhile.
  auto taken = database_.writing([&](store::Session& session) { return session.run("update import_run set state = 'running' where id = :id and state = 'queued'", number); });
  if (taken) run_import(number, {});
  let_go(number);
  return true;
}

// The first that no other node works on.
bool Imports::undo_one() {
  auto waiting = database_.reading([](store::Session& session) { return session.all<std::int64_t>("select id from import_run where state = 'undoing' order by id"); });
  for (auto number : waiting) {
    if (!hold(number)) continue;
    if (load(number).current() == ImportState::undoing) run_undo(number);   // it may be undone by now
    let_go(number);
    return true;
  }
  return false;
}

void Imports::work() {
  for (;;) {
    bool worked = false;
    try {
      worked = work_on_one();
      if (!worked && idle_) idle_();
    } catch (const std::exception& error) {
      base::log::error("the imports' thread met an error", {{"error", error.what()}});
    }
    std::unique_lock lock(guard_);
    if (ending_) return;
    if (!worked) wake_.wait_for(lock, std::chrono::seconds(database_.shared() ? 2 : 30));
    if (ending_) return;
  }
}

}  // namespace channel::file
