// A full run: builds the index anew, learns the model, compares everybody with whom they share a key, and renews the
// suggestions. Memory: 16 bytes a key of the people in hand, a bounded cache of people, and the pairs that may be matches.
#pragma once
#include <atomic>
#include <functional>
#include <string>

#include "record/linkage/suggest.h"

namespace record::linkage {

enum class Step { reading, learning, comparing, writing, done };
BOOST_DESCRIBE_ENUM(Step, reading, learning, comparing, writing, done)

struct Progress {
  Step step = Step::reading;
  std::int64_t done = 0, of = 0;   // people read, pairs compared, suggestions written
};
BOOST_DESCRIBE_STRUCT(Progress, (), (step, done, of))

// Known truth: an identity ("user_id:17") and whom it belongs to; those with one `entity` are one person.
struct KnownPerson {
  std::string identity, entity;
  static bool required(std::string_view) { return true; }
};
BOOST_DESCRIBE_STRUCT(KnownPerson, (), (identity, entity))

struct CurvePoint {
  double threshold = 0;
  std::int64_t shown = 0, right = 0;
  double precision = 0, recall = 0;
};
BOOST_DESCRIBE_STRUCT(CurvePoint, (), (threshold, shown, right, precision, recall))
struct Quality {
  std::int64_t people = 0, true_pairs = 0, compared_pairs = 0, compared_true = 0;
  double blocking_recall = 0;     // true pairs that were compared at all
  std::vector<CurvePoint> curve;
};
BOOST_DESCRIBE_STRUCT(Quality, (), (people, true_pairs, compared_pairs, compared_true, blocking_recall, curve))

struct RuleCount {
  Rule rule = Rule::birth_date;
  std::int64_t blocks = 0, pairs = 0, too_large = 0;   // too_large: keys passed over
};
BOOST_DESCRIBE_STRUCT(RuleCount, (), (rule, blocks, pairs, too_large))

struct RunResult {
  std::int64_t model = 0, people = 0, compared = 0, sure = 0, look = 0;
  double lambda = 0, seconds = 0;
  bool few_people = false;
  std::vector<RuleCount> rules;
  std::optional<Quality> quality;
};
BOOST_DESCRIBE_STRUCT(RunResult, (), (model, people, compared, sure, look, lambda, seconds, few_people, rules, quality))

struct RunOptions {
  std::vector<KnownPerson> truth;                       // empty: no quality is reported
  std::function<void(const Progress&)> progress = [](const Progress&) {};
  std::function<bool()> stop = [] { return false; };    // asked often; a stopped run leaves suggestions as they are
};

// Any thread, one at a time (Linker sees to that). Throws Error(unavailable) when it was stopped.
RunResult run(Record& record, const RunOptions& options);

}  // namespace record::linkage
