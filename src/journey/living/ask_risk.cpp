// The question `risk`, from words to numbers and back.
#include "journey/living/ask_risk.h"

#include "journey/living/ask_touchpoints.h"
#include "journey/living/at_risk.h"
#include "journey/living/on_map.h"
#include "journey/people.h"

namespace journey {
namespace {

RiskAssumptions assumptions_of(Map map, const RiskAsked& asked) {
  if (asked.assumptions) map.risk = asked.assumptions;
  if (!map.risk) throw base::invalid("The map has no assumptions about its risk.", "Send them as \"assumptions\": how many have a problem, how many of them complain, how that ends, and how many are lost.", "assumptions");
  check(map);
  return *map.risk;
}

void check_action(const RiskAction& action) {
  for (auto share : {action.problem_rate, action.complaint_rate, action.satisfied, action.mollified, action.dissatisfied})
    if (share && !(*share >= 0 && *share <= 1)) throw base::invalid("A share is 0 to 1.", "0.25 is a quarter.", "instead");
  auto given = action.satisfied.has_value() + action.mollified.has_value() + action.dissatisfied.has_value();
  if (given != 0 && (given != 3 || std::abs(*action.satisfied + *action.mollified + *action.dissatisfied - 1) > 1e-6))
    throw base::invalid("How complaints end is given whole.", "Send \"satisfied\", \"mollified\" and \"dissatisfied\" together; in sum they are 1.", "instead");
}

Assumed assumed_of(const RiskAssumptions& a, double customers) {
  // Where no value is given, customers are what is lost.
  return {customers, a.problem_rate, a.complaint_rate, a.satisfied, a.mollified, a.dissatisfied, a.loss_satisfied, a.loss_mollified, a.loss_dissatisfied, a.loss_silent,
          a.value ? static_cast<double>(a.value->minor) : 1, a.told_satisfied, a.told_mollified, a.told_dissatisfied, a.told_silent, a.hearers_lost};
}

RiskTold told(const Damage& damage, bool in_money) {
  RiskTold told{damage.problems, damage.complaints, damage.silent, damage.lost, damage.lost_silent, damage.lost_by_word, {}, {}, {}};
  if (in_money) told.at_risk = damage.at_risk, told.word_of_mouth = damage.word_of_mouth, told.damage = damage.damage;
  return told;
}

RiskInterval told(const Interval& interval) { return {interval.low, interval.high}; }

std::vector<CustomerId> counted(const Index& index, const View& view, const Words& words, const Map& map, const Scope& scope) {
  return people_on(index.workers(), view, read(index, words, map, base::now().micros), scope);
}

}  // namespace

RiskAnswer ask(const Index& index, const RiskAsked& asked) {
  return answered<RiskAnswer>(index, asked, [&](const View& view, const Words& words, const Scope& scope) {
    const auto map = map_of(index, asked);
    RiskAnswer answer;
    answer.assumptions = assumptions_of(map, asked);
    answer.counted = !answer.assumptions.customers;
    answer.n = answer.counted ? static_cast<std::int64_t>(counted(index, view, words, map, scope).size()) : *answer.assumptions.customers;
    const bool in_money = answer.assumptions.value.has_value();
    if (in_money) answer.currency = answer.assumptions.value->currency;
    const auto assumed = assumed_of(answer.assumptions, static_cast<double>(answer.n));
    const auto now = damage_of(assumed);
    answer.now = told(now, in_money);
    for (const auto& one : sensitivity(assumed)) answer.sensitivity.push_back({one.assumption, one.lower, one.higher, one.damage_lower, one.damage_higher});
    std::optional<Action> action;
    if (asked.instead) {
      check_action(*asked.instead);
      action = Action{asked.instead->problem_rate, asked.instead->complaint_rate, asked.instead->satisfied, asked.instead->mollified, asked.instead->dissatisfied};
      const auto then = damage_of(action->on(assumed));
      answer.then = told(then, in_money);
      answer.saved = now.damage - then.damage;
    }
    if (answer.assumptions.respondents) {
      const auto drawn = draw(assumed, *answer.assumptions.respondents, action);
      answer.lost = told(drawn.lost);
      if (in_money) answer.at_risk = told(drawn.at_risk), answer.damage = told(drawn.damage);
      if (drawn.saved) answer.saved_interval = told(*drawn.saved);
    }
    return answer;
  });
}

PeopleTold ask(const Index& index, const RiskPeopleAsked& asked) {
  return people(index, asked.question, asked, asked.cell.value, [&](const View& view, const Words& words, const Scope& scope, std::optional<Code>) { return counted(index, view, words, map_of(index, asked.question), scope); });
}

}  // namespace journey
