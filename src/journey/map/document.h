// A customer journey map, as it is written, kept, exchanged and asked about: one document, the same names in JSON. Numbers are
// not in it: they are counted from interactions (journey/living), by the matchers that stand here.
//
// Keys name a thing for good (comments, links and edits of others point at them): `[a-z0-9-]{1,40}`, unique in their list.
// Whoever makes one for a new thing takes one that nobody else would take at the same time (a few random letters behind it).
// Plain values and functions: safe from any thread.
#pragma once
#include "journey/asked.h"
#include "record/heard.h"

namespace journey {

enum class MapKind { line, loop };
BOOST_DESCRIBE_ENUM(MapKind, line, loop)
enum class BarrierKind { no_help, too_much_trouble, fear_of_conflict, no_channel };   // why people don't complain
BOOST_DESCRIBE_ENUM(BarrierKind, no_help, too_much_trouble, fear_of_conflict, no_channel)
enum class PlanPart { design, deliver, develop };
BOOST_DESCRIBE_ENUM(PlanPart, design, deliver, develop)
enum class TaskState { open, doing, done };
BOOST_DESCRIBE_ENUM(TaskState, open, doing, done)
enum class OutcomeKind { happens, revenue, score };
BOOST_DESCRIBE_ENUM(OutcomeKind, happens, revenue, score)

struct Stage {
  std::string key, name, description, owner, department, region;
};
BOOST_DESCRIBE_STRUCT(Stage, (), (key, name, description, owner, department, region))

// A commitment that interactions keep or break. Either `within` and `after`: from each interaction that `after` holds to the first of
// the touchpoint's own behind it (of the same case, where the map has one). Or `due`: interactions tell a due time themselves
// (dimension `promise`, property `promised_at`); `made_by`: only what these told, the touchpoint's own when left out.
struct Promise {
  std::string text;
  std::optional<std::string> within;
  std::optional<MatchAsked> after;
  bool due = false;
  std::optional<MatchAsked> made_by;
};
BOOST_DESCRIBE_STRUCT(Promise, (), (text, within, after, due, made_by))

struct ContentLink {
  std::string key, title, url;
};
BOOST_DESCRIBE_STRUCT(ContentLink, (), (key, title, url))

struct Barrier {
  BarrierKind kind = BarrierKind::no_help;
  std::string note;
};
BOOST_DESCRIBE_STRUCT(Barrier, (), (kind, note))

// What a task is expected to bring, with its interval; `unit`: "customers", "share", or a currency (then minor units).
struct Expected {
  std::string text;
  double low = 0, value = 0, high = 0;
  std::string unit;
};
BOOST_DESCRIBE_STRUCT(Expected, (), (text, low, value, high, unit))

struct Task {
  std::string key;
  PlanPart part = PlanPart::design;
  std::string title, owner;
  std::optional<std::string> due;          // a day: 2024-05-31
  TaskState state = TaskState::open;
  std::optional<base::Time> done_at;       // when it became done: filled in where a task is done and none is given
  std::optional<Expected> expected;
};
BOOST_DESCRIBE_STRUCT(Task, (), (key, part, title, owner, due, state, done_at, expected))

struct Touchpoint {
  std::string key, name, stage;            // the stage's key
  std::vector<std::string> channels;
  std::string description, expects, emotion, function, owner, department, region;
  bool moment_of_truth = false;
  std::optional<MatchAsked> match;         // what happens here ({}: everything; none: nothing yet)
  std::optional<MatchAsked> answers;       // what people say about it (answers of surveys, reviews): scores and sentiment, no volume
  std::optional<Promise> promise;
  std::optional<MatchAsked> complaint;     // what counts as a complaint about it
  std::optional<MatchAsked> contact;       // contacts whose repetition counts here; its own of direction in when left out
  std::vector<ContentLink> links;
  std::vector<Barrier> barriers;
  std::vector<Task> plan;
};
BOOST_DESCRIBE_STRUCT(Touchpoint, (), (key, name, stage, channels, description, expects, emotion, function, owner, department, region, moment_of_truth, match, answers, promise, complaint, contact, links, barriers, plan))

// What a map is for: a thing that customers do afterwards, what they pay, or what they say.
struct Outcome {
  std::string key, name;
  OutcomeKind kind = OutcomeKind::happens;
  MatchAsked match;
  std::string within = "90d";
  std::optional<record::ScoreKind> score;  // of kind score
  bool same_case = false;
  bool good = true;                        // more of it is better
  std::optional<record::Amount> value;     // what one customer's outcome is worth
};
BOOST_DESCRIBE_STRUCT(Outcome, (), (key, name, kind, match, within, score, same_case, good, value))

// The market-at-risk calculation (domain: lost, told, hearers). Shares are 0 … 1; satisfied + mollified + dissatisfied = 1.
struct RiskAssumptions {
  std::optional<std::int64_t> customers;   // counted when left out
  double problem_rate = 0, complaint_rate = 0;
  double satisfied = 0, mollified = 0, dissatisfied = 1;
  double loss_satisfied = 0, loss_mollified = 0, loss_dissatisfied = 0, loss_silent = 0;
  std::optional<record::Amount> value;     // of a customer
  double told_satisfied = 0, told_mollified = 0, told_dissatisfied = 0, told_silent = 0;
  double hearers_lost = 0;
  std::optional<std::int64_t> respondents; // of the survey that the shares are from: gives the interval
};
BOOST_DESCRIBE_STRUCT(RiskAssumptions, (), (customers, problem_rate, complaint_rate, satisfied, mollified, dissatisfied, loss_satisfied, loss_mollified, loss_dissatisfied, loss_silent, value, told_satisfied, told_mollified,
                                            told_dissatisfied, told_silent, hearers_lost, respondents))

struct Map {
  std::string key, name;
  MapKind kind = MapKind::line;
  std::string description, owner, department, region;
  std::optional<std::string> case_;        // a dimension: interactions of one order belong together
  std::string drop_off_within = "30d";     // nothing more on the map within this: dropped off
  std::vector<Stage> stages;
  std::vector<Touchpoint> touchpoints;     // their order here is the order within their stage
  std::vector<Outcome> outcomes;
  std::vector<std::string> adjust;         // dimensions that effects are adjusted for
  std::optional<RiskAssumptions> risk;
};
BOOST_DESCRIBE_STRUCT(Map, (), (key, name, kind, description, owner, department, region, case_, drop_off_within, stages, touchpoints, outcomes, adjust, risk))

// Throws Error(invalid) that names the place ("touchpoints[3].promise.within"). What data there is, it doesn't ask: a map may be
// written before the first interaction is heard.
void check(const Map& map, const std::string& path = {});
// Reads and checks; fills in `done_at`.
Map read_map(const base::Json& json, const std::string& path = {});

bool is_key(std::string_view text);
// A key out of a name, "" where nothing of it can stand in one: "After sales" -> "after-sales".
std::string key_of(std::string_view name);

// Nobody answers for them: those without an owner of their own. (The map's owner answers for the map as a whole.)
struct Unowned {
  std::vector<std::string> stages, touchpoints;   // keys
};
BOOST_DESCRIBE_STRUCT(Unowned, (), (stages, touchpoints))
Unowned unowned(const Map& map);

}  // namespace journey
