#include "journey/living/break_effect.h"

#include "journey/association.h"
#include "journey/living/effect_on_mean.h"
#include "journey/map/document.h"

namespace journey {
namespace {

void of_shares(const Break& found, BreakEffect& told) {
  std::vector<Stratum> strata;
  for (const auto& [values, tally] : found.strata) {
    Stratum stratum{.values = values};
    for (int bad : {0, 1}) {
      stratum.n[bad][1] = std::llround(tally.of[bad].sum);
      stratum.n[bad][0] = tally.of[bad].n - stratum.n[bad][1];
    }
    strata.push_back(std::move(stratum));
  }
  auto effect = associate(strata);
  told.effect = effect.effect, told.low = effect.low, told.high = effect.high, told.p = effect.p;
  told.ratio = effect.ratio, told.ratio_low = effect.ratio_low, told.ratio_high = effect.ratio_high;
  told.few_outcomes = effect.ridge;
}

void of_means(const std::vector<MeanStratum>& strata, BreakEffect& told) {
  auto effect = effect_on_mean(strata);
  told.effect = effect.effect, told.low = effect.low, told.high = effect.high, told.p = effect.p;
}

}  // namespace

BreakEffect break_effect(const Break& found, OutcomeKind kind, Code currency) {
  BreakEffect told;
  std::vector<MeanStratum> strata;
  Sums all[2];
  for (const auto& [values, tally] : found.strata) {
    MeanStratum stratum{.values = values};
    for (int bad : {0, 1}) {
      stratum.of[bad] = tally.of[bad];
      if (kind == OutcomeKind::revenue) {
        // Who paid nothing, or in another currency, counts with 0.
        auto paid = tally.paid.find(currency);
        stratum.of[bad].sum = paid == tally.paid.end() ? 0 : paid->second[static_cast<std::size_t>(bad)].sum;
        stratum.of[bad].squares = paid == tally.paid.end() ? 0 : paid->second[static_cast<std::size_t>(bad)].squares;
      }
      all[bad] += stratum.of[bad];
    }
    strata.push_back(std::move(stratum));
  }
  told.n_bad = all[1].n, told.n_good = all[0].n;
  told.outcome_bad = all[1].mean(), told.outcome_good = all[0].mean();
  if (std::min(told.n_bad, told.n_good) < told_from) return told;
  if (kind == OutcomeKind::happens) of_shares(found, told);
  else of_means(strata, told);
  return told;
}

Estimate worth_of(const Break& found, Code currency) {
  Sums worth;
  double had = 0;
  for (const auto& [values, tally] : found.strata) {
    had += tally.of[0].sum + tally.of[1].sum;
    if (auto paid = tally.paid.find(currency); paid != tally.paid.end()) worth += paid->second[0], worth += paid->second[1];
  }
  worth.n = std::llround(had);
  return {worth.mean(), std::sqrt(worth.variance_of_mean())};
}

std::vector<Code> currencies_of(const Break& found) {
  std::map<Code, std::int64_t> customers;
  for (const auto& [values, tally] : found.strata)
    for (const auto& [currency, sums] : tally.paid) customers[currency] += sums[0].n + sums[1].n;
  std::vector<Code> order;
  for (const auto& [currency, n] : customers) order.push_back(currency);
  std::stable_sort(order.begin(), order.end(), [&](Code a, Code b) { return customers[a] > customers[b]; });
  return order;
}

double least_effect(OutcomeKind kind, std::optional<record::ScoreKind> score, double outcome_good) {
  constexpr double least = 0.03;
  if (kind == OutcomeKind::happens) return least;
  if (kind == OutcomeKind::revenue) return least * std::abs(outcome_good);
  switch (score.value_or(record::ScoreKind::stars)) {
    case record::ScoreKind::nps: return least * 10;
    case record::ScoreKind::csat:
    case record::ScoreKind::stars: return least * 4;
    default: return least * 6;
  }
}

}  // namespace journey
