// What the tracking API takes and gives, as OpenAPI tells it. Events are read by segment_event.cpp and not through these:
// the libraries send more than stands here, and a member of a wrong kind must not cost the event.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "base/json.h"
#include "channel/rejected.h"

namespace channel {

struct TrackedEvent {
  std::optional<std::string> type;               // in a batch: track identify page screen group alias
  std::optional<std::string> messageId;          // the same one twice is stored once
  std::optional<std::string> userId, anonymousId, previousId, groupId;
  std::optional<std::string> event, name, category;
  std::optional<base::Time> timestamp, sentAt;
  std::optional<base::JsonObject> properties, traits, context, integrations;
  std::optional<std::string> writeKey;           // where no Authorization can be sent
};
BOOST_DESCRIBE_STRUCT(TrackedEvent, (), (type, messageId, userId, anonymousId, previousId, groupId, event, name, category, timestamp, sentAt, properties, traits, context, integrations, writeKey))

struct TrackedBatch {
  std::vector<TrackedEvent> batch;
  std::optional<base::JsonObject> context;       // holds for all events that don't say otherwise
  std::optional<base::Time> sentAt;
  std::optional<std::string> writeKey;
};
BOOST_DESCRIBE_STRUCT(TrackedBatch, (), (batch, context, sentAt, writeKey))

struct TrackAnswer {
  bool success = true;
  std::optional<std::vector<Rejected>> rejected;   // only when there are any: all others are stored
};
BOOST_DESCRIBE_STRUCT(TrackAnswer, (), (success, rejected))

}  // namespace channel
