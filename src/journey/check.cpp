#include "journey/check.h"

#include "journey/map/check.h"

#include <boost/unordered/unordered_flat_map.hpp>
#include <boost/unordered/unordered_flat_set.hpp>

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
};
using People = boost::unordered_flat_map<CustomerId, Sum>;

std::uint64_t mix(std::uint64_t one, std::uint64_t x) { return one ^= x, (one ^ one >> 31) * 0x9e3779b97f4a7c15ull; }

// Values of dimensions as numbers that two Dimensions have in common: hashes of their texts. Those of a dimension that is full are
// all alike, for which of them share a number goes by when they were met.
class Texts {
 public:
  Texts(const Dimensions& dimensions, const Dimensions& of_index) : dimensions_(dimensions), hashes_(dimensions.all().size()) {
    for (std::size_t d = 0; d < hashes_.size(); ++d) full_.push_back(of_index.is_full(of_index.ref(d)));
  }
  std::uint64_t operator()(DimensionRef ref, Code code) {
    auto place = ref.of_customer ? dimensions_.of_interactions() + ref.number : ref.number;
    if (full_[place]) return 0;
    auto& hashes = hashes_[place];
    while (hashes.size() <= code) {
      auto text = dimensions_.value(ref, static_cast<Code>(hashes.size()));
      hashes.push_back(text.empty() ? 0 : std::hash<std::string>()(text));
    }
    return hashes[code];
  }

 private:
  const Dimensions& dimensions_;
  std::vector<std::vector<std::uint64_t>> hashes_;   // by code
  std::vector<bool> full_;
};

void add(Sum& sum, const Event& event, const Experience& told, const Code* codes, std::size_t dimensions, Texts& texts) {
  ++sum.events;
  std::uint64_t one = 0;
  for (auto part : {event.at, event.position, std::int64_t(event.activity), event.amount, event.due, std::int64_t(event.feeling)}) one = mix(one, static_cast<std::uint64_t>(part));
  one = mix(one, told.kind ? static_cast<std::uint64_t>(*told.kind) + 1 : 0);
  one = mix(one, static_cast<std::uint64_t>(std::llround(told.value * 1000)));
  one = mix(one, static_cast<std::uint64_t>(told.sentiment));
  for (std::size_t d = 0; d < dimensions; ++d) one = mix(one, texts({false, d}, codes[d]));
  sum.mixed += one;
}

// What the log says, read once more into numbers of its own.
struct ToldByLog {
  People people;
  boost::unordered_flat_map<CustomerId, std::uint64_t> traits;   // of people who have any
  boost::unordered_flat_set<CustomerId> changing;                // whose traits changed behind the view
};

std::uint64_t mixed_traits(const Dimensions& dimensions, Texts& texts, const std::function<Code(std::size_t)>& code_of) {
  std::uint64_t one = 0;
  for (std::size_t d = 0; d < dimensions.of_customers(); ++d)
    if (auto text = texts({true, d}, code_of(d))) one += mix(d + 1, text);
  return one;
}

void read_traits(store::Session& session, Dimensions& dimensions, Texts& texts, ToldByLog& told) {
  const auto first = dimensions.of_interactions();
  CustomerId person = 0;
  base::JsonObject said;
  auto finish = [&] {
    auto one = mixed_traits(dimensions, texts, [&](std::size_t d) { return dimensions.code(first + d, Dimensions::value_at(said, dimensions.all()[first + d].key)); });
    if (one) told.traits[person] = one;
    said.clear();
  };
  session.each("select coalesce(merged_into, id), traits from customer where traits <> '{}' order by 1, coalesce(traits_at, 0), id", [&](const store::Row& row) {
    if (row.integer(0) != person) finish();
    person = row.integer(0);
    const auto traits = base::parse_json(row.text(1)).as_object();
    for (const auto& [key, value] : traits) said.insert_or_assign(key, value);
  });
  finish();
}

ToldByLog told_by_log(const Index& index, store::Session& session, Position upto) {
  ToldByLog told;
  boost::unordered_flat_map<CustomerId, CustomerId> roots;
  session.each("select id, merged_into from customer where merged_into is not null", [&](const store::Row& row) { roots[row.integer(0)] = row.integer(1); });
  auto root = [&](CustomerId profile) {
    auto joined = roots.find(profile);
    return joined == roots.end() ? profile : joined->second;
  };
  std::vector<Dimension> declared(index.dimensions().all().begin() + Dimensions::built_in, index.dimensions().all().end());
  Dimensions dimensions(declared);
  Texts texts(dimensions, index.dimensions());
  Feed feed(index.record().database, index.dictionary(), dimensions);
  std::vector<Experience> experiences;
  feed.each_interaction(session, 0, upto, INT64_MAX, [&](const Event& event, const Code* codes) {
    if (event.experience >= experiences.size()) experiences = dimensions.experiences.all();
    add(told.people[root(event.profile)], event, experiences.at(event.experience), codes, dimensions.of_interactions(), texts);
  });
  if (dimensions.of_customers()) read_traits(session, dimensions, texts, told);
  for (auto profile : session.all<CustomerId>("select subject from notice where id > :p and kind = :k", upto, record::NoticeKind::profile_changed)) told.changing.insert(root(profile));
  return told;
}

People people_of_view(const View& view, const Dimensions& dimensions, Texts& texts) {
  People people;
  const auto experiences = dimensions.experiences.all();
  std::vector<Code> codes(view.dimensions);
  for (std::size_t chunk = 0; chunk < view.chunks.size(); ++chunk)
    view.each_span(chunk, [&](const Columns& columns, std::uint32_t from, std::uint32_t to) {
      for (auto person = from; person < to; ++person) {
        if (columns.starts[person] == columns.starts[person + 1]) continue;
        auto& sum = people[columns.person(person)];
        for (auto event = columns.starts[person]; event < columns.starts[person + 1]; ++event) {
          Event one{.at = columns.at(event), .position = columns.position_of(event), .activity = static_cast<std::uint32_t>(columns.activity[event]), .feeling = columns.feeling_of(event)};
          one.amount = columns.amount_of(event).value_or(Event::none);
          one.due = columns.due_of(event).value_or(Event::none);
          for (std::size_t d = 0; d < codes.size(); ++d) codes[d] = static_cast<Code>(columns.codes[d][event]);
          add(sum, one, experiences.at(columns.told(event)), codes.data(), codes.size(), texts);
        }
      }
    });
  return people;
}

std::int64_t different_traits(const View& view, const Dimensions& dimensions, Texts& texts, const ToldByLog& told) {
  std::int64_t different = 0;
  boost::unordered_flat_map<CustomerId, std::uint64_t> held;
  CustomerId person = 0;
  view.traits->each_page([&](const std::vector<std::uint16_t>& page) {
    const auto end = person + static_cast<CustomerId>(Traits::page_people);
    for (; person < end && !page.empty(); ++person)
      if (view.joined->root(person) == person)
        if (auto one = mixed_traits(dimensions, texts, [&](std::size_t d) { return view.trait(d, person); })) held[person] = one;
    person = end;
  });
  auto count = [&](const auto& these, const auto& those) {
    for (const auto& [who, one] : these) {
      auto found = those.find(who);
      different += !told.changing.contains(who) && (found == those.end() || (&these == &told.traits && found->second != one));
    }
  };
  count(told.traits, held);
  count(held, told.traits);
  return different;
}

}  // namespace

void check(const Index& index, record::CheckReport& report) {
  check_maps(index.record().database, report);
  const std::string hint = "Run `throughline rebuild` while no server runs: what is derived is built anew from the log.";
  auto view = index.view_at(index.record().log->position());
  // Interactions behind the view are left out; joins and what was taken away since would make a difference that is none.
  for (int attempt = 0; attempt < attempts; ++attempt, view = index.view()) {
    std::optional<ToldByLog> told;
    index.record().database.read([&](store::Session& session) {
      if (!session.one<int>("select 1 from notice where id > :p and kind <> :k limit 1", view->position, record::NoticeKind::profile_changed)) told = told_by_log(index, session, view->position);
    });
    if (!told) {
      std::this_thread::sleep_for(std::chrono::seconds(1));
      continue;
    }
    Texts texts(index.dimensions(), index.dimensions());
    auto held = people_of_view(*view, index.dimensions(), texts);
    std::int64_t different = 0;
    for (const auto& [person, sum] : told->people) {
      auto found = held.find(person);
      different += found == held.end() || found->second != sum;
    }
    for (const auto& [person, sum] : held) different += !told->people.contains(person);
    if (different) report.findings.push_back({std::to_string(different) + " customers whose sequence in the journey index does not equal the log.", hint});
    if (auto traits = different_traits(*view, index.dimensions(), texts, *told)) report.findings.push_back({std::to_string(traits) + " customers whose traits in the journey index are not those that were told.", hint});
    return;
  }
  report.findings.push_back({"The journey index could not be compared with the log: people are joined or taken away all the time.", "Run check again in a quieter moment."});
}

}  // namespace journey
