#include "record/open_suggestions.h"

#include "store/bookmark.h"

namespace record {

std::int64_t OpenSuggestions::count(store::Session& session) const {
  Seen now{{-1, store::bookmark(session, joins_read), 0}};   // before the truth is read: what is counted is never older than it says
  session.each("select state, count(*), sum(id) from merge_suggestion group by state order by state",
               [&](const store::Row& row) { now.emplace_back(row.integer(0), row.integer(1), row.integer(2)); });
  {
    std::lock_guard lock(guard_);
    if (last_ && last_->first == now) return last_->second;
  }
  auto open = session.one<std::int64_t>(std::string("select count(*) from ") + open_suggestions).value_or(0);
  std::lock_guard lock(guard_);
  last_ = {std::move(now), open};
  return open;
}

}  // namespace record
