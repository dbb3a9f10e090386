#include "journey/variants.h"

#include <boost/unordered/unordered_flat_map.hpp>

#include <atomic>

#include "journey/episodes.h"

namespace journey {
namespace {

using Key = std::vector<std::uint32_t>;

struct Spread {
  std::size_t operator()(const Key& key) const {
    std::uint64_t hash = key.size();
    for (auto one : key) hash = (hash ^ one) * 0x9e3779b97f4a7c15ull, hash ^= hash >> 32;
    return hash;
  }
};

struct Count {
  std::int64_t episodes = 0, customers = 0;
  std::int64_t last_person = -1;           // whom it saw last, so that each counts once
};

struct Part {
  boost::unordered_flat_map<Key, Count, Spread> counts;
  std::vector<std::int64_t> times;         // of all episodes that are over
  std::int64_t customers = 0, open = 0, too_long = 0, last_person = -1;
};

// What all workers hold together.
class Held {
 public:
  void add(const Key& key) {
    if ((held_ += key.size() + 16) > base::limits::variants_held)
      throw base::invalid("There are too many different sequences to be counted.", "Bound the episode by start and end, fold repeats, or filter to fewer activities.", "question");
  }

 private:
  std::atomic<std::size_t> held_{0};
};

// Counted once more, with their times, now that it is known which are told.
using Told = std::map<Code, boost::unordered_flat_map<Key, std::size_t, Spread>>;
using Times = std::map<Code, std::vector<std::vector<std::int64_t>>>;

std::int64_t time_of(const Columns& columns, std::span<const std::uint32_t> events) { return columns.at(events.back()) - columns.at(events.front()); }

void find_times(Workers& workers, const View& view, const VariantsQuestion& question, VariantsResult& result) {
  Told told;
  for (const auto& [code, group] : result.groups)
    for (std::size_t i = 0; i < group.variants.size(); ++i) told[code].emplace(group.variants[i].activities, i);
  auto parts = fold(workers, view, question.scope, Times(), [&](Times& times, const Columns& columns, std::uint32_t from, std::uint32_t to) {
    Episodes episodes(question);
    for (auto person = from; person < to; ++person)
      episodes.each(columns, columns.starts[person], columns.starts[person + 1], [&](std::span<const std::uint32_t> events, bool is_over) {
        if (!is_over) return;
        auto code = group_of(view, question.scope, columns, person, events.front());
        auto group = told.find(code);
        if (group == told.end()) return;
        auto found = group->second.find(episodes.variant(columns, events));
        if (found == group->second.end()) return;
        auto& list = times[code];
        list.resize(group->second.size());
        list[found->second].push_back(time_of(columns, events));
      });
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
        auto id = columns.person(person);
        if (std::exchange(part.last_person, id) != id) ++part.customers;
        part.times.push_back(time_of(columns, events));
        const auto& key = episodes.variant(columns, events);
        if (key.size() > base::limits::variant_activities) return void(++part.too_long);
        auto [count, is_new] = part.counts.try_emplace(key);
        if (is_new) held.add(key);
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
      for (const auto& [key, count] : one.counts) {
        auto& into = sum.counts[key];
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
    std::vector<const std::pair<const Key, Count>*> order;
    for (const auto& one : part.counts) order.push_back(&one);
    auto end = order.begin() + static_cast<std::ptrdiff_t>(std::min(question.top, order.size()));
    std::partial_sort(order.begin(), end, order.end(), [](auto a, auto b) { return a->second.episodes != b->second.episodes ? a->second.episodes > b->second.episodes : a->first < b->first; });
    for (auto one = order.begin(); one != end; ++one) group.variants.push_back({(*one)->first, (*one)->second.episodes, (*one)->second.customers});
  }
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
