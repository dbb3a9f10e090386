// What regressions over strata have in common: who had it, and a term for each value of each dimension. Private to association.cpp
// and effect_on_mean.cpp.
#pragma once
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <vector>

namespace journey {

using Vector = std::vector<double>;

// Symmetric and positive: A = L·Lᵀ, row by row.
struct Cholesky {
  std::size_t size;
  Vector l;
  Cholesky(const Vector& a, std::size_t size) : size(size), l(a) {
    for (std::size_t i = 0; i < size; ++i)
      for (std::size_t j = 0; j <= i; ++j) {
        double sum = a[i * size + j];
        for (std::size_t k = 0; k < j; ++k) sum -= l[i * size + k] * l[j * size + k];
        l[i * size + j] = i == j ? std::sqrt(std::max(sum, 1e-12)) : sum / l[j * size + j];
      }
  }
  Vector solve(Vector b) const {
    for (std::size_t i = 0; i < size; ++i) {
      for (std::size_t k = 0; k < i; ++k) b[i] -= l[i * size + k] * b[k];
      b[i] /= l[i * size + i];
    }
    for (std::size_t i = size; i-- > 0;) {
      for (std::size_t k = i + 1; k < size; ++k) b[i] -= l[k * size + i] * b[k];
      b[i] /= l[i * size + i];
    }
    return b;
  }
};

// Parameter 0 is the intercept, 1 whether they are in the marked group; then one for each value of each dimension but its first.
struct Rows {
  std::vector<std::vector<std::size_t>> terms;   // by stratum: its parameters beside 0 and 1
  std::size_t parameters = 2;
  int marked = 1;                                // who had it; 0: who had not

  // `strata` have `values`, one a dimension; there is one at least.
  template <class Stratum>
  explicit Rows(const std::vector<Stratum>& strata) : terms(strata.size()) {
    for (std::size_t d = 0; d < strata.front().values.size(); ++d) {
      std::map<std::uint32_t, std::size_t> known;
      for (std::size_t s = 0; s < strata.size(); ++s) {
        auto [found, is_new] = known.try_emplace(strata[s].values[d], known.empty() ? 0 : parameters);
        parameters += is_new && known.size() > 1;
        if (found->second) terms[s].push_back(found->second);
      }
    }
  }

  // Calls `visit(parameter)` for each that is 1 in the row of a stratum and group.
  template <class Visit>
  void row(std::size_t stratum, int had, Visit visit) const {
    visit(std::size_t(0));
    if (had == marked) visit(std::size_t(1));
    for (auto parameter : terms[stratum]) visit(parameter);
  }
  double at(std::size_t stratum, int had, const Vector& vector) const {
    double sum = 0;
    row(stratum, had, [&](std::size_t parameter) { sum += vector[parameter]; });
    return sum;
  }
};

}  // namespace journey
