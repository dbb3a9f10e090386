// Whose account the provider's claims are. A person is known by (issuer, subject), never by their e-mail alone: that links
// only the first time, only when it is verified, and only when the operator or an open invitation allows it.
//
// Inside a write(); state is in the database alone.
#pragma once
#include <string>

#include "access/oidc/options.h"
#include "access/types.h"
#include "base/json.h"
#include "store/session.h"

namespace rights {

// The user, linked or added as the options allow, with the role that their groups give. Throws Error(forbidden) whose
// field says why not: "unknown", "disabled", "no_role", "other_account".
std::int64_t account_of(store::Session& session, const OidcOptions& options, const base::JsonObject& claims);

}  // namespace rights
