// The record as an object-centric event log, OCEL 2.0 in JSON (ocel-standard.org): an interaction belongs to a customer, and
// to the conversation, order or case that it is about.
//
//   events        id i12, type = the activity's name, time; attributes: channel, direction, actor, …, and its properties
//   objects       customer c7 (name, traits) · conversation:… · order:… · case:…, each "of" its customer
//   eventTypes, objectTypes      with the attributes that were met and their types; they stand at the end, JSON allows it
//
// An attribute has one type for each type of event or object: string time integer float boolean. Whole numbers among floats
// make it float, other texts among times make it string; where one has texts and numbers under one name, the later kind
// goes under "NAME:KIND". Objects and lists stand as JSON text.
#pragma once
#include "record/interchange/people.h"

namespace record::interchange {

struct OcelQuery {
  std::optional<std::string> objects;      // TYPE=PROPERTY, … ; left out: order and case by their usual properties
  std::optional<std::string> source;
  std::optional<base::Time> from, to;
};
BOOST_DESCRIBE_STRUCT(OcelQuery, (), (objects, source, from, to))

// One piece after another, empty at the end. Objects wait in a file in the data folder, nameless, until the events are told;
// 24 bytes an object stay in memory. Throws Error(invalid) at once for objects that can't be read.
std::function<void(std::string& piece)> ocel_pieces(const Record& record, const OcelQuery& query);

}  // namespace record::interchange
