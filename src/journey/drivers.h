// Which earlier activities and experiences go with a later outcome (the question `drivers`). Customers by their first interaction that
// matches `start`; who had a thing by then, who had the outcome afterwards, within the window. What is looked at lies before what
// is to be explained, always: with `after` things count up to so long behind the start, and the outcome from then on; who had it in
// between is left out (`early`). So is who may still get it: whose window has not closed at `as_of` (`open`).
//
// `from` and `to` of the scope say when the start was; what was lived before and afterwards is looked at in any case, up to `known`.
// With a breakdown by a dimension of interactions a customer stands in the group of the start.
#pragma once
#include <array>

#include "base/json.h"
#include "journey/association.h"
#include "journey/fold.h"

namespace journey {

// Of what matches: anything; or of those who said how they felt about it, who felt bad (good) once at least against who never did.
enum class Felt { any, bad, good };
BOOST_DESCRIBE_ENUM(Felt, any, bad, good)
struct Driver {
  Match match;
  Felt felt = Felt::any;
};

struct DriversQuestion {
  Match start, outcome;
  std::optional<std::int64_t> before;     // microseconds that are looked back from the start; left out: all that was before
  std::int64_t after = 0, within = 0;     // microseconds; within above 0
  std::int64_t as_of = 0;
  std::int64_t known = INT64_MAX;         // what happened from there on is hidden, starts too
  std::vector<Driver> drivers;
  std::vector<DimensionRef> adjust;       // at most limits::adjusted_dimensions; of interactions: the value of the start
  Scope scope;
};

struct DriversOfGroup {
  std::int64_t customers = 0, outcomes = 0, open = 0, early = 0;   // compared; of them with the outcome; left out
  std::vector<std::vector<Stratum>> drivers;   // by driver, of those who are compared; strata with anybody
};
struct DriversResult {
  std::map<Code, DriversOfGroup> groups;
};

// Throws Error(invalid) when the values to adjust for are too many.
DriversResult drivers(Workers& workers, const View& view, const DriversQuestion& question);

// The activities that come first as drivers: the commonest, and where people said how they felt, the bad experiences of them.
std::vector<Driver> commonest_drivers(Workers& workers, const View& view, std::size_t most);

// Customers who are compared for a driver, with it or without, with the outcome, without, or either; no driver: all who are compared.
struct DriverCell {
  std::optional<std::size_t> driver;
  std::optional<bool> with, outcome;
  std::optional<Code> group;
};
std::vector<CustomerId> people_of(Workers& workers, const View& view, const DriversQuestion& question, const DriverCell& cell);

}  // namespace journey
