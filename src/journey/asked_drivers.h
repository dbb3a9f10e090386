// The question `drivers` and its answer in words.
#pragma once
#include "journey/asked_cells.h"
#include "journey/drivers.h"

namespace journey {

// Something that customers may have had: an activity, or of those who said how they felt about it, that they felt bad or good.
struct DriverAsked : MatchAsked {
  Felt felt = Felt::any;
};
BOOST_DESCRIBE_STRUCT(DriverAsked, (MatchAsked), (felt))

struct DriversAsked : ScopeAsked {
  MatchAsked start, outcome;
  std::string within;                    // the outcome's window, from the start (or the end of `after`) on
  std::optional<std::string> before;     // how far is looked back from the start; all that was before, when left out
  std::optional<std::string> after;      // things count up to so long behind the start, and the outcome from then on
  std::vector<DriverAsked> drivers;      // the commonest activities, and bad experiences of them, when left out
  std::vector<std::string> adjust;       // dimensions
  std::optional<base::Time> as_of;       // as in TimeAsked
  std::int64_t top = 50;
  static bool required(std::string_view name) { return name == "start" || name == "outcome" || name == "within"; }
};
BOOST_DESCRIBE_STRUCT(DriversAsked, (ScopeAsked), (start, outcome, within, before, after, drivers, adjust, as_of, top))

// Of who is compared: everybody, or for a driver those with it or without; with the outcome or without.
struct DriversCellAsked : CellAsked {
  std::optional<DriverAsked> driver;
  std::optional<bool> with, outcome;
};
BOOST_DESCRIBE_STRUCT(DriversCellAsked, (CellAsked), (driver, with, outcome))
struct DriversPeopleAsked : OpenedAsked {
  DriversAsked question;
  DriversCellAsked cell;
};
BOOST_DESCRIBE_STRUCT(DriversPeopleAsked, (OpenedAsked), (question, cell))

// How sure: told in full from 30 customers in either group on, `few` from 5 on; fewer are not told at all (domain.md).
struct DriverTold {
  DriverAsked driver;
  std::int64_t with = 0, without = 0, outcomes_with = 0, outcomes_without = 0;
  double rate_with = 0, rate_without = 0;        // as counted
  double effect = 0, low = 0, high = 0;          // adjusted: difference of the chances, with its interval of 95 in 100
  double p = 1, q = 1;                           // of no effect; as one of all that were looked at (Benjamini and Hochberg)
  std::optional<double> ratio, ratio_low, ratio_high, e_value;   // of the chances, adjusted
  double attributable = 0, excess = 0;           // share of all outcomes, and customers, that go with it
  bool few = false, ridge = false;               // few customers; few outcomes for what is adjusted for
  bool stands = false;                           // q below 0.05, and not few
};
BOOST_DESCRIBE_STRUCT(DriverTold, (), (driver, with, without, outcomes_with, outcomes_without, rate_with, rate_without, effect, low, high, p, q, ratio, ratio_low, ratio_high, e_value, attributable, excess, few, ridge, stands))
struct DriversTold {
  std::int64_t open = 0, early = 0, looked_at = 0, hidden = 0;   // customers left out; drivers, and those with too few customers to be told
  ShareTold outcomes;                            // of all who are compared
  std::vector<DriverTold> drivers;               // those that stand first, by the size of the effect
};
BOOST_DESCRIBE_STRUCT(DriversTold, (), (open, early, looked_at, hidden, outcomes, drivers))
struct DriversGroup : DriversTold {
  std::string value;
  std::int64_t n = 0;
};
BOOST_DESCRIBE_STRUCT(DriversGroup, (DriversTold), (value, n))
// What a driver's number says of causes: nothing. Groups by lot (an experiment) would; here they chose, or were chosen.
enum class Says { association };
BOOST_DESCRIBE_ENUM(Says, association)
struct DriversAnswer : Told {
  Says says = Says::association;
  std::vector<std::string> adjusted_for;
  DriversTold all;
  std::vector<DriversGroup> groups;
};
BOOST_DESCRIBE_STRUCT(DriversAnswer, (Told), (says, adjusted_for, all, groups))

}  // namespace journey
