// What came after an experience: whether something happened, what was paid, or how a score was, from when the experience was known
// until a window after it was over; and what the same had been before it, which effects are adjusted for.
// Plain values and functions.
#pragma once
#include <map>

#include "journey/living/lived.h"

namespace journey {

enum class OutcomeKind;   // happens, revenue, score (map/document.h)

struct OutcomeMatch {
  OutcomeKind kind = {};
  Match match;
  std::int64_t within = 0;                  // microseconds, above 0
  std::optional<record::ScoreKind> score;   // of a score
  bool same_case = false;                   // only what is of the experience's case
  std::size_t currency = 0;                 // dimension
};

enum class Fate { open, early, missing, compared };   // its window has not closed; it came before that was known; nobody answered

struct Came {
  Fate fate = Fate::compared;
  double value = 0;                         // 1 or 0, or the score
  std::map<Code, double> paid;              // by code of the currency, minor units; of what matched
  Code before = 0;                          // a class of what had been: how often, how much (by factors of four), the last score; 0: nothing
};

// Of an outcome that happens it counts how often it had in as long a window before, up to three times; what is of the experience's
// own case is left out there.
Came came_after(const Columns& columns, std::uint32_t person, const Sight& sight, const OutcomeMatch& outcome, const Lived& lived);

}  // namespace journey
