#include "record/touched.h"

namespace record {

std::set<CustomerId> touched_profiles(store::Session& session, const LogSlice& slice) {
  std::set<CustomerId> profiles;
  auto add_person = [&](CustomerId profile) {
    profiles.insert(profile);
    if (auto root = session.one<CustomerId>("select merged_into from customer where id = :i and merged_into is not null", profile)) profiles.insert(*root);
  };
  for (const auto& notice : slice.notices) {
    switch (notice.kind) {
      case NoticeKind::profile_changed: add_person(notice.subject); break;
      case NoticeKind::joined: case NoticeKind::parted: {
        for (auto profile : session.all<CustomerId>("select a from merge where id = :i union select b from merge where id = :j", notice.subject, notice.subject)) {
          add_person(profile);
          for (auto member : session.all<CustomerId>("select id from customer where merged_into = (select coalesce(merged_into, id) from customer where id = :i)", profile)) profiles.insert(member);
        }
        break;
      }
      case NoticeKind::import_undone: case NoticeKind::taken_away: break;   // the profiles that went are told one by one
      case NoticeKind::erased:
        for (auto profile : session.all<CustomerId>("select customer from erased_profile where erasure = :e", notice.subject)) profiles.insert(profile);
        break;
    }
  }
  return profiles;
}

}  // namespace record
