// The model of Fellegi and Sunter: of two people each field agrees at some level; m is the share of that level among pairs
// that are one person, u among pairs that are not, and lambda the share of pairs that are one person. The evidence of a
// field is log2(m/u) bits; prior and evidence add up to log2 of the odds. (Fellegi and Sunter 1969; Winkler 1990 for EM and
// frequencies.) A field that is missing on a side says nothing.
// Plain values; pure functions; any thread.
#pragma once
#include <boost/unordered/unordered_flat_map.hpp>

#include "record/linkage/compare.h"

namespace record::linkage {

using Shares = std::array<double, level_count>;

struct FieldShares {
  Shares m{}, u{};
};

// How often values occur, so that agreeing on a rare one says more: counts by stable hash, of the values met most.
class Frequencies {
 public:
  void count(Field field, std::string_view value, std::int64_t people = 1);
  // Share of people who have the value; of a value that is not kept, `rare` people have it.
  double share(Field field, std::string_view value) const;
  std::int64_t with_field(Field field) const { return known_[static_cast<std::size_t>(field)]; }
  void set_known(Field field, std::int64_t people) { known_[static_cast<std::size_t>(field)] = people; }
  static std::uint64_t key(Field field, std::string_view value) { return stable_hash(static_cast<std::uint64_t>(field) + 100, value); }
  void put(std::uint64_t key, std::int64_t people) { counts_[key] = people; }
  const boost::unordered_flat_map<std::uint64_t, std::int64_t>& counts() const { return counts_; }
  boost::unordered_flat_map<std::uint64_t, std::int64_t>& counts() { return counts_; }

 private:
  static constexpr double rare = 2;
  boost::unordered_flat_map<std::uint64_t, std::int64_t> counts_;
  std::array<std::int64_t, field_count> known_{};
};

struct Model {
  std::array<FieldShares, field_count> fields{};
  double lambda = 0.0001;
  std::int64_t people = 0;
  const FieldShares& of(Field field) const { return fields[static_cast<std::size_t>(field)]; }
  FieldShares& of(Field field) { return fields[static_cast<std::size_t>(field)]; }
};

// What is assumed before anything was seen: shares of a general kind, used alone while there are few people.
Model prior_model();
bool has_level(Field field, Level level);

double bits(double m, double u);                              // log2(m/u)
double bits(const FieldShares& shares, Level level);          // the same; 0 for missing
double odds_to_probability(double bits);                      // of log2 of the odds
double prior_bits(double lambda);                             // log2(lambda / (1 - lambda))

// One field of a scored pair.
struct FieldScore {
  Field field = Field::given_name;
  Level level = Level::missing;
  double m = 0, u = 0, bits = 0;
  bool by_frequency = false;      // u is the share of people who have this very value
};
struct Score {
  std::vector<FieldScore> fields;   // all but those missing
  double prior = 0;                 // bits
  double household = 0;             // bits taken off: see score()
  double total = 0;                 // bits: prior + fields + household
  double probability = 0;
};

// The plain sum over fields (what EM works with).
double plain_bits(const Model& model, const Pattern& pattern);
// With frequencies, and with the evidence of a household limited: family name, phone and address together never say more than
// that two people live together, of whom everybody has `mates` others.
Score score(const Model& model, const Frequencies& frequencies, const Person& a, const Person& b);
// The same sum, quickly, without the account of it.
double score_bits(const Model& model, const Frequencies& frequencies, const Person& a, const Person& b, const Pattern& pattern);
inline constexpr double mates = 1.5;

}  // namespace record::linkage
