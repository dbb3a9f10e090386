// People as lists and counts need them: a row a person (derived.person), all joined profiles together, and how many people
// there are of each class (derived.person_class): who was heard on the same channels and is known, or not, alike. A list with
// filters merges the few classes that pass, each in the order of last seen, so that it costs what its page holds,
// however rare what is asked for is; and what is counted over everybody is the sum of a few rows.
//
// Kept by whoever changes what a person is made of, in the same transaction: the timeline's writer (sums of profiles), the
// reader "people" (names, joins), sweeps and erasures. Inside derive(), where nobody else is.
#pragma once
#include <optional>
#include <vector>

#include "record/types.h"
#include "store/session.h"

namespace record {

// Everybody who is made of one of the profiles, anew from profile_summary and the truth. Profiles that are nobody's own
// any more (joined, erased) go.
void refresh_people(store::Session& session, const std::vector<CustomerId>& profiles);
// The same of everybody, at once.
void refresh_everybody(store::Session& session);

// What a class says: bits of the channels (timeline_table.h), and whether the person is known.
inline std::uint64_t channels_of_class(std::int64_t person_class) { return static_cast<std::uint64_t>(person_class) >> 1; }
inline bool identified_of_class(std::int64_t person_class) { return (person_class & 1) != 0; }

struct PeopleCount {
  std::int64_t people = 0, identified = 0;
};
PeopleCount count_people(store::Session& session);

struct Seen {
  base::Time last_at;
  CustomerId person = 0;
  bool later_than(const Seen& other) const { return last_at != other.last_at ? last_at > other.last_at : person > other.person; }
};
BOOST_DESCRIBE_STRUCT(Seen, (), (last_at, person))

// Which people of all who were heard: those with the channel's bit (0: any), known or not, seen earlier than `before` and
// not before `since`.
struct SeenWindow {
  std::uint64_t channel = 0;
  std::optional<bool> identified;
  Seen before{base::Time{INT64_MAX}, INT64_MAX};
  base::Time since{INT64_MIN};
};
// The first `limit`, last seen first. Inside read().
std::vector<Seen> last_seen(store::Session& session, const SeenWindow& window, std::size_t limit);

inline constexpr std::string_view person_tables = R"(
create table derived.person (
  person integer primary key, profiles integer not null, interactions integer not null, first_at integer, last_at integer, class integer not null);
create index derived.person_class_seen on person(class, last_at, person);
create index derived.person_seen on person(last_at, person, class);
create index derived.person_first on person(first_at);
create table derived.person_class (class integer primary key, people integer not null);
create table derived.person_touched (profile integer primary key);
drop index derived.profile_summary_seen;
)";

}  // namespace record
