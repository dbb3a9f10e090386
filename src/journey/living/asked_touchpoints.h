// The question `touchpoints` and its answer in words: the living numbers of a journey map.
#pragma once
#include "journey/asked_cells.h"
#include "journey/living/touchpoints_behind.h"
#include "journey/map/document.h"
#include "record/interactions.h"

namespace journey {

// Which map a question is about: a stored one by its key, or one that is sent.
struct OnMapAsked : ScopeAsked {
  std::optional<std::string> journey;
  std::optional<Map> map;
};
BOOST_DESCRIBE_STRUCT(OnMapAsked, (ScopeAsked), (journey, map))

// What the answer is held against: another period, or other customers, or both. What is left out is everything.
struct ComparedAsked {
  std::optional<base::Time> from, to;
  std::optional<MatchAsked> filter;
  static bool required(std::string_view) { return false; }
};
BOOST_DESCRIBE_STRUCT(ComparedAsked, (), (from, to, filter))

struct TouchpointsAsked : OnMapAsked {
  std::optional<ComparedAsked> compare;
  std::optional<base::Time> as_of;       // "now"; now when left out
};
BOOST_DESCRIBE_STRUCT(TouchpointsAsked, (OnMapAsked), (compare, as_of))

// What became of the promise that somebody spoke about afterwards; none: none was made.
enum class AfterPromise { kept, late, missing, open, none };
BOOST_DESCRIBE_ENUM(AfterPromise, kept, late, missing, open, none)
struct AfterPromiseTold : ScoresTold {
  AfterPromise promise = AfterPromise::none;
};
BOOST_DESCRIBE_STRUCT(AfterPromiseTold, (ScoresTold), (promise))

struct PromiseTold {
  ShareTold kept;                        // of those that are due or were met
  std::int64_t late = 0, overdue = 0;    // broken: met late; its time passed without
  std::int64_t open = 0;                 // not due yet
  std::vector<AfterPromiseTold> scores;  // what was told at the touchpoint, by what became of the promise
};
BOOST_DESCRIBE_STRUCT(PromiseTold, (), (kept, late, overdue, open, scores))

struct NextTold {
  std::int64_t n = 0;
  double median_seconds = 0, p90_seconds = 0;
};
BOOST_DESCRIBE_STRUCT(NextTold, (), (n, median_seconds, p90_seconds))

// Of customers, where they were last at the touchpoint: who did nothing more on the map within its time.
struct DropOffTold : ShareTold {
  std::int64_t open = 0;                 // it is not over yet
};
BOOST_DESCRIBE_STRUCT(DropOffTold, (ShareTold), (open))

struct TrendTold : ScoresTold {
  std::string start;                     // the Monday on which the week begins, UTC
  std::int64_t interactions = 0, customers = 0;
};
BOOST_DESCRIBE_STRUCT(TrendTold, (ScoresTold), (start, interactions, customers))

struct TouchpointTold : ScoresTold {
  std::string key;
  std::int64_t interactions = 0, customers = 0;
  std::optional<PromiseTold> promise;
  std::optional<RepeatsTold> repeats;
  std::optional<NextTold> next;          // to the next interaction on the map
  DropOffTold drop_off;
  std::vector<TrendTold> trend;          // the last weeks; not of groups
};
BOOST_DESCRIBE_STRUCT(TouchpointTold, (ScoresTold), (key, interactions, customers, promise, repeats, next, drop_off, trend))

struct StageTold : ScoresTold {
  std::string key;
  std::int64_t customers = 0;
};
BOOST_DESCRIBE_STRUCT(StageTold, (ScoresTold), (key, customers))

// To the touchpoint itself, on to a later one of the same or the next stage, past a whole stage, or back. In a loop the first stage comes
// after the last.
enum class FlowKind { next, skip, back, again };
BOOST_DESCRIBE_ENUM(FlowKind, next, skip, back, again)
struct TouchpointFlowTold {
  std::string from, to;
  FlowKind kind = FlowKind::next;
  std::int64_t customers = 0, count = 0;
  double median_seconds = 0;
};
BOOST_DESCRIBE_STRUCT(TouchpointFlowTold, (), (from, to, kind, customers, count, median_seconds))

struct UncoveredTold {
  ActivityTold activity;
  std::int64_t interactions = 0;
};
BOOST_DESCRIBE_STRUCT(UncoveredTold, (), (activity, interactions))

struct TouchpointsGroup {
  std::string value;
  std::int64_t n = 0;
  std::vector<TouchpointTold> touchpoints;
};
BOOST_DESCRIBE_STRUCT(TouchpointsGroup, (), (value, n, touchpoints))

struct TouchpointsCompared {
  std::int64_t n = 0;
  std::vector<TouchpointTold> touchpoints;
  std::vector<StageTold> stages;
};
BOOST_DESCRIBE_STRUCT(TouchpointsCompared, (), (n, touchpoints, stages))

enum class Measure { perception, expectation, gap, nps, csat, ces, stars, sentiment, promise, resolved_at_first, drop_off };
BOOST_DESCRIBE_ENUM(Measure, perception, expectation, gap, nps, csat, ces, stars, sentiment, promise, resolved_at_first, drop_off)
// This minus what it is compared with. `real`: beyond chance, also as one of all that were compared (q below 0.05, Benjamini and Hochberg).
struct ChangeTold {
  std::string key;
  Measure measure = Measure::perception;
  double difference = 0, low = 0, high = 0, p = 1, q = 1;
  bool real = false;
};
BOOST_DESCRIBE_STRUCT(ChangeTold, (), (key, measure, difference, low, high, p, q, real))

struct TouchpointsAnswer : Told {
  std::vector<TouchpointTold> touchpoints;         // in the order of the map
  std::vector<StageTold> stages;                   // the emotion curve
  std::vector<TouchpointFlowTold> flows;
  std::vector<UncoveredTold> uncovered;            // activities of which something is on no touchpoint, the commonest first
  std::int64_t uncovered_interactions = 0;
  Unowned unowned;
  std::vector<TouchpointsGroup> groups;
  std::optional<TouchpointsCompared> compared;
  std::vector<ChangeTold> changes;
};
BOOST_DESCRIBE_STRUCT(TouchpointsAnswer, (Told), (touchpoints, stages, flows, uncovered, uncovered_interactions, unowned, groups, compared, changes))

// Of a touchpoint, of all touchpoints of a stage, or of all of the map.
struct TouchpointsCellAsked : CellAsked {
  std::optional<std::string> touchpoint, stage;
  TouchpointMeasure measure = TouchpointMeasure::customers;
  std::optional<std::string> to;
  std::optional<record::ScoreKind> score;
};
BOOST_DESCRIBE_STRUCT(TouchpointsCellAsked, (CellAsked), (touchpoint, stage, measure, to, score))
struct TouchpointsPeopleAsked : OpenedAsked {
  TouchpointsAsked question;
  TouchpointsCellAsked cell;
};
BOOST_DESCRIBE_STRUCT(TouchpointsPeopleAsked, (OpenedAsked), (question, cell))

// The interactions behind a cell, the newest in the log first.
struct TouchpointsInteractionsAsked : OpenedAsked {
  TouchpointsAsked question;
  TouchpointsCellAsked cell;
};
BOOST_DESCRIBE_STRUCT(TouchpointsInteractionsAsked, (OpenedAsked), (question, cell))
struct InteractionsTold {
  std::vector<record::Interaction> items;
  std::int64_t total = 0, position = 0;
  std::optional<std::string> next;
};
BOOST_DESCRIBE_STRUCT(InteractionsTold, (), (items, total, position, next))

}  // namespace journey
