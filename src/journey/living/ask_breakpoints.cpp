// The question `breakpoints`, from words to numbers and back.
#include "journey/living/ask_breakpoints.h"

#include <set>

#include "journey/association.h"
#include "journey/living/ask_touchpoints.h"
#include "journey/living/break_effect.h"
#include "journey/living/judge.h"
#include "journey/living/map_read.h"
#include "journey/living/months.h"
#include "journey/living/outcome_read.h"
#include "journey/people.h"

namespace journey {
namespace {

// Who looks at a page twice has not had to ask twice: where the map does not say what a contact is, what customers do alone is none.
void leave_out_what_is_no_contact(const Words& words, MapRead& read) {
  static const std::set<std::string> alone{"web", "app", "store", "post", "review", "survey", "system"};
  for (std::size_t place = 0; place < read.places.size(); ++place) {
    if (read.touchpoints[place]->contact) continue;
    auto& activities = read.places[place].contact.activities;
    for (std::uint32_t a = 0; a < activities.size(); ++a)
      if (activities[a] && alone.contains(words.activity(a).channel)) activities[a] = 0;
  }
}

struct Named {
  const Map map;
  const Outcome& outcome;
  MapRead read;
  BreakQuestion question;
  std::vector<std::string> adjust;

  Named(const Index& index, const Words& words, const BreakpointsAsked& asked, const Scope& scope)
      : map(map_of(index, asked)), outcome(outcome_of(map, asked.outcome)), read(journey::read(index, words, map, asked.as_of.value_or(base::now()).micros)), adjust(asked.adjust.value_or(map.adjust)) {
    if (scope.by) throw base::invalid("Break points are not told by groups: of each there would be too few.", "Ask for one group with \"filter\".", "by");
    read.sight.exposure = read_span(asked.exposure, "exposure");
    leave_out_what_is_no_contact(words, read);
    question = {.places = read.places, .signals = asked.signals.value_or(std::vector<Signal>{Signal::below, Signal::broken, Signal::negative, Signal::repeat, Signal::complaint}),
                .outcome = journey::read(index, words, map, outcome), .sight = read.sight, .scope = scope};
    within(static_cast<std::int64_t>(adjust.size()), 0, base::limits::adjusted_dimensions, "adjust");
    for (const auto& name : adjust) question.adjust.push_back(index.dimensions().find(name, "adjust"));
    want(question.scope, read);
    want(question.scope, question.outcome.match);
  }
};

LossTold money(const Loss& loss, const std::string& currency) { return {std::llround(loss.value), std::llround(loss.low), std::llround(loss.high), currency}; }

class Teller {
 public:
  Teller(const Index& index, const Named& named, double months) : index_(index), named_(named), outcome_(named.outcome), months_(months) {}

  // One for each currency where the outcome is money, else one.
  void tell(const Break& found, BreakpointsAnswer& answer) const {
    auto currencies = currencies_of(found);
    if (outcome_.kind != OutcomeKind::revenue) return tell(found, 0, currencies, answer);
    for (auto currency : currencies) tell(found, currency, {currency}, answer);
  }

 private:
  void tell(const Break& found, Code currency, const std::vector<Code>& currencies, BreakpointsAnswer& answer) const {
    auto effect = break_effect(found, outcome_.kind, currency);
    if (std::min(effect.n_bad, effect.n_good) < told_from) {
      answer.hidden += effect.n_bad + effect.n_good > 0;
      return;
    }
    BreakTold told{.touchpoint = named_.read.touchpoints[found.place]->key, .signal = found.signal, .n_bad = effect.n_bad, .n_good = effect.n_good,
                   .outcome_bad = effect.outcome_bad, .outcome_good = effect.outcome_good, .effect = effect.effect, .low = effect.low, .high = effect.high,
                   .ratio = effect.ratio, .ratio_low = effect.ratio_low, .ratio_high = effect.ratio_high, .p = effect.p,
                   .affected = found.affected, .currency = name_of(currency), .open = found.open, .early = found.early, .missing = found.missing};
    if (effect.ratio) told.e_value = e_value(*effect.ratio);
    if (months_ > 0) told.per_month = static_cast<double>(found.affected) / months_;
    Estimate fall{worse(effect.effect, outcome_.good), (effect.high - effect.low) / 2 / z95};
    if (outcome_.kind == OutcomeKind::revenue) {
      told.loss_per_month = money(loss_of(told.per_month, fall, {1, 0}), told.currency);
    } else if (outcome_.kind == OutcomeKind::happens && outcome_.value) {
      told.loss_per_month = money(loss_of(told.per_month, fall, {static_cast<double>(outcome_.value->minor), 0}), outcome_.value->currency);
    } else if (outcome_.kind == OutcomeKind::happens) {
      for (auto one : currencies) {
        auto loss = money(loss_of(told.per_month, fall, worth_of(found, one)), name_of(one));
        if (told.loss_per_month) told.losses_elsewhere.push_back(loss);
        else told.loss_per_month = loss, told.caveats.push_back(Caveat::measured_worth);
      }
    }
    if (named_.adjust.empty()) told.caveats.push_back(Caveat::not_adjusted);
    if (effect.few_outcomes) told.caveats.push_back(Caveat::few_outcomes);
    if (found.signal == Signal::below || found.signal == Signal::negative || outcome_.kind == OutcomeKind::score) told.caveats.push_back(Caveat::answers_only);
    if (found.open * 4 > effect.n_bad + effect.n_good) told.caveats.push_back(Caveat::many_open);
    answer.breaks.push_back(std::move(told));
  }

  std::string name_of(Code currency) const { return currency ? index_.dimensions().value({false, named_.question.outcome.currency}, currency) : std::string(); }

  const Index& index_;
  const Named& named_;
  const Outcome& outcome_;
  const double months_;
};

}  // namespace

BreakpointsAnswer ask(const Index& index, const BreakpointsAsked& asked) {
  return answered<BreakpointsAnswer>(index, asked, [&](const View& view, const Words& words, const Scope& scope) {
    const Named named(index, words, asked, scope);
    const auto found = breakpoints(index.workers(), view, named.question);
    BreakpointsAnswer answer;
    answer.n = found.customers;
    answer.outcome = asked.outcome;
    answer.kind = named.outcome.kind;
    answer.adjusted_for = named.adjust;
    answer.discovery_rate = discovery_rate;
    answer.months = months_of(view, scope, named.question.sight.as_of);
    const Teller teller(index, named, answer.months);
    for (const auto& one : found.breaks) teller.tell(one, answer);
    answer.tested = static_cast<std::int64_t>(answer.breaks.size());
    judge(answer.breaks, named.outcome.kind, named.outcome.score, named.outcome.good);
    return answer;
  });
}

PeopleTold ask(const Index& index, const BreakpointsPeopleAsked& asked) {
  return people(index, asked.question, asked, asked.cell.value, [&](const View& view, const Words& words, const Scope& scope, std::optional<Code>) {
    const Named named(index, words, asked.question, scope);
    const auto& cell = asked.cell;
    return people_of(index.workers(), view, named.question, {named.read.place_of(cell.touchpoint, "cell.touchpoint"), cell.signal, cell.affected, cell.bad, cell.outcome});
  });
}

}  // namespace journey
