// What interactions of an activity carry: money, due times, kept and broken promises, scores. For the proposal of a map.
// Private to propose.cpp.
#pragma once
#include "journey/fold.h"
#include "journey/index.h"

namespace journey {

struct Signs {
  std::int64_t interactions = 0, paid = 0, due = 0, kept = 0, broken = 0;
  std::map<record::ScoreKind, std::int64_t> scores;

  void add(const Signs& other) {
    interactions += other.interactions, paid += other.paid, due += other.due, kept += other.kept, broken += other.broken;
    for (auto [kind, count] : other.scores) scores[kind] += count;
  }
};

// By activity.
std::vector<Signs> signs_of(const Index& index, const View& view, Scope scope);

}  // namespace journey
