// Market at risk and market damage (domain.md, Goodman): what problems cost in customers and money, with those who never complain.
// An estimate from assumptions, never accounting: each of them is there to be looked at and changed.
//
//   problems = customers · problem rate; of them complaints = · complaint rate, the others are silent
//   lost = complaints · (satisfied · L + mollified · L + dissatisfied · L) + silent · L;    at risk = lost · value
//   by word of mouth = the same sum with the persons whom each tells, · the share of hearers who are lost;    damage = both
//
// Plain functions; nothing here knows of interactions. Shares are 0 … 1, money is in whatever unit `value` is.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace journey {

struct Assumed {
  double customers = 0, problem_rate = 0, complaint_rate = 0;
  double satisfied = 0, mollified = 0, dissatisfied = 0;          // how complaints end; 1 in sum
  double loss_satisfied = 0, loss_mollified = 0, loss_dissatisfied = 0, loss_silent = 0;   // share lost, above that of customers without a problem
  double value = 0;                                               // of a customer
  double told_satisfied = 0, told_mollified = 0, told_dissatisfied = 0, told_silent = 0;   // persons whom each tells
  double hearers_lost = 0;
};

struct Damage {
  double problems = 0, complaints = 0, silent = 0;
  double lost = 0, lost_silent = 0, at_risk = 0;                  // lost_silent: of the lost, those who never complained
  double lost_by_word = 0, word_of_mouth = 0;
  double damage = 0;
};
Damage damage_of(const Assumed& assumed);

// One assumption a fifth lower and a fifth higher than it is, all others as they are (shares end at 1; where the one is a part of
// how complaints end, the other two share what is left as before). The largest swing first.
struct Swing {
  std::string assumption;
  double lower = 0, higher = 0;     // its value
  double damage_lower = 0, damage_higher = 0;
};
std::vector<Swing> sensitivity(const Assumed& assumed);

// Where the shares are a survey's: 2,000 times as many respondents are drawn again, with their problem, whether they complained, how it
// ended and whether they left; the middle 95 in 100 of what comes out. `instead`: an action; its damage, drawn from the same
// respondents with what it changes set. Customers, value and persons told are taken as they are. The same draws every time.
struct Interval {
  double low = 0, high = 0;
};
struct Drawn {
  Interval lost, at_risk, damage;
  std::optional<Interval> saved;    // by the action
};
struct Action {
  std::optional<double> problem_rate, complaint_rate, satisfied, mollified, dissatisfied;   // the last three together

  Assumed on(Assumed assumed) const;
};
Drawn draw(const Assumed& assumed, std::int64_t respondents, const std::optional<Action>& instead = std::nullopt);

}  // namespace journey
