// Lists of customers: by identifier, by search, by last seen.
#include <set>

#include "base/ids.h"
#include "base/text.h"
#include "record/customers.h"
#include "record/search.h"
#include "record/timeline_table.h"

namespace record {
namespace {

constexpr std::size_t candidates_most = 400;   // looked at for one search; ranked among themselves

struct SeenRow {
  base::Time last_at;
  CustomerId profile;
  std::optional<CustomerId> merged_into;
};
BOOST_DESCRIBE_STRUCT(SeenRow, (), (last_at, profile, merged_into))

std::int64_t number(std::string_view text, const char* what) {
  std::int64_t value = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc() || end != text.data() + text.size()) throw base::invalid(std::string("This is not a ") + what + " of this list.", "Use the `next` of the page before, as it is.", what);
  return value;
}

// How well a person fits what was typed: smaller is better.
int rank(const Customer& customer, const std::string& typed) {
  auto name = base::folded(customer.name);
  if (name == typed) return 0;
  for (const auto& identity : customer.identities)
    if (base::folded(identity.value) == typed) return 1;
  if (name.starts_with(typed)) return 2;
  for (const auto& word : base::index_words(name))
    if (word.starts_with(typed)) return 3;
  if (name.find(typed) != std::string::npos) return 4;
  return 5;
}

}  // namespace

std::vector<CustomerId> Customers::by_identity(store::Session& session, const std::string& name_space, const std::string& raw) const {
  std::string value;
  try {
    value = claim(name_space, raw, false, region_).value;
  } catch (const base::Error&) {
    return {};   // what can't be an identifier of this kind is nobody's
  }
  return session.all<CustomerId>("select distinct coalesce(c.merged_into, c.id) from identity i join customer c on c.id = i.customer where i.name_space = :n and i.value = :v limit 100",
                                 dictionary_.find_name_space(base::lower_ascii(name_space)), value);
}

bool Customers::knows(const std::string& name_space, const std::string& value) const {
  return database_.reading([&](store::Session& session) { return !by_identity(session, name_space, value).empty(); });
}

std::vector<CustomerId> Customers::searched(store::Session& session, const std::string& typed, std::map<CustomerId, Matched>& matched) const {
  std::vector<CustomerId> people;
  auto add = [&](CustomerId person) { if (std::find(people.begin(), people.end(), person) == people.end()) people.push_back(person); };
  for (std::int32_t n = 1; !dictionary_.name_space_name(n).empty(); ++n)
    for (auto person : by_identity(session, dictionary_.name_space_name(n), typed)) {
      matched.try_emplace(person, Matched{dictionary_.name_space_name(n), typed});
      add(person);
    }
  if (auto id = base::read_id('c', typed))
    if (auto person = session.one<CustomerId>("select coalesce(merged_into, id) from customer where id = :i", *id)) add(*person);
  for (auto person : search_people(session, typed, candidates_most)) add(person);
  return people;
}

http::Page<Customer> Customers::list(const CustomerQuery& query) const {
  if (query.q && query.q->size() > base::limits::query_bytes) throw base::invalid("The search is longer than " + std::to_string(base::limits::query_bytes) + " bytes.", "A few letters suffice.", "q");
  return database_.reading([&](store::Session& session) {
    if (query.identity) {
      auto colon = query.identity->find(':');
      if (colon == std::string::npos) throw base::invalid("\"identity\" is written as kind:value.", "For example identity=email:a@example.com.", "identity");
      return found(session, query, by_identity(session, query.identity->substr(0, colon), query.identity->substr(colon + 1)));
    }
    if (query.q && !base::trim(*query.q).empty()) {
      std::map<CustomerId, Matched> matched;
      auto people = searched(session, base::trim(*query.q), matched);
      auto page = found(session, query, people);
      for (auto& customer : page.items)
        if (auto how = matched.find(*base::read_id('c', customer.id)); how != matched.end()) customer.matched = how->second;
      return page;
    }
    return by_last_seen(session, query);
  });
}

http::Page<Customer> Customers::found(store::Session& session, const CustomerQuery& query, const std::vector<CustomerId>& people) const {
  auto typed = base::folded(query.q.value_or(""));
  std::vector<std::pair<int, Customer>> ranked;
  for (auto person : people) {
    auto customer = item(session, person);
    if (query.kind && customer.anonymous != (*query.kind == CustomerKind::anonymous)) continue;
    if (query.channel && std::find(customer.channels.begin(), customer.channels.end(), *query.channel) == customer.channels.end()) continue;
    if (query.seen_after && (!customer.last_at || *customer.last_at < *query.seen_after)) continue;
    if (query.seen_before && (!customer.last_at || *customer.last_at >= *query.seen_before)) continue;
    ranked.emplace_back(rank(customer, typed), std::move(customer));
  }
  std::stable_sort(ranked.begin(), ranked.end(), [](const auto& x, const auto& y) {
    return x.first != y.first ? x.first < y.first : x.second.last_at.value_or(base::Time{}) > y.second.last_at.value_or(base::Time{});
  });
  auto limit = http::page_limit(query.limit);
  std::size_t from = query.cursor ? static_cast<std::size_t>(std::max<std::int64_t>(0, number(*query.cursor, "cursor"))) : 0;
  http::Page<Customer> page;
  for (std::size_t i = from; i < ranked.size() && page.items.size() < limit; ++i) page.items.push_back(std::move(ranked[i].second));
  if (from + page.items.size() < ranked.size() && !page.items.empty()) page.next = std::to_string(from + page.items.size());
  return page;
}

// Last seen first. A person stands where the profile seen last stands; the others of the person are passed over.
http::Page<Customer> Customers::by_last_seen(store::Session& session, const CustomerQuery& query) const {
  auto limit = http::page_limit(query.limit);
  auto last_at = query.seen_before.value_or(base::Time{INT64_MAX}).micros;
  std::int64_t last_profile = query.seen_before ? INT64_MIN : INT64_MAX;
  if (query.cursor) {
    auto dot = query.cursor->find('.');
    last_at = number(std::string_view(*query.cursor).substr(0, dot), "cursor");
    last_profile = dot == std::string::npos ? 0 : number(std::string_view(*query.cursor).substr(dot + 1), "cursor");
  }
  std::string sql = "select s.last_at, s.customer, c.merged_into from derived.profile_summary s join customer c on c.id = s.customer where (s.last_at, s.customer) < (:t, :c) and s.last_at >= :a";
  std::int64_t channel_mask = -1;
  if (query.channel) {
    auto channel = dictionary_.find_channel(*query.channel);
    if (!channel) return {};
    channel_mask = static_cast<std::int64_t>(channel_bit(channel));
  }
  // Of somebody joined, another profile may have had the channel: asked below, of the person.
  sql += " and ((s.channels & :m) <> 0 or c.merged_into is not null or exists (select 1 from customer o where o.merged_into = c.id)) order by s.last_at desc, s.customer desc limit :n";
  http::Page<Customer> page;
  const std::size_t step = limit + 1;
  for (;;) {
    auto rows = session.all<SeenRow>(sql, last_at, last_profile, query.seen_after.value_or(base::Time{INT64_MIN}), channel_mask, step);
    for (const auto& row : rows) {
      last_at = row.last_at.micros;
      last_profile = row.profile;
      auto root = row.merged_into.value_or(row.profile);
      auto seen_later = session.one<int>("select 1 from derived.profile_summary s join customer c on c.id = s.customer where (c.id = :r or c.merged_into = :s) and (s.last_at, s.customer) > (:t, :c) limit 1",
                                         root, root, row.last_at, row.profile);
      if (seen_later) continue;
      auto customer = item(session, root);
      if (query.kind && customer.anonymous != (*query.kind == CustomerKind::anonymous)) continue;
      if (query.channel && std::find(customer.channels.begin(), customer.channels.end(), *query.channel) == customer.channels.end()) continue;
      if (page.items.size() == limit) {
        // One more is there: the cursor stands at the last one shown.
        return page;
      }
      page.items.push_back(std::move(customer));
      page.next = std::to_string(last_at) + "." + std::to_string(last_profile);
    }
    if (rows.size() < step) {
      page.next.reset();
      return page;
    }
  }
}

}  // namespace record
