// The numbers of answers (cells) as people and programs name them, to open the customers behind them: the fields of a cell are
// those that the answer told it by. `value`: that of the group, where the answer was told by a dimension; without it, of all.
#pragma once
#include "journey/asked.h"
#include "journey/between.h"
#include "journey/flow.h"
#include "journey/repeats.h"

namespace journey {

struct CellAsked {
  std::optional<std::string> value;
  static bool required(std::string_view) { return false; }
};
BOOST_DESCRIBE_STRUCT(CellAsked, (), (value))

// A step: who came to `step` (from 1), and no further when `dropped`.
struct FunnelCellAsked : CellAsked {
  std::int64_t step = 1;
  bool dropped = false;
};
BOOST_DESCRIBE_STRUCT(FunnelCellAsked, (CellAsked), (step, dropped))

// An edge (`from` and `to`), or an activity: anywhere, or where the sequence begins or ends. Neither: everybody.
struct FlowCellAsked : CellAsked {
  std::optional<ActivityTold> from, to, activity;
  FlowPlace place = FlowPlace::anywhere;
};
BOOST_DESCRIBE_STRUCT(FlowCellAsked, (CellAsked), (from, to, activity, place))

// A path as it was told, or a link. Neither: all who had the start.
struct PathLinkAsked {
  std::int64_t step = 0;
  ActivityTold from;
  std::optional<ActivityTold> to;
};
BOOST_DESCRIBE_STRUCT(PathLinkAsked, (), (step, from, to))
struct PathsCellAsked : CellAsked {
  std::vector<ActivityTold> activities;
  std::optional<PathLinkAsked> link;
};
BOOST_DESCRIBE_STRUCT(PathsCellAsked, (CellAsked), (activities, link))

// A cohort by the day on which it begins, or all of them; in it who came back (did not, when `returned` is false) in the period so
// many behind the first.
struct RetentionCellAsked : CellAsked {
  std::optional<std::string> start;
  std::optional<std::int64_t> after;
  bool returned = true;
};
BOOST_DESCRIBE_STRUCT(RetentionCellAsked, (CellAsked), (start, after, returned))

// Customers with a start of this kind; of those that ended, only from … before so many seconds.
struct TimeCellAsked : CellAsked {
  BetweenKind of = BetweenKind::all;
  std::optional<double> from_seconds, to_seconds;
};
BOOST_DESCRIBE_STRUCT(TimeCellAsked, (CellAsked), (of, from_seconds, to_seconds))

struct RepeatsCellAsked : CellAsked {
  RepeatsKind of = RepeatsKind::contacts;
};
BOOST_DESCRIBE_STRUCT(RepeatsCellAsked, (CellAsked), (of))

// The customers behind a cell, by number of the customer: as many as `limit`, from behind `cursor` (the `next` of the page before).
struct PageAsked {
  std::optional<std::string> cursor;
  std::optional<std::int64_t> limit;
};
BOOST_DESCRIBE_STRUCT(PageAsked, (), (cursor, limit))

// One shape a question: itself, and the cell of its answer.
struct OpenedAsked : PageAsked {
  static bool required(std::string_view name) { return name == "question"; }
};
BOOST_DESCRIBE_STRUCT(OpenedAsked, (PageAsked), ())
struct FunnelPeopleAsked : OpenedAsked {
  FunnelAsked question;
  FunnelCellAsked cell;
};
BOOST_DESCRIBE_STRUCT(FunnelPeopleAsked, (OpenedAsked), (question, cell))
struct FlowPeopleAsked : OpenedAsked {
  FlowAsked question;
  FlowCellAsked cell;
};
BOOST_DESCRIBE_STRUCT(FlowPeopleAsked, (OpenedAsked), (question, cell))
struct PathsPeopleAsked : OpenedAsked {
  PathsAsked question;
  PathsCellAsked cell;
};
BOOST_DESCRIBE_STRUCT(PathsPeopleAsked, (OpenedAsked), (question, cell))
struct RetentionPeopleAsked : OpenedAsked {
  RetentionAsked question;
  RetentionCellAsked cell;
};
BOOST_DESCRIBE_STRUCT(RetentionPeopleAsked, (OpenedAsked), (question, cell))
struct TimePeopleAsked : OpenedAsked {
  TimeAsked question;
  TimeCellAsked cell;
};
BOOST_DESCRIBE_STRUCT(TimePeopleAsked, (OpenedAsked), (question, cell))
struct RepeatsPeopleAsked : OpenedAsked {
  RepeatsAsked question;
  RepeatsCellAsked cell;
};
BOOST_DESCRIBE_STRUCT(RepeatsPeopleAsked, (OpenedAsked), (question, cell))

}  // namespace journey
