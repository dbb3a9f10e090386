// How long it takes from one activity to another (the question `time`): from each interaction that matches `start` to the first one
// that matches `end` behind it in the customer's sequence. Against a promise: the share that was kept.
//
// A start without an end is not in the distribution. For the promise it is broken when its time has passed, and not due yet
// before that (domain.md, promises): `as_of` says what "now" is, the moment up to which the log is known.
// `from` and `to` of the scope say when the start was; its end is looked for behind `to`, too.
// With a breakdown by a dimension of interactions each start stands in its own group.
#pragma once
#include "base/json.h"
#include "journey/fold.h"

namespace journey {

struct BetweenQuestion {
  Match start, end;
  bool first_only = false;                // of each customer's starts only the first
  std::optional<std::int64_t> promise;    // microseconds
  std::int64_t as_of = 0;
  std::int64_t known = INT64_MAX;         // what happened from there on is hidden, starts too
  Scope scope;
};

struct Between {
  std::int64_t customers = 0, starts = 0, open = 0;   // with a start; starts; those without an end
  std::int64_t due = 0, kept = 0;                     // promises whose time has passed or that were met; those met in time
  std::vector<std::int64_t> times;                    // microseconds, sorted
};
struct BetweenResult {
  std::map<Code, Between> groups;
};

BetweenResult between(Workers& workers, const View& view, const BetweenQuestion& question);

// The customers with a start of this kind; of those that ended (or broke the promise by ending late), only those that took
// `from` … before `to` microseconds.
enum class BetweenKind { all, ended, open, kept, broken, waiting };   // waiting: open, and the promise is not due yet
BOOST_DESCRIBE_ENUM(BetweenKind, all, ended, open, kept, broken, waiting)
struct BetweenCell {
  BetweenKind of = BetweenKind::all;
  std::int64_t from = 0, to = INT64_MAX;
  std::optional<Code> group;
};
std::vector<CustomerId> people_of(Workers& workers, const View& view, const BetweenQuestion& question, const BetweenCell& cell);

}  // namespace journey
