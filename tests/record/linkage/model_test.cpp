// The model against figures that were published, and EM against parameters that are known.
#include "record/linkage/model.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "record/linkage/estimate.h"

namespace record::linkage {
namespace {

// Splink's published parameters of febrl4 (docs/demos/…/febrl4.ipynb), as domain.md section 8 quotes them.
Model splink_febrl4() {
  Model model;
  model.lambda = .0002389;
  model.of(Field::street_number) = {{.842003}, {.0149468}};
  model.of(Field::postcode) = {{.841549}, {.0011724}};
  return model;
}

Pattern all_missing() {
  Pattern pattern;
  pattern.levels.fill(Level::missing);
  return pattern;
}

TEST(Model, GivesThePublishedBayesFactorsAndWeights) {
  auto model = splink_febrl4();
  auto number = bits(model.of(Field::street_number), Level::exact), postcode = bits(model.of(Field::postcode), Level::exact);
  EXPECT_NEAR(std::exp2(number), 56.33, .01);
  EXPECT_NEAR(number, 5.816, .001);
  EXPECT_NEAR(std::exp2(postcode), 717.8, .1);
  EXPECT_NEAR(postcode, 9.487, .001);
}

TEST(Model, AddsUpToThePublishedProbability) {
  auto model = splink_febrl4();
  auto pattern = all_missing();
  pattern[Field::street_number] = pattern[Field::postcode] = Level::exact;
  EXPECT_NEAR(odds_to_probability(plain_bits(model, pattern)), .9062, .0001);
  // A number that is neither equal nor alike: Bayes factor .03755.
  model.of(Field::national_id).m[static_cast<std::size_t>(Level::differ)] = .03755;
  model.of(Field::national_id).u[static_cast<std::size_t>(Level::differ)] = 1;
  pattern[Field::national_id] = Level::differ;
  EXPECT_NEAR(odds_to_probability(plain_bits(model, pattern)), .2662, .0001);
}

TEST(Model, MissingValuesSayNothing) {
  auto model = splink_febrl4();
  EXPECT_DOUBLE_EQ(plain_bits(model, all_missing()), prior_bits(model.lambda));
}

TEST(Em, RecoversKnownParameters) {
  // domain.md section 8: lambda .1, m (.9, .85, .95), u (.02, .1, .3), 60,000 pairs, within .02.
  constexpr Field fields[] = {Field::birth_date, Field::email, Field::gender};
  constexpr double m[] = {.9, .85, .95}, u[] = {.02, .1, .3};
  std::mt19937_64 random(20);
  std::uniform_real_distribution<> chance;
  PatternCounts counts;
  for (int i = 0; i < 60'000; ++i) {
    bool match = chance(random) < .1;
    auto pattern = all_missing();
    for (int f = 0; f < 3; ++f) pattern[fields[f]] = chance(random) < (match ? m[f] : u[f]) ? Level::exact : Level::differ;
    ++counts[packed(pattern)];
  }
  auto start = prior_model();
  start.lambda = .3;
  Fields learn = of(fields[0]) | of(fields[1]) | of(fields[2]);
  auto result = expectation_maximisation(counts, start, {.learn_m = learn, .learn_u = learn, .prior_pairs = 0, .rounds = 2000, .enough = 1e-9});
  EXPECT_NEAR(result.model.lambda, .1, .02);
  for (int f = 0; f < 3; ++f) {
    EXPECT_NEAR(result.model.of(fields[f]).m[0], m[f], .02) << f;
    EXPECT_NEAR(result.model.of(fields[f]).u[0], u[f], .02) << f;
  }
}

TEST(Em, PacksAPatternAndBack) {
  auto pattern = all_missing();
  pattern[Field::given_name] = Level::sound;
  pattern[Field::accounts] = Level::differ;
  EXPECT_EQ(unpacked(packed(pattern)), pattern);
}

TEST(Model, ARareNameSaysMoreThanACommonOne) {
  auto model = prior_model();
  model.people = 10'000;
  Frequencies frequencies;
  frequencies.set_known(Field::family_name, 10'000);
  frequencies.count(Field::family_name, "wang", 900);
  frequencies.count(Field::family_name, "ouyang", 4);
  auto two = [&](const std::string& name) {
    Person a, b;
    a.of(Field::family_name) = b.of(Field::family_name) = {name};
    return score(model, frequencies, a, b).total;
  };
  EXPECT_NEAR(two("ouyang") - two("wang"), std::log2(900.0 / 4), 1e-9);
}

TEST(Model, AHouseholdAloneIsNoPerson) {
  auto model = prior_model();
  model.people = 100'000;
  model.lambda = 1e-6;
  Person father, son;
  for (auto* person : {&father, &son}) {
    person->of(Field::family_name) = {"smith"};
    person->of(Field::street_number) = {"12"};
    person->of(Field::street) = {"long road"};
    person->of(Field::postcode) = {"4711"};
    person->of(Field::city) = {"springfield"};
    person->of(Field::phone) = {"2025550123"};
  }
  father.of(Field::given_name) = {"john"};
  son.of(Field::given_name) = {"peter"};
  auto found = score(model, {}, father, son);
  EXPECT_LT(found.household, 0);
  EXPECT_LT(found.probability, .1);
  son.of(Field::given_name) = {"john"};
  son.of(Field::birth_date) = father.of(Field::birth_date) = {"19700101"};
  EXPECT_GT(score(model, {}, father, son).probability, .99);
}

TEST(Model, TheQuickSumIsTheSumOfTheAccount) {
  auto model = prior_model();
  model.people = 50;
  Person a, b;
  a.of(Field::given_name) = {"maria"}, b.of(Field::given_name) = {"marie"};
  a.of(Field::phone) = {"2025550123"}, b.of(Field::phone) = {"2025550123"};
  a.of(Field::street) = b.of(Field::street) = {"long road"};
  EXPECT_DOUBLE_EQ(score(model, {}, a, b).total, score_bits(model, {}, a, b, compare(a, b)));
}

TEST(Estimate, LambdaIsTheShareOfMatchesAmongAllPairs) {
  // 1,000 people: 499,500 pairs; 200 pairs of overwhelming evidence, 1,000 with some against.
  std::vector<double> evidence(200, 40);
  evidence.insert(evidence.end(), 1000, -5);
  EXPECT_NEAR(solve_lambda(evidence, 1000), 200.0 / 499'500, 1e-6);
}

TEST(Estimate, SaysWhenThereIsTooLittleToLearnFrom) {
  Observed observed;
  observed.people = 3;
  EXPECT_TRUE(estimate(observed).few);
}

}  // namespace
}  // namespace record::linkage
