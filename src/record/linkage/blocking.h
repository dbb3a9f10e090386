// Which people are compared at all: those who share a key of at least one rule. A key is a number made of the rule (in its
// highest bits, so that keys in order stand rule by rule) and a hash of the values that the rule takes. Pure; any thread.
#pragma once
#include "record/linkage/person.h"

namespace record::linkage {

enum class Rule : std::uint8_t {
  birth_date, national_id, national_id_front, national_id_back, phone, email, mail_name, full_name, sounds_and_year, family_and_day,
  postcode_and_family, postcode_and_given, house, city_and_initials, given_and_month,
};
BOOST_DESCRIBE_ENUM(Rule, birth_date, national_id, national_id_front, national_id_back, phone, email, mail_name, full_name, sounds_and_year, family_and_day,
                    postcode_and_family, postcode_and_given, house, city_and_initials, given_and_month)
inline constexpr std::size_t rule_count = 15;

using Key = std::int64_t;   // never negative
Rule rule_of(Key key);
// The least key of a rule; of rule_count: above all.
Key first_key(std::size_t rule);

// The keys of a person, in order, each once.
std::vector<Key> keys_of(const Person& person);
// The fields that pairs of this rule agree on by being chosen, with those that depend on them: nothing is learnt of these
// from its pairs.
Fields fields_of(Rule rule);

// American Soundex of the Latin part ("r163"); empty for what has no letters.
std::string soundex(std::string_view name);

}  // namespace record::linkage
