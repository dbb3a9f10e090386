// Proves the record sound, or says what is not: files, references, and that all that is derived equals the log.
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "record/record.h"

namespace record {

struct Finding {
  std::string what;     // what is wrong, with how many
  std::string hint;     // what to do
};
BOOST_DESCRIBE_STRUCT(Finding, (), (what, hint))
struct CheckReport {
  std::vector<Finding> findings;    // empty: sound
  std::int64_t interactions = 0, customers = 0, identities = 0;
};
BOOST_DESCRIBE_STRUCT(CheckReport, (), (findings, interactions, customers, identities))

// `step` hears the name of each part before it is looked at.
CheckReport check(Record& record, const std::function<void(const std::string&)>& step);

}  // namespace record
