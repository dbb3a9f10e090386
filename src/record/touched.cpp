#include "record/touched.h"

#include "store/many.h"

namespace record {

std::set<CustomerId> touched_profiles(store::Session& session, const LogSlice& slice) {
  std::set<CustomerId> profiles;
  std::set<CustomerId> told, joined;   // with their persons; with all of their persons' profiles too
  std::vector<std::int64_t> merges;
  for (const auto& notice : slice.notices) {
    switch (notice.kind) {
      case NoticeKind::profile_changed: told.insert(notice.subject); break;
      case NoticeKind::joined: case NoticeKind::parted: merges.push_back(notice.subject); break;
      case NoticeKind::import_undone: case NoticeKind::taken_away: break;   // the profiles that went are told one by one
      case NoticeKind::erased:
        for (auto profile : session.all<CustomerId>("select customer from erased_profile where erasure = :e", notice.subject)) profiles.insert(profile);
        break;
    }
  }
  store::each_of_many(session, "select a, b from merge where id = :id", merges, [&](const store::Row& row) { joined.insert({row.integer(0), row.integer(1)}); });
  told.insert(joined.begin(), joined.end());
  profiles.insert(told.begin(), told.end());
  std::set<CustomerId> roots(joined);   // as far as they are joined still
  store::each_of_many(session, "select id, merged_into from customer where id = :id and merged_into is not null", {told.begin(), told.end()}, [&](const store::Row& row) {
    profiles.insert(row.integer(1));
    if (joined.contains(row.integer(0))) roots.insert(row.integer(1));
  });
  store::each_of_many(session, "select id from customer where merged_into = :id", {roots.begin(), roots.end()}, [&](const store::Row& row) { profiles.insert(row.integer(0)); });
  return profiles;
}

}  // namespace record
