// One call of the Segment HTTP tracking API as an interaction. The table of what becomes what stands in README.md.
// A plain function: no clock, no store, safe from any thread.
#pragma once
#include "channel/web/event_time.h"
#include "channel/web/person.h"

namespace channel {

// The call that `type` of an event in a batch names. Throws base::Error(invalid) when it is none.
Call call_of(const base::JsonObject& event);

// Throws base::Error(invalid), field named, when the event can't be one. What it returns is checked (record::check).
record::Heard translate(Call call, const base::JsonObject& event, const Envelope& envelope, const WebRules& rules);

}  // namespace channel
