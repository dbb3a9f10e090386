#include "record/timeline_sums.h"

#include "record/person_table.h"
#include "record/timeline_table.h"
#include "store/bookmark.h"
#include "store/bulk.h"

namespace record {
namespace {

constexpr std::string_view owed = "timeline sums owed";   // a bookmark at 1 while they are
constexpr std::size_t step_rows = 100'000;                // of the timeline, in memory at once

struct EntryRow {
  CustomerId customer;
  std::int64_t at;
  Position interaction;
  std::int32_t activity;
};
BOOST_DESCRIBE_STRUCT(EntryRow, (), (customer, at, interaction, activity))

}  // namespace

void put_off_sums(store::Session& session) { store::set_bookmark(session, owed, 1); }
bool sums_are_put_off(store::Session& session) { return store::bookmark(session, owed) != 0; }

void make_up_sums(store::Database& database, store::Session& session, const std::function<std::int32_t(std::int32_t)>& channel_of_activity) {
  session.script("delete from derived.profile_summary; delete from derived.profile_money;");
  {
    auto rows = database.bulk_insert(session, "derived.profile_summary", {"customer", "interactions", "first_at", "last_at", "channels"});
    ProfileSummary summary;
    auto write = [&] {
      if (summary.interactions == 0) return;
      rows->set(0, summary.customer);
      rows->set(1, summary.interactions);
      rows->set(2, summary.first_at.micros);
      rows->set(3, summary.last_at.micros);
      rows->set(4, static_cast<std::int64_t>(summary.channels));
      rows->row();
    };
    EntryRow last{0, INT64_MIN, 0, 0};
    for (std::size_t n = step_rows; n == step_rows;) {
      // Step by step: rows are written beside the reading, which not every database does within one query.
      auto entries = session.all<EntryRow>("select customer, at, interaction, activity from derived.timeline where (customer, at, interaction) > (:c, :t, :i) order by customer, at, interaction limit :n",
                                           last.customer, last.at, last.interaction, step_rows);
      for (const auto& entry : entries) {
        if (entry.customer != summary.customer) {
          write();
          summary = {.customer = entry.customer, .first_at = base::Time{entry.at}};
        }
        ++summary.interactions;
        summary.last_at = base::Time{entry.at};
        summary.channels |= channel_bit(channel_of_activity(entry.activity));
      }
      n = entries.size();
      if (n) last = entries.back();
    }
    write();
    rows->finish();
  }
  session.run("insert into derived.profile_money(customer, currency, minor, interactions) select customer, currency, sum(amount), count(*) from interaction "
              "where amount is not null and id <= :p group by customer, currency", store::bookmark(session, timeline_reader));
  refresh_everybody(session);
  store::set_bookmark(session, owed, 0);
}

}  // namespace record
