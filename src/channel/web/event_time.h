// When a tracked event happened, on our clock. The sender's clock may be wrong by any amount; what it says of the time
// between two of its own readings is right: at = received_at - (sent_at - timestamp), as Segment documents it.
#pragma once
#include <optional>

#include "base/json.h"
#include "base/time.h"

namespace channel {

// What holds for all events of one request.
struct Envelope {
  base::Time received_at;
  std::optional<base::Time> sent_at;              // of the request, on the sender's clock
  const base::JsonObject* context = nullptr;      // of the batch; an event's own members win
  bool proven = false;                            // whoever sent it is believed that a contact is verified
};

// Clocks this near to each other agree: what is left is the way through the network, and correcting it would only give
// every retry of an event another time.
inline constexpr std::int64_t clocks_agree_within = 2 * base::second;

// The `sentAt` of a request or event; nullopt when there is none or it can't be read (then nothing is corrected).
std::optional<base::Time> sent_at_of(const base::JsonObject& object);

// Throws base::Error(invalid) for a timestamp that is none. Never later than received_at: nothing has happened yet that
// is still to come.
base::Time event_time(const base::JsonObject& event, const Envelope& envelope);

}  // namespace channel
