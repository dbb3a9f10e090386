// What can be proved of a PostgreSQL database from inside. Private to store/.
#pragma once
#include <string>
#include <vector>

#include "store/session.h"

namespace store {

// Inside read(); a line for each finding.
std::vector<std::string> postgres_findings(Session& session);

}  // namespace store
