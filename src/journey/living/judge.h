// Which effects are break points (domain.md §6), and which of them are the worst.
#pragma once
#include "journey/living/asked_breakpoints.h"

namespace journey {

inline constexpr double discovery_rate = 0.05;   // of false ones among break points

// How much worse the outcome is; below 0: better.
inline double worse(double effect, bool more_is_good) { return more_is_good ? -effect : effect; }

// Fills in q, is_break and why_not: a break point has thirty customers on either side, is beyond chance also as one of all that were
// looked at (Benjamini and Hochberg), its interval excludes 0, and it is worse by what matters at least (break_effect.h). Sorts: break
// points first, and what loses most in a month first.
void judge(std::vector<BreakTold>& breaks, OutcomeKind kind, std::optional<record::ScoreKind> score, bool more_is_good);

}  // namespace journey
