#include "journey/check.h"

#include "journey/map/check.h"
#include "journey/promised.h"

#include <boost/unordered/unordered_flat_map.hpp>

#include <optional>
#include <thread>

namespace journey {
namespace {

constexpr int attempts = 30;   // a second apart

// Of one person: how many, and all of them as one number that does not mind the order they are met in.
struct Sum {
  std::int64_t events = 0;
  std::uint64_t mixed = 0;
  bool operator==(const Sum&) const = default;

  void add(const Event& event, const Experience& told, std::string_view currency, std::string_view promise) {
    ++events;
    std::uint64_t one = 0;
    auto mix = [&](auto x) { one = one ^ static_cast<std::uint64_t>(x), one = (one ^ one >> 31) * 0x9e3779b97f4a7c15ull; };
    for (auto part : {event.at, event.position, std::int64_t(event.activity), event.amount, event.due}) mix(part);
    mix(told.kind ? static_cast<int>(*told.kind) + 1 : 0);
    mix(std::llround(told.value * 1000));
    mix(told.sentiment);
    mix(std::hash<std::string_view>()(currency));
    mix(std::hash<std::string_view>()(promise));
    mixed += one;
  }
};
using People = boost::unordered_flat_map<CustomerId, Sum>;

People people_of_log(store::Session& session, Position upto) {
  boost::unordered_flat_map<CustomerId, CustomerId> roots;
  session.each("select id, merged_into from customer where merged_into is not null", [&](const store::Row& row) { roots[row.integer(0)] = row.integer(1); });
  People people;
  session.each("select id, customer, at, activity, score_kind, score, sentiment, amount, currency, properties from interaction where id <= :p", [&](const store::Row& row) {
    auto joined = roots.find(row.integer(1));
    Event event{.at = row.integer(2), .position = row.integer(0), .activity = static_cast<std::uint32_t>(row.integer(3))};
    std::optional<record::Score> score;
    if (!row.is_null(4)) score = record::Score{static_cast<record::ScoreKind>(row.integer(4)), row.is_null(5) ? 0 : row.real(5)};
    std::optional<double> sentiment;
    if (!row.is_null(6)) sentiment = row.real(6);
    if (!row.is_null(7)) event.amount = row.integer(7);
    auto promise = promised(row.is_null(9) ? std::string_view() : row.text(9), event.at);
    event.due = promise.due.value_or(Event::none);
    people[joined == roots.end() ? row.integer(1) : joined->second].add(event, Experience::of(score, sentiment), row.is_null(8) ? std::string_view() : row.text(8), !promise.kept ? "" : *promise.kept ? "kept" : "broken");
  }, upto);
  return people;
}

People people_of_view(const View& view, const Dimensions& dimensions) {
  People people;
  const auto told = dimensions.experiences.all();
  const auto currency = dimensions.find("currency", ""), promise = dimensions.find("promise", "");
  for (std::size_t chunk = 0; chunk < view.chunks.size(); ++chunk)
    view.each_span(chunk, [&](const Columns& columns, std::uint32_t from, std::uint32_t to) {
      for (auto person = from; person < to; ++person) {
        if (columns.starts[person] == columns.starts[person + 1]) continue;
        auto& sum = people[columns.person(person)];
        for (auto event = columns.starts[person]; event < columns.starts[person + 1]; ++event) {
          Event one{.at = columns.at(event), .position = columns.position_of(event), .activity = static_cast<std::uint32_t>(columns.activity[event])};
          one.amount = columns.amount_of(event).value_or(Event::none);
          one.due = columns.due_of(event).value_or(Event::none);
          auto text = [&](DimensionRef dimension) { return dimensions.value(dimension, static_cast<Code>(columns.codes[dimension.number][event])); };
          sum.add(one, told.at(columns.told(event)), text(currency), text(promise));
        }
      }
    });
  return people;
}

}  // namespace

void check(const Index& index, record::CheckReport& report) {
  check_maps(index.record().database, report);
  auto view = index.view_at(index.record().log->position());
  // Interactions behind the view are left out; joins and what was taken away since would make a difference that is none.
  for (int attempt = 0; attempt < attempts; ++attempt, view = index.view()) {
    std::optional<People> told;
    index.record().database.read([&](store::Session& session) {
      if (!session.one<int>("select 1 from notice where id > :p and kind <> :k limit 1", view->position, record::NoticeKind::profile_changed)) told = people_of_log(session, view->position);
    });
    if (!told) {
      std::this_thread::sleep_for(std::chrono::seconds(1));
      continue;
    }
    auto held = people_of_view(*view, index.dimensions());
    std::int64_t different = 0;
    for (const auto& [person, sum] : *told) {
      auto found = held.find(person);
      different += found == held.end() || found->second != sum;
    }
    for (const auto& [person, sum] : held) different += !told->contains(person);
    if (different) report.findings.push_back({std::to_string(different) + " customers whose sequence in the journey index does not equal the log.", "Run `throughline rebuild` while no server runs: what is derived is built anew from the log."});
    return;
  }
  report.findings.push_back({"The journey index could not be compared with the log: people are joined or taken away all the time.", "Run check again in a quieter moment."});
}

}  // namespace journey
