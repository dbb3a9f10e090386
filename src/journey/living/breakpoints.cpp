#include "journey/living/breakpoints.h"

#include "journey/strata.h"

namespace journey {
namespace {

using Key = std::array<Code, base::limits::adjusted_dimensions + 1>;

struct Part {
  Break found;
  std::map<Key, BreakTally> strata;
};

struct Worker {
  std::vector<Part> parts;        // one a place and signal
  std::shared_ptr<Lives> lives;
  std::int64_t customers = 0;
};

std::vector<Part> nothing(const BreakQuestion& question) {
  std::vector<Part> parts;
  for (std::size_t place = 0; place < question.places.size(); ++place)
    for (auto signal : question.signals)
      if (question.places[place].has(signal)) parts.push_back({.found = {.place = place, .signal = signal}});
  return parts;
}

// By activity the places that it may have to do with.
class Touched {
 public:
  Touched(const View& view, const BreakQuestion& question) : by_activity_(std::max(256u, view.activities)) {
    for (std::size_t place = 0; place < question.places.size(); ++place) {
      const auto& one = question.places[place];
      std::vector<const Match*> matches{&one.match, &one.answers, &one.contact};
      if (one.promise && one.promise->from) matches.push_back(&*one.promise->from);
      for (std::size_t a = 0; a < by_activity_.size(); ++a)
        if (std::any_of(matches.begin(), matches.end(), [&](const Match* match) { return a < match->activities.size() && match->activities[a]; })) by_activity_[a].push_back(place);
    }
  }
  // By place, whether the person has anything there. Good until the next call on this `touched`.
  void of(const Columns& columns, std::uint32_t person, std::vector<std::uint8_t>& touched) const {
    std::fill(touched.begin(), touched.end(), 0);
    for (auto event = columns.starts[person]; event < columns.starts[person + 1]; ++event)
      for (auto place : by_activity_[columns.activity[event]]) touched[place] = 1;
  }

 private:
  std::vector<std::vector<std::size_t>> by_activity_;
};

// The whole sequence is looked at; when experiences took place is the fold's own matter.
Scope scope_of(const BreakQuestion& question) {
  auto scope = question.scope;
  scope.from = INT64_MIN;
  scope.to = INT64_MAX;
  scope.wants_told = true;
  for (const auto& dimension : question.adjust)
    if (!dimension.of_customer) scope.wanted.push_back(dimension.number);
  for (auto dimension : {question.sight.topic, question.sight.promise, question.outcome.currency}) scope.wanted.push_back(dimension);
  if (question.sight.case_) scope.wanted.push_back(*question.sight.case_);
  return scope;
}

bool in_period(const BreakQuestion& question, const Lived& lived) { return lived.at >= question.scope.from && lived.at < question.scope.to; }

Key key_of(const View& view, const BreakQuestion& question, const Columns& columns, std::uint32_t person, const Lived& lived, const Came& came) {
  Key key{};
  for (std::size_t d = 0; d < question.adjust.size(); ++d) {
    const auto& dimension = question.adjust[d];
    key[d] = dimension.of_customer ? view.trait(dimension.number, columns.person(person)) : static_cast<Code>(columns.codes[dimension.number][lived.event]);
  }
  key[question.adjust.size()] = came.before;
  return key;
}

// Whether there was anything in the period.
bool add(Part& part, const View& view, const BreakQuestion& question, const Columns& columns, std::uint32_t person, const std::vector<Lived>& lived) {
  const Lived* first = nullptr;
  bool hit = false;
  for (const auto& one : lived) {
    if (!in_period(question, one)) continue;
    if (!first) first = &one;
    hit |= one.bad;
  }
  part.found.affected += hit;
  if (!first) return false;
  auto came = came_after(columns, person, question.sight, question.outcome, *first);
  part.found.open += came.fate == Fate::open;
  part.found.early += came.fate == Fate::early;
  part.found.missing += came.fate == Fate::missing;
  if (came.fate != Fate::compared) return true;
  auto& tally = part.strata[key_of(view, question, columns, person, *first, came)];
  check_strata(part.strata);
  tally.of[first->bad].add(came.value);
  for (const auto& [currency, paid] : came.paid) tally.paid[currency][first->bad].add(paid);
  return true;
}

}  // namespace

void BreakTally::operator+=(const BreakTally& other) {
  for (int bad : {0, 1}) {
    of[bad] += other.of[bad];
    for (const auto& [currency, sums] : other.paid) paid[currency][static_cast<std::size_t>(bad)] += sums[static_cast<std::size_t>(bad)];
  }
}

BreakResult breakpoints(Workers& workers, const View& view, const BreakQuestion& question) {
  const Touched touched(view, question);
  auto used = fold(workers, view, scope_of(question), Worker{nothing(question), nullptr, 0}, [&](Worker& worker, const Columns& columns, std::uint32_t from, std::uint32_t to) {
    if (!worker.lives) worker.lives = std::make_shared<Lives>(question.sight);
    std::vector<std::uint8_t> places(question.places.size());
    for (auto person = from; person < to; ++person) {
      touched.of(columns, person, places);
      bool any = false;
      for (auto& part : worker.parts)
        if (places[part.found.place]) any |= add(part, view, question, columns, person, worker.lives->at(columns, person, question.places[part.found.place], part.found.signal));
      worker.customers += any;
    }
  });
  auto all = nothing(question);
  BreakResult result;
  for (auto& worker : used) {
    result.customers += worker.customers;
    for (std::size_t i = 0; i < all.size(); ++i) {
      auto& sum = all[i].found;
      const auto& part = worker.parts[i].found;
      sum.affected += part.affected, sum.open += part.open, sum.early += part.early, sum.missing += part.missing;
      for (const auto& [key, tally] : worker.parts[i].strata) all[i].strata[key] += tally;
      check_strata(all[i].strata);
    }
  }
  for (auto& part : all) {
    part.found.strata = with_commonest(part.strata, question.adjust.size() + 1, [](const BreakTally& tally) { return tally.of[0].n + tally.of[1].n; });
    result.breaks.push_back(std::move(part.found));
  }
  return result;
}

std::vector<CustomerId> people_of(Workers& workers, const View& view, const BreakQuestion& question, const BreakCell& cell) {
  const auto& place = question.places[cell.place];
  auto parts = fold(workers, view, scope_of(question), std::vector<CustomerId>(), [&](std::vector<CustomerId>& people, const Columns& columns, std::uint32_t from, std::uint32_t to) {
    Lives lives(question.sight);
    for (auto person = from; person < to; ++person) {
      const auto& lived = lives.at(columns, person, place, cell.signal);
      auto first = std::find_if(lived.begin(), lived.end(), [&](const Lived& one) { return in_period(question, one) && (!cell.affected || one.bad); });
      if (first == lived.end()) continue;
      if (!cell.affected) {
        if (cell.bad && *cell.bad != first->bad) continue;
        auto came = came_after(columns, person, question.sight, question.outcome, *first);
        if (came.fate != Fate::compared || (cell.outcome && *cell.outcome != (came.value > 0))) continue;
      }
      people.push_back(columns.person(person));
    }
  });
  return sorted_people(parts);
}

}  // namespace journey
