// Interactions as they are read: by page, by API, by export; one shape.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "base/json.h"
#include "record/dictionary.h"
#include "record/heard.h"
#include "record/types.h"
#include "store/session.h"

namespace record {

struct Actor {
  ActorKind kind = ActorKind::customer;
  std::optional<std::string> id;
};
BOOST_DESCRIBE_STRUCT(Actor, (), (kind, id))

struct Interaction {
  std::string id, customer;           // customer: the profile that it was heard under
  base::Time at, received_at;
  std::string channel, name;
  Direction direction = Direction::none;
  Actor actor;
  std::optional<std::string> conversation, topic;
  std::optional<Score> score;
  std::optional<double> sentiment;
  std::optional<Amount> amount;
  std::optional<std::string> subject, text, language;
  base::JsonObject properties;
  std::string source, source_key;
};
BOOST_DESCRIBE_STRUCT(Interaction, (), (id, customer, at, received_at, channel, name, direction, actor, conversation, topic, score, sentiment, amount, subject, text, language, properties, source, source_key))

// Those of the positions that are (still) there, in the order asked for.
std::vector<Interaction> interactions_at(store::Session& session, const Dictionary& dictionary, const std::vector<Position>& positions);

// Visits the log from behind `after` on, in order; at most `limit`. Answers the last position visited, 0 for none.
Position each_interaction(store::Session& session, const Dictionary& dictionary, Position after, std::size_t limit, const std::function<void(const Interaction&)>& visit);

}  // namespace record
