#include "record/linkage/em.h"

#include <algorithm>
#include <cmath>

namespace record::linkage {
namespace {

struct Row {
  Pattern pattern;
  double pairs;
};

double bits_of_used(const Model& model, const Pattern& pattern, Fields used) {
  double sum = prior_bits(model.lambda);
  each_field([&](Field field) { if (has(used, field)) sum += bits(model.of(field), pattern[field]); });
  return sum;
}

// Seen counts and assumed shares, together.
double renew(Field field, Shares& shares, const Shares& seen, const Shares& assumed, double prior_pairs) {
  double all = prior_pairs, change = 0;
  for (double one : seen) all += one;
  if (all <= 0) return 0;
  for (std::size_t level = 0; level < level_count; ++level) {
    if (!has_level(field, static_cast<Level>(level))) continue;
    double now = std::max((seen[level] + prior_pairs * assumed[level]) / all, 1e-9);
    change = std::max(change, std::abs(now - shares[level]));
    shares[level] = now;
  }
  return change;
}

}  // namespace

std::uint64_t packed(const Pattern& pattern) {
  std::uint64_t bits = 0;
  for (auto level : pattern.levels) bits = bits << 3 | static_cast<std::uint64_t>(level);
  return bits;
}

Pattern unpacked(std::uint64_t bits) {
  Pattern pattern;
  for (std::size_t i = field_count; i-- > 0; bits >>= 3) pattern.levels[i] = static_cast<Level>(bits & 7);
  return pattern;
}

EmResult expectation_maximisation(const PatternCounts& counts, const Model& start, const EmOptions& options) {
  std::vector<Row> rows;
  EmResult result{.model = start};
  for (const auto& [pattern, pairs] : counts) {
    rows.push_back({unpacked(pattern), static_cast<double>(pairs)});
    result.pairs += pairs;
  }
  if (rows.empty()) return result;
  auto& model = result.model;
  for (result.rounds = 1; result.rounds <= options.rounds; ++result.rounds) {
    std::array<Shares, field_count> seen_m{}, seen_u{};
    result.matches = 0;
    for (const auto& row : rows) {
      double match = odds_to_probability(bits_of_used(model, row.pattern, options.used)) * row.pairs;
      result.matches += match;
      for (std::size_t i = 0; i < field_count; ++i) {
        auto level = row.pattern.levels[i];
        if (level == Level::missing) continue;
        seen_m[i][static_cast<std::size_t>(level)] += match;
        seen_u[i][static_cast<std::size_t>(level)] += row.pairs - match;
      }
    }
    double lambda = std::clamp(result.matches / static_cast<double>(result.pairs), 1e-12, 1 - 1e-9);
    double change = std::abs(lambda - model.lambda);
    model.lambda = lambda;
    each_field([&](Field field) {
      auto i = static_cast<std::size_t>(field);
      if (has(options.learn_m & options.used, field)) change = std::max(change, renew(field, model.fields[i].m, seen_m[i], start.fields[i].m, options.prior_pairs));
      if (has(options.learn_u & options.used, field)) change = std::max(change, renew(field, model.fields[i].u, seen_u[i], start.fields[i].u, options.prior_pairs));
    });
    if (change < options.enough) break;
  }
  return result;
}

}  // namespace record::linkage
