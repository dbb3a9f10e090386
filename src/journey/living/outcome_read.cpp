#include "journey/living/outcome_read.h"

#include <algorithm>

#include "base/text.h"

namespace journey {

const Outcome& outcome_of(const Map& map, const std::string& key) {
  auto found = std::find_if(map.outcomes.begin(), map.outcomes.end(), [&](const Outcome& one) { return one.key == key; });
  if (found != map.outcomes.end()) return *found;
  std::string known;
  for (const auto& one : map.outcomes) known += (known.empty() ? "" : ", ") + one.key;
  throw base::invalid("The map has no outcome \"" + base::shown(key) + "\".", known.empty() ? "Add one to the map: what should customers do afterwards?" : "It has: " + known + ".", "outcome");
}

OutcomeMatch read(const Index& index, const Words& words, const Map& map, const Outcome& outcome) {
  const auto at = "outcomes[" + std::to_string(&outcome - map.outcomes.data()) + "].";
  if (outcome.same_case && !map.case_) throw base::invalid("The outcome is of the same case, and the map does not say what a case is.", "Name the \"case\" of the map.", at + "same_case");
  return {.kind = outcome.kind, .match = words.may_match(outcome.match, at + "match"), .within = read_span(outcome.within, at + "within"), .score = outcome.score, .same_case = outcome.same_case,
          .currency = index.dimensions().find("currency", "currency").number};
}

}  // namespace journey
