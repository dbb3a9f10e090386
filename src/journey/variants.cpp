#include "journey/variants.h"

#include <boost/unordered/unordered_flat_map.hpp>

#include <atomic>
#include <set>

#include "base/hash.h"
#include "journey/episodes.h"

namespace journey {
namespace {

using Key = std::vector<std::uint32_t>;
using base::Hash128;

Hash128 hash_of(const Key& key) { return base::hash128(0, {reinterpret_cast<const char*>(key.data()), key.size() * sizeof(Key::value_type)}); }

struct Spread {
  using is_avalanching = void;
  std::size_t operator()(const Hash128& hash) const { return hash.low; }
};
template <class Value>
using ByVariant = boost::unordered_flat_map<Hash128, Value, Spread>;

struct Count {
  std::uint32_t episodes = 0, customers = 0;
  CustomerId last_person = -1;             // whom it saw last, so that each counts once
};

struct Part {
  ByVariant<Count> counts;
  std::vector<std::int64_t> times;         // of all episodes that are over
  std::int64_t customers = 0, open = 0, too_long = 0;
  CustomerId last_person = -1;
};

// What all workers hold together.
class Held {
 public:
  void one_more() {
    constexpr std::size_t words = 6;   // a hash, a count, and room in a table
    if (++held_ > base::limits::variants_held / words)
      throw base::invalid("There are more than " + std::to_string(base::limits::variants_held / words) + " different sequences.", "Bound the episode by start and end, fold repeats, or filter to fewer activities.", "question");
  }

 private:
  std::atomic<std::size_t> held_{0};
};

// Which variants of a group are told: all above a number of episodes, and of those with that number the first by activity.
struct Commonest {
  std::uint32_t least = 0;
  std::size_t ties = 0;
};
Commonest commonest(const ByVariant<Count>& counts, std::size_t top) {
  if (counts.size() <= top) return {};
  std::vector<std::uint32_t> episodes;
  for (const auto& [hash, count] : counts) episodes.push_back(count.episodes);
  auto last = episodes.begin() + static_cast<std::ptrdiff_t>(top - 1);
  std::nth_element(episodes.begin(), last, episodes.end(), std::greater<>());
  auto least = *last;
  return {least, top - static_cast<std::size_t>(std::count_if(episodes.begin(), last, [&](auto n) { return n > least; }))};
}

struct Sequences {
  ByVariant<Key> above;
  std::set<Key> ties;

  void tie(const Key& key, std::size_t most) {
    if (ties.size() == most && !(key < *ties.rbegin())) return;
    ties.insert(key);
    if (ties.size() > most) ties.erase(std::prev(ties.end()));
  }
};

// Visits every episode that is over and short enough, with its variant, of the groups that are asked about.
template <class State, class Visit>
std::vector<std::map<Code, State>> look_again(Workers& workers, const View& view, const VariantsQuestion& question, Visit visit) {
  return fold(workers, view, question.scope, std::map<Code, State>(), [&](std::map<Code, State>& states, const Columns& columns, std::uint32_t from, std::uint32_t to) {
    Episodes episodes(question);
    for (auto person = from; person < to; ++person)
      episodes.each(columns, columns.starts[person], columns.starts[person + 1], [&](std::span<const std::uint32_t> events, bool is_over) {
        if (!is_over) return;
        const auto& key = episodes.variant(columns, events);
        if (key.size() > base::limits::variant_activities) return;
        auto code = group_of(view, question.scope, columns, person, events.front());
        visit(code, states[code], key, columns, events);
      });
  });
}

void find_sequences(Workers& workers, const View& view, const VariantsQuestion& question, const std::map<Code, Part>& all, VariantsResult& result) {
  std::map<Code, Commonest> told;
  for (const auto& [code, part] : all) told[code] = commonest(part.counts, question.top);
  auto parts = look_again<Sequences>(workers, view, question, [&](Code code, Sequences& found, const Key& key, const Columns&, std::span<const std::uint32_t>) {
    const auto& [least, ties] = told.at(code);
    auto hash = hash_of(key);
    auto episodes = all.at(code).counts.at(hash).episodes;
    if (episodes > least) found.above.try_emplace(hash, key);
    else if (episodes == least && ties) found.tie(key, ties);
  });
  for (auto& [code, group] : result.groups) {
    Sequences found;
    for (auto& part : parts) {
      auto one = part.find(code);
      if (one == part.end()) continue;
      found.above.insert(one->second.above.begin(), one->second.above.end());
      for (const auto& key : one->second.ties) found.tie(key, told.at(code).ties);
    }
    const auto& counts = all.at(code).counts;
    auto add = [&](const Key& key) {
      const auto& count = counts.at(hash_of(key));
      group.variants.push_back({key, count.episodes, count.customers});
    };
    for (const auto& [hash, key] : found.above) add(key);
    for (const auto& key : found.ties) add(key);
    std::sort(group.variants.begin(), group.variants.end(), [](const Variant& a, const Variant& b) { return a.episodes != b.episodes ? a.episodes > b.episodes : a.activities < b.activities; });
  }
}

using Times = std::vector<std::vector<std::int64_t>>;

std::int64_t time_of(const Columns& columns, std::span<const std::uint32_t> events) { return columns.at(events.back()) - columns.at(events.front()); }

void find_times(Workers& workers, const View& view, const VariantsQuestion& question, VariantsResult& result) {
  std::map<Code, ByVariant<std::size_t>> told;
  for (const auto& [code, group] : result.groups)
    for (std::size_t i = 0; i < group.variants.size(); ++i) told[code].emplace(hash_of(group.variants[i].activities), i);
  auto parts = look_again<Times>(workers, view, question, [&](Code code, Times& times, const Key& key, const Columns& columns, std::span<const std::uint32_t> events) {
    const auto& of_group = told.at(code);
    times.resize(of_group.size());
    if (auto found = of_group.find(hash_of(key)); found != of_group.end()) times[found->second].push_back(time_of(columns, events));
  });
  for (auto& [code, group] : result.groups) {
    for (std::size_t i = 0; i < group.variants.size(); ++i) {
      std::vector<std::int64_t> all;
      for (const auto& part : parts)
        if (auto found = part.find(code); found != part.end()) all.insert(all.end(), found->second[i].begin(), found->second[i].end());
      group.variants[i].median = quantile(all, 0.5);
      group.variants[i].p90 = quantile(all, 0.9);
    }
  }
}

}  // namespace

VariantsResult variants(Workers& workers, const View& view, const VariantsQuestion& question) {
  Held held;
  auto parts = fold(workers, view, question.scope, Groups<Part>({}), [&](Groups<Part>& groups, const Columns& columns, std::uint32_t from, std::uint32_t to) {
    Episodes episodes(question);
    for (auto person = from; person < to; ++person)
      episodes.each(columns, columns.starts[person], columns.starts[person + 1], [&](std::span<const std::uint32_t> events, bool is_over) {
        auto& part = groups.of(group_of(view, question.scope, columns, person, events.front()));
        if (!is_over) return void(++part.open);
        const auto id = columns.person(person);
        if (std::exchange(part.last_person, id) != id) ++part.customers;
        part.times.push_back(time_of(columns, events));
        const auto& key = episodes.variant(columns, events);
        if (key.size() > base::limits::variant_activities) return void(++part.too_long);
        auto [count, is_new] = part.counts.try_emplace(hash_of(key));
        if (is_new) held.one_more();
        ++count->second.episodes;
        if (std::exchange(count->second.last_person, id) != id) ++count->second.customers;
      });
  });
  std::map<Code, Part> all;
  if (!question.scope.by) all[0];
  for (auto& part : parts) {
    for (auto& [code, one] : part.all()) {
      auto& sum = all[code];
      sum.customers += one.customers, sum.open += one.open, sum.too_long += one.too_long;
      sum.times.insert(sum.times.end(), one.times.begin(), one.times.end());
      if (sum.counts.size() < one.counts.size()) std::swap(sum.counts, one.counts);
      for (const auto& [hash, count] : one.counts) {
        auto& into = sum.counts[hash];
        into.episodes += count.episodes, into.customers += count.customers;
      }
      one = {};
    }
  }
  VariantsResult result;
  for (auto& [code, part] : all) {
    auto& group = result.groups[code];
    group = {.customers = part.customers, .episodes = static_cast<std::int64_t>(part.times.size()), .open = part.open, .too_long = part.too_long, .different = static_cast<std::int64_t>(part.counts.size())};
    group.median = quantile(part.times, 0.5);
    group.p90 = quantile(part.times, 0.9);
  }
  find_sequences(workers, view, question, all, result);
  find_times(workers, view, question, result);
  return result;
}

std::vector<CustomerId> people_of(Workers& workers, const View& view, const VariantsQuestion& question, const VariantCell& cell) {
  return fold_people(workers, view, question.scope, [&](const Columns& columns, std::uint32_t person) {
    Episodes episodes(question);
    bool has = false;
    episodes.each(columns, columns.starts[person], columns.starts[person + 1], [&](std::span<const std::uint32_t> events, bool is_over) {
      if (has || is_over == cell.open) return;
      if (cell.group && *cell.group != group_of(view, question.scope, columns, person, events.front())) return;
      has = cell.activities.empty() || episodes.variant(columns, events) == cell.activities;
    });
    return has;
  });
}

}  // namespace journey
