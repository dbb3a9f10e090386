// The question `risk` and its answer in words: what problems cost, with those who never complain (at_risk.h).
#pragma once
#include "journey/living/asked_touchpoints.h"

namespace journey {

// What an action changes; how complaints end is given whole (the three together are 1).
struct RiskAction {
  std::optional<double> problem_rate, complaint_rate, satisfied, mollified, dissatisfied;
};
BOOST_DESCRIBE_STRUCT(RiskAction, (), (problem_rate, complaint_rate, satisfied, mollified, dissatisfied))

struct RiskAsked : OnMapAsked {
  std::optional<RiskAssumptions> assumptions;   // those of the map when left out
  std::optional<RiskAction> instead;            // what if
};
BOOST_DESCRIBE_STRUCT(RiskAsked, (OnMapAsked), (assumptions, instead))

struct RiskInterval {
  double low = 0, high = 0;
};
BOOST_DESCRIBE_STRUCT(RiskInterval, (), (low, high))

// Customers, and money in minor units where a customer's value is given. Intervals where the number of respondents is.
struct RiskTold {
  double problems = 0, complaints = 0, silent = 0;   // silent: had a problem and did not complain
  double lost = 0, lost_silent = 0, lost_by_word = 0;
  std::optional<double> at_risk, word_of_mouth, damage;
};
BOOST_DESCRIBE_STRUCT(RiskTold, (), (problems, complaints, silent, lost, lost_silent, lost_by_word, at_risk, word_of_mouth, damage))

// One assumption a fifth lower and higher, all others as they are, and the damage then (customers lost in all, where no value is given).
struct RiskSwing {
  std::string assumption;
  double lower = 0, higher = 0, damage_lower = 0, damage_higher = 0;
};
BOOST_DESCRIBE_STRUCT(RiskSwing, (), (assumption, lower, higher, damage_lower, damage_higher))

struct RiskAnswer : Told {                            // n: the customers that it is of
  bool counted = false;                               // they were counted: everybody with an interaction on the map in the period
  RiskAssumptions assumptions;
  std::string currency;
  RiskTold now;
  std::optional<RiskInterval> lost, at_risk, damage;  // 2,000 draws of as many respondents
  std::vector<RiskSwing> sensitivity;                 // the largest swing first
  std::optional<RiskTold> then;                       // with the action
  std::optional<double> saved;                        // damage now minus then
  std::optional<RiskInterval> saved_interval;
};
BOOST_DESCRIBE_STRUCT(RiskAnswer, (Told), (counted, assumptions, currency, now, lost, at_risk, damage, sensitivity, then, saved, saved_interval))

// Everybody who was counted.
struct RiskPeopleAsked : OpenedAsked {
  RiskAsked question;
  CellAsked cell;
};
BOOST_DESCRIBE_STRUCT(RiskPeopleAsked, (OpenedAsked), (question, cell))

}  // namespace journey
