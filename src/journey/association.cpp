#include "journey/association.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "journey/regression.h"
#include "journey/share.h"

namespace journey {
namespace {

constexpr std::int64_t outcomes_a_parameter = 10, outcomes_a_group = 10;
constexpr double no_ridge = 1e-9;   // what keeps the regression solvable
constexpr double certain = 40;   // as a logit: all of them, as far as a double can tell

double chance(double logit) { return 1 / (1 + std::exp(-logit)); }

struct Model : Rows {
  const std::vector<Stratum>& strata;
  double ridge = 0;
  bool is_certain = false;   // all or none of the marked have the outcome: the regression is that of the others
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
    if (is_certain) {
      for (std::size_t i = 0; i < parameters; ++i) h[parameters + i] = h[i * parameters + 1] = 0;
      h[parameters + 1] = 1;
    }
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
  // For a group where all have the outcome, or none.
  void set_certain(int had, bool outcome) {
    marked = had;
    is_certain = true;
    b[1] = outcome ? certain : -certain;
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
      if (is_certain) score[1] = 0;
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

// Everybody's mean chance without [0] and with [1], and how these two vary together.
struct Means {
  double mean[2] = {}, v[2][2] = {};
};

Means as_counted(const std::int64_t (&n)[2], const std::int64_t (&outcomes)[2]) {
  Means means;
  for (int had : {0, 1}) {
    auto mean = means.mean[had] = static_cast<double>(outcomes[had]) / static_cast<double>(n[had]);
    means.v[had][had] = mean * (1 - mean) / static_cast<double>(n[had]);
  }
  return means;
}

Means adjusted(const Model& model, double everybody) {
  Means means;
  Vector gradient[2] = {Vector(model.parameters), Vector(model.parameters)};
  for (std::size_t s = 0; s < model.strata.size(); ++s)
    for (int had : {0, 1}) {
      auto share = (Model::n(model.strata[s], 0) + Model::n(model.strata[s], 1)) / everybody, p = model.fitted(s, had);
      means.mean[had] += share * p;
      model.row(s, had, [&](std::size_t i) { gradient[had][i] += share * p * (1 - p); });
    }
  const auto curvature = model.curvature();
  const Vector a[2] = {curvature.solve(gradient[0]), curvature.solve(gradient[1])};
  const bool held_back = model.ridge > no_ridge;

  // Sums of squares and products of what each customer adds to the two means.
  for (std::size_t s = 0; s < model.strata.size(); ++s)
    for (int had : {0, 1})
      for (int outcome : {0, 1}) {
        auto n = static_cast<double>(model.strata[s].n[had][outcome]);
        if (n == 0) continue;
        double added[2];
        for (int of : {0, 1}) added[of] = (model.fitted(s, of) - means.mean[of]) / everybody + (held_back ? 0 : model.at(s, had, a[of]) * (outcome - model.fitted(s, had)));
        for (int i : {0, 1})
          for (int j : {0, 1}) means.v[i][j] += n * added[i] * added[j];
      }
  if (held_back)
    for (int i : {0, 1})
      for (int j : {0, 1}) means.v[i][j] += std::inner_product(gradient[i].begin(), gradient[i].end(), a[j].begin(), 0.0);
  return means;
}

// How far a share may lie below and above where it was seen.
struct Reach {
  double down = 0, up = 0;
};

// Wilson's, of a share that varies as one of `n` does.
Reach wilson(double share, double n) {
  double centre = (share + z95 * z95 / (2 * n)) / (1 + z95 * z95 / n), half = z95 * std::sqrt(share * (1 - share) / n + z95 * z95 / (4 * n * n)) / (1 + z95 * z95 / n);
  return {std::max(0.0, share - std::max(0.0, centre - half)), std::max(0.0, std::min(1.0, centre + half) - share)};
}

// Of the difference, from those of the two shares that vary together so far (Newcombe; Zou and Donner where they do).
Reach of_difference(const Reach& with, const Reach& without, double together) {
  auto sum = [&](double a, double b) { return std::sqrt(std::max(0.0, a * a + b * b - 2 * together * a * b)); };
  return {sum(with.down, without.up), sum(with.up, without.down)};
}

}  // namespace

Association associate(const std::vector<Stratum>& strata) {
  Association told;
  for (const auto& stratum : strata) {
    told.with += stratum.n[1][0] + stratum.n[1][1];
    told.without += stratum.n[0][0] + stratum.n[0][1];
    told.outcomes_with += stratum.n[1][1];
    told.outcomes_without += stratum.n[0][1];
  }
  const std::int64_t n[2] = {told.without, told.with}, outcomes[2] = {told.outcomes_without, told.outcomes_with};
  const auto everybody = static_cast<double>(n[0] + n[1]), all_outcomes = static_cast<double>(outcomes[0] + outcomes[1]);
  auto rarer = [&](int had) { return std::min(outcomes[had], n[had] - outcomes[had]); };
  auto all_alike = [&](int had) { return rarer(had) == 0; };

  Model model(strata);
  const bool adjusts = model.parameters > 2 && !(all_alike(0) && all_alike(1));
  told.ridge = adjusts && std::min(outcomes[0] + outcomes[1], n[0] + n[1] - outcomes[0] - outcomes[1]) < outcomes_a_parameter * static_cast<std::int64_t>(model.parameters);
  if (adjusts) {
    model.ridge = told.ridge ? 1 : no_ridge;
    for (int had : {0, 1})
      if (all_alike(had)) model.set_certain(had, outcomes[had] > 0);
    model.fit();
  }
  const auto [mean, v] = adjusts ? adjusted(model, everybody) : as_counted(n, outcomes);

  told.effect = mean[1] - mean[0];
  Reach reach, ratio;
  if (std::min(rarer(0), rarer(1)) >= outcomes_a_group || (told.ridge && !all_alike(0) && !all_alike(1))) {
    reach.down = reach.up = z95 * std::sqrt(std::max(0.0, v[0][0] + v[1][1] - 2 * v[0][1]));
    if (mean[0] > 0 && mean[1] > 0) ratio.down = ratio.up = z95 * std::sqrt(std::max(0.0, v[1][1] / mean[1] / mean[1] + v[0][0] / mean[0] / mean[0] - 2 * v[0][1] / mean[0] / mean[1]));
  } else {
    Reach of[2];
    for (int had : {0, 1}) {
      auto like = all_alike(had) ? static_cast<double>(n[had]) : v[had][had] > 0 ? mean[had] * (1 - mean[had]) / v[had][had] : everybody;
      of[had] = wilson(mean[had], like);
    }
    auto together = v[0][0] > 0 && v[1][1] > 0 && !all_alike(0) && !all_alike(1) ? v[0][1] / std::sqrt(v[0][0] * v[1][1]) : 0;
    reach = of_difference(of[1], of[0], together);
    auto as_log = [&](int had) { return Reach{std::log(mean[had] / (mean[had] - of[had].down)), std::log1p(of[had].up / mean[had])}; };
    if (mean[0] > of[0].down && mean[1] > of[1].down) ratio = of_difference(as_log(1), as_log(0), together);
  }
  told.low = std::max(-1.0, told.effect - reach.down);
  told.high = std::min(1.0, told.effect + reach.up);
  auto to_nothing = told.effect > 0 ? reach.down : reach.up;
  told.p = to_nothing > 0 ? std::erfc(std::abs(told.effect) / to_nothing * z95 / std::sqrt(2.0)) : 1;
  if (mean[0] > 0 && mean[1] > 0 && outcomes[0] && outcomes[1]) {
    told.ratio = mean[1] / mean[0];
    told.ratio_low = *told.ratio * std::exp(-ratio.down);
    told.ratio_high = *told.ratio * std::exp(ratio.up);
  }
  if (all_outcomes > 0) told.attributable = (all_outcomes / everybody - mean[0]) / (all_outcomes / everybody);
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
