#include "journey/living/lived.h"

#include <algorithm>

namespace journey {
namespace {

bool speaks(const Place& place, const Columns& columns, std::uint32_t event) { return place.match.holds(columns, event) || place.answers.holds(columns, event); }

std::uint32_t first_behind(const Columns& columns, std::uint32_t from, std::uint32_t end, std::int64_t at) {
  while (from < end && columns.at(from) <= at) ++from;
  return from;
}

bool holds_any(const Match& match) { return std::find(match.activities.begin(), match.activities.end(), 1) != match.activities.end(); }

}  // namespace

bool Place::has(Signal signal) const {
  switch (signal) {
    case Signal::broken: return promise && holds_any(match);
    case Signal::repeat: return holds_any(contact);
    case Signal::complaint: return holds_any(match) && holds_any(complaint);
    case Signal::below:
    case Signal::negative: return holds_any(match) || holds_any(answers);
  }
  return false;
}

std::optional<bool> negative(const Experience& told) {
  if (told.kind) switch (*told.kind) {
      case record::ScoreKind::nps: return told.value <= 6;
      case record::ScoreKind::csat:
      case record::ScoreKind::stars: return told.value <= 2;
      case record::ScoreKind::ces: return told.value <= 3;
      case record::ScoreKind::expectation:
      case record::ScoreKind::perception: break;   // a matter of `below`
    }
  if (told.sentiment == Experience::no_sentiment) return std::nullopt;
  return told.sentiment < 0;
}

const Experience& Lives::told(const Columns& columns, std::uint32_t event) const {
  auto code = columns.told(event);
  return sight_.told[code < sight_.told.size() ? code : 0];
}

const Lives::Met* Lives::last(Code of) const {
  auto found = std::find_if(met_.begin(), met_.end(), [&](const Met& met) { return met.of == of; });
  return found == met_.end() ? nullptr : &*found;
}

void Lives::put(Code of, std::uint32_t event) {
  auto found = std::find_if(met_.begin(), met_.end(), [&](const Met& met) { return met.of == of; });
  if (found == met_.end()) met_.push_back({of, event});
  else found->event = event;
}

const std::vector<Lived>& Lives::at(const Columns& columns, std::uint32_t person, const Place& place, Signal signal) {
  found_.clear();
  met_.clear();
  const auto begin = columns.starts[person], end = columns.starts[person + 1];
  switch (signal) {
    case Signal::below: below(columns, begin, end, place); break;
    case Signal::broken: place.promise && place.promise->from ? promises(columns, begin, end, place) : own_promises(columns, begin, end, place); break;
    case Signal::negative: negatives(columns, begin, end, place); break;
    case Signal::repeat: repeats(columns, begin, end, place); break;
    case Signal::complaint: complaints(columns, begin, end, place); break;
  }
  std::sort(found_.begin(), found_.end(), [](const Lived& a, const Lived& b) { return a.at != b.at ? a.at < b.at : a.event < b.event; });
  return found_;
}

void Lives::below(const Columns& columns, std::uint32_t begin, std::uint32_t end, const Place& place) {
  for (auto event = begin; event < end; ++event) {
    if (!columns.told(event) || !speaks(place, columns, event)) continue;
    const auto& one = told(columns, event);
    if (one.kind == record::ScoreKind::expectation) put(case_of(columns, event), event);
    if (one.kind != record::ScoreKind::perception) continue;
    const auto of = case_of(columns, event);
    std::optional<std::uint32_t> expected;
    if (auto before = last(of)) expected = before->event;
    for (auto later = event + 1; !expected && later < end && columns.at(later) - columns.at(event) <= base::day; ++later)
      if (columns.told(later) && told(columns, later).kind == record::ScoreKind::expectation && case_of(columns, later) == of && speaks(place, columns, later)) expected = later;
    if (!expected) continue;
    auto known = std::max(event, *expected);
    found_.push_back({event, columns.at(event), columns.at(known), known + 1, one.value < told(columns, *expected).value, columns.at(known)});
  }
}

void Lives::own_promises(const Columns& columns, std::uint32_t begin, std::uint32_t end, const Place& place) {
  const auto& promise = columns.codes[sight_.promise];
  for (auto event = begin; event < end; ++event) {
    auto code = static_cast<Code>(promise[event]);
    if (code == 0 || (code != sight_.kept && code != sight_.broken) || !place.match.holds(columns, event)) continue;
    const auto at = columns.at(event);
    Lived lived{event, at, at, event + 1, code == sight_.broken, at};
    // Who waits beyond the time knows it then, not when it comes at last.
    if (auto due = columns.due_of(event); lived.bad && due && *due < lived.at) {
      lived.at = lived.known = *due;
      lived.behind = first_behind(columns, begin, end, *due);
    }
    found_.push_back(lived);
  }
}

void Lives::promises(const Columns& columns, std::uint32_t begin, std::uint32_t end, const Place& place) {
  const auto& promise = *place.promise;
  for (auto event = end; event-- > begin;) {   // from the back: what meets a promise is what was met last
    if (promise.from->holds(columns, event)) {
      auto due = promise.within ? std::optional(columns.at(event) + *promise.within) : columns.due_of(event);
      if (due) {
        auto met = last(case_of(columns, event));
        bool kept = met && columns.at(met->event) <= *due;
        if (met && !promise.within)   // it may say itself whether it was in time
          if (auto code = static_cast<Code>(columns.codes[sight_.promise][met->event]); code) kept = code == sight_.kept;
        if (kept) {
          auto at = columns.at(met->event);
          found_.push_back({event, promise.within ? columns.at(event) : at, at, met->event + 1, false, at});
        } else if (sight_.as_of > *due || met) {
          found_.push_back({event, promise.within ? columns.at(event) : *due, *due, first_behind(columns, event + 1, end, *due), true, met ? std::max(*due, columns.at(met->event)) : *due});
        }
      }
    }
    if (place.match.holds(columns, event)) put(case_of(columns, event), event);
  }
}

void Lives::negatives(const Columns& columns, std::uint32_t begin, std::uint32_t end, const Place& place) {
  for (auto event = begin; event < end; ++event) {
    if (!columns.told(event)) continue;
    auto bad = negative(told(columns, event));
    if (bad && speaks(place, columns, event)) found_.push_back({event, columns.at(event), columns.at(event), event + 1, *bad, columns.at(event)});
  }
}

void Lives::repeats(const Columns& columns, std::uint32_t begin, std::uint32_t end, const Place& place) {
  const auto& topics = columns.codes[sight_.topic];
  // By topic the last contact, and where its chain stands in found_.
  std::vector<std::pair<Code, std::size_t>> chains;
  for (auto event = begin; event < end; ++event) {
    if (!place.contact.holds(columns, event)) continue;
    const auto topic = static_cast<Code>(topics[event]);
    const auto at = columns.at(event);
    auto before = last(topic);
    auto chain = std::find_if(chains.begin(), chains.end(), [&](const auto& one) { return one.first == topic; });
    bool is_repeat = before && at - columns.at(before->event) <= sight_.repeats;
    put(topic, event);
    if (is_repeat) {
      auto& begun = found_[chain->second];
      // A later one of the chain is no answer to its first: only what came within the window of that.
      begun.bad = begun.bad || at - begun.at <= sight_.repeats;
      continue;
    }
    if (chain == chains.end()) chains.emplace_back(topic, found_.size());
    else chain->second = found_.size();
    found_.push_back({event, at, at + sight_.repeats, first_behind(columns, event + 1, end, at + sight_.repeats), false, at + sight_.repeats});
  }
  std::erase_if(found_, [&](const Lived& lived) { return sight_.as_of <= lived.known; });
}

void Lives::complaints(const Columns& columns, std::uint32_t begin, std::uint32_t end, const Place& place) {
  std::optional<std::int64_t> next;
  for (auto event = end; event-- > begin;) {
    const auto at = columns.at(event);
    if (place.match.holds(columns, event)) {
      auto known = at + sight_.exposure;
      if (sight_.as_of > known) found_.push_back({event, at, known, first_behind(columns, event + 1, end, known), next && *next <= known, known});
    }
    if (place.complaint.holds(columns, event)) next = at;
  }
}

}  // namespace journey
