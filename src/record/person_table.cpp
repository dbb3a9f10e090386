#include "record/person_table.h"

#include <algorithm>

namespace record {
namespace {

// More classes than this (channels by the dozen, used at random) are not merged: the list is walked instead, and then whatever
// is asked for is met soon or there are few people at all.
constexpr std::int64_t classes_merged = 20'000;

// The person's row of all their profiles; `profiles` is a select of (person, profile, identified).
std::string rows_of(const std::string& profiles) {
  return "insert into derived.person(person, profiles, interactions, first_at, last_at, class) select m.person, count(*), coalesce(sum(s.interactions), 0), min(s.first_at), max(s.last_at), "
         "(coalesce(bit_or(s.channels), 0) << 1) | max(m.identified) from (" + profiles + ") m left join derived.profile_summary s on s.customer = m.profile group by m.person";
}

std::string counted(const char* sign) {
  return std::string("insert into derived.person_class(class, people) select p.class, ") + sign + "count(*) from derived.person_touched t cross join derived.person p where p.person = t.profile group by p.class "
         "on conflict (class) do update set people = person_class.people + excluded.people";
}

struct Head {
  std::int64_t person_class;
  base::Time last_at;
};
BOOST_DESCRIBE_STRUCT(Head, (), (person_class, last_at))

// Conditions on the class `column`, and what they ask for.
std::string of_classes(const std::string& column, const SeenWindow& window, std::vector<store::Value>& values) {
  std::string sql;
  if (window.channel) {
    sql += " and (" + column + " & :channel) <> 0";
    values.emplace_back(static_cast<std::int64_t>(window.channel << 1));
  }
  if (window.identified) {
    sql += " and (" + column + " & 1) = :known";
    values.emplace_back(static_cast<std::int64_t>(*window.identified));
  }
  return sql;
}

std::vector<Seen> walked(store::Session& session, const SeenWindow& window, std::size_t limit) {
  std::vector<store::Value> values{window.before.last_at, window.before.person, window.since};
  auto sql = "select last_at, person from derived.person where (last_at, person) < (:t, :p) and last_at >= :s" + of_classes("class", window, values) + " order by last_at desc, person desc limit :n";
  values.emplace_back(limit);
  return session.all_of<Seen>(sql, values);
}

}  // namespace

void refresh_people(store::Session& session, const std::vector<CustomerId>& profiles) {
  if (profiles.empty()) return;
  for (auto profile : profiles) session.run_later("insert into derived.person_touched(profile) values (:p) on conflict (profile) do nothing", profile);
  session.run("insert into derived.person_touched(profile) select distinct c.merged_into from derived.person_touched t cross join customer c where c.id = t.profile and c.merged_into is not null "
              "on conflict (profile) do nothing");
  static const auto less = counted("-"), more = counted("");
  static const auto rows = rows_of("select c.id as person, c.id as profile, c.identified from derived.person_touched t cross join customer c where c.id = t.profile and c.merged_into is null "
                                   "union all select j.merged_into, j.id, j.identified from derived.person_touched t cross join customer j where j.merged_into = t.profile");
  session.run(less);
  session.run("delete from derived.person where person in (select profile from derived.person_touched)");
  session.run(rows);
  session.run(more);
  session.run("delete from derived.person_class where people = 0");
  session.run("delete from derived.person_touched");
}

void refresh_everybody(store::Session& session) {
  session.script("drop index derived.person_class_seen; drop index derived.person_seen; drop index derived.person_first; delete from derived.person; delete from derived.person_class;");
  session.run(rows_of("select coalesce(merged_into, id) as person, id as profile, identified from customer"));
  session.script("create index derived.person_class_seen on person(class, last_at, person); create index derived.person_seen on person(last_at, person, class);"
                 "create index derived.person_first on person(first_at);");
  session.run("insert into derived.person_class(class, people) select class, count(*) from derived.person group by class");
}

PeopleCount count_people(store::Session& session) {
  PeopleCount count;
  session.each("select class, people from derived.person_class", [&](const store::Row& row) {
    count.people += row.integer(1);
    if (identified_of_class(row.integer(0))) count.identified += row.integer(1);
  });
  return count;
}

std::vector<Seen> last_seen(store::Session& session, const SeenWindow& window, std::size_t limit) {
  bool any = !window.channel && !window.identified;
  if (any || session.one<std::int64_t>("select count(*) from derived.person_class").value_or(0) > classes_merged) return walked(session, window, limit);
  // Where each class begins: those that begin latest hold the page, whatever their number is.
  std::vector<store::Value> values{window.before.last_at, window.before.person};
  auto sql = "select h.class, h.last_at from (select k.class, (select p.last_at from derived.person p where p.class = k.class and (p.last_at, p.person) < (:t, :p) order by p.last_at desc limit 1) as last_at "
             "from derived.person_class k where (k.class > 1 or k.class < 0)" + of_classes("k.class", window, values) + ") h where h.last_at >= :s order by h.last_at desc, h.class";
  values.emplace_back(window.since);
  auto heads = session.all_of<Head>(sql, values);
  std::vector<Seen> page;
  auto later = [](const Seen& x, const Seen& y) { return x.later_than(y); };
  for (const auto& head : heads) {
    auto since = window.since;
    if (page.size() == limit) {
      since = std::max(since, page.back().last_at);
      if (head.last_at < since) break;
    }
    auto more = session.all<Seen>("select last_at, person from derived.person where class = :k and (last_at, person) < (:t, :p) and last_at >= :s order by last_at desc, person desc limit :n",
                                  head.person_class, window.before.last_at, window.before.person, since, limit);
    auto middle = static_cast<std::ptrdiff_t>(page.size());
    page.insert(page.end(), more.begin(), more.end());
    std::inplace_merge(page.begin(), page.begin() + middle, page.end(), later);
    if (page.size() > limit) page.resize(limit);
  }
  return page;
}

}  // namespace record
