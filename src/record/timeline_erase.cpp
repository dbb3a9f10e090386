#include "record/timeline_erase.h"

#include "record/timeline_table.h"
#include "store/bookmark.h"

namespace record {
namespace {

struct Gone {
  std::int64_t interactions = 0, last_at = INT64_MIN;
};

std::int64_t day_of(std::int64_t at) { return at >= 0 ? at / base::day : -((base::day - 1 - at) / base::day); }

}  // namespace

void erase_from_timeline(store::Session& session, const std::vector<CustomerId>& profiles, const std::map<std::int64_t, std::int64_t>& sources) {
  std::map<std::int32_t, Gone> activities;
  std::map<std::int64_t, std::int64_t> days;
  std::int64_t found = 0, last_at = INT64_MIN, erased = 0;
  for (auto profile : profiles) {
    session.each("select at, activity from derived.timeline where customer = :c", [&](const store::Row& row) {
      auto& gone = activities[static_cast<std::int32_t>(row.integer(1))];
      ++gone.interactions;
      gone.last_at = std::max(gone.last_at, row.integer(0));
      last_at = std::max(last_at, row.integer(0));
      ++days[day_of(row.integer(0))];
      ++found;
    }, profile);
    for (const char* table : {"timeline", "profile_summary", "profile_money"}) session.run(std::string("delete from derived.") + table + " where customer = :c", profile);
  }
  if (found == 0) return;
  for (const auto& [activity, gone] : activities) {
    session.run("update derived.activity_count set interactions = interactions - :n where activity = :a", gone.interactions, activity);
    session.run("update derived.activity_count set last_at = coalesce((select max(at) from derived.timeline where activity = :a), last_at) where activity = :b and last_at = :l and interactions > 0",
                activity, activity, gone.last_at);
  }
  for (const auto& [day, n] : days) session.run("update derived.day_count set interactions = interactions - :n where day = :d", n, day);
  for (const auto& [source, n] : sources) erased += n;
  for (const auto& [source, n] : sources) {
    // What a crash left half counted is counted anew.
    if (found == erased) session.run("update derived.source_count set interactions = interactions - :n where source = :s", n, source);
    else session.run("update derived.source_count set interactions = (select count(*) from interaction where source = :s and id <= :p) where source = :t", source, store::bookmark(session, timeline_reader), source);
    session.run("update derived.source_count set last_at = coalesce((select max(at) from interaction where source = :a), last_at) where source = :b and last_at = :l and interactions > 0", source, source, last_at);
  }
  session.script("delete from derived.activity_count where interactions <= 0; delete from derived.day_count where interactions <= 0; delete from derived.source_count where interactions <= 0;");
}

}  // namespace record
