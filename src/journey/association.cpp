#include "journey/association.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "journey/regression.h"
#include "journey/share.h"

namespace journey {
namespace {

constexpr std::int64_t outcomes_a_parameter = 10;

double chance(double logit) { return 1 / (1 + std::exp(-logit)); }

struct Model : Rows {
  const std::vector<Stratum>& strata;
  double ridge = 0;
  Vector b;

  explicit Model(const std::vector<Stratum>& strata) : Rows(strata), strata(strata), b(parameters) {}

  double fitted(std::size_t stratum, int had) const { return chance(at(stratum, had, b)); }
  static double n(const Stratum& stratum, int had) { return static_cast<double>(stratum.n[had][0] + stratum.n[had][1]); }

  Cholesky curvature() const {
    Vector h(parameters * parameters);
    for (std::size_t s = 0; s < strata.size(); ++s)
      for (int had : {0, 1}) {
        auto p = fitted(s, had), w = n(strata[s], had) * p * (1 - p);
        row(s, had, [&](std::size_t i) { row(s, had, [&](std::size_t j) { h[i * parameters + j] += w; }); });
      }
    for (std::size_t i = 1; i < parameters; ++i) h[i * parameters + i] += ridge;
    return Cholesky(h, parameters);
  }
  double likelihood() const {
    double sum = 0;
    for (std::size_t s = 0; s < strata.size(); ++s)
      for (int had : {0, 1}) {
        auto logit = at(s, had, b), most = std::max(0.0, logit);
        sum += static_cast<double>(strata[s].n[had][1]) * logit - n(strata[s], had) * (most + std::log(std::exp(-most) + std::exp(logit - most)));
      }
    for (std::size_t i = 1; i < parameters; ++i) sum -= ridge * b[i] * b[i] / 2;
    return sum;
  }
  // Newton's steps, halved while they lead down.
  void fit() {
    auto best = likelihood();
    for (int step = 0; step < 60; ++step) {
      Vector score(parameters);
      for (std::size_t s = 0; s < strata.size(); ++s)
        for (int had : {0, 1}) {
          auto left = static_cast<double>(strata[s].n[had][1]) - n(strata[s], had) * fitted(s, had);
          row(s, had, [&](std::size_t i) { score[i] += left; });
        }
      for (std::size_t i = 1; i < parameters; ++i) score[i] -= ridge * b[i];
      auto move = curvature().solve(score);
      const auto from = b;
      double reached = best;
      for (double part = 1; part > 1e-6; part /= 2) {
        for (std::size_t i = 0; i < parameters; ++i) b[i] = from[i] + part * move[i];
        if ((reached = likelihood()) >= best) break;
      }
      if (!(reached > best + 1e-12 * std::abs(best))) {
        if (reached < best) b = from;
        break;
      }
      best = reached;
    }
  }
};

}  // namespace

Association associate(const std::vector<Stratum>& strata) {
  Association told;
  double everybody = 0, outcomes = 0;
  for (const auto& stratum : strata) {
    told.with += stratum.n[1][0] + stratum.n[1][1];
    told.without += stratum.n[0][0] + stratum.n[0][1];
    told.outcomes_with += stratum.n[1][1];
    told.outcomes_without += stratum.n[0][1];
  }
  everybody = static_cast<double>(told.with + told.without);
  outcomes = static_cast<double>(told.outcomes_with + told.outcomes_without);

  Model model(strata);
  auto rarer = std::min(told.outcomes_with + told.outcomes_without, told.with + told.without - told.outcomes_with - told.outcomes_without);
  auto rarest = std::min({told.outcomes_with, told.outcomes_without, told.with - told.outcomes_with, told.without - told.outcomes_without});
  told.ridge = rarer < outcomes_a_parameter * static_cast<std::int64_t>(model.parameters) || rarest < outcomes_a_parameter;
  model.ridge = told.ridge ? 1 : 1e-9;
  model.fit();

  // Everybody's mean chance, without [0] and with [1], and how it moves with the parameters.
  double mean[2] = {};
  Vector gradient[2] = {Vector(model.parameters), Vector(model.parameters)};
  for (std::size_t s = 0; s < strata.size(); ++s)
    for (int had : {0, 1}) {
      auto share = (Model::n(strata[s], 0) + Model::n(strata[s], 1)) / everybody, p = model.fitted(s, had);
      mean[had] += share * p;
      model.row(s, had, [&](std::size_t i) { gradient[had][i] += share * p * (1 - p); });
    }
  const auto curvature = model.curvature();
  const Vector a[2] = {curvature.solve(gradient[0]), curvature.solve(gradient[1])};

  // Sums of squares and products of what each customer adds to the two means.
  double v[2][2] = {};
  for (std::size_t s = 0; s < strata.size(); ++s)
    for (int had : {0, 1})
      for (int outcome : {0, 1}) {
        auto n = static_cast<double>(strata[s].n[had][outcome]);
        if (n == 0) continue;
        double added[2];
        for (int of : {0, 1}) added[of] = (model.fitted(s, of) - mean[of]) / everybody + (told.ridge ? 0 : model.at(s, had, a[of]) * (outcome - model.fitted(s, had)));
        for (int i : {0, 1})
          for (int j : {0, 1}) v[i][j] += n * added[i] * added[j];
      }
  if (told.ridge)
    for (int i : {0, 1})
      for (int j : {0, 1}) v[i][j] += std::inner_product(gradient[i].begin(), gradient[i].end(), a[j].begin(), 0.0);

  told.effect = mean[1] - mean[0];
  auto error = std::sqrt(std::max(0.0, v[0][0] + v[1][1] - 2 * v[0][1]));
  told.low = std::max(-1.0, told.effect - z95 * error);
  told.high = std::min(1.0, told.effect + z95 * error);
  told.p = error > 0 ? std::erfc(std::abs(told.effect) / error / std::sqrt(2.0)) : 1;
  if (mean[0] > 0 && mean[1] > 0 && told.outcomes_with && told.outcomes_without) {
    auto of_log = std::sqrt(std::max(0.0, v[1][1] / mean[1] / mean[1] + v[0][0] / mean[0] / mean[0] - 2 * v[0][1] / mean[0] / mean[1]));
    told.ratio = mean[1] / mean[0];
    told.ratio_low = *told.ratio * std::exp(-z95 * of_log);
    told.ratio_high = *told.ratio * std::exp(z95 * of_log);
  }
  if (outcomes > 0) told.attributable = (outcomes / everybody - mean[0]) / (outcomes / everybody);
  return told;
}

double e_value(double ratio) {
  if (ratio < 1) ratio = 1 / ratio;
  return ratio + std::sqrt(ratio * (ratio - 1));
}

std::vector<double> false_discovery_rates(const std::vector<double>& p) {
  std::vector<std::size_t> order(p.size());
  std::iota(order.begin(), order.end(), std::size_t(0));
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return p[a] < p[b]; });
  std::vector<double> q(p.size());
  double least = 1;
  for (auto rank = order.size(); rank-- > 0;) q[order[rank]] = least = std::min(least, p[order[rank]] * static_cast<double>(p.size()) / static_cast<double>(rank + 1));
  return q;
}

}  // namespace journey
