// The audit log as it is read: pages, newest first, by what is asked; and as CSV.
#pragma once
#include <functional>
#include <string>

#include "access/audit.h"
#include "access/audit_chain.h"
#include "http/router.h"

namespace rights {

class Access;

struct AuditItem {
  std::string id;                          // "a12"
  base::Time at;
  std::string who_kind, who_id, who_name, address;
  std::string verb, object, object_id;
  AuditOutcome outcome = AuditOutcome::done;
  base::JsonObject details;
  std::string request, hash;
};
BOOST_DESCRIBE_STRUCT(AuditItem, (), (id, at, who_kind, who_id, who_name, address, verb, object, object_id, outcome, details, request, hash))

struct AuditQuery {
  std::optional<base::Time> since, until;  // since inclusive, until exclusive
  std::optional<std::string> who;          // an id ("u3", "k2"), or part of a name
  std::optional<std::string> what;         // a verb ("user.change"), or what begins with it ("user.")
  std::optional<std::string> object, id;   // "customer", "c12"
  std::optional<AuditOutcome> outcome;
  std::optional<std::int64_t> limit;
  std::optional<std::string> cursor;
};
BOOST_DESCRIBE_STRUCT(AuditQuery, (), (since, until, who, what, object, id, outcome, limit, cursor))

AuditItem audit_item(const AuditRow& row);
http::Page<AuditItem> list_audit(store::Session& session, const AuditQuery& query);

// GET /api/audit, /api/audit/proof, /api/audit/head, /api/audit/export. Both must outlive the router.
void add_audit_routes(http::Router& router, Access& access, store::Database& database);
// The proof, with the heads that are kept outside (and `more` of them, which the operator kept).
AuditProof prove_audit(const Access& access, store::Session& session, const std::vector<AuditHead>& more = {});

}  // namespace rights
