#include "journey/living/judge.h"

#include "journey/association.h"
#include "journey/living/break_effect.h"

namespace journey {
namespace {

std::optional<WhyNot> why_not(const BreakTold& one, double least, bool more_is_good) {
  if (std::min(one.n_bad, one.n_good) < sure_from) return WhyNot::few;
  if (one.q >= discovery_rate || (one.low <= 0 && one.high >= 0)) return WhyNot::not_sure;
  if (worse(one.effect, more_is_good) <= 0) return WhyNot::better;
  if (std::abs(one.effect) < least) return WhyNot::small;
  return std::nullopt;
}

}  // namespace

void judge(std::vector<BreakTold>& breaks, OutcomeKind kind, std::optional<record::ScoreKind> score, bool more_is_good) {
  std::vector<double> p;
  for (const auto& one : breaks) p.push_back(one.p);
  const auto q = false_discovery_rates(p);
  for (std::size_t i = 0; i < q.size(); ++i) {
    auto& one = breaks[i];
    one.q = q[i];
    one.why_not = why_not(one, least_effect(kind, score, one.outcome_good), more_is_good);
    one.is_break = !one.why_not;
  }
  // What one outcome is worth is the same for all.
  auto lost = [&](const BreakTold& one) { return one.per_month * worse(one.effect, more_is_good); };
  std::stable_sort(breaks.begin(), breaks.end(), [&](const BreakTold& a, const BreakTold& b) { return a.is_break != b.is_break ? a.is_break : lost(a) > lost(b); });
}

}  // namespace journey
