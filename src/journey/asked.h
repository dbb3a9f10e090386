// Questions and answers as people and programs write them: JSON by API and command line alike. The same shapes everywhere.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/json.h"
#include "journey/retention.h"
#include "journey/share.h"
#include "record/customers.h"

namespace journey {

// An activity, or several: of a channel, of a name, of both, or any of a list; `touchpoint`: what a touchpoint of a journey map
// matches ("map/touchpoint"); `where` names values of dimensions that the interaction must have, one ("gold") or any of several
// (["gold", "silver"]). All that is given must hold; {} is everything.
struct MatchAsked {
  std::optional<std::string> channel, name, touchpoint;
  std::vector<MatchAsked> any;
  std::map<std::string, base::Json> where;
  static bool required(std::string_view) { return false; }
};
BOOST_DESCRIBE_STRUCT(MatchAsked, (), (channel, name, touchpoint, any, where))

// What all questions share. `filter`: only these interactions, and only customers whose traits fit; all else is as if it were
// not there. `from` inclusive, `to` exclusive: when it began, where something that follows is asked for. `by`: a dimension; the answer is told for each of its values, too.
struct ScopeAsked {
  std::optional<MatchAsked> filter;
  std::optional<base::Time> from, to;
  std::optional<std::int64_t> days = std::nullopt;   // instead of `from`: the last so many, today among them; a kept question stays live
  std::string zone = "UTC";                          // whose days, weeks and months
  std::optional<std::string> by;
  static bool required(std::string_view) { return false; }
};
BOOST_DESCRIBE_STRUCT(ScopeAsked, (), (filter, from, to, days, zone, by))

struct StepAsked : MatchAsked {
  bool directly = false;             // no other interaction between the step before and this one
};
BOOST_DESCRIBE_STRUCT(StepAsked, (MatchAsked), (directly))
struct ExclusionAsked : MatchAsked {
  std::optional<std::int64_t> after;   // between this step (from 1) and the next; between any two when left out
};
BOOST_DESCRIBE_STRUCT(ExclusionAsked, (MatchAsked), (after))
struct FunnelAsked : ScopeAsked {
  std::vector<StepAsked> steps;
  std::string within;                // "90d", "36h", "15m", "20s", "2w"
  std::vector<ExclusionAsked> exclusions;
  static bool required(std::string_view name) { return name == "steps" || name == "within"; }
};
BOOST_DESCRIBE_STRUCT(FunnelAsked, (ScopeAsked), (steps, within, exclusions))

struct FlowAsked : ScopeAsked {
  std::optional<std::int64_t> top;   // edges, 200 when left out
  std::optional<double> share;       // the commonest edges that hold this share of all steps, 0 … 1
};
BOOST_DESCRIBE_STRUCT(FlowAsked, (ScopeAsked), (top, share))

struct PathsAsked : ScopeAsked {
  MatchAsked start;
  std::int64_t steps = 4, top = 50;
  bool backwards = false, fold_repeats = false;
  static bool required(std::string_view name) { return name == "start"; }
};
BOOST_DESCRIBE_STRUCT(PathsAsked, (ScopeAsked), (start, steps, top, backwards, fold_repeats))

struct RetentionAsked : ScopeAsked {
  std::optional<MatchAsked> start, return_;   // anything when left out
  Period period = Period::week;
};
BOOST_DESCRIBE_STRUCT(RetentionAsked, (ScopeAsked), (start, return_, period))

struct TimeAsked : ScopeAsked {
  MatchAsked start, end;
  std::optional<std::string> promise;   // "24h": from start to end within this
  bool first_only = false;              // of each customer's starts only the first
  std::optional<base::Time> as_of;      // nothing from this moment on is looked at; left out: everything, and it is now
  static bool required(std::string_view name) { return name == "start" || name == "end"; }
};
BOOST_DESCRIBE_STRUCT(TimeAsked, (ScopeAsked), (start, end, promise, first_only, as_of))

struct RepeatsAsked : ScopeAsked {
  std::optional<MatchAsked> contact;    // what a contact is: everything that came in, when left out
  std::string topic = "topic";          // the dimension of interactions that says what it is about
  std::string within = "7d";
  std::optional<base::Time> as_of;
};
BOOST_DESCRIBE_STRUCT(RepeatsAsked, (ScopeAsked), (contact, topic, within, as_of))

// -- Answers. `n`: customers that the answer is of; `position`: everything up to there in the log is in it; `from`, `to` as asked, or as `days` made them;
// `first_at`, `last_at`: the period that everything in the log lies in.
struct ActivityTold {
  std::string channel, name;
};
BOOST_DESCRIBE_STRUCT(ActivityTold, (), (channel, name))

struct Told {
  std::int64_t n = 0, position = 0;
  std::optional<base::Time> from, to, first_at, last_at;
  double elapsed_ms = 0;
};
BOOST_DESCRIBE_STRUCT(Told, (), (n, position, from, to, first_at, last_at, elapsed_ms))

// A page of the customers behind a number; `total`: of all pages, the number itself. No `next`: it is the last page.
struct PeopleTold {
  std::vector<record::Customer> items;
  std::int64_t total = 0, position = 0;
  std::optional<std::string> next;
};
BOOST_DESCRIBE_STRUCT(PeopleTold, (), (items, total, position, next))

struct FunnelStepTold {
  std::int64_t customers = 0;
  double rate = 0;                                     // of those of the first step, 0 … 1
  std::optional<double> median_seconds, p90_seconds;   // from the first step; of who came here
};
BOOST_DESCRIBE_STRUCT(FunnelStepTold, (), (customers, rate, median_seconds, p90_seconds))
struct FunnelGroup {
  std::string value;                 // of the dimension; "" where there is none
  std::vector<FunnelStepTold> steps;
};
BOOST_DESCRIBE_STRUCT(FunnelGroup, (), (value, steps))
struct FunnelAnswer : Told {
  std::vector<FunnelStepTold> steps;
  std::vector<FunnelGroup> groups;
};
BOOST_DESCRIBE_STRUCT(FunnelAnswer, (Told), (steps, groups))

struct FlowEdgeTold {
  ActivityTold from, to;
  std::int64_t count = 0, customers = 0;
  double mean_seconds = 0, median_seconds = 0, p90_seconds = 0;
};
BOOST_DESCRIBE_STRUCT(FlowEdgeTold, (), (from, to, count, customers, mean_seconds, median_seconds, p90_seconds))
struct FlowActivity {
  ActivityTold activity;
  std::int64_t count = 0, starts = 0, ends = 0;
};
BOOST_DESCRIBE_STRUCT(FlowActivity, (), (activity, count, starts, ends))
struct FlowGroup {
  std::string value;
  std::int64_t n = 0;
  std::vector<FlowEdgeTold> edges;
  std::vector<FlowActivity> activities;
};
BOOST_DESCRIBE_STRUCT(FlowGroup, (), (value, n, edges, activities))
struct FlowAnswer : Told {
  std::int64_t steps = 0;            // from one interaction to the next, over all edges, told or not
  std::vector<FlowEdgeTold> edges;
  std::vector<FlowActivity> activities;
  std::vector<FlowGroup> groups;
};
BOOST_DESCRIBE_STRUCT(FlowAnswer, (Told), (steps, edges, activities, groups))

struct PathTold {
  std::vector<ActivityTold> activities;
  std::int64_t customers = 0;
  double share = 0;
  bool ended = false;                // it was over (had not begun) before all steps were taken
};
BOOST_DESCRIBE_STRUCT(PathTold, (), (activities, customers, share, ended))
struct PathLinkTold {
  std::int64_t step = 0;             // from the start (0) to the first step, …
  ActivityTold from;
  std::optional<ActivityTold> to;    // none: it was over
  std::int64_t customers = 0;
};
BOOST_DESCRIBE_STRUCT(PathLinkTold, (), (step, from, to, customers))
struct PathsGroup {
  std::string value;
  std::int64_t n = 0, different = 0;
  std::vector<PathTold> paths;
};
BOOST_DESCRIBE_STRUCT(PathsGroup, (), (value, n, different, paths))
struct PathsAnswer : Told {
  std::int64_t different = 0;        // paths, told or not
  std::vector<PathTold> paths;
  std::vector<PathLinkTold> links;
  std::vector<PathsGroup> groups;
};
BOOST_DESCRIBE_STRUCT(PathsAnswer, (Told), (different, paths, links, groups))

struct CohortTold {
  std::string start;                 // the day on which its period begins, in the zone
  std::int64_t size = 0;
  std::vector<std::int64_t> returned;
};
BOOST_DESCRIBE_STRUCT(CohortTold, (), (start, size, returned))
struct RetentionGroup {
  std::string value;
  std::vector<CohortTold> cohorts;
};
BOOST_DESCRIBE_STRUCT(RetentionGroup, (), (value, cohorts))
struct RetentionAnswer : Told {
  std::vector<CohortTold> cohorts;
  std::vector<RetentionGroup> groups;
};
BOOST_DESCRIBE_STRUCT(RetentionAnswer, (Told), (cohorts, groups))

struct TimeClass {
  double from_seconds = 0, to_seconds = 0;   // from inclusive
  std::int64_t count = 0;
};
BOOST_DESCRIBE_STRUCT(TimeClass, (), (from_seconds, to_seconds, count))
struct TimeTold {
  std::int64_t starts = 0, open = 0;         // starts without an end
  std::optional<double> mean_seconds, median_seconds, p90_seconds;
  std::vector<TimeClass> classes;
  std::optional<ShareTold> promise;          // kept, of those that are due
};
BOOST_DESCRIBE_STRUCT(TimeTold, (), (starts, open, mean_seconds, median_seconds, p90_seconds, classes, promise))
struct TimeGroup : TimeTold {
  std::string value;
  std::int64_t n = 0;
};
BOOST_DESCRIBE_STRUCT(TimeGroup, (TimeTold), (value, n))
struct TimeAnswer : Told {
  TimeTold all;
  std::vector<TimeGroup> groups;
};
BOOST_DESCRIBE_STRUCT(TimeAnswer, (Told), (all, groups))

struct RepeatsTold {
  std::int64_t contacts = 0, repeats = 0, open = 0;   // open: chains whose window has not closed
  double repeat_rate = 0;                             // repeats of all contacts
  ShareTold resolved_at_first;                        // first contact resolution
};
BOOST_DESCRIBE_STRUCT(RepeatsTold, (), (contacts, repeats, open, repeat_rate, resolved_at_first))
struct RepeatsGroup : RepeatsTold {
  std::string value;
  std::int64_t n = 0;
};
BOOST_DESCRIBE_STRUCT(RepeatsGroup, (RepeatsTold), (value, n))
struct RepeatsAnswer : Told {
  RepeatsTold all;
  std::vector<RepeatsGroup> groups;
};
BOOST_DESCRIBE_STRUCT(RepeatsAnswer, (Told), (all, groups))

}  // namespace journey
