// Lists of customers, last seen first; by identifier and by search: customer_search.cpp.
#include <set>

#include "base/ids.h"
#include "base/text.h"
#include "record/customers.h"
#include "record/timeline_table.h"
#include "record/visibility.h"

namespace record {
namespace {

struct SeenRow {
  base::Time last_at;
  CustomerId profile;
};
BOOST_DESCRIBE_STRUCT(SeenRow, (), (last_at, profile))

constexpr std::int64_t few_people = 10'000;

std::int64_t number(std::string_view text, const char* what) {
  std::int64_t value = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc() || end != text.data() + text.size()) throw base::invalid(std::string("This is not a ") + what + " of this list.", "Use the `next` of the page before, as it is.", what);
  return value;
}

}  // namespace

http::Page<Customer> Customers::list(const CustomerQuery& query) const {
  if (query.q && query.q->size() > base::limits::query_bytes) throw base::invalid("The search is longer than " + std::to_string(base::limits::query_bytes) + " bytes.", "A few letters suffice.", "q");
  return database_.reading([&](store::Session& session) {
    if (query.identity) return by_identity(session, query);
    if (query.q && !base::trim(*query.q).empty()) return by_search(session, query);
    return by_last_seen(session, query);
  });
}

// Last seen first. A person stands where the profile seen last stands; the others of the person are passed over.
http::Page<Customer> Customers::by_last_seen(store::Session& session, const CustomerQuery& query) const {
  auto limit = http::page_limit(query.limit);
  const auto visibility = Visibility::now();
  auto last_at = query.seen_before.value_or(base::Time{INT64_MAX}).micros;
  std::int64_t last_profile = query.seen_before ? INT64_MIN : INT64_MAX;
  if (query.cursor) {
    auto dot = query.cursor->find('.');
    last_at = number(std::string_view(*query.cursor).substr(0, dot), "cursor");
    last_profile = dot == std::string::npos ? 0 : number(std::string_view(*query.cursor).substr(dot + 1), "cursor");
  }
  std::string sql = "select s.last_at, s.customer from derived.profile_summary s where (s.last_at, s.customer) < (:t, :c) and s.last_at >= :a";
  std::vector<store::Value> values{last_at, last_profile, query.seen_after.value_or(base::Time{INT64_MIN})};
  // Of somebody joined, another profile may have had the channel, or be known: asked below, of the person.
  const std::string joined = "s.customer in (select id from customer where merged_into is not null union all select merged_into from customer where merged_into is not null)";
  if (query.channel) {
    auto channel = dictionary_.find_channel(*query.channel);
    if (!channel) return {};
    sql += " and ((s.channels & :m) <> 0 or " + joined + ")";
    values.emplace_back(static_cast<std::int64_t>(channel_bit(channel)));
  }
  if (query.kind) {
    auto identified = *query.kind == CustomerKind::identified ? 1 : 0;
    // Few of the kind: they are looked up first. Many: they are met soon on the way through those last seen.
    bool few = session.one<std::int64_t>("select count(*) from (select id from customer where identified = :f limit :n) found", identified, few_people + 1).value_or(0) <= few_people;
    sql += few ? " and (s.customer in (select id from customer where identified = :f) or " : " and ((select c.identified from customer c where c.id = s.customer) = :f or ";
    sql += joined + ")";
    values.emplace_back(identified);
  }
  sql += visibility.condition("s.customer") + " order by s.last_at desc, s.customer desc limit :n";
  visibility.add_parameters(values);
  http::Page<Customer> page;
  const std::size_t step = limit + 1;
  for (;;) {
    values[0] = last_at, values[1] = last_profile;
    auto asked = values;
    asked.emplace_back(step);
    auto rows = session.all_of<SeenRow>(sql, asked);
    for (const auto& row : rows) {
      last_at = row.last_at.micros;
      last_profile = row.profile;
      auto root = session.one<CustomerId>("select coalesce(merged_into, id) from customer where id = :i", row.profile).value_or(row.profile);
      auto seen_later = session.one<int>("select 1 from derived.profile_summary s join customer c on c.id = s.customer where (c.id = :r or c.merged_into = :s) and (s.last_at, s.customer) > (:t, :c) limit 1",
                                         root, root, row.last_at, row.profile);
      if (seen_later || !visibility.sees(session, root)) continue;
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
