// Which traits tell which field. Every company names its traits in its own way: the settings list the names of each field,
// and start with those that are met most. Names are compared without case, blanks and signs ("Date of Birth" is
// "date_of_birth" is "dateOfBirth"); a trait inside of another is named with a point ("address.postalCode").
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "record/linkage/field.h"

namespace record::linkage {

struct TraitNames {
  std::vector<std::string> full_name, given_name, family_name, birth_date, gender, national_id, email, phone, street_number, street, building, city, postcode, region;
};
BOOST_DESCRIBE_STRUCT(TraitNames, (), (full_name, given_name, family_name, birth_date, gender, national_id, email, phone, street_number, street, building, city, postcode, region))

struct Settings {
  TraitNames traits;
  double sure = 0.99;          // from this probability on a pair is shown as sure
  double look = 0.5;           // from this one on as worth a look; below it is not shown
  std::int64_t block_people = 300;   // people who share a key; keys that more people share are passed over
};
BOOST_DESCRIBE_STRUCT(Settings, (), (traits, sure, look, block_people))

Settings default_settings();
// Fields without a single name get those of default_settings().
void fill(Settings& settings);
// Refuses thresholds out of order or range. Throws base::Error(invalid, field named).
void check(const Settings& settings);
// A trait's name as it is compared.
std::string plain_name(std::string_view name);

}  // namespace record::linkage
