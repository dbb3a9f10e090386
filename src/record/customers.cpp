#include "record/customers.h"

#include "base/ids.h"
#include "base/text.h"
#include "record/profiles.h"
#include "record/suggestions.h"
#include "record/timeline_table.h"
#include "record/visibility.h"

namespace record {
namespace {

struct ProfileRow {
  CustomerId id;
  std::string name, traits;
  std::optional<std::int64_t> traits_at;
  bool identified;
};
BOOST_DESCRIBE_STRUCT(ProfileRow, (), (id, name, traits, traits_at, identified))

struct MergeRow {
  std::int64_t id;
  CustomerId a, b;
  std::string rule;
  std::optional<std::string> reason;
  base::Time at;
  std::string by_whom;
};
BOOST_DESCRIBE_STRUCT(MergeRow, (), (id, a, b, rule, reason, at, by_whom))

std::vector<ProfileRow> profile_rows(store::Session& session, CustomerId root) {
  return session.all<ProfileRow>("select id, name, traits, traits_at, identified from customer where id = :r or merged_into = :s order by id", root, root);
}

// What a person is called: the name said last; else what they can be reached by.
std::string display_name(const std::vector<ProfileRow>& profiles, const std::vector<IdentityItem>& identities) {
  const ProfileRow* latest = nullptr;
  for (const auto& profile : profiles)
    if (!profile.name.empty() && (!latest || profile.traits_at.value_or(0) > latest->traits_at.value_or(0))) latest = &profile;
  if (latest) return latest->name;
  // What many share tells nobody from another: it comes last.
  for (bool shared : {false, true})
    for (const char* kind : {"email", "phone", "user_id", "loyalty"})
      for (const auto& identity : identities)
        if (identity.namespace_ == kind && identity.shared == shared) return identity.value;
  return identities.empty() ? base::show_id('c', profiles.front().id) : identities.front().value;
}

// As open_suggestions says; the sign keeps SQLite from going through all that are open instead of those of the profile.
constexpr const char* suggestions_of =
    "select count(*) from merge_suggestion g join customer x on x.id = g.a join customer y on y.id = g.b where +g.state = 0 and coalesce(x.merged_into, x.id) <> coalesce(y.merged_into, y.id) "
    "and (g.a = :x or g.b = :y)";

std::vector<CustomerId> ids_of(const std::vector<ProfileRow>& rows) {
  std::vector<CustomerId> ids;
  for (const auto& row : rows) ids.push_back(row.id);
  return ids;
}

}  // namespace

CustomerId Customers::person(store::Session& session, const std::string& id) {
  auto number = base::read_id('c', id);
  auto root = number ? session.one<CustomerId>("select coalesce(merged_into, id) from customer where id = :i", *number) : std::nullopt;
  const auto visibility = Visibility::now();
  if (root && !visibility.sees(session, *root)) root.reset();   // who is not seen does not exist
  else if (!root && number && visibility.is_whole() && session.one<int>("select 1 from erased_profile where customer = :c limit 1", *number))
    throw base::Error(base::ErrorCode::gone, "The customer " + base::show_id('c', *number) + " was erased.", "Nothing of it is held any more.");
  if (!root) throw base::not_found("There is no customer " + base::shown(id, 30) + ".", "Find the id by GET /api/customers?identity=… or ?q=…");
  return *root;
}

std::vector<IdentityItem> Customers::identities(store::Session& session, const std::vector<CustomerId>& profiles) const {
  std::vector<IdentityItem> items;
  for (auto profile : profiles) {
    session.each("select name_space, value, shown, verified, (select count(*) from (select distinct coalesce(c.merged_into, c.id) from identity o join customer c on c.id = o.customer "
                 "where o.name_space = i.name_space and o.value = i.value limit :n) holders) from identity i where customer = :c order by at, name_space limit 200", [&](const store::Row& row) {
      IdentityItem item{dictionary_.name_space_name(static_cast<std::int32_t>(row.integer(0))), std::string(row.is_null(2) ? row.text(1) : row.text(2)), row.integer(3) != 0,
                        row.integer(4) > people_an_identifier_joins_};
      // Phones are shown as they are compared: with their country code.
      if (item.namespace_ == "phone" || item.namespace_ == "whatsapp") item.value = row.text(1);
      auto same = std::find_if(items.begin(), items.end(), [&](const IdentityItem& other) { return other.namespace_ == item.namespace_ && other.value == item.value; });
      if (same == items.end()) items.push_back(item);
      else same->verified |= item.verified;
    }, people_an_identifier_joins_ + 1, profile);
  }
  return items;
}

Customer Customers::item(store::Session& session, CustomerId root) const {
  Customer customer;
  auto rows = profile_rows(session, root);
  auto profiles = ids_of(rows);
  customer.id = base::show_id('c', root);
  customer.identities = identities(session, profiles);
  customer.name = rows.empty() ? customer.id : display_name(rows, customer.identities);
  customer.anonymous = std::none_of(rows.begin(), rows.end(), [](const ProfileRow& row) { return row.identified; });
  customer.profiles = static_cast<std::int64_t>(rows.size());
  auto summary = timeline_.summary(session, profiles);
  customer.interactions = summary.interactions;
  if (summary.interactions) customer.first_at = summary.first_at, customer.last_at = summary.last_at;
  for (std::int32_t channel = 1; channel < 63; ++channel)
    if (summary.channels & channel_bit(channel)) {
      auto name = dictionary_.channel_name(channel);
      if (!name.empty()) customer.channels.push_back(name);
    }
  return customer;
}

std::string Customers::name_of(store::Session& session, CustomerId profile) const {
  auto rows = session.all<ProfileRow>("select id, name, traits, traits_at, identified from customer where id = :i", profile);
  return rows.empty() ? base::show_id('c', profile) : display_name(rows, identities(session, {profile}));
}

CustomerInFull Customers::one(const std::string& id) const {
  return database_.reading([&](store::Session& session) {
    auto root = person(session, id);
    CustomerInFull full;
    static_cast<Customer&>(full) = item(session, root);
    auto rows = profile_rows(session, root);
    auto profiles = ids_of(rows);
    // Traits said later win over those said earlier, whichever profile they were said of.
    std::stable_sort(rows.begin(), rows.end(), [](const ProfileRow& x, const ProfileRow& y) { return x.traits_at.value_or(0) < y.traits_at.value_or(0); });
    for (const auto& row : rows) {
      const auto traits = base::parse_json(row.traits).as_object();
      for (const auto& [key, value] : traits) full.traits.insert_or_assign(key, value);
    }
    if (rows.size() > 1) {
      for (const auto& row : rows) {
        JoinedProfile joined{.profile = base::show_id('c', row.id), .name = row.name, .interactions = timeline_.summary(session, {row.id}).interactions};
        // Show the latest merge that this profile is an end of.
        auto merge = session.one<MergeRow>("select id, a, b, rule, reason, at, by_whom from merge where undone_at is null and (a = :x or b = :y) order by id desc limit 1", row.id, row.id);
        if (merge) {
          joined.merge = base::show_id('m', merge->id);
          joined.rule = merge->rule;
          joined.reason = merge->reason;
          joined.at = merge->at;
          joined.by = merge->by_whom;
        }
        full.joined.push_back(joined);
      }
    }
    // Who sees a part only is not told how many there are with people whom they don't see.
    if (Visibility::now().is_whole())
      for (auto profile : profiles)
        full.suggestions += session.one<std::int64_t>(suggestions_of, profile, profile).value_or(0);
    for (const auto& money : timeline_.money(session, profiles)) full.worth.push_back({money.currency, money.minor, money.interactions});
    std::map<std::int32_t, std::int64_t> by_channel;
    for (const auto& entry : timeline_.read(session, profiles, {})) ++by_channel[dictionary_.channel_of_activity(entry.activity)];
    for (const auto& [channel, n] : by_channel) full.channel_counts.push_back({dictionary_.channel_name(channel), n});
    return full;
  });
}

http::Page<Interaction> Customers::timeline(const std::string& id, const TimelineQuery& query) const {
  auto limit = http::page_limit(query.limit);
  return database_.reading([&](store::Session& session) {
    auto root = person(session, id);
    auto profiles = joined_profiles(session, root);
    if (query.profile) {
      std::vector<CustomerId> asked;
      for (std::size_t at = 0; at <= query.profile->size();) {
        auto end = std::min(query.profile->find(',', at), query.profile->size());
        auto number = base::read_id('c', query.profile->substr(at, end - at));
        if (!number || std::find(profiles.begin(), profiles.end(), *number) == profiles.end())
          throw base::invalid("\"" + base::shown(query.profile->substr(at, end - at), 30) + "\" is not a profile of this customer.", "The customer's answer lists its profiles.", "profile");
        asked.push_back(*number);
        at = end + 1;
      }
      profiles = asked;
    }
    TimelineWindow window{.from = query.from, .to = query.to};
    if (query.channel || query.name) {
      for (const auto& activity : dictionary_.activities()) {
        bool channel_fits = !query.channel || (',' + *query.channel + ',').find(',' + dictionary_.channel_name(activity.channel) + ',') != std::string::npos;
        if (channel_fits && (!query.name || *query.name == activity.name)) window.activities.push_back(activity.id);
      }
      if (window.activities.empty()) return http::Page<Interaction>{};
    }
    if (query.cursor) {
      // "<at>.<position>" of the last entry shown
      auto dot = query.cursor->find('.');
      Entry before;
      auto number = [](std::string_view text, std::int64_t& out) { return !text.empty() && std::from_chars(text.data(), text.data() + text.size(), out).ptr == text.data() + text.size(); };
      if (dot == std::string::npos || !number(std::string_view(*query.cursor).substr(0, dot), before.at.micros) || !number(std::string_view(*query.cursor).substr(dot + 1), before.interaction))
        throw base::invalid("This is not a cursor of this list.", "Use the `next` of the page before, as it is.", "cursor");
      window.before = before;
    }
    http::Page<Interaction> page;
    // Entries of an undone import may still stand until they are swept: read on until the page is full.
    for (;;) {
      window.limit = limit + 1 - page.items.size();
      auto entries = timeline_.read(session, profiles, window);
      std::vector<Position> positions;
      for (const auto& entry : entries) positions.push_back(entry.interaction);
      auto items = interactions_at(session, dictionary_, positions);
      page.items.insert(page.items.end(), std::make_move_iterator(items.begin()), std::make_move_iterator(items.end()));
      if (entries.size() < window.limit || page.items.size() > limit) break;
      window.before = entries.back();
    }
    if (page.items.size() > limit) {
      page.items.resize(limit);
      page.next = std::to_string(page.items.back().at.micros) + "." + page.items.back().id.substr(1);
    }
    return page;
  });
}

Density Customers::density(const std::string& id, const DensityQuery& query) const {
  auto zone = base::Zone::named(query.zone.value_or("UTC"));
  return database_.reading([&](store::Session& session) {
    Density density{.zone = zone.name()};
    auto entries = timeline_.read(session, joined_profiles(session, person(session, id)), {});
    std::map<std::string, std::pair<double, int>> feelings;
    for (auto entry = entries.rbegin(); entry != entries.rend(); ++entry) {
      auto day = base::day_string(base::Time{entry->at.micros + zone.offset_at(entry->at)});
      if (density.days.empty() || density.days.back().day != day) density.days.push_back({.day = day});
      ++density.days.back().counts[dictionary_.channel_name(dictionary_.channel_of_activity(entry->activity))];
      if (entry->feeling != Brief::no_feeling) {
        auto& [sum, n] = feelings[day];
        sum += entry->feeling / 100.0;
        ++n;
      }
    }
    for (auto& day : density.days)
      if (auto found = feelings.find(day.day); found != feelings.end()) day.feeling = found->second.first / found->second.second;
    if (!entries.empty()) density.first_at = entries.back().at, density.last_at = entries.front().at;
    return density;
  });
}

}  // namespace record
