// What POST /api/interactions takes and gives. Each interaction is read by itself, so that a bad one costs only itself.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "channel/rejected.h"
#include "record/heard.h"

namespace channel {

struct SentIdentity {
  std::string namespace_, value;
  std::optional<bool> verified;    // left out: accounts are taken for verified, contacts are not

  static bool required(std::string_view name) { return name == "namespace" || name == "value"; }
};
BOOST_DESCRIBE_STRUCT(SentIdentity, (), (namespace_, value, verified))

struct SentActor {
  record::ActorKind kind = record::ActorKind::customer;
  std::optional<std::string> id;
};
BOOST_DESCRIBE_STRUCT(SentActor, (), (kind, id))

struct SentScore {
  record::ScoreKind kind = record::ScoreKind::stars;
  double value = 0;
  static bool required(std::string_view) { return true; }
};
BOOST_DESCRIBE_STRUCT(SentScore, (), (kind, value))

struct SentAmount {
  std::int64_t minor = 0;      // cents of USD, yen of JPY
  std::string currency;
  static bool required(std::string_view) { return true; }
};
BOOST_DESCRIBE_STRUCT(SentAmount, (), (minor, currency))

struct SentCustomer {
  std::optional<std::string> name;
  std::optional<base::JsonObject> traits;
};
BOOST_DESCRIBE_STRUCT(SentCustomer, (), (name, traits))

struct SentInteraction {
  std::vector<SentIdentity> identities;
  base::Time at;
  std::string channel, name;
  std::optional<record::Direction> direction;    // in
  std::optional<SentActor> actor;                // the customer, or the system when the direction is out
  std::optional<std::string> conversation, topic;
  std::optional<SentScore> score;
  std::optional<double> sentiment;
  std::optional<SentAmount> amount;
  std::optional<std::string> subject, text, language;
  std::optional<base::JsonObject> properties;
  std::optional<std::string> source;             // the name of the key; a key of scope write may give no other
  std::optional<std::string> source_key;         // unique in its source; left out: every sending is a new interaction
  std::optional<SentCustomer> customer;

  static bool required(std::string_view name) { return name == "identities" || name == "at" || name == "channel" || name == "name"; }
};
BOOST_DESCRIBE_STRUCT(SentInteraction, (), (identities, at, channel, name, direction, actor, conversation, topic, score, sentiment, amount, subject, text, language, properties, source, source_key, customer))

struct SentInteractions {
  std::vector<SentInteraction> interactions;
};
BOOST_DESCRIBE_STRUCT(SentInteractions, (), (interactions))

struct StoredInteraction {
  std::int64_t position = 0;   // in the list that was sent
  std::string id;
};
BOOST_DESCRIBE_STRUCT(StoredInteraction, (), (position, id))

struct InteractionsAnswer {
  std::int64_t accepted = 0;   // new, and durable
  std::int64_t repeated = 0;   // stored before under the same source and source_key
  std::vector<Rejected> rejected;
  std::optional<std::vector<StoredInteraction>> ids;   // of the accepted, with ?ids=true
};
BOOST_DESCRIBE_STRUCT(InteractionsAnswer, (), (accepted, repeated, rejected, ids))

struct InteractionsQuery {
  std::optional<bool> ids;
};
BOOST_DESCRIBE_STRUCT(InteractionsQuery, (), (ids))

}  // namespace channel
