// The record, slow and obvious: a list of what was heard and under which profile, and the merges in force. A person is
// what can be walked to over merges. Tests compare the real record with it.
#pragma once
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "record/overview.h"
#include "record/world.h"

namespace record {

struct Told {
  std::string key;
  CustomerId profile = 0;
  Position position = 0;
  base::Time at;
  std::string channel;
  std::optional<Amount> amount;
  std::optional<double> sentiment;
  std::vector<Claim> identities;
  std::int64_t import = 0;
};

class Reference {
 public:
  std::vector<Told> told;
  std::map<std::string, std::pair<CustomerId, CustomerId>> merges;   // in force, by id

  // What the record says of its merges, so that joins made by rules are followed too.
  void take_merges(Record& record) {
    merges.clear();
    MergeQuery query{.limit = 1000};
    do {
      auto page = Decisions(record).list(query);
      for (const auto& merge : page.items)
        if (!merge.undone_at) merges[merge.id] = {*base::read_id('c', merge.customers[0]), *base::read_id('c', merge.customers[1])};
      query.cursor = page.next;
    } while (query.cursor);
  }

  std::set<CustomerId> profiles() const {
    std::set<CustomerId> all;
    for (const auto& one : told) all.insert(one.profile);
    for (const auto& [id, merge] : merges) all.insert({merge.first, merge.second});
    return all;
  }
  std::set<CustomerId> person_of(CustomerId profile) const {
    std::set<CustomerId> person{profile};
    for (bool grown = true; grown;) {
      grown = false;
      for (const auto& [id, merge] : merges)
        if (person.contains(merge.first) != person.contains(merge.second)) grown = true, person.insert({merge.first, merge.second});
    }
    return person;
  }
  CustomerId root(CustomerId profile) const { return *person_of(profile).begin(); }
  std::set<CustomerId> roots() const {
    std::set<CustomerId> all;
    for (auto profile : profiles()) all.insert(root(profile));
    return all;
  }
  // Newest first.
  std::vector<Told> timeline(CustomerId profile) const {
    auto person = person_of(profile);
    std::vector<Told> entries;
    for (const auto& one : told)
      if (person.contains(one.profile)) entries.push_back(one);
    std::sort(entries.begin(), entries.end(), later);
    return entries;
  }
  static bool later(const Told& x, const Told& y) { return x.at != y.at ? x.at > y.at : x.position > y.position; }

  // People by last seen, later ones first; of those seen in the same moment the higher number.
  std::vector<CustomerId> by_last_seen(const CustomerQuery& query = {}, const std::set<CustomerId>& anonymous = {}) const {
    std::vector<std::pair<base::Time, CustomerId>> seen;
    for (auto root : roots()) {
      auto entries = timeline(root);
      if (entries.empty()) continue;
      auto last = entries.front().at;
      bool heard = !query.channel || std::any_of(entries.begin(), entries.end(), [&](const Told& one) { return one.channel == *query.channel; });
      bool kind = !query.kind || anonymous.contains(root) == (*query.kind == CustomerKind::anonymous);
      if (heard && kind && (!query.seen_after || last >= *query.seen_after) && (!query.seen_before || last < *query.seen_before)) seen.emplace_back(last, root);
    }
    std::sort(seen.rbegin(), seen.rend());
    std::vector<CustomerId> people;
    for (const auto& [last, root] : seen) people.push_back(root);
    return people;
  }
};

inline void expect_same_person(Record& record, const Reference& reference, CustomerId profile, const std::string& zone_name) {
  auto entries = reference.timeline(profile);
  auto full = record.customers.one(base::show_id('c', profile));
  EXPECT_EQ(full.id, base::show_id('c', reference.root(profile)));
  EXPECT_EQ(full.profiles, std::int64_t(reference.person_of(profile).size()));
  EXPECT_EQ(full.interactions, std::int64_t(entries.size()));
  EXPECT_EQ(full.first_at, entries.empty() ? std::nullopt : std::optional(entries.back().at));
  EXPECT_EQ(full.last_at, entries.empty() ? std::nullopt : std::optional(entries.front().at));

  std::map<std::string, std::pair<std::int64_t, std::int64_t>> worth, paid;
  std::map<std::string, std::int64_t> channels, counted;
  std::map<std::string, std::map<std::string, std::int64_t>> days, dense;
  std::map<std::string, std::pair<double, int>> feelings;
  auto zone = base::Zone::named(zone_name);
  for (const auto& one : entries) {
    auto day = base::day_string(base::Time{one.at.micros + zone.offset_at(one.at)});
    ++channels[one.channel];
    ++days[day][one.channel];
    if (one.sentiment) feelings[day].first += *one.sentiment, ++feelings[day].second;
    if (one.amount) paid[one.amount->currency].first += one.amount->minor, ++paid[one.amount->currency].second;
  }
  for (const auto& one : full.worth) worth[one.currency] = {one.minor, one.interactions};
  EXPECT_EQ(worth, paid);
  for (const auto& one : full.channel_counts) counted[one.channel] = one.interactions;
  EXPECT_EQ(counted, channels);
  EXPECT_EQ(full.channels.size(), channels.size());

  auto density = record.customers.density(full.id, {.zone = zone_name});
  for (const auto& one : density.days) {
    dense[one.day] = one.counts;
    EXPECT_EQ(one.feeling.has_value(), feelings.contains(one.day));
    EXPECT_NEAR(one.feeling.value_or(0), feelings[one.day].first / std::max(1, feelings[one.day].second), 0.011);
  }
  EXPECT_EQ(dense, days);
}

// Lists of people and the counts over all of them, when everything has settled.
inline void expect_same_whole(Record& record, const Reference& reference, std::size_t limit) {
  record.settle();
  auto list = [&](CustomerQuery query) {
    std::vector<CustomerId> listed;
    query.limit = std::int64_t(limit);
    do {
      auto page = record.customers.list(query);
      for (const auto& customer : page.items) listed.push_back(*base::read_id('c', customer.id));
      EXPECT_TRUE(page.items.size() == limit || !page.next);
      query.cursor = page.next;
    } while (query.cursor && listed.size() <= reference.told.size());
    return listed;
  };
  EXPECT_EQ(list({}), reference.by_last_seen());
  // Every filter and every two of them: whether somebody is known is what the person's own page says.
  std::set<CustomerId> anonymous;
  std::set<std::string> heard_channels{"smoke"};
  std::vector<base::Time> moments;
  for (auto root : reference.roots())
    if (record.customers.one(base::show_id('c', root)).anonymous) anonymous.insert(root);
  for (const auto& one : reference.told) heard_channels.insert(one.channel), moments.push_back(one.at);
  std::sort(moments.begin(), moments.end());
  auto moment = [&](std::size_t tenths) { return moments.empty() ? base::Time{} : moments[moments.size() * tenths / 10]; };
  std::vector<std::optional<CustomerKind>> kinds{std::nullopt, CustomerKind::anonymous, CustomerKind::identified};
  for (const auto& kind : kinds) {
    for (const auto& channel : heard_channels) {
      for (const auto& [after, before] : {std::pair{false, false}, {true, false}, {false, true}, {true, true}}) {
        CustomerQuery query{.channel = channel == "smoke" && kind ? std::nullopt : std::optional(channel), .kind = kind};
        if (after) query.seen_after = moment(6);
        if (before) query.seen_before = moment(9);
        EXPECT_EQ(list(query), reference.by_last_seen(query, anonymous)) << channel;
      }
    }
  }

  auto all = overview(record);
  EXPECT_EQ(all.identified, std::int64_t(reference.roots().size() - anonymous.size()));
  EXPECT_EQ(all.interactions, std::int64_t(reference.told.size()));
  EXPECT_EQ(all.customers, std::int64_t(reference.roots().size()));
  std::map<std::string, std::int64_t> channels, counted;
  std::optional<base::Time> first, last;
  for (const auto& one : reference.told) {
    ++channels[one.channel];
    first = first ? std::min(*first, one.at) : one.at;
    last = last ? std::max(*last, one.at) : one.at;
  }
  for (const auto& line : all.channels) counted[line.channel] = line.interactions;
  EXPECT_EQ(counted, channels);
  EXPECT_EQ(all.first_at, first);
  EXPECT_EQ(all.last_at, last);
}

}  // namespace record
