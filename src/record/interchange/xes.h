// The record as an event log of IEEE 1849 (XES), for tools of process mining: a trace a customer, a conversation or a value of
// a property; an event an interaction. What came in as XES (channel/file/xes) goes out as the same events.
//
//   name, at, an actor's id          concept:name, time:timestamp, org:resource
//   properties                       attributes of the event, typed; objects and lists nested
//   traits                           attributes of the trace
//   channel, direction, amount, …    throughline:channel, …: only what an event log would not have said itself
//
// A trace is called by its conversation when all its events have the same, else by the customer's id. Within a trace:
// (at, position in the log).
#pragma once
#include "record/interchange/people.h"

namespace record::interchange {

struct XesQuery {
  std::optional<std::string> case_;        // what a trace is: customer (left out), conversation, or property:NAME
  std::optional<std::string> source;
  std::optional<base::Time> from, to;
};
BOOST_DESCRIBE_STRUCT(XesQuery, (), (case_, source, from, to))

// One piece after another, empty at the end. Interactions without a conversation, or without the property, are left out
// where that is the case. Throws Error(invalid) at once for a case that there is not.
std::function<void(std::string& piece)> xes_pieces(const Record& record, const XesQuery& query);

// A text in a quoted attribute of XML: escaped, and what XML has no way to write becomes U+FFFD.
std::string xml_text(std::string_view text);

}  // namespace record::interchange
