// Writes what comparing people found as merge suggestions. Nothing is merged by it: a person decides.
#pragma once
#include "record/linkage/index.h"
#include "record/record.h"

namespace record::linkage {

enum class Certainty : int { sure = 1, look = 2 };
BOOST_DESCRIBE_ENUM(Certainty, sure, look)

// How one field spoke, without the values: those stand in the profiles.
struct FieldAccount {
  Field field = Field::given_name;
  Level level = Level::exact;
  double m = 0, u = 0, bits = 0;
  bool by_frequency = false;
};
BOOST_DESCRIBE_STRUCT(FieldAccount, (), (field, level, m, u, bits, by_frequency))
struct Account {
  double prior = 0, household = 0, total = 0;   // bits
  std::vector<FieldAccount> fields;
};
BOOST_DESCRIBE_STRUCT(Account, (), (prior, household, total, fields))

struct Found {
  CustomerId a = 0, b = 0;
  Score score;
};

std::optional<Certainty> certainty_of(const Settings& settings, double probability);

// Inside one change of the record. Makes or renews the suggestion of a pair; left alone are pairs that are one person by now,
// that somebody dismissed or parted (any profiles of the two persons), and what was accepted. Answers whether it stands.
bool keep_suggestion(Change& change, const Found& found, Certainty certainty, std::int64_t model);
// Of a person who was compared anew: what other suggestions said by other models or values no longer holds. Rules' own
// suggestions stay, without a probability.
void drop_suggestions(Change& change, CustomerId person, const std::vector<CustomerId>& but_with);
// After a full run: what the run did not find again.
std::int64_t drop_older_than(Change& change, std::int64_t model, std::int64_t limit);

}  // namespace record::linkage
