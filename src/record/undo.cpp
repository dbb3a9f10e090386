#include "record/undo.h"

#include "base/json.h"
#include "record/merges.h"
#include "record/profiles.h"

namespace record {
namespace {

constexpr std::int64_t step_positions = 20'000;
constexpr std::size_t profiles_a_step = 2'000;

struct Range {
  std::optional<Position> first, last;
  std::optional<std::int64_t> source;
};
BOOST_DESCRIBE_STRUCT(Range, (), (first, last, source))

// Where its interactions were: what is there still, and what earlier calls that did not come to their end said of it.
Timeline::Undone range_of(store::Session& session, std::int64_t import) {
  auto range = session.one<Range>("select min(id), max(id), min(source) from interaction where import = :i", import).value_or(Range{});
  Timeline::Undone undone{.first = range.first.value_or(0), .last = range.last.value_or(0), .source = range.source.value_or(0)};
  session.each("select detail from notice where kind = :k and subject = :i", [&](const store::Row& row) {
    auto before = base::parse_json(row.text(0)).as_object();
    auto first = before["first"].to_number<std::int64_t>();
    if (!first) return;
    undone.first = undone.first ? std::min(undone.first, first) : first;
    undone.last = std::max(undone.last, before["last"].to_number<std::int64_t>());
    undone.source = before["source"].to_number<std::int64_t>();
  }, NoticeKind::import_undone, import);
  return undone;
}

void part_undone(Change& change, std::int64_t merge) {
  for (auto root : part(change, merge, undone_with_import)) change.profile_changed(root);
}

void undo_joins(Change& change, std::int64_t import) {
  for (auto merge : change.session.all<std::int64_t>("select id from merge where import = :i and undone_at is null order by id desc", import)) part_undone(change, merge);
  change.session.run("delete from merge_suggestion where import = :i and state <> 2", import);
}

// People who were there before: what it told of them, and the identifiers that it brought.
void restore_others(Change& change, std::int64_t import) {
  auto& session = change.session;
  for (auto profile : session.all<CustomerId>("select t.customer from profile_told t join customer c on c.id = t.customer where t.import = :i and coalesce(c.import, 0) <> :j", import, import))
    untell_profile(change, profile, import);
  auto holders = session.all<CustomerId>("select distinct i.customer from identity i join customer c on c.id = i.customer where i.import = :i and coalesce(c.import, 0) <> :j", import, import);
  session.run("delete from identity where import = :i and customer in (select id from customer where coalesce(import, 0) <> :j)", import, import);
  for (auto profile : holders) recount_identified(change, profile), change.profile_changed(profile);
}

// A profile that the import made and nobody else was heard under.
void remove(Change& change, CustomerId profile) {
  auto& session = change.session;
  for (auto merge : session.all<std::int64_t>("select id from merge where undone_at is null and (a = :a or b = :b)", profile, profile)) part_undone(change, merge);
  change.profile_changed(profile);
  session.run("delete from identity where customer = :c", profile);
  session.run("delete from merge_suggestion where a = :a or b = :b", profile, profile);
  session.run("delete from merge where a = :a or b = :b", profile, profile);
  for (const char* table : {"profile_told", "consent", "correction"}) session.run(std::string("delete from ") + table + " where customer = :c", profile);
  session.run("delete from customer where id = :c", profile);
}

// What is left is like everything else: nothing of it can be undone again.
void close(Change& change, std::int64_t import, std::int64_t source) {
  auto& session = change.session;
  session.run("update identity set import = null where import = :i", import);
  session.run("update customer set import = null where import = :i", import);
  change.taken_away();                     // the keys
  change.state.identities.load(session);   // whole again: strangers are told from acquaintances without the table
  if (source) change.state.keys.reload(session, static_cast<std::int32_t>(source));
}

}  // namespace

std::int64_t undo_import(Record& record, std::int64_t import, const std::function<void(std::int64_t)>& progress) {
  auto undone = record.database.reading([&](store::Session& session) { return range_of(session, import); });
  std::int64_t removed = 0;
  // The notice comes first: whatever happens from here on, readers learn that these are going.
  record.log->command([&](Change& change) {
    undone.notice = change.state.next_position;
    change.notice(NoticeKind::import_undone, import, boost::json::serialize(base::JsonObject{{"first", undone.first}, {"last", undone.last}, {"source", undone.source}}));
  });
  if (undone.first) {
    for (Position from = undone.first; from <= undone.last; from += step_positions) {
      record.log->command([&](Change& change) {
        removed += change.session.run("delete from interaction where id between :a and :b and import = :i", from, std::min(undone.last, from + step_positions - 1), import);
      });
      progress(removed);
    }
    record.timeline.sweep(undone);
  }
  record.log->command([&](Change& change) {
    undo_joins(change, import);
    restore_others(change, import);
    change.taken_away();
  });
  auto made = record.database.reading([&](store::Session& session) { return session.all<CustomerId>("select id from customer where import = :i order by id", import); });
  for (std::size_t at = 0; at < made.size(); at += profiles_a_step) {
    record.log->command([&](Change& change) {
      auto last = std::min(at + profiles_a_step, made.size());
      std::vector<bool> heard;
      // Asked inside the change, now that the timelines are swept: nothing can be heard in between, on any node. A session
      // of its own sees table and memory at one moment.
      record.database.read([&](store::Session& session) {
        for (auto i = at; i < last; ++i) heard.push_back(record.timeline.summary(session, {made[i]}).interactions != 0);
      });
      for (auto i = at; i < last; ++i) heard[i - at] ? untell_profile(change, made[i], import) : remove(change, made[i]);
      change.taken_away();
    });
  }
  record.log->command([&](Change& change) { close(change, import, undone.source); });
  return removed;
}

}  // namespace record
