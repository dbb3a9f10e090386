#include "journey/check.h"

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

  void add(std::int64_t at, Position position, std::uint64_t activity) {
    auto mix = [](std::uint64_t x) { return (x ^ x >> 31) * 0x9e3779b97f4a7c15ull; };
    ++events;
    mixed += mix(mix(mix(static_cast<std::uint64_t>(at)) ^ static_cast<std::uint64_t>(position)) ^ activity);
  }
};
using People = boost::unordered_flat_map<CustomerId, Sum>;

People people_of_log(store::Session& session, Position upto) {
  boost::unordered_flat_map<CustomerId, CustomerId> roots;
  session.each("select id, merged_into from customer where merged_into is not null", [&](const store::Row& row) { roots[row.integer(0)] = row.integer(1); });
  People people;
  session.each("select id, customer, at, activity from interaction where id <= :p", [&](const store::Row& row) {
    auto joined = roots.find(row.integer(1));
    people[joined == roots.end() ? row.integer(1) : joined->second].add(row.integer(2), row.integer(0), static_cast<std::uint64_t>(row.integer(3)));
  }, upto);
  return people;
}

People people_of_view(const View& view) {
  People people;
  for (std::size_t chunk = 0; chunk < view.chunks.size(); ++chunk)
    view.each_span(chunk, [&](const Columns& columns, std::uint32_t from, std::uint32_t to) {
      for (auto person = from; person < to; ++person) {
        if (columns.starts[person] == columns.starts[person + 1]) continue;
        auto& sum = people[columns.person(person)];
        for (auto event = columns.starts[person]; event < columns.starts[person + 1]; ++event) sum.add(columns.at(event), columns.position_of(event), columns.activity[event]);
      }
    });
  return people;
}

}  // namespace

void check(const Index& index, record::CheckReport& report) {
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
    auto held = people_of_view(*view);
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
