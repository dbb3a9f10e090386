// Variants, slow and obvious: beside reference.h.
#pragma once
#include "journey/variants.h"
#include "reference.h"

namespace journey::reference {

struct Episode {
  Sequence events;
  bool is_over = true;
};

inline std::vector<Episode> episodes(const VariantsQuestion& question, const Sequence& events) {
  std::vector<Episode> all;
  auto is = [](const std::optional<Match>& match, const Told& one) { return match && matches(*match, one); };
  std::optional<Episode> open;
  if (!question.start && !question.end) return {{events, true}};
  for (const auto& one : events) {
    if (question.start && !question.end && is(question.start, one)) {   // ends the one before
      if (open) all.push_back(*open);
      open.emplace();
    }
    if (!open && (!question.start || is(question.start, one))) {
      open.emplace();
      open->events.push_back(one);
      if (question.start || !is(question.end, one)) continue;           // an end ends what began before it; without a start it may be all
      all.push_back(*open), open.reset();
      continue;
    }
    if (!open) continue;
    open->events.push_back(one);
    if (question.end && is(question.end, one)) all.push_back(*open), open.reset();
  }
  if (open) open->is_over = !question.end, all.push_back(*open);
  return all;
}

inline VariantsResult variants(const Log& log, const VariantsQuestion& question) {
  struct Found {
    std::int64_t episodes = 0;
    std::set<CustomerId> customers;
    std::vector<std::int64_t> times;
  };
  std::map<Code, std::map<std::vector<std::uint32_t>, Found>> found;
  std::map<Code, Found> all;
  VariantsResult result;
  if (!question.scope.by) result.groups[0];
  for (const auto& [person, events] : people(log, question.scope)) {
    std::map<Code, Sequence> sequences;
    for (const auto& one : events)
      if (!question.key || one.codes[*question.key]) sequences[question.key ? one.codes[*question.key] : 0].push_back(one);
    for (const auto& [key, sequence] : sequences) {
      for (const auto& episode : episodes(question, sequence)) {
        auto code = group(log, question.scope, person, episode.events.front());
        auto& told = result.groups[code];
        if (!episode.is_over) {
          ++told.open;
          continue;
        }
        std::vector<std::uint32_t> activities;
        for (const auto& one : episode.events)
          if (!question.fold_repeats || activities.empty() || activities.back() != one.activity) activities.push_back(one.activity);
        for (auto* into : {&found[code][activities], &all[code]}) {
          ++into->episodes;
          into->customers.insert(person);
          into->times.push_back(episode.events.back().at - episode.events.front().at);
        }
      }
    }
  }
  for (auto& [code, told] : result.groups) {
    told.episodes = all[code].episodes;
    told.customers = std::int64_t(all[code].customers.size());
    if (told.episodes) told.median = quantile(all[code].times, 0.5), told.p90 = quantile(all[code].times, 0.9);
    told.different = std::int64_t(found[code].size());
    for (const auto& [activities, one] : found[code]) told.variants.push_back({activities, one.episodes, std::int64_t(one.customers.size()), quantile(one.times, 0.5), quantile(one.times, 0.9)});
    std::stable_sort(told.variants.begin(), told.variants.end(), [](const Variant& a, const Variant& b) { return a.episodes > b.episodes; });
    if (told.variants.size() > question.top) told.variants.resize(question.top);
  }
  return result;
}

}  // namespace journey::reference
