#include "journey/living/at_risk.h"

#include <algorithm>
#include <cmath>
#include <random>

namespace journey {
namespace {

constexpr int draws = 2'000;
constexpr std::uint64_t seed = 20'250'101;

struct Named {
  const char* name;
  double Assumed::*field;
  bool is_share = true;
};
constexpr Named all[] = {
    {"customers", &Assumed::customers, false}, {"problem_rate", &Assumed::problem_rate}, {"complaint_rate", &Assumed::complaint_rate},
    {"satisfied", &Assumed::satisfied}, {"mollified", &Assumed::mollified}, {"dissatisfied", &Assumed::dissatisfied},
    {"loss_satisfied", &Assumed::loss_satisfied}, {"loss_mollified", &Assumed::loss_mollified}, {"loss_dissatisfied", &Assumed::loss_dissatisfied}, {"loss_silent", &Assumed::loss_silent},
    {"value", &Assumed::value, false},
    {"told_satisfied", &Assumed::told_satisfied, false}, {"told_mollified", &Assumed::told_mollified, false}, {"told_dissatisfied", &Assumed::told_dissatisfied, false}, {"told_silent", &Assumed::told_silent, false},
    {"hearers_lost", &Assumed::hearers_lost}};
constexpr double Assumed::*endings[] = {&Assumed::satisfied, &Assumed::mollified, &Assumed::dissatisfied};

Assumed with(Assumed assumed, double Assumed::*field, double value) {
  bool is_ending = std::find(std::begin(endings), std::end(endings), field) != std::end(endings);
  auto rest = 1 - assumed.*field;
  assumed.*field = value;
  if (is_ending && rest > 0)
    for (auto other : endings)
      if (other != field) assumed.*other *= (1 - value) / rest;
  return assumed;
}

class Respondents {
 public:
  Respondents(const Assumed& assumed, std::int64_t count) : assumed_(assumed), count_(count) {}

  Assumed again() {
    auto drawn = assumed_;
    auto problems = of(count_, assumed_.problem_rate), complaints = of(problems, assumed_.complaint_rate);
    auto satisfied = of(complaints, assumed_.satisfied), left = complaints - satisfied;
    auto mollified = of(left, assumed_.satisfied < 1 ? assumed_.mollified / (1 - assumed_.satisfied) : 0), dissatisfied = left - mollified;
    drawn.problem_rate = share(problems, count_, 0);
    drawn.complaint_rate = share(complaints, problems, assumed_.complaint_rate);
    drawn.satisfied = share(satisfied, complaints, assumed_.satisfied);
    drawn.mollified = share(mollified, complaints, assumed_.mollified);
    drawn.dissatisfied = share(dissatisfied, complaints, assumed_.dissatisfied);
    drawn.loss_satisfied = loss(satisfied, assumed_.loss_satisfied);
    drawn.loss_mollified = loss(mollified, assumed_.loss_mollified);
    drawn.loss_dissatisfied = loss(dissatisfied, assumed_.loss_dissatisfied);
    drawn.loss_silent = loss(problems - complaints, assumed_.loss_silent);
    return drawn;
  }

 private:
  std::int64_t of(std::int64_t n, double share) {
    return n ? std::binomial_distribution<std::int64_t>(n, std::clamp(share, 0.0, 1.0))(random_) : 0;
  }
  // Of nobody nothing is learnt: the assumption stays.
  static double share(std::int64_t count, std::int64_t n, double else_) { return n ? static_cast<double>(count) / static_cast<double>(n) : else_; }
  // Below 0: fewer leave than of those without a problem.
  double loss(std::int64_t n, double assumed) { return std::copysign(share(of(n, std::abs(assumed)), n, std::abs(assumed)), assumed); }

  const Assumed& assumed_;
  std::int64_t count_;
  std::mt19937_64 random_{seed};
};

Interval middle(std::vector<double>& values) {
  std::sort(values.begin(), values.end());
  auto at = [&](double share) { return values[static_cast<std::size_t>(std::lround(share * static_cast<double>(values.size() - 1)))]; };
  return {at(0.025), at(0.975)};
}

}  // namespace

Damage damage_of(const Assumed& a) {
  Damage told;
  told.problems = a.customers * a.problem_rate;
  told.complaints = told.problems * a.complaint_rate;
  told.silent = told.problems - told.complaints;
  told.lost_silent = told.silent * a.loss_silent;
  told.lost = told.complaints * (a.satisfied * a.loss_satisfied + a.mollified * a.loss_mollified + a.dissatisfied * a.loss_dissatisfied) + told.lost_silent;
  told.at_risk = told.lost * a.value;
  auto hearers = told.complaints * (a.satisfied * a.told_satisfied + a.mollified * a.told_mollified + a.dissatisfied * a.told_dissatisfied) + told.silent * a.told_silent;
  told.lost_by_word = a.hearers_lost * hearers;
  told.word_of_mouth = told.lost_by_word * a.value;
  told.damage = told.at_risk + told.word_of_mouth;
  return told;
}

std::vector<Swing> sensitivity(const Assumed& assumed) {
  std::vector<Swing> swings;
  for (const auto& one : all) {
    auto now = assumed.*one.field;
    Swing swing{.assumption = one.name, .lower = 0.8 * now, .higher = 1.2 * now};
    if (one.is_share) swing.lower = std::clamp(swing.lower, -1.0, 1.0), swing.higher = std::clamp(swing.higher, -1.0, 1.0);
    swing.damage_lower = damage_of(with(assumed, one.field, swing.lower)).damage;
    swing.damage_higher = damage_of(with(assumed, one.field, swing.higher)).damage;
    swings.push_back(std::move(swing));
  }
  std::stable_sort(swings.begin(), swings.end(), [](const Swing& a, const Swing& b) { return std::abs(a.damage_higher - a.damage_lower) > std::abs(b.damage_higher - b.damage_lower); });
  return swings;
}

Assumed Action::on(Assumed assumed) const {
  if (problem_rate) assumed.problem_rate = *problem_rate;
  if (complaint_rate) assumed.complaint_rate = *complaint_rate;
  if (satisfied) assumed.satisfied = *satisfied;
  if (mollified) assumed.mollified = *mollified;
  if (dissatisfied) assumed.dissatisfied = *dissatisfied;
  return assumed;
}

Drawn draw(const Assumed& assumed, std::int64_t respondents, const std::optional<Action>& instead) {
  Respondents survey(assumed, respondents);
  std::vector<double> lost, at_risk, damage, saved;
  for (int i = 0; i < draws; ++i) {
    auto drawn = survey.again();
    auto told = damage_of(drawn);
    lost.push_back(told.lost);
    at_risk.push_back(told.at_risk);
    damage.push_back(told.damage);
    if (instead) saved.push_back(told.damage - damage_of(instead->on(drawn)).damage);
  }
  Drawn told{middle(lost), middle(at_risk), middle(damage), std::nullopt};
  if (instead) told.saved = middle(saved);
  return told;
}

}  // namespace journey
