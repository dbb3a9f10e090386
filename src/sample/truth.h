// truth.json: what was planted, how each number is defined, and what came out when it was counted while the company was made.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "sample/parameters.h"
#include "sample/tally.h"

namespace sample {

// One group that an effect is told by: its rate or mean, what was to be expected, and an interval of 95 % for the realised.
struct Group {
  std::string group;
  std::int64_t n = 0;
  double realised = 0, low = 0, high = 0;
  std::optional<double> expected;       // left out where nothing simple is to be expected
};
BOOST_DESCRIBE_STRUCT(Group, (), (group, n, realised, low, high, expected))

struct Effect {
  std::string key;
  std::string definition;               // in words that can be counted
  std::string measure;                  // "rate", "mean", "median minutes"
  double planted = 0;                   // the true effect: a difference, a ratio, as `definition` says
  std::optional<double> realised;       // the same, as it came out (adjusted where adjusting is needed)
  std::optional<double> low, high;      // 95 % of the realised
  std::optional<double> unadjusted_expected, unadjusted_realised;   // the naive comparison, where it misleads
  std::vector<Group> groups;
};
BOOST_DESCRIBE_STRUCT(Effect, (), (key, definition, measure, planted, realised, low, high, unadjusted_expected, unadjusted_realised, groups))

struct People {
  std::int64_t customers = 0, accounts = 0, second_accounts = 0, in_households = 0, devices = 0, strangers = 0;
};
BOOST_DESCRIBE_STRUCT(People, (), (customers, accounts, second_accounts, in_households, devices, strangers))

struct Truth {
  std::string about = "Sample data of a company that does not exist. Nobody in it is real.";
  bool sample = true;
  std::string company = "云杉生活(示例) / Spruce Living (sample)";
  std::string source;
  std::uint64_t seed = 0;
  std::string from, to, mended_at;
  std::int64_t interactions = 0;
  People people;
  std::map<std::string, std::int64_t> activities;   // interactions by name
  std::vector<Effect> effects;
  Parameters parameters;
};
BOOST_DESCRIBE_STRUCT(Truth, (), (about, sample, company, source, seed, from, to, mended_at, interactions, people, activities, effects, parameters))

// `seed`, `source`, the period and the customers are the caller's.
Truth truth_of(const Tally& tally);

}  // namespace sample
