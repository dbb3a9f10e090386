// Proves the record sound, or says what is not: files, references, and that all that is derived equals the log.
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "access/audit_chain.h"
#include "record/record.h"

namespace record {

struct Finding {
  std::string what;     // what is wrong, with how many
  std::string hint;     // what to do
};
BOOST_DESCRIBE_STRUCT(Finding, (), (what, hint))
struct CheckReport {
  std::vector<Finding> findings;    // empty: sound
  std::int64_t interactions = 0, customers = 0,   // customers: people, joined profiles counted once
               identities = 0, audit_entries = 0;
};
BOOST_DESCRIBE_STRUCT(CheckReport, (), (findings, interactions, customers, identities, audit_entries))

// `step` hears the name of each part before it is looked at.
// `proof` proves the audit log (access/audit_list.h) as the same snapshot has it.
CheckReport check(Record& record, const std::function<void(const std::string&)>& step, const std::function<rights::AuditProof(store::Session&)>& proof = {});

}  // namespace record
