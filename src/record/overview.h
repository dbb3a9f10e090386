// What is here, at a glance: the page's home.
#pragma once
#include "record/open_suggestions.h"
#include "record/record.h"

namespace record {

struct ChannelLine {
  std::string channel;
  std::int64_t interactions = 0;
  base::Time last_at;
};
BOOST_DESCRIBE_STRUCT(ChannelLine, (), (channel, interactions, last_at))
struct SourceLine {
  std::string source;
  std::int64_t interactions = 0;
  base::Time last_at;
};
BOOST_DESCRIBE_STRUCT(SourceLine, (), (source, interactions, last_at))
struct DayLine {
  std::string day;
  std::int64_t interactions = 0;
};
BOOST_DESCRIBE_STRUCT(DayLine, (), (day, interactions))
struct ActivityLine {
  std::string channel, name;
  std::int64_t interactions = 0;
};
BOOST_DESCRIBE_STRUCT(ActivityLine, (), (channel, name, interactions))

struct Overview {
  std::string company;
  bool sample = false;              // everything that is here is sample data
  std::string version;
  std::int64_t position = 0;
  std::int64_t customers = 0;       // people: joined profiles count once
  std::int64_t identified = 0;
  std::int64_t interactions = 0, suggestions_open = 0, imports_running = 0, keys = 0;
  std::optional<base::Time> first_at, last_at;
  std::vector<ChannelLine> channels;
  std::vector<SourceLine> sources;
  std::vector<DayLine> days;        // the last 30 days that hold something
};
BOOST_DESCRIBE_STRUCT(Overview, (), (company, sample, version, position, customers, identified, interactions, suggestions_open, imports_running, keys, first_at, last_at, channels, sources, days))

// The record's part of it; the rest (company, version, keys, imports) is filled in by app/.
Overview overview(const Record& record);
Overview overview(const Record& record, const OpenSuggestions& open);   // kept from one time to the next by who asks often
std::vector<ActivityLine> activity_lines(const Record& record);

}  // namespace record
