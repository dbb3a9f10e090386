#include "record/catch_up.h"

#include "record/briefs.h"
#include "record/profiles.h"

namespace record {
namespace {

constexpr std::size_t portion = 100'000;   // interactions read at once

// What the notices of others say of memory.
struct Told {
  std::vector<std::int64_t> merges;
  std::vector<CustomerId> profiles;
  bool taken_away = false;
};

Told told_since(store::Session& session, Position after, Position upto) {
  Told told;
  session.each("select kind, subject from notice where id > :p and id <= :u order by id", [&](const store::Row& row) {
    switch (static_cast<NoticeKind>(row.integer(0))) {
      case NoticeKind::profile_changed: told.profiles.push_back(row.integer(1)); return;
      case NoticeKind::joined: case NoticeKind::parted: told.merges.push_back(row.integer(1)); return;
      case NoticeKind::import_undone: case NoticeKind::erased: case NoticeKind::taken_away: break;
    }
    told.taken_away = true;   // also what a newer node than this one says: better once too often
  }, after, upto);
  return told;
}

// Everybody whose root the merge can have moved: both sides as they are now.
void take_joins(store::Session& session, Joins& joins, std::int64_t merge) {
  for (auto root : session.all<CustomerId>("select distinct coalesce(c.merged_into, c.id) from merge m join customer c on c.id in (m.a, m.b) where m.id = :i", merge))
    for (auto profile : joined_profiles(session, root)) joins.set(profile, root);
}

}  // namespace

void catch_up(store::Session& session, State& state, const std::function<void(const std::vector<Brief>&)>& heard) {
  auto before = state.next_position - 1, last = last_position(session);
  if (last <= before) return;
  state.dictionary.refresh(session);
  auto told = told_since(session, before, last);
  if (told.taken_away) {
    state.identities.forget();
    state.keys.reload_opened(session);
    state.last_told.clear();
    state.joins.load(session);
  } else {
    for (auto merge : told.merges) take_joins(session, state.joins, merge);
    if (!told.profiles.empty()) state.identities.refresh(session, before, last);
    for (auto profile : told.profiles) state.last_told.erase(profile);
  }
  std::vector<Brief> briefs;
  for (auto from = before; from < last;) {
    briefs.clear();
    auto found = each_brief(session, [&](std::int32_t activity) { return state.dictionary.channel_of_activity(activity); }, from, last, portion, [&](const LoggedBrief& logged) {
      state.keys.heard_elsewhere(logged.brief.source, logged.source_key, logged.received_at, logged.import != 0);
      briefs.push_back(logged.brief);
    });
    from = found < portion ? last : briefs.back().id;
    heard(briefs);
    state.next_position = from + 1;   // these were handed over
  }
  state.next_customer = std::max(state.next_customer, 1 + session.one<CustomerId>("select coalesce(max(id), 0) from customer").value_or(0));
}

}  // namespace record
