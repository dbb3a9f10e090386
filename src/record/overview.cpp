#include "record/overview.h"

#include <map>
#include <set>

#include "record/person_table.h"
#include "record/visibility.h"

namespace record {

namespace {

struct Part {
  CustomerId person = 0;
  std::int64_t interactions = 0;
  base::Time first_at, last_at;
  bool identified = false;
};
BOOST_DESCRIBE_STRUCT(Part, (), (person, interactions, first_at, last_at, identified))

struct Pair {
  CustomerId a = 0, b = 0;
};
BOOST_DESCRIBE_STRUCT(Pair, (), (a, b))

// Who sees a part only is told of that part, and of nothing that is counted over all.
Overview overview_of_part(const Record& record, const Visibility& visibility) {
  Overview all;
  record.database.read([&](store::Session& session) {
    std::vector<store::Value> values;
    visibility.add_parameters(values);
    std::map<CustomerId, bool> people;   // seen or not
    std::set<CustomerId> identified;
    for (const auto& row : session.all_of<Part>("select coalesce(c.merged_into, c.id), s.interactions, s.first_at, s.last_at, c.identified from derived.profile_summary s join customer c on c.id = s.customer where 1 = 1" +
                                                    visibility.condition("s.customer"), values)) {
      auto [found, is_new] = people.try_emplace(row.person, false);
      if (is_new) found->second = visibility.sees(session, row.person);
      if (!found->second) continue;
      all.customers += is_new ? 1 : 0;
      if (row.identified) identified.insert(row.person);
      all.interactions += row.interactions;
      if (row.interactions) all.first_at = std::min(all.first_at.value_or(row.first_at), row.first_at), all.last_at = std::max(all.last_at.value_or(row.last_at), row.last_at);
    }
    all.identified = static_cast<std::int64_t>(identified.size());
    auto sees = [&](CustomerId person) {
      auto [found, is_new] = people.try_emplace(person, false);
      if (is_new) found->second = visibility.sees(session, person);
      return found->second;
    };
    // As the list shows them: both of the pair are seen.
    for (const auto& pair : session.all<Pair>(std::string("select coalesce(x.merged_into, x.id), coalesce(y.merged_into, y.id) from ") + open_suggestions))
      all.suggestions_open += sees(pair.a) && sees(pair.b);
  });
  return all;
}

}  // namespace

Overview overview(const Record& record) { return overview(record, OpenSuggestions()); }

Overview overview(const Record& record, const OpenSuggestions& open) {
  if (const auto visibility = Visibility::now(); !visibility.is_whole()) return overview_of_part(record, visibility);
  Overview all;
  all.position = record.log->position();
  const auto& dictionary = record.state.dictionary;
  record.database.read([&](store::Session& session) {
    auto people = count_people(session);
    all.customers = people.people;
    all.identified = people.identified;
    all.suggestions_open = open.count(session);
    if (auto first = session.one<std::optional<std::int64_t>>("select min(first_at) from derived.person").value_or(std::nullopt)) all.first_at = base::Time{*first};
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
      lines.push_back({record.state.dictionary.channel_name(activity.channel), activity.name, Visibility::now().is_whole() ? count.interactions : 0});
    }
  });
  std::sort(lines.begin(), lines.end(), [](const auto& x, const auto& y) { return x.interactions > y.interactions; });
  return lines;
}

}  // namespace record
