#include "record/overview.h"

#include "record/suggestions.h"

namespace record {

Overview overview(const Record& record) {
  Overview all;
  all.position = record.log->position();
  const auto& dictionary = record.state.dictionary;
  record.database.read([&](store::Session& session) {
    all.customers = session.one<std::int64_t>("select count(*) from customer where merged_into is null").value_or(0);
    all.identified = session.one<std::int64_t>("select count(*) from (select coalesce(merged_into, id) as person from customer group by person having max(identified) = 1) people").value_or(0);
    all.suggestions_open = session.one<std::int64_t>(std::string("select count(*) from ") + open_suggestions).value_or(0);
    if (auto first = session.one<std::optional<std::int64_t>>("select min(first_at) from derived.profile_summary").value_or(std::nullopt)) all.first_at = base::Time{*first};
    std::map<std::string, ChannelLine> channels;
    for (const auto& count : record.timeline.by_activity(session)) {
      auto name = dictionary.channel_name(dictionary.channel_of_activity(static_cast<std::int32_t>(count.id)));
      auto& line = channels[name];
      line.channel = name;
      line.last_at = line.interactions ? std::max(line.last_at, count.last_at) : count.last_at;
      line.interactions += count.interactions;
      all.interactions += count.interactions;
    }
    for (auto& [name, line] : channels) {
      all.last_at = all.last_at ? std::max(*all.last_at, line.last_at) : line.last_at;
      all.channels.push_back(line);
    }
    all.sample = true;
    for (const auto& count : record.timeline.by_source(session)) {
      all.sources.push_back({dictionary.source_name(static_cast<std::int32_t>(count.id)), count.interactions, count.last_at});
      all.sample &= all.sources.back().source.starts_with("sample");
    }
    all.sample &= !all.sources.empty();
    for (const auto& count : record.timeline.by_day(session, 30)) all.days.push_back({base::day_string(base::Time{count.id * base::day}), count.interactions});
  });
  auto most_first = [](const auto& x, const auto& y) { return x.interactions > y.interactions; };
  std::sort(all.channels.begin(), all.channels.end(), most_first);
  std::sort(all.sources.begin(), all.sources.end(), most_first);
  return all;
}

std::vector<ActivityLine> activity_lines(const Record& record) {
  std::vector<ActivityLine> lines;
  record.database.read([&](store::Session& session) {
    for (const auto& count : record.timeline.by_activity(session)) {
      auto activity = record.state.dictionary.activity_of(static_cast<std::int32_t>(count.id));
      lines.push_back({record.state.dictionary.channel_name(activity.channel), activity.name, count.interactions});
    }
  });
  std::sort(lines.begin(), lines.end(), [](const auto& x, const auto& y) { return x.interactions > y.interactions; });
  return lines;
}

}  // namespace record
