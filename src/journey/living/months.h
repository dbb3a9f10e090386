// The part of a question's period that anything was heard in: in months, and as months of the calendar (UTC).
#pragma once
#include "journey/periods.h"
#include "journey/scope.h"
#include "journey/view.h"

namespace journey {

// How long it is, up to `as_of`; a month is a twelfth of a year.
inline double months_of(const View& view, const Scope& scope, std::int64_t as_of) {
  auto heard = view.period();
  if (!heard) return 0;
  auto from = std::max(scope.from, heard->first), to = std::min({scope.to, heard->second, as_of});
  return std::max(0.0, static_cast<double>(to - from) / static_cast<double>(base::day) / 30.4375);
}

// Nothing where nothing was heard in it.
inline std::optional<Periods> calendar_of(const View& view, const Scope& scope) {
  auto heard = view.period();
  if (!heard) return std::nullopt;
  auto from = std::max(scope.from, heard->first), last = std::min(scope.to - 1, heard->second);
  if (from > last) return std::nullopt;
  return Periods(Period::month, base::Zone(), from, last);
}

}  // namespace journey
