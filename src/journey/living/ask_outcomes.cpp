// The question `outcomes`, from words to numbers and back.
#include "journey/living/ask_outcomes.h"

#include "journey/association.h"
#include "journey/living/ask_touchpoints.h"
#include "journey/living/break_effect.h"
#include "journey/living/judge.h"
#include "journey/living/months.h"
#include "journey/living/on_map.h"
#include "journey/living/outcome_read.h"
#include "journey/living/outcomes.h"
#include "journey/living/slope.h"
#include "journey/people.h"

namespace journey {
namespace {

struct Named {
  const Map map;
  MapRead read;
  Scope scope;
  std::vector<std::string> adjust;
  std::vector<DimensionRef> dimensions;

  Named(const Index& index, const Words& words, const OutcomesAsked& asked, const Scope& scope)
      : map(map_of(index, asked)), read(journey::read(index, words, map, asked.as_of.value_or(base::now()).micros)), scope(scope), adjust(asked.adjust.value_or(map.adjust)) {
    if (scope.by) throw base::invalid("Outcomes are not told by groups.", "Ask for one group with \"filter\".", "by");
    within(static_cast<std::int64_t>(adjust.size()), 0, base::limits::adjusted_dimensions, "adjust");
    within(static_cast<std::int64_t>(asked.what_if.size()), 0, base::limits::journey_touchpoints, "what_if");
    for (const auto& name : adjust) dimensions.push_back(index.dimensions().find(name, "adjust"));
    for (std::size_t i = 0; i < asked.what_if.size(); ++i) read.place_of(asked.what_if[i].touchpoint, "what_if[" + std::to_string(i) + "].touchpoint");
    want(this->scope, read);
  }
  OutcomeQuestion of(const Index& index, const Words& words, const Outcome& outcome) const {
    OutcomeQuestion question{.map = &read, .outcome = journey::read(index, words, map, outcome), .adjust = dimensions, .scope = scope};
    want(question.scope, question.outcome.match);
    return question;
  }
};

// What an outcome moves with: how strongly, and how many customers come by there.
struct Move {
  MoveTold told;
  double customers_per_month = 0;
  Estimate worth;                 // of one outcome in money; nothing where it has none
  std::string currency;
};

class Teller {
 public:
  Teller(const Index& index, const View& view, const Words& words, const Named& named, const OutcomesAsked& asked, const Outcome& outcome)
      : index_(index), view_(view), named_(named), asked_(asked), outcome_(outcome), question_(named.of(index, words, outcome)), months_(months_of(view, named.scope, named.read.sight.as_of)) {}

  void tell(std::vector<OutcomeTold>& all) {
    auto calendar = calendar_of(view_, named_.scope);
    auto by_month = calendar ? outcome_by_month(index_.workers(), view_, question_, *calendar) : std::vector<OutcomeMonth>();
    heard_ = outcome_by_heard(index_.workers(), view_, question_);
    BreakQuestion promises{.places = named_.read.places, .signals = {Signal::broken}, .outcome = question_.outcome, .sight = named_.read.sight, .adjust = question_.adjust, .scope = question_.scope};
    broken_ = breakpoints(index_.workers(), view_, promises).breaks;
    std::vector<Code> currencies{0};
    if (outcome_.kind == OutcomeKind::revenue) {
      std::map<Code, std::int64_t> paid;
      for (const auto& month : by_month)
        for (const auto& [currency, sums] : month.paid) paid[currency] += sums.n;
      currencies.clear();
      for (const auto& [currency, n] : paid) currencies.push_back(currency);
      std::stable_sort(currencies.begin(), currencies.end(), [&](Code a, Code b) { return paid[a] > paid[b]; });
    }
    for (auto currency : currencies) {
      OutcomeTold told{.key = outcome_.key, .currency = name_of(currency), .kind = outcome_.kind};
      for (std::uint32_t month = 0; month < by_month.size(); ++month) told.months.push_back(of_month(base::day_string(base::Time{calendar->start(month)}), by_month[month], currency));
      auto moves = moves_of(currency);
      for (const auto& move : moves) told.moves.push_back(move.told);
      for (const auto& one : asked_.what_if) what_if(one, moves, told);
      all.push_back(std::move(told));
    }
  }

 private:
  OutcomeMonthTold of_month(std::string start, const OutcomeMonth& month, Code currency) const {
    OutcomeMonthTold told{.start = std::move(start), .open = month.open};
    if (outcome_.kind == OutcomeKind::happens) told.share = share_of(std::llround(month.all.sum), month.all.n);
    else told.mean = mean_of(outcome_.kind == OutcomeKind::score ? month.all : money_of(month.all, month.paid, currency));
    return told;
  }
  // Who paid nothing, or in another currency, counts with 0.
  static Sums money_of(const Sums& all, const std::map<Code, Sums>& paid, Code currency) {
    auto found = paid.find(currency);
    return found == paid.end() ? Sums{all.n, 0, 0} : Sums{all.n, found->second.sum, found->second.squares};
  }

  std::vector<Move> moves_of(Code currency) const {
    std::vector<Move> moves;
    for (const auto& one : broken_) {
      auto effect = break_effect(one, outcome_.kind, currency);
      const auto n = effect.n_bad + effect.n_good;
      if (std::min(effect.n_bad, effect.n_good) < told_from) continue;
      Move move{.told = {.touchpoint = named_.read.touchpoints[one.place]->key, .n = n, .now = static_cast<double>(effect.n_good) / static_cast<double>(n),
                         .per_point = -effect.effect, .low = -effect.high, .high = -effect.low, .p = effect.p, .few = std::min(effect.n_bad, effect.n_good) < sure_from},
                .customers_per_month = per_month(n + one.open + one.early + one.missing)};
      worth(move, one, currency);
      moves.push_back(std::move(move));
    }
    for (const auto& one : heard_) {
      std::vector<std::vector<SlopeCell>> strata;
      Break all;
      for (const auto& [values, scores] : one.strata) {
        auto& cells = strata.emplace_back();
        for (const auto& [score, tally] : scores) {
          std::map<Code, Sums> paid;
          for (const auto& [code, sums] : tally.paid) paid[code] = sums[0];
          cells.push_back({static_cast<double>(score) / 1000, outcome_.kind == OutcomeKind::revenue ? money_of(tally.of[0], paid, currency) : tally.of[0]});
          all.strata[values] += tally;
        }
      }
      auto slope = slope_of(strata);
      if (slope.n < told_from) continue;
      Move move{.told = {.touchpoint = named_.read.touchpoints[one.place]->key, .by = static_cast<MovedBy>(static_cast<int>(one.kind) + 1), .n = slope.n, .now = slope.score,
                         .per_point = slope.slope, .low = slope.low, .high = slope.high, .p = slope.p, .few = slope.n < sure_from},
                .customers_per_month = per_month(one.customers)};
      worth(move, all, currency);
      moves.push_back(std::move(move));
    }
    std::vector<double> p;
    for (const auto& move : moves) p.push_back(move.told.p);
    auto q = false_discovery_rates(p);
    for (std::size_t i = 0; i < q.size(); ++i) moves[i].told.q = q[i], moves[i].told.real = q[i] < discovery_rate && !moves[i].told.few;
    return moves;
  }

  // Given, or measured of those who had it, in the currency that most paid in.
  void worth(Move& move, const Break& found, Code currency) const {
    if (outcome_.kind == OutcomeKind::revenue) move.worth = {1, 0}, move.currency = name_of(currency);
    if (outcome_.kind != OutcomeKind::happens) return;
    if (outcome_.value) {
      move.worth = {static_cast<double>(outcome_.value->minor), 0}, move.currency = outcome_.value->currency;
    } else if (auto currencies = currencies_of(found); !currencies.empty()) {
      move.worth = worth_of(found, currencies[0]), move.currency = name_of(currencies[0]);
    }
  }

  void what_if(const WhatIfAsked& one, const std::vector<Move>& moves, OutcomeTold& into) const {
    auto found = std::find_if(moves.begin(), moves.end(), [&](const Move& move) { return move.told.touchpoint == one.touchpoint && move.told.by == one.by; });
    if (found == moves.end()) return;
    const auto from = one.from.value_or(found->told.now), by = one.to - from;
    const auto a = by * found->told.low, b = by * found->told.high;
    WhatIfTold told{.touchpoint = one.touchpoint, .by = one.by, .n = found->told.n, .from = from, .to = one.to, .difference = by * found->told.per_point, .low = std::min(a, b), .high = std::max(a, b), .customers_per_month = found->customers_per_month};
    if (outcome_.kind == OutcomeKind::happens) {
      told.more_per_month = told.customers_per_month * told.difference;
      told.more_low = told.customers_per_month * told.low;
      told.more_high = told.customers_per_month * told.high;
    }
    if (!found->currency.empty()) {
      auto gain = loss_of(told.customers_per_month, {told.difference, (told.high - told.low) / 2 / z95}, found->worth);
      told.money_per_month = LossTold{std::llround(gain.value), std::llround(gain.low), std::llround(gain.high), found->currency};
    }
    into.what_if.push_back(std::move(told));
  }

  double per_month(std::int64_t customers) const { return months_ > 0 ? static_cast<double>(customers) / months_ : 0; }
  std::string name_of(Code currency) const { return currency ? index_.dimensions().value({false, question_.outcome.currency}, currency) : std::string(); }

  const Index& index_;
  const View& view_;
  const Named& named_;
  const OutcomesAsked& asked_;
  const Outcome& outcome_;
  const OutcomeQuestion question_;
  const double months_;
  std::vector<HeardAt> heard_;
  std::vector<Break> broken_;
};

}  // namespace

OutcomesAnswer ask(const Index& index, const OutcomesAsked& asked) {
  return answered<OutcomesAnswer>(index, asked, [&](const View& view, const Words& words, const Scope& scope) {
    const Named named(index, words, asked, scope);
    OutcomesAnswer answer;
    answer.n = static_cast<std::int64_t>(people_on(index.workers(), view, named.read, scope).size());
    answer.adjusted_for = named.adjust;
    if (asked.outcome) {
      Teller(index, view, words, named, asked, outcome_of(named.map, *asked.outcome)).tell(answer.outcomes);
    } else {
      for (const auto& outcome : named.map.outcomes) Teller(index, view, words, named, asked, outcome).tell(answer.outcomes);
    }
    return answer;
  });
}

PeopleTold ask(const Index& index, const OutcomesPeopleAsked& asked) {
  return people(index, asked.question, asked, asked.cell.value, [&](const View& view, const Words& words, const Scope& scope, std::optional<Code>) {
    const Named named(index, words, asked.question, scope);
    const auto question = named.of(index, words, outcome_of(named.map, asked.cell.outcome));
    auto calendar = calendar_of(view, named.scope);
    for (std::uint32_t month = 0; calendar && month < calendar->count(); ++month)
      if (base::day_string(base::Time{calendar->start(month)}) == asked.cell.start) return people_of(index.workers(), view, question, *calendar, {month, asked.cell.had});
    throw base::invalid("\"cell.start\" is no month of the period.", "Send the \"start\" of the month as the answer told it: 2026-01-01.", "cell.start");
  });
}

}  // namespace journey
