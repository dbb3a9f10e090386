// The question `outcomes` and its answer in words.
#pragma once
#include "journey/living/asked_breakpoints.h"

namespace journey {

// What at a touchpoint an outcome may move with: its promise kept (1) or not (0), or what is told there.
enum class MovedBy { promise, perception, nps, csat, ces, stars, sentiment };
BOOST_DESCRIBE_ENUM(MovedBy, promise, perception, nps, csat, ces, stars, sentiment)

// "If delivery kept its promise in 0.95 instead of 0.91"; a mean, where it is a score.
struct WhatIfAsked {
  std::string touchpoint;
  MovedBy by = MovedBy::promise;
  double to = 0;
  std::optional<double> from;                // as it is among those who are compared, when left out
  static bool required(std::string_view name) { return name == "touchpoint" || name == "to"; }
};
BOOST_DESCRIBE_STRUCT(WhatIfAsked, (), (touchpoint, by, to, from))

struct OutcomesAsked : OnMapAsked {
  std::optional<std::string> outcome;        // its key; all of the map when left out
  std::vector<WhatIfAsked> what_if;
  std::optional<std::vector<std::string>> adjust;
  std::optional<base::Time> as_of;
};
BOOST_DESCRIBE_STRUCT(OutcomesAsked, (OnMapAsked), (outcome, what_if, adjust, as_of))

struct OutcomeMonthTold {
  std::string start;                         // its first day, UTC
  std::int64_t open = 0;                     // customers whose window is not over yet: left out
  std::optional<ShareTold> share;            // of those who had something on the map in it
  std::optional<Mean> mean;                  // money in minor units of each of them; of a score, of those that were given
};
BOOST_DESCRIBE_STRUCT(OutcomeMonthTold, (), (start, open, share, mean))

struct MoveTold {
  std::string touchpoint;
  MovedBy by = MovedBy::promise;
  std::int64_t n = 0;
  double now = 0;                            // the share kept, or the mean score, of those n
  double per_point = 0, low = 0, high = 0;   // of the outcome; of a promise from never to always
  double p = 1, q = 1;
  bool few = false, real = false;            // real: q below 0.05, and not few
};
BOOST_DESCRIBE_STRUCT(MoveTold, (), (touchpoint, by, n, now, per_point, low, high, p, q, few, real))

struct WhatIfTold {
  std::string touchpoint;
  MovedBy by = MovedBy::promise;
  std::int64_t n = 0;
  double from = 0, to = 0;
  double difference = 0, low = 0, high = 0;  // of the outcome of each customer there
  double customers_per_month = 0;            // who come by there
  std::optional<double> more_per_month, more_low, more_high;   // customers with the outcome
  std::optional<LossTold> money_per_month;   // above 0: gained
};
BOOST_DESCRIBE_STRUCT(WhatIfTold, (), (touchpoint, by, n, from, to, difference, low, high, customers_per_month, more_per_month, more_low, more_high, money_per_month))

// One for each outcome, and each currency where it is money.
struct OutcomeTold {
  std::string key, currency;
  OutcomeKind kind = OutcomeKind::happens;
  std::vector<OutcomeMonthTold> months;
  std::vector<MoveTold> moves;
  std::vector<WhatIfTold> what_if;           // those of them that have enough to say
};
BOOST_DESCRIBE_STRUCT(OutcomeTold, (), (key, currency, kind, months, moves, what_if))
struct OutcomesAnswer : Told {
  Says says = Says::association;
  std::vector<std::string> adjusted_for;
  std::vector<OutcomeTold> outcomes;
};
BOOST_DESCRIBE_STRUCT(OutcomesAnswer, (Told), (says, adjusted_for, outcomes))

// The customers of a month, with the outcome or without.
struct OutcomesCellAsked : CellAsked {
  std::string outcome, start;
  std::optional<bool> had;
  static bool required(std::string_view name) { return name == "outcome" || name == "start"; }
};
BOOST_DESCRIBE_STRUCT(OutcomesCellAsked, (CellAsked), (outcome, start, had))
struct OutcomesPeopleAsked : OpenedAsked {
  OutcomesAsked question;
  OutcomesCellAsked cell;
};
BOOST_DESCRIBE_STRUCT(OutcomesPeopleAsked, (OpenedAsked), (question, cell))

}  // namespace journey
