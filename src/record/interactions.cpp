#include "record/interactions.h"

#include <boost/unordered/unordered_flat_map.hpp>

#include "base/ids.h"

namespace record {
namespace {

constexpr const char* columns =
    "id, customer, at, received_at, activity, source, source_key, direction, actor, actor_id, conversation, topic, score_kind, score, sentiment, amount, currency, subject, text, language, properties";

std::optional<std::string> text_of(const store::Row& row, int column) {
  if (row.is_null(column)) return std::nullopt;
  return std::string(row.text(column));
}

Interaction interaction_of(const store::Row& row, const Dictionary& dictionary) {
  Interaction one;
  one.id = base::show_id('i', row.integer(0));
  one.customer = base::show_id('c', row.integer(1));
  one.at.micros = row.integer(2);
  one.received_at.micros = row.integer(3);
  auto activity = dictionary.activity_of(static_cast<std::int32_t>(row.integer(4)));
  one.channel = dictionary.channel_name(activity.channel);
  one.name = activity.name;
  one.source = dictionary.source_name(static_cast<std::int32_t>(row.integer(5)));
  one.source_key = row.text(6);
  one.direction = static_cast<Direction>(row.integer(7));
  one.actor = {static_cast<ActorKind>(row.integer(8)), text_of(row, 9)};
  one.conversation = text_of(row, 10);
  one.topic = text_of(row, 11);
  if (!row.is_null(12)) one.score = Score{static_cast<ScoreKind>(row.integer(12)), row.real(13)};
  if (!row.is_null(14)) one.sentiment = row.real(14);
  if (!row.is_null(15)) one.amount = Amount{row.integer(15), std::string(row.text(16))};
  one.subject = text_of(row, 17);
  one.text = text_of(row, 18);
  one.language = text_of(row, 19);
  if (!row.is_null(20)) one.properties = base::parse_json(row.text(20)).as_object();
  return one;
}

}  // namespace

std::vector<Interaction> interactions_at(store::Session& session, const Dictionary& dictionary, const std::vector<Position>& positions) {
  std::vector<Interaction> list;
  list.reserve(positions.size());
  std::string sql = std::string("select ") + columns + " from interaction where id = :i";
  for (bool refreshed = false;; refreshed = true) {
    for (auto position : positions) session.each(sql, [&](const store::Row& row) { list.push_back(interaction_of(row, dictionary)); }, position);
    if (refreshed || std::none_of(list.begin(), list.end(), [](const Interaction& one) { return one.name.empty() || one.source.empty(); })) return list;
    // Words that another node made a moment ago.
    dictionary.refresh(session);
    list.clear();
  }
}

Position each_interaction(store::Session& session, const Dictionary& dictionary, Position after, std::size_t limit, const std::function<void(const Interaction&)>& visit) {
  Position last = 0;
  dictionary.refresh(session);   // so that every row's words are known
  session.each(std::string("select ") + columns + " from interaction where id > :i order by id limit :n", [&](const store::Row& row) {
    visit(interaction_of(row, dictionary));
    last = row.integer(0);
  }, after, limit);
  return last;
}

}  // namespace record
