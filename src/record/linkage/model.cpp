#include "record/linkage/model.h"

#include <algorithm>
#include <cmath>

namespace record::linkage {
namespace {

struct Assumed {
  Field field;
  Shares m, u;
};

// exact, sound, close, near, swapped, differ; 0: the field has no such level.
constexpr Assumed assumed[] = {
    {Field::given_name, {.78, .02, .09, .04, .02, .05}, {.008, .002, .006, .030, .002, .952}},
    {Field::family_name, {.82, .02, .08, .03, .02, .03}, {.010, .002, .006, .030, .002, .950}},
    {Field::birth_date, {.88, 0, .07, .03, 0, .02}, {.00005, 0, .0005, .003, 0, .99645}},
    {Field::gender, {.97, 0, 0, 0, 0, .03}, {.5, 0, 0, 0, 0, .5}},
    {Field::national_id, {.90, 0, .06, .02, 0, .02}, {.00001, 0, .00005, .0004, 0, .99954}},
    {Field::email, {.60, 0, .08, .07, 0, .25}, {.00001, 0, .00002, .0005, 0, .99947}},
    {Field::phone, {.65, 0, .08, 0, 0, .27}, {.00002, 0, .0001, 0, 0, .99988}},
    {Field::street_number, {.80, 0, .08, 0, 0, .12}, {.012, 0, .05, 0, 0, .938}},
    {Field::street, {.72, 0, .12, .04, 0, .12}, {.001, 0, .002, .02, 0, .977}},
    {Field::building, {.65, 0, .12, .05, 0, .18}, {.003, 0, .003, .03, 0, .964}},
    {Field::city, {.80, 0, .09, .03, 0, .08}, {.02, 0, .003, .03, 0, .947}},
    {Field::postcode, {.80, 0, .10, 0, 0, .10}, {.002, 0, .01, 0, 0, .988}},
    {Field::region, {.88, 0, .06, 0, 0, .06}, {.15, 0, .02, 0, 0, .83}},
    {Field::accounts, {.60, 0, 0, 0, 0, .40}, {.50, 0, 0, 0, 0, .50}},
};

constexpr std::int64_t people_for_frequencies = 200;   // of fewer, the share of one value is not known well enough
constexpr std::int64_t town = 1'000;                   // however few are known, they live among at least so many

// The u of an agreement: of the value where that is known, of the level elsewhere.
struct Agreement {
  double u;
  const std::string* value;
};
Agreement agreement(const Model& model, const Frequencies& frequencies, const Person& a, const Person& b, Field field, Level level) {
  double u = level == Level::missing ? 1 : model.of(field).u[static_cast<std::size_t>(level)];
  if (level != Level::exact || !has(with_frequencies, field) || frequencies.with_field(field) < people_for_frequencies) return {u, nullptr};
  const std::string* rarest = nullptr;
  double share = 1;
  for (const auto& value : a.of(field)) {
    if (std::find(b.of(field).begin(), b.of(field).end(), value) == b.of(field).end()) continue;
    if (auto now = frequencies.share(field, value); !rarest || now < share) rarest = &value, share = now;
  }
  return rarest ? Agreement{share, rarest} : Agreement{u, nullptr};
}

// That two people have accounts of their own speaks against them, and is no veto: people open second ones. That one has none
// proves nothing.
double evidence_of(Field field, double m, double u) { return field == Field::accounts ? std::clamp(bits(m, u), -4.0, 1.0) : bits(m, u); }

// What is over the most that a household can say.
double over_household(double household_bits, std::int64_t people) {
  double most = std::log2(static_cast<double>(std::max(people, town) - 1) / mates);
  return household_bits > most ? most - household_bits : 0;
}

}  // namespace

void Frequencies::count(Field field, std::string_view value, std::int64_t people) { counts_[key(field, value)] += people; }

double Frequencies::share(Field field, std::string_view value) const {
  auto all = static_cast<double>(std::max<std::int64_t>(with_field(field), 1));
  auto found = counts_.find(key(field, value));
  double people = found == counts_.end() ? rare : std::max(rare, static_cast<double>(found->second));
  return std::min(1.0, people / all);
}

Model prior_model() {
  Model model;
  for (const auto& one : assumed) model.of(one.field) = {one.m, one.u};
  return model;
}

bool has_level(Field field, Level level) {
  static const Model model = prior_model();
  return level != Level::missing && model.of(field).m[static_cast<std::size_t>(level)] > 0;
}

double bits(double m, double u) { return m > 0 && u > 0 ? std::log2(m / u) : 0; }

double bits(const FieldShares& shares, Level level) {
  if (level == Level::missing) return 0;
  return bits(shares.m[static_cast<std::size_t>(level)], shares.u[static_cast<std::size_t>(level)]);
}

double odds_to_probability(double bits) { return 1 / (1 + std::exp2(-bits)); }
double prior_bits(double lambda) { return std::log2(lambda / (1 - lambda)); }

double plain_bits(const Model& model, const Pattern& pattern) {
  double sum = prior_bits(model.lambda);
  each_field([&](Field field) { sum += bits(model.of(field), pattern[field]); });
  return sum;
}

double score_bits(const Model& model, const Frequencies& frequencies, const Person& a, const Person& b, const Pattern& pattern) {
  double sum = prior_bits(model.lambda), shared = 0;
  each_field([&](Field field) {
    auto level = pattern[field];
    if (level == Level::missing) return;
    auto m = model.of(field).m[static_cast<std::size_t>(level)];
    auto u = agreement(model, frequencies, a, b, field, level).u;
    double evidence = evidence_of(field, m, u);
    sum += evidence;
    if (has(household, field)) shared += evidence;
  });
  return sum + over_household(shared, model.people);
}

Score score(const Model& model, const Frequencies& frequencies, const Person& a, const Person& b) {
  Score score;
  score.prior = prior_bits(model.lambda);
  auto pattern = compare(a, b);
  double shared = 0, sum = score.prior;
  each_field([&](Field field) {
    auto level = pattern[field];
    if (level == Level::missing) return;
    FieldScore one{.field = field, .level = level, .m = model.of(field).m[static_cast<std::size_t>(level)]};
    auto agreed = agreement(model, frequencies, a, b, field, level);
    one.u = agreed.u;
    one.by_frequency = agreed.value != nullptr;
    one.bits = evidence_of(field, one.m, one.u);
    sum += one.bits;
    if (has(household, field)) shared += one.bits;
    score.fields.push_back(std::move(one));
  });
  score.household = over_household(shared, model.people);
  score.total = sum + score.household;
  score.probability = odds_to_probability(score.total);
  return score;
}

}  // namespace record::linkage
