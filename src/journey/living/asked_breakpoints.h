// The question `breakpoints` and its answer in words.
#pragma once
#include "journey/asked_drivers.h"
#include "journey/living/asked_touchpoints.h"
#include "journey/living/lived.h"

namespace journey {

// `outcome`: its key on the map.
struct BreakpointsAsked : OnMapAsked {
  std::string outcome;
  std::optional<std::vector<std::string>> adjust;   // dimensions; those of the map when left out
  std::optional<std::vector<Signal>> signals;       // all of them when left out
  std::string exposure = "7d";                      // a complaint belongs to an interaction so long before it
  std::optional<base::Time> as_of;                  // "now"; now when left out
  static bool required(std::string_view name) { return name == "outcome"; }
};
BOOST_DESCRIBE_STRUCT(BreakpointsAsked, (OnMapAsked), (outcome, adjust, signals, exposure, as_of))

struct LossTold {
  std::int64_t minor = 0, low = 0, high = 0;   // of 95 in 100; above 0: lost
  std::string currency;
};
BOOST_DESCRIBE_STRUCT(LossTold, (), (minor, low, high, currency))

// Why something is no break point: fewer than 30 customers on either side; it may be chance; it is too little to matter; it is better
// afterwards, not worse.
enum class WhyNot { few, not_sure, small, better };
BOOST_DESCRIBE_ENUM(WhyNot, few, not_sure, small, better)

// What may make the number wrong, beside that it is an association.
enum class Caveat {
  not_adjusted,       // for nothing but what had been before
  few_outcomes,       // for what is adjusted for: the effect is held back
  answers_only,       // of those alone who answered
  measured_worth,     // what an outcome is worth was not given, but measured of those who had it
  many_open,          // more than a fifth have a window that is not over yet
};
BOOST_DESCRIBE_ENUM(Caveat, not_adjusted, few_outcomes, answers_only, measured_worth, many_open)

struct BreakTold {
  std::string touchpoint;
  Signal signal = Signal::below;
  std::int64_t n_bad = 0, n_good = 0;            // customers who are compared
  double outcome_bad = 0, outcome_good = 0;      // as counted: shares, mean scores, mean amounts in minor units
  double effect = 0, low = 0, high = 0;          // bad minus good, adjusted
  std::optional<double> ratio, ratio_low, ratio_high, e_value;   // of shares
  double p = 1, q = 1;
  bool is_break = false;
  std::optional<WhyNot> why_not;
  std::int64_t affected = 0;                     // customers with a bad one in the period
  double per_month = 0;
  std::optional<LossTold> loss_per_month;        // the cost of doing nothing; in the currency of the most
  std::vector<LossTold> losses_elsewhere;        // in other currencies: never added up
  std::string currency;                          // of outcome and effect, where they are money
  std::int64_t open = 0, early = 0, missing = 0; // customers left out: window not over; outcome before it was known; no score
  std::vector<Caveat> caveats;
};
BOOST_DESCRIBE_STRUCT(BreakTold, (), (touchpoint, signal, n_bad, n_good, outcome_bad, outcome_good, effect, low, high, ratio, ratio_low, ratio_high, e_value, p, q, is_break, why_not, affected, per_month,
                                      loss_per_month, losses_elsewhere, currency, open, early, missing, caveats))

struct BreakpointsAnswer : Told {
  Says says = Says::association;
  std::string outcome;
  OutcomeKind kind = OutcomeKind::happens;       // effects are of shares, of money in minor units, or of scores
  std::vector<std::string> adjusted_for;
  std::int64_t tested = 0, hidden = 0;           // effects; those with too few customers to be told
  double discovery_rate = 0;                     // of false ones among break points
  double months = 0;                             // that the period has
  std::vector<BreakTold> breaks;                 // break points first, the worst first
};
BOOST_DESCRIBE_STRUCT(BreakpointsAnswer, (Told), (says, outcome, kind, adjusted_for, tested, hidden, discovery_rate, months, breaks))

struct BreakCellAsked : CellAsked {
  std::string touchpoint;
  Signal signal = Signal::below;
  bool affected = false;                         // hit in the period; else of those who are compared
  std::optional<bool> bad, outcome;
  static bool required(std::string_view name) { return name == "touchpoint" || name == "signal"; }
};
BOOST_DESCRIBE_STRUCT(BreakCellAsked, (CellAsked), (touchpoint, signal, affected, bad, outcome))
struct BreakpointsPeopleAsked : OpenedAsked {
  BreakpointsAsked question;
  BreakCellAsked cell;
  static bool required(std::string_view name) { return name == "question" || name == "cell"; }
};
BOOST_DESCRIBE_STRUCT(BreakpointsPeopleAsked, (OpenedAsked), (question, cell))

}  // namespace journey
