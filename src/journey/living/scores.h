// All that was told at one place, each kind of score for itself (domain.md §1 and §2).
#pragma once
#include "journey/experience.h"
#include "journey/living/differences.h"

namespace journey {

struct Scores {
  Sums perception, expectation, gap, ces, stars, sentiment;   // gap: perception minus expectation, of those who told both
  Recommending nps;
  Count csat;                               // 4 and 5, of all
  Count easy;                               // 5 to 7, of all of ces

  void add(const Experience& told);         // all but the gap
  void operator+=(const Scores& other);
};

// A share of those who answered.
struct ScoreShare : ShareTold {
  bool hidden = false, few = false;
};
BOOST_DESCRIBE_STRUCT(ScoreShare, (ShareTold), (hidden, few))
struct Effort {
  Mean mean;
  ScoreShare share;                         // of those who found it easy
};
BOOST_DESCRIBE_STRUCT(Effort, (), (mean, share))

// What there is of each kind. Scores as they were given (perception, expectation and effort 1 … 7, stars 1 … 5); sentiment -1 … 1.
struct ScoresTold {
  std::optional<Mean> perception, expectation, gap, stars, sentiment;
  std::optional<Nps> nps;
  std::optional<ScoreShare> csat;
  std::optional<Effort> ces;
};
BOOST_DESCRIBE_STRUCT(ScoresTold, (), (perception, expectation, gap, stars, sentiment, nps, csat, ces))
ScoresTold told(const Scores& scores);

}  // namespace journey
