#include "record/briefs.h"

namespace record {

std::size_t each_brief(store::Session& session, const std::function<std::int32_t(std::int32_t)>& channel_of_activity, Position after, Position upto, std::size_t limit,
                       const std::function<void(const LoggedBrief&)>& visit) {
  std::size_t visited = 0;
  session.each("select id, customer, at, activity, source, score_kind, score, sentiment, amount, currency, source_key, received_at, import from interaction "
               "where id > :p and id <= :u order by id limit :n", [&](const store::Row& row) {
    std::optional<Score> score;
    if (!row.is_null(5)) score = Score{static_cast<ScoreKind>(row.integer(5)), row.is_null(6) ? 0 : row.real(6)};
    std::optional<double> sentiment;
    if (!row.is_null(7)) sentiment = row.real(7);
    auto activity = static_cast<std::int32_t>(row.integer(3));
    LoggedBrief logged{.brief = {.id = row.integer(0), .customer = row.integer(1), .at = base::Time{row.integer(2)}, .activity = activity, .source = static_cast<std::int32_t>(row.integer(4)),
                                 .channel = static_cast<std::int16_t>(channel_of_activity(activity)), .feeling = feeling_of(score, sentiment)},
                       .source_key = row.text(10), .received_at = base::Time{row.integer(11)}, .import = row.is_null(12) ? 0 : row.integer(12)};
    if (!row.is_null(8)) {
      logged.brief.has_amount = true;
      logged.brief.amount = row.integer(8);
      if (!row.is_null(9)) row.text(9).copy(logged.brief.currency, 3);
    }
    visit(logged);
    ++visited;
  }, after, upto, static_cast<std::int64_t>(limit));
  return visited;
}

Position last_position(store::Session& session) {
  return std::max(session.one<Position>("select coalesce(max(id), 0) from interaction").value_or(0), session.one<Position>("select coalesce(max(id), 0) from notice").value_or(0));
}

}  // namespace record
