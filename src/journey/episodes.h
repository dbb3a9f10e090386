// Cuts what a person lived through into episodes, as variants.h says. One for each thread. Private to variants.cpp.
#pragma once
#include <span>

#include "journey/variants.h"

namespace journey {

class Episodes {
 public:
  explicit Episodes(const VariantsQuestion& question) : question_(question) {}

  // Calls `visit(events, is_over)` for each: the places of its events in the columns, in order, at least one.
  template <class Visit>
  void each(const Columns& columns, std::uint32_t begin, std::uint32_t end, Visit visit) {
    events_.clear();
    for (auto event = begin; event < end; ++event) events_.push_back(event);
    if (!question_.key) return cut(columns, events_, visit);
    const auto& codes = columns.codes[*question_.key];
    std::erase_if(events_, [&](std::uint32_t event) { return codes[event] == 0; });
    std::stable_sort(events_.begin(), events_.end(), [&](std::uint32_t a, std::uint32_t b) { return codes[a] < codes[b]; });
    for (std::size_t from = 0, to; from < events_.size(); from = to) {
      for (to = from + 1; to < events_.size() && codes[events_[to]] == codes[events_[from]];) ++to;
      cut(columns, std::span(events_).subspan(from, to - from), visit);
    }
  }

  // The activities of an episode, as its variant has them; good until the next call.
  const std::vector<std::uint32_t>& variant(const Columns& columns, std::span<const std::uint32_t> events) {
    variant_.clear();
    for (auto event : events) {
      auto activity = static_cast<std::uint32_t>(columns.activity[event]);
      if (question_.fold_repeats && !variant_.empty() && variant_.back() == activity) continue;
      variant_.push_back(activity);
    }
    return variant_;
  }

 private:
  template <class Visit>
  void cut(const Columns& columns, std::span<const std::uint32_t> events, Visit& visit) const {
    auto is = [&](const std::optional<Match>& match, std::size_t i) { return match->holds(columns, events[i]); };
    if (events.empty()) return;
    if (!question_.start && !question_.end) return visit(events, true);
    for (std::size_t from = 0; from < events.size();) {
      if (question_.start) while (from < events.size() && !is(question_.start, from)) ++from;
      if (from == events.size()) return;
      auto to = from + (question_.start ? 1 : 0);   // behind the start; of an end alone the first may be it
      if (question_.end) {
        while (to < events.size() && !is(question_.end, to)) ++to;
        if (to == events.size()) return visit(events.subspan(from), false);
        ++to;
      } else {
        while (to < events.size() && !is(question_.start, to)) ++to;
      }
      visit(events.subspan(from, to - from), true);
      from = to;
    }
  }

  const VariantsQuestion& question_;
  std::vector<std::uint32_t> events_, variant_;
};

}  // namespace journey
