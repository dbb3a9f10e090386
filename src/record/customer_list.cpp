// Lists of customers, last seen first; by identifier and by search: customer_search.cpp.
#include "base/ids.h"
#include "base/text.h"
#include "record/customers.h"
#include "record/person_table.h"
#include "record/timeline_table.h"
#include "record/visibility.h"

namespace record {
namespace {

constexpr std::size_t people_a_page = 4'000;   // looked at for one answer: who sees few of them gets short pages with a `next`

std::int64_t number(std::string_view text, const char* what) {
  std::int64_t value = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc() || end != text.data() + text.size()) throw base::invalid(std::string("This is not a ") + what + " of this list.", "Use the `next` of the page before, as it is.", what);
  return value;
}

std::string cursor_behind(const Seen& seen) { return std::to_string(seen.last_at.micros) + "." + std::to_string(seen.person); }

}  // namespace

http::Page<Customer> Customers::list(const CustomerQuery& query) const {
  if (query.q && query.q->size() > base::limits::query_bytes) throw base::invalid("The search is longer than " + std::to_string(base::limits::query_bytes) + " bytes.", "A few letters suffice.", "q");
  return database_.reading([&](store::Session& session) {
    if (query.identity) return by_identity(session, query);
    if (query.q && !base::trim(*query.q).empty()) return by_search(session, query);
    return by_last_seen(session, query);
  });
}

// Last seen first.
http::Page<Customer> Customers::by_last_seen(store::Session& session, const CustomerQuery& query) const {
  auto limit = http::page_limit(query.limit);
  const auto visibility = Visibility::now();
  SeenWindow window{.since = query.seen_after.value_or(base::Time{INT64_MIN})};
  if (query.seen_before) window.before = {*query.seen_before, INT64_MIN};
  if (query.cursor) {
    auto dot = query.cursor->find('.');
    window.before.last_at.micros = number(std::string_view(*query.cursor).substr(0, dot), "cursor");
    window.before.person = dot == std::string::npos ? 0 : number(std::string_view(*query.cursor).substr(dot + 1), "cursor");
  }
  if (query.channel) {
    auto channel = dictionary_.find_channel(*query.channel);
    if (!channel) return {};
    window.channel = channel_bit(channel);
  }
  if (query.kind) window.identified = *query.kind == CustomerKind::identified;
  http::Page<Customer> page;
  for (std::size_t looked = 0; looked < people_a_page;) {
    const auto step = visibility.is_whole() ? limit + 1 - page.items.size() : std::max<std::size_t>(limit + 1, 250);
    auto people = last_seen(session, window, step);
    for (const auto& one : people) {
      window.before = one;
      // Joined or erased a moment ago: what is derived comes after.
      if (!session.one<int>("select 1 from customer where id = :i and merged_into is null", one.person) || !visibility.sees(session, one.person)) continue;
      // One more is there: the cursor stands at the last one shown.
      if (page.items.size() == limit) return page;
      page.items.push_back(item(session, one.person));
      page.next = cursor_behind(one);
    }
    if (people.size() < step) {
      page.next.reset();
      return page;
    }
    looked += people.size();
  }
  page.next = cursor_behind(window.before);
  return page;
}

}  // namespace record
