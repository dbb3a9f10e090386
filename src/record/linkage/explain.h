// A suggestion for people to read: field by field what stands on each side, how well it agrees and what that says. Inside
// read(); not for two threads.
#pragma once
#include "record/linkage/suggest.h"

namespace record::linkage {

struct FieldComparison {
  Field field = Field::given_name;
  Level level = Level::exact;
  std::string a, b;               // as told; empty: not known
  double m = 0, u = 0, bits = 0;
  bool by_frequency = false;      // u is the share of people who have this very value
};
BOOST_DESCRIBE_STRUCT(FieldComparison, (), (field, level, a, b, m, u, bits, by_frequency))
struct Comparison {
  std::int64_t model = 0;         // version
  double prior_bits = 0, household_bits = 0, total_bits = 0;
  std::vector<FieldComparison> fields;
};
BOOST_DESCRIBE_STRUCT(Comparison, (), (model, prior_bits, household_bits, total_bits, fields))

class Explainer {
 public:
  explicit Explainer(store::Session& session) : extractor_(read_settings(session)) {}
  // `account` as suggest.h wrote it; the values are those of now.
  Comparison explain(store::Session& session, const std::string& account, std::int64_t model, CustomerId a, CustomerId b) const;

 private:
  Extractor extractor_;
};

}  // namespace record::linkage
