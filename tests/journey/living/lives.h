// A few people's lives as a view, for tests of what they lived at touchpoints. Dimensions: topic, promise, case, currency.
#pragma once
#include "journey/growth.h"
#include "journey/living/outcome.h"

namespace journey {

inline constexpr std::int64_t day = base::day;
enum : Code { kept = 1, broken = 2 };
enum : std::size_t { of_topic, of_promise, of_case, of_currency, life_dimensions };

struct Happened {
  CustomerId person;
  double at;                       // days
  std::uint32_t activity;
  Code topic = 0, promise = 0, case_ = 0, currency = 0;
  std::optional<double> due;       // days
  std::optional<std::int64_t> amount;
  Experience told = {};
};

inline std::int64_t days(double n) { return static_cast<std::int64_t>(n * static_cast<double>(day)); }

// By what was told of them, codes from 1.
struct World {
  std::shared_ptr<const View> view;
  std::vector<Experience> told = std::vector<Experience>(1);

  explicit World(const std::vector<Happened>& log) {
    Change change{.events = {life_dimensions, {}, {}}, .activities = 20};
    for (const auto& one : log) {
      Event event{.profile = one.person, .at = days(one.at), .position = ++change.last, .activity = one.activity};
      if (one.told != Experience()) event.experience = static_cast<Code>(told.size()), told.push_back(one.told);
      if (one.due) event.due = days(*one.due);
      if (one.amount) event.amount = *one.amount;
      const Code codes[] = {one.topic, one.promise, one.case_, one.currency};
      change.events.add(event, codes);
    }
    view = next(*View::empty(life_dimensions, 0), std::move(change));
  }
  Sight sight(double as_of = 1000, bool with_cases = false) const {
    Sight sight{.topic = of_topic, .promise = of_promise, .kept = kept, .broken = broken, .as_of = days(as_of), .told = told};
    if (with_cases) sight.case_ = of_case;
    return sight;
  }
  // Calls `visit(columns, person)` for each.
  template <class Visit>
  void each(Visit visit) const {
    for (std::size_t chunk = 0; chunk < view->chunks.size(); ++chunk)
      view->each_span(chunk, [&](const Columns& columns, std::uint32_t from, std::uint32_t to) {
        for (auto person = from; person < to; ++person)
          if (columns.starts[person] < columns.starts[person + 1]) visit(columns, person);
      });
  }
};

inline Match only(std::uint32_t activity) {
  Match match{std::vector<std::uint8_t>(20)};
  match.activities[activity] = 1;
  return match;
}

}  // namespace journey
