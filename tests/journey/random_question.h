// What questions are made of, by chance: matches, conditions, scopes that fit a log made by chance.
#pragma once
#include "journey/scope.h"
#include "random_log.h"

namespace journey {

// How many logs each property is tried on.
inline const std::uint64_t logs = std::getenv("JOURNEY_LOGS") ? std::strtoull(std::getenv("JOURNEY_LOGS"), nullptr, 10) : 1500;

inline Condition some_condition(Grown& grown, bool of_customer) {
  Condition condition{{of_customer, static_cast<std::size_t>(of_customer ? 0 : grown.dice().up_to(1))}};
  for (auto n = 1 + grown.dice().up_to(2); n-- > 0;) condition.allow(static_cast<Code>(grown.dice().once_in(9) ? 300 : grown.dice().up_to(3)));
  return condition;
}
inline Match some_match(Grown& grown, bool with_values = true) {
  Match match{std::vector<std::uint8_t>(grown.log.activities)};
  for (auto n = 1 + grown.dice().up_to(2); n-- > 0;) match.activities[grown.some_activity()] = 1;
  if (with_values && grown.dice().once_in(5)) match.where.push_back(some_condition(grown, false));
  return match;
}
inline Scope some_scope(Grown& grown) {
  auto& dice = grown.dice();
  Scope scope;
  auto moment = [&]() -> std::int64_t {
    if (dice.once_in(2) && !grown.log.told.empty()) return grown.log.told[static_cast<std::size_t>(dice.up_to(static_cast<std::int64_t>(grown.log.told.size()) - 1))].at;
    return 1'700'000'000 * base::second + dice.up_to(45 * 48) * base::day / 48 + (dice.once_in(3) ? dice.up_to(base::second) : 0);
  };
  if (dice.once_in(4)) scope.from = moment();
  if (dice.once_in(4)) scope.to = moment();
  if (dice.once_in(6)) scope.activities = some_match(grown).activities;
  if (dice.once_in(4)) scope.where.push_back(some_condition(grown, false));
  if (dice.once_in(4)) scope.where.push_back(some_condition(grown, true));
  if (dice.once_in(3)) scope.by = DimensionRef{dice.once_in(2), 0};
  if (scope.by && !scope.by->of_customer) scope.by->number = static_cast<std::size_t>(dice.up_to(1));
  scope.wanted = {0, 1};
  return scope;
}

// Up to where the log is known, of a question that is asked as of a moment: as often everything.
inline std::int64_t some_known(Grown& grown, std::int64_t as_of) { return grown.dice().once_in(2) ? as_of : INT64_MAX; }

}  // namespace journey
