#include "journey/living/outcome.h"

#include <algorithm>
#include <cmath>

#include "journey/map/document.h"

namespace journey {
namespace {

Code score_class(double score) { return 1 + static_cast<Code>(std::clamp(std::lround(score), 0l, 20l)); }

Code money_class(double minor) { return minor < 1 ? 0 : 1 + static_cast<Code>((std::ilogb(minor) + 1) / 2); }

}  // namespace

Came came_after(const Columns& columns, std::uint32_t person, const Sight& sight, const OutcomeMatch& outcome, const Lived& lived) {
  Came came;
  const auto begin = columns.starts[person], end = columns.starts[person + 1];
  const auto its_case = sight.case_ ? static_cast<Code>(columns.codes[*sight.case_][lived.event]) : 0;
  auto of_case = [&](std::uint32_t event) { return sight.case_ && its_case && static_cast<Code>(columns.codes[*sight.case_][event]) == its_case; };
  auto scored = [&](std::uint32_t event) -> std::optional<double> {
    auto code = columns.told(event);
    if (!code || code >= sight.told.size() || sight.told[code].kind != outcome.score) return std::nullopt;
    return sight.told[code].value;
  };
  // What came at last a window too late was hardly what was waited for.
  const auto until = std::min(lived.over, lived.known + outcome.within) + outcome.within;
  if (sight.as_of <= until) return came.fate = Fate::open, came;
  if (outcome.same_case && !its_case) return came.fate = Fate::missing, came;

  if (lived.at < lived.known && outcome.kind == OutcomeKind::happens)
    for (auto event = lived.event + 1; event < lived.behind; ++event)
      if (columns.at(event) >= lived.at && outcome.match.holds(columns, event) && (!outcome.same_case || of_case(event))) return came.fate = Fate::early, came;

  bool answered = false;
  for (auto event = lived.behind; event < end && columns.at(event) <= until; ++event) {
    if (!outcome.match.holds(columns, event) || (outcome.same_case && !of_case(event))) continue;
    if (outcome.kind == OutcomeKind::score) {
      auto score = scored(event);
      if (!score) continue;
      came.value = *score;
      answered = true;
      break;
    }
    came.value = 1;
    if (auto amount = columns.amount_of(event))
      if (auto currency = static_cast<Code>(columns.codes[outcome.currency][event])) came.paid[currency] += static_cast<double>(*amount);
  }
  if (outcome.kind == OutcomeKind::score && !answered) return came.fate = Fate::missing, came;

  double times = 0, paid = 0;
  for (auto event = begin; event < end && columns.at(event) < lived.at; ++event) {
    if (!outcome.match.holds(columns, event)) continue;
    if (outcome.kind == OutcomeKind::score) {
      if (auto score = scored(event)) came.before = score_class(*score);
      continue;
    }
    if (lived.at - columns.at(event) > outcome.within || of_case(event)) continue;
    times += 1;
    paid += static_cast<double>(std::max<std::int64_t>(0, columns.amount_of(event).value_or(0)));
  }
  if (outcome.kind == OutcomeKind::happens) came.before = static_cast<Code>(std::min(times, 3.0));
  if (outcome.kind == OutcomeKind::revenue) came.before = money_class(paid);
  return came;
}

}  // namespace journey
