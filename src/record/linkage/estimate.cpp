#include "record/linkage/estimate.h"

#include <algorithm>
#include <cmath>

namespace record::linkage {
namespace {

constexpr double prior_of_u = 50, prior_of_m = 12;   // pairs that the assumed shares are worth
constexpr int passes = 3;

std::int64_t pairs_of(const PatternCounts& counts) {
  std::int64_t pairs = 0;
  for (const auto& [pattern, n] : counts) pairs += n;
  return pairs;
}

constexpr Fields all_fields = (Fields{1} << field_count) - 1;

// Random pairs are nearly all of different people; the few that are not are weighted out.
void learn_u(Model& model, const PatternCounts& random) {
  if (random.empty()) return;
  auto start = prior_model();
  for (std::size_t i = 0; i < field_count; ++i) start.fields[i].m = model.fields[i].m;
  start.lambda = model.lambda;
  auto learnt = expectation_maximisation(random, start, {.learn_u = all_fields, .prior_pairs = prior_of_u}).model;
  model.lambda = learnt.lambda;
  // What was not met among so many pairs may be that rare, and no rarer.
  std::array<double, field_count> known{};
  for (const auto& [pattern, pairs] : random) {
    auto row = unpacked(pattern);
    for (std::size_t i = 0; i < field_count; ++i)
      if (row.levels[i] != Level::missing) known[i] += static_cast<double>(pairs);
  }
  for (std::size_t i = 0; i < field_count; ++i)
    for (std::size_t level = 0; level < level_count; ++level)
      if (learnt.fields[i].u[level] > 0) model.fields[i].u[level] = std::max(learnt.fields[i].u[level], known[i] > 0 ? 0.5 / known[i] : start.fields[i].u[level]);
}

struct Learnt {
  std::array<Shares, field_count> sums{};
  std::array<double, field_count> weights{};
  double matches = 0;
};

// One block rule: its fields say nothing there, the others tell its matches from its other pairs.
void learn_in_block(const Model& model, Rule rule, const PatternCounts& counts, Learnt& learnt) {
  if (counts.empty()) return;
  auto used = all_fields & ~fields_of(rule);
  auto start = model;
  auto assumed = prior_model();
  for (std::size_t i = 0; i < field_count; ++i) start.fields[i].m = assumed.fields[i].m;
  start.lambda = 0.2;
  auto result = expectation_maximisation(counts, start, {.learn_m = used, .used = used, .prior_pairs = prior_of_m});
  learnt.matches += result.matches;
  each_field([&](Field field) {
    if (!has(used, field)) return;
    auto i = static_cast<std::size_t>(field);
    // What this session knows of the field: the matches in which it was there.
    double weight = 0;
    for (const auto& [pattern, pairs] : counts) {
      auto row = unpacked(pattern);
      if (row[field] != Level::missing) weight += static_cast<double>(pairs);
    }
    weight *= result.matches / std::max(1.0, static_cast<double>(result.pairs));
    for (std::size_t level = 0; level < level_count; ++level) learnt.sums[i][level] += weight * result.model.fields[i].m[level];
    learnt.weights[i] += weight;
  });
}

}  // namespace

Estimate estimate(const Observed& observed) {
  Estimate estimate;
  auto& model = estimate.model;
  model = prior_model();
  model.people = observed.people;
  model.lambda = std::clamp(0.1 / std::max(1.0, static_cast<double>(observed.people)), 1e-12, 0.1);
  estimate.random_pairs = pairs_of(observed.random);
  for (const auto& counts : observed.by_rule) estimate.block_pairs += pairs_of(counts);
  for (int pass = 0; pass < passes; ++pass) {
    learn_u(model, observed.random);
    Learnt learnt;
    for (std::size_t rule = 0; rule < rule_count; ++rule) learn_in_block(model, static_cast<Rule>(rule), observed.by_rule[rule], learnt);
    auto assumed = prior_model();
    for (std::size_t i = 0; i < field_count; ++i)
      for (std::size_t level = 0; level < level_count; ++level)
        model.fields[i].m[level] = (learnt.sums[i][level] + prior_of_m * assumed.fields[i].m[level]) / (learnt.weights[i] + prior_of_m);
    estimate.block_matches = learnt.matches;
  }
  estimate.few = estimate.block_matches < few_matches;
  return estimate;
}

double solve_lambda(const std::vector<double>& evidence, std::int64_t people) {
  double all = std::max(1.0, static_cast<double>(people) * static_cast<double>(people - 1) / 2);
  double least = 1 / (all + 1), most = 0.5;
  double lambda = std::clamp(1.0 / std::max(2.0, static_cast<double>(people)), least, most);
  for (int round = 0; round < 200; ++round) {
    double prior = prior_bits(lambda), matches = 0;
    for (double bits : evidence) matches += odds_to_probability(prior + bits);
    double now = std::clamp(matches / all, least, most);
    bool settled = std::abs(now - lambda) < lambda * 1e-6;
    lambda = now;
    if (settled) break;
  }
  return lambda;
}

}  // namespace record::linkage
