#include "record/timeline_table.h"

#include <boost/unordered/unordered_flat_map.hpp>

#include <map>
#include <set>

#include "record/person_table.h"
#include "record/timeline_sums.h"
#include "store/bookmark.h"
#include "store/bulk.h"

namespace record {
namespace {

// Counts that a tail adds to one row of a small table.
struct Added {
  std::int64_t interactions = 0;
  std::int64_t last_at = INT64_MIN;
  void one(std::int64_t at) { ++interactions, last_at = std::max(last_at, at); }
};

struct SweptEntry {
  CustomerId customer;
  std::int64_t at;
  Position interaction;
  std::int32_t activity;
};
BOOST_DESCRIBE_STRUCT(SweptEntry, (), (customer, at, interaction, activity))

std::int64_t day_of(std::int64_t at) { return at >= 0 ? at / base::day : -((base::day - 1 - at) / base::day); }

void count_profile_anew(store::Session& session, CustomerId profile, const std::function<std::int32_t(std::int32_t)>& channel_of_activity) {
  ProfileSummary summary{.customer = profile};
  session.each("select at, activity from derived.timeline where customer = :c", [&](const store::Row& row) {
    base::Time at{row.integer(0)};
    summary.first_at = summary.interactions ? std::min(summary.first_at, at) : at;
    summary.last_at = summary.interactions ? std::max(summary.last_at, at) : at;
    ++summary.interactions;
    summary.channels |= channel_bit(channel_of_activity(static_cast<std::int32_t>(row.integer(1))));
  }, profile);
  session.run("delete from derived.profile_summary where customer = :c", profile);
  session.run("delete from derived.profile_money where customer = :c", profile);
  if (summary.interactions == 0) return;
  session.run_later("insert into derived.profile_summary(customer, interactions, first_at, last_at, channels) values (:c, :n, :f, :l, :m)",
              profile, summary.interactions, summary.first_at, summary.last_at, static_cast<std::int64_t>(summary.channels));
  session.run_later("insert into derived.profile_money(customer, currency, minor, interactions) select t.customer, i.currency, sum(i.amount), count(*) "
              "from derived.timeline t join interaction i on i.id = t.interaction where t.customer = :c and i.amount is not null group by t.customer, i.currency", profile);
}

}  // namespace

std::uint64_t channel_bit(std::int32_t channel) { return 1ull << std::min(channel, 62); }

void write_tail(store::Database& database, store::Session& session, const Tail& tail) {
  auto bookmark = store::bookmark(session, timeline_reader);
  std::vector<Brief> briefs;
  briefs.reserve(tail.size());
  tail.each(bookmark, [&](const Brief& brief) { briefs.push_back(brief); });
  if (briefs.empty()) return;
  std::sort(briefs.begin(), briefs.end(), [](const Brief& x, const Brief& y) {
    if (x.customer != y.customer) return x.customer < y.customer;
    return x.at != y.at ? x.at < y.at : x.id < y.id;
  });

  boost::unordered_flat_map<std::int32_t, Added> activities, sources;
  boost::unordered_flat_map<std::int64_t, Added> days;
  std::vector<Timeline::Money> money;   // of the customer at hand
  const bool sums_put_off = sums_are_put_off(session);
  std::vector<CustomerId> profiles;
  auto rows = database.bulk_insert(session, "derived.timeline", {"customer", "at", "interaction", "activity", "feeling"});
  for (std::size_t i = 0; i < briefs.size();) {
    CustomerId customer = briefs[i].customer;
    ProfileSummary summary{.customer = customer, .first_at = briefs[i].at};
    for (; i < briefs.size() && briefs[i].customer == customer; ++i) {
      const auto& brief = briefs[i];
      rows->set(0, brief.customer);
      rows->set(1, brief.at.micros);
      rows->set(2, brief.id);
      rows->set(3, std::int64_t(brief.activity));
      if (brief.feeling != Brief::no_feeling) rows->set(4, std::int64_t(brief.feeling));
      rows->row();
      ++summary.interactions;
      summary.last_at = brief.at;
      summary.channels |= channel_bit(brief.channel);
      activities[brief.activity].one(brief.at.micros);
      sources[brief.source].one(brief.at.micros);
      days[day_of(brief.at.micros)].one(brief.at.micros);
      if (brief.has_amount) {
        std::string_view currency(brief.currency, 3);
        auto sum = std::find_if(money.begin(), money.end(), [&](const Timeline::Money& one) { return one.currency == currency; });
        if (sum == money.end()) sum = money.insert(money.end(), {std::string(currency)});
        sum->minor += brief.amount;
        ++sum->interactions;
      }
    }
    if (sums_put_off) {
      money.clear();
      continue;
    }
    session.run_later("insert into derived.profile_summary(customer, interactions, first_at, last_at, channels) values (:c, :n, :f, :l, :m) on conflict(customer) do update set "
                "interactions = profile_summary.interactions + excluded.interactions, first_at = least(profile_summary.first_at, excluded.first_at), "
                "last_at = greatest(profile_summary.last_at, excluded.last_at), channels = profile_summary.channels | excluded.channels",
                customer, summary.interactions, summary.first_at, summary.last_at, static_cast<std::int64_t>(summary.channels));
    for (const auto& sum : money)
      session.run_later("insert into derived.profile_money(customer, currency, minor, interactions) values (:c, :u, :m, :n) on conflict(customer, currency) do update set "
                  "minor = profile_money.minor + excluded.minor, interactions = profile_money.interactions + excluded.interactions", customer, sum.currency, sum.minor, sum.interactions);
    money.clear();
    profiles.push_back(customer);
  }
  rows->finish();
  refresh_people(session, profiles);
  for (const auto& [id, added] : activities)
    session.run_later("insert into derived.activity_count(activity, interactions, last_at) values (:i, :n, :l) on conflict(activity) do update set "
                "interactions = activity_count.interactions + excluded.interactions, last_at = greatest(activity_count.last_at, excluded.last_at)", id, added.interactions, added.last_at);
  for (const auto& [id, added] : sources)
    session.run_later("insert into derived.source_count(source, interactions, last_at) values (:i, :n, :l) on conflict(source) do update set "
                "interactions = source_count.interactions + excluded.interactions, last_at = greatest(source_count.last_at, excluded.last_at)", id, added.interactions, added.last_at);
  for (const auto& [day, added] : days)
    session.run_later("insert into derived.day_count(day, interactions) values (:d, :n) on conflict(day) do update set interactions = day_count.interactions + excluded.interactions", day, added.interactions);
  store::set_bookmark(session, timeline_reader, tail.last());
}

void sweep_table(store::Session& session, const Timeline::Undone& undone, const std::function<std::int32_t(std::int32_t)>& channel_of_activity) {
  auto gone = session.all<SweptEntry>("select customer, at, interaction, activity from derived.timeline t where interaction between :a and :b "
                                      "and not exists (select 1 from interaction i where i.id = t.interaction)", undone.first, undone.last);
  std::set<CustomerId> profiles;
  std::map<std::int32_t, Added> activities;
  std::map<std::int64_t, std::int64_t> days;
  std::int64_t last_at = INT64_MIN;
  for (const auto& entry : gone) {
    session.run_later("delete from derived.timeline where customer = :c and at = :t and interaction = :i", entry.customer, entry.at, entry.interaction);
    profiles.insert(entry.customer);
    activities[entry.activity].one(entry.at);
    last_at = std::max(last_at, entry.at);
    ++days[day_of(entry.at)];
  }
  for (auto profile : profiles) count_profile_anew(session, profile, channel_of_activity);
  refresh_people(session, {profiles.begin(), profiles.end()});
  for (const auto& [id, count] : activities) {
    session.run("update derived.activity_count set interactions = interactions - :n where activity = :i", count.interactions, id);
    // Only where the last one went is it looked for.
    session.run("update derived.activity_count set last_at = coalesce((select max(at) from derived.timeline where activity = :a), last_at) where activity = :b and last_at = :l and interactions > 0", id, id, count.last_at);
  }
  for (const auto& [day, n] : days) session.run("update derived.day_count set interactions = interactions - :n where day = :d", n, day);
  session.run("update derived.source_count set interactions = interactions - :n where source = :s", gone.size(), undone.source);
  session.run("update derived.source_count set last_at = coalesce((select max(at) from interaction where source = :a), last_at) where source = :b and last_at = :l and interactions > 0", undone.source, undone.source, last_at);
  session.script("delete from derived.activity_count where interactions <= 0; delete from derived.day_count where interactions <= 0; delete from derived.source_count where interactions <= 0;");
  store::set_bookmark(session, timeline_sweep_reader, undone.notice);
}

}  // namespace record
