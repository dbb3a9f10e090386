// Proves the audit log whole, or says where it is not: rows that were changed, removed, inserted or moved break the chain
// of hashes; a tail that was cut off is behind a head that was kept outside of the database (audit_head.h).
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "access/audit.h"
#include "base/json.h"
#include "store/database.h"

namespace rights {

// The newest entry as it was at a moment.
struct AuditHead {
  std::int64_t number = 0;                 // 0: there was none yet
  std::string hash;
  base::Time at;
};
BOOST_DESCRIBE_STRUCT(AuditHead, (), (number, hash, at))

struct AuditProof {
  std::int64_t entries = 0;
  std::vector<std::string> findings;       // empty: whole
  base::Time at;                           // when it was looked at
};
BOOST_DESCRIBE_STRUCT(AuditProof, (), (entries, findings, at))

AuditHead audit_head(store::Session& session);
// Reads every entry once. `kept`: heads from outside; each must still be in the log as it was.
AuditProof prove_audit(store::Session& session, const std::vector<AuditHead>& kept);

}  // namespace rights
