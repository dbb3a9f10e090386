// Who comes back: customers by the period of their first interaction that matches (the cohort), and how many of them have an
// interaction that matches `back` in that period and each later one; the first itself counts as one, when it matches.
// Periods are those of the calendar in a zone: days, weeks from Monday, months.
//
// A cohort is of first interactions ever: `from` and `to` of the scope say which cohorts are told and until when somebody
// comes back, not what is looked at.
// With a breakdown by a dimension of interactions a customer stands in the group of that first interaction.
#pragma once
#include "base/json.h"
#include "journey/fold.h"

namespace journey {

enum class Period { day, week, month };
BOOST_DESCRIBE_ENUM(Period, day, week, month)

struct RetentionQuestion {
  Match start, back;
  Period period = Period::week;
  base::Zone zone;
  Scope scope;
};

struct Cohort {
  std::int64_t start = 0;                  // when its period begins, microseconds
  std::int64_t size = 0;
  std::vector<std::int64_t> returned;      // customers, by periods since; up to the last period that anything is in
};
struct RetentionResult {
  std::map<Code, std::vector<Cohort>> groups;   // by code of `by`; cohorts in the order of time, those with nobody left out
};

RetentionResult retention(Workers& workers, const View& view, const RetentionQuestion& question);

// The customers of a cohort (of all, without `start`), or those of them who had a return in the period so many behind their
// own, or had none then.
struct CohortCell {
  std::optional<std::int64_t> start;       // when its period begins, microseconds
  std::optional<std::uint32_t> after;
  bool returned = true;
  std::optional<Code> group;
};
std::vector<CustomerId> people_of(Workers& workers, const View& view, const RetentionQuestion& question, const CohortCell& cell);

}  // namespace journey
