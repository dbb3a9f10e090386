#include "record/undo.h"

#include "base/json.h"
#include "record/merges.h"
#include "record/profiles.h"

namespace record {
namespace {

constexpr std::int64_t step_positions = 20'000;

struct Range {
  std::optional<Position> first, last;
  std::optional<std::int64_t> source;
};
BOOST_DESCRIBE_STRUCT(Range, (), (first, last, source))

struct Before {
  CustomerId customer;
  std::string name, traits;
  std::optional<std::int64_t> traits_at;
};
BOOST_DESCRIBE_STRUCT(Before, (), (customer, name, traits, traits_at))

void undo_joins(Change& change, std::int64_t import) {
  for (auto merge : change.session.all<std::int64_t>("select id from merge where import = :i and undone_at is null order by id desc", import)) part(change, merge, undone_with_import);
  change.session.run("delete from merge_suggestion where import = :i and state <> 2", import);
}

void restore_profiles(Change& change, std::int64_t import) {
  for (const auto& before : change.session.all<Before>("select customer, name, traits, traits_at from profile_before_import where import = :i", import)) {
    change.session.run("update customer set name = :n, traits = :t, traits_at = :a where id = :c", before.name, before.traits, before.traits_at, before.customer);
    change.profile_changed(before.customer);
  }
  change.session.run("delete from profile_before_import where import = :i", import);
}

// Profiles that the import made and nobody else was heard under; and identifiers that it added to those that stay.
void remove_profiles(Change& change, std::int64_t import, const std::vector<CustomerId>& unheard) {
  auto& session = change.session;
  for (auto profile : unheard) {
    change.profile_changed(profile);
    session.run("delete from identity where customer = :c", profile);
    session.run("delete from merge_suggestion where a = :a or b = :b", profile, profile);
    session.run("delete from merge where a = :a or b = :b", profile, profile);
    session.run("delete from profile_before_import where customer = :c", profile);
    session.run("delete from customer where id = :c and not exists (select 1 from customer o where o.merged_into = :d)", profile, profile);
  }
  for (auto profile : session.all<CustomerId>("select distinct i.customer from identity i join customer c on c.id = i.customer where i.import = :i and coalesce(c.import, 0) <> :j", import, import))
    change.profile_changed(profile);
  session.run("delete from identity where import = :i and customer in (select id from customer where coalesce(import, 0) <> :j)", import, import);
  change.state.identities.forget();
  change.state.last_told.clear();
}

}  // namespace

std::int64_t undo_import(Record& record, std::int64_t import, const std::function<void(std::int64_t)>& progress) {
  auto range = record.database.reading([&](store::Session& session) {
    return session.one<Range>("select min(id), max(id), min(source) from interaction where import = :i", import).value_or(Range{});
  });
  std::int64_t removed = 0;
  Timeline::Undone undone{.first = range.first.value_or(0), .last = range.last.value_or(0), .source = range.source.value_or(0)};
  // The notice comes first: whatever happens from here on, readers learn that these are going.
  record.log->command([&](Change& change) {
    undone.notice = change.state.next_position;
    change.notice(NoticeKind::import_undone, import, base::json_text(base::JsonObject{{"first", undone.first}, {"last", undone.last}, {"source", undone.source}}));
  });
  if (range.first) {
    for (Position from = *range.first; from <= *range.last; from += step_positions) {
      record.log->command([&](Change& change) {
        removed += change.session.run("delete from interaction where id between :a and :b and import = :i", from, std::min(*range.last, from + step_positions - 1), import);
      });
      progress(removed);
    }
    record.timeline.sweep(undone);
  }
  // Who is not heard of any more, now that the timelines are swept.
  auto made = record.database.reading([&](store::Session& session) { return session.all<CustomerId>("select id from customer where import = :i order by id", import); });
  record.log->command([&](Change& change) {
    change.import = 0;
    undo_joins(change, import);
    restore_profiles(change, import);
  });
  for (std::size_t at = 0; at < made.size() || at == 0; at += 2'000) {
    std::vector<CustomerId> some(made.begin() + static_cast<std::ptrdiff_t>(std::min(at, made.size())), made.begin() + static_cast<std::ptrdiff_t>(std::min(at + 2'000, made.size())));
    record.log->command([&](Change& change) {
      // Asked inside the change: nothing can be heard in between.
      std::vector<CustomerId> unheard;
      for (auto profile : some)
        if (record.timeline.summary(change.session, {profile}).interactions == 0) unheard.push_back(profile);
      remove_profiles(change, import, unheard);
    });
    if (made.empty()) break;
  }
  return removed;
}

}  // namespace record
