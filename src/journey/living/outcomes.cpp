#include "journey/living/outcomes.h"

#include "journey/living/on_map.h"
#include "journey/map/document.h"
#include "journey/strata.h"

namespace journey {
namespace {

using Key = std::array<Code, base::limits::adjusted_dimensions + 1>;
constexpr std::size_t kinds = 6;

// The whole sequence is looked at: what comes behind the period, too.
Scope scope_of(const OutcomeQuestion& question) {
  auto scope = question.scope;
  scope.from = INT64_MIN;
  scope.to = INT64_MAX;
  for (const auto& dimension : question.adjust)
    if (!dimension.of_customer) scope.wanted.push_back(dimension.number);
  scope.wanted.push_back(question.outcome.currency);
  return scope;
}

bool in_period(const OutcomeQuestion& question, std::int64_t at) { return at >= question.scope.from && at < question.scope.to; }

Lived of_event(const Columns& columns, std::uint32_t event) {
  const auto at = columns.at(event);
  return {event, at, at, event + 1, false, at};
}

// Calls `visit(month, event)` for the first interaction on the map of each month of the period.
template <class Visit>
void each_month(const OutcomeQuestion& question, const Periods& months, const std::vector<std::vector<std::size_t>>& places, const Columns& columns, std::uint32_t person, Visit visit) {
  std::optional<std::uint32_t> last;
  for (auto event = columns.starts[person]; event < columns.starts[person + 1]; ++event) {
    const auto& some = places[columns.activity[event]];
    if (some.empty() || !in_period(question, columns.at(event))) continue;
    const auto month = months.of(columns.at(event));
    if (last == month || std::none_of(some.begin(), some.end(), [&](std::size_t place) { return question.map->places[place].match.holds(columns, event); })) continue;
    last = month;
    visit(month, event);
  }
}

struct Worker {
  std::vector<std::array<std::map<Key, std::map<std::int64_t, BreakTally>>, kinds>> strata;   // by place
  std::vector<std::array<std::int64_t, kinds>> customers;
};

}  // namespace

std::optional<double> heard(const Experience& told, Heard kind) {
  if (kind == Heard::sentiment) return told.sentiment == Experience::no_sentiment ? std::nullopt : std::optional(told.sentiment / 100.0);
  static constexpr record::ScoreKind scores[] = {record::ScoreKind::perception, record::ScoreKind::nps, record::ScoreKind::csat, record::ScoreKind::ces, record::ScoreKind::stars};
  return told.kind == scores[static_cast<std::size_t>(kind)] ? std::optional(told.value) : std::nullopt;
}

std::vector<OutcomeMonth> outcome_by_month(Workers& workers, const View& view, const OutcomeQuestion& question, const Periods& months) {
  const auto places = places_by_activity(view, *question.map);
  const auto& sight = question.map->sight;
  auto parts = fold(workers, view, scope_of(question), std::vector<OutcomeMonth>(months.count()), [&](std::vector<OutcomeMonth>& part, const Columns& columns, std::uint32_t from, std::uint32_t to) {
    for (auto person = from; person < to; ++person) {
      if (question.outcome.kind == OutcomeKind::score) {
        for (auto event = columns.starts[person]; event < columns.starts[person + 1]; ++event) {
          const auto code = columns.told(event);
          if (!code || code >= sight.told.size() || sight.told[code].kind != question.outcome.score || !in_period(question, columns.at(event)) || !question.outcome.match.holds(columns, event)) continue;
          part[months.of(columns.at(event))].all.add(sight.told[code].value);
        }
        continue;
      }
      each_month(question, months, places, columns, person, [&](std::uint32_t month, std::uint32_t event) {
        auto came = came_after(columns, person, sight, question.outcome, of_event(columns, event));
        if (came.fate == Fate::open) ++part[month].open;
        if (came.fate != Fate::compared) return;
        part[month].all.add(came.value);
        for (const auto& [currency, paid] : came.paid) part[month].paid[currency].add(paid);
      });
    }
  });
  std::vector<OutcomeMonth> all(months.count());
  for (const auto& part : parts)
    for (std::size_t month = 0; month < all.size(); ++month) {
      all[month].open += part[month].open;
      all[month].all += part[month].all;
      for (const auto& [currency, paid] : part[month].paid) all[month].paid[currency] += paid;
    }
  return all;
}

std::vector<HeardAt> outcome_by_heard(Workers& workers, const View& view, const OutcomeQuestion& question) {
  const auto& places = question.map->places;
  const auto& sight = question.map->sight;
  Worker nothing{decltype(Worker::strata)(places.size()), decltype(Worker::customers)(places.size())};
  auto parts = fold(workers, view, scope_of(question), nothing, [&](Worker& part, const Columns& columns, std::uint32_t from, std::uint32_t to) {
    std::vector<std::array<bool, kinds>> met(places.size());
    for (auto person = from; person < to; ++person) {
      std::fill(met.begin(), met.end(), std::array<bool, kinds>{});
      for (auto event = columns.starts[person]; event < columns.starts[person + 1]; ++event) {
        const auto code = columns.told(event);
        if (!code || code >= sight.told.size() || !in_period(question, columns.at(event))) continue;
        for (std::size_t place = 0; place < places.size(); ++place) {
          if (!places[place].match.holds(columns, event) && !places[place].answers.holds(columns, event)) continue;
          for (std::size_t kind = 0; kind < kinds; ++kind) {
            auto score = met[place][kind] ? std::nullopt : heard(sight.told[code], static_cast<Heard>(kind));
            if (!score) continue;
            met[place][kind] = true;
            ++part.customers[place][kind];
            auto came = came_after(columns, person, sight, question.outcome, of_event(columns, event));
            if (came.fate != Fate::compared) continue;
            Key key{};
            for (std::size_t d = 0; d < question.adjust.size(); ++d) {
              const auto& dimension = question.adjust[d];
              key[d] = dimension.of_customer ? view.trait(dimension.number, columns.person(person)) : static_cast<Code>(columns.codes[dimension.number][event]);
            }
            key[question.adjust.size()] = came.before;
            auto& strata = part.strata[place][kind];
            auto& tally = strata[key][std::llround(*score * 1000)];
            check_strata(strata);
            tally.of[0].add(came.value);
            for (const auto& [currency, paid] : came.paid) tally.paid[currency][0].add(paid);
          }
        }
      }
    }
  });
  std::vector<HeardAt> all;
  for (std::size_t place = 0; place < places.size(); ++place)
    for (std::size_t kind = 0; kind < kinds; ++kind) {
      HeardAt one{.place = place, .kind = static_cast<Heard>(kind)};
      for (const auto& part : parts) {
        one.customers += part.customers[place][kind];
        for (const auto& [key, scores] : part.strata[place][kind])
          for (const auto& [score, tally] : scores) one.strata[std::vector<Code>(key.begin(), key.begin() + static_cast<std::ptrdiff_t>(question.adjust.size() + 1))][score] += tally;
      }
      if (one.customers) all.push_back(std::move(one));
    }
  return all;
}

std::vector<CustomerId> people_of(Workers& workers, const View& view, const OutcomeQuestion& question, const Periods& months, const OutcomeCell& cell) {
  const auto places = places_by_activity(view, *question.map);
  const auto& sight = question.map->sight;
  return fold_people(workers, view, scope_of(question), [&](const Columns& columns, std::uint32_t person) {
    bool is_one = false;
    if (question.outcome.kind == OutcomeKind::score) {
      for (auto event = columns.starts[person]; event < columns.starts[person + 1]; ++event) {
        const auto code = columns.told(event), at_all = static_cast<Code>(sight.told.size());
        is_one = is_one || (code && code < at_all && sight.told[code].kind == question.outcome.score && in_period(question, columns.at(event)) && months.of(columns.at(event)) == cell.month && question.outcome.match.holds(columns, event));
      }
      return is_one;
    }
    each_month(question, months, places, columns, person, [&](std::uint32_t month, std::uint32_t event) {
      if (month != cell.month) return;
      auto came = came_after(columns, person, sight, question.outcome, of_event(columns, event));
      is_one = came.fate == Fate::compared && (!cell.outcome || *cell.outcome == (came.value > 0));
    });
    return is_one;
  });
}

}  // namespace journey
