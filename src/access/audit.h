// The audit log: who changed what of other people's, from where, and with what outcome. Append-only and chained: each
// entry's hash covers the hash of the one before, so that a changed, removed, inserted or moved row is found
// (audit_chain.h); the newest hash is kept outside of the database as well (audit_head.h), so that a cut tail is found.
//
// An entry is written in the same transaction as the change that it describes: both are there, or neither.
// Personal data of customers stands in it by reference only (their id), never by value: an erasure keeps the chain.
// Passwords, tokens and keys stand nowhere in it, not even as hashes.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "base/json.h"
#include "http/message.h"
#include "store/session.h"

namespace rights {

// Stored as numbers: never change one.
enum class AuditOutcome { done = 0, refused = 1 };
BOOST_DESCRIBE_ENUM(AuditOutcome, done, refused)

struct AuditEntry {
  std::string verb;                       // "user.change": the page has a sentence for each (web/src/text/*/rights.ts)
  std::string object;                     // the kind of what it was done to: "user", "customer", "import"; may be empty
  std::string id;                         // its id as outsiders see it: "u3"
  base::JsonObject details = {};          // what the sentence needs; of changed fields {"role": ["viewer", "agent"]}: before, after
  AuditOutcome outcome = AuditOutcome::done;
  std::optional<http::Caller> who = {};   // left out: whoever acts on this thread (http/acting.h)
};

// Notes a changed field in `details`; nothing when it stayed.
template <class T>
void audit_change(base::JsonObject& details, std::string_view field, const T& before, const T& after) {
  if (base::to_json(before) != base::to_json(after)) details.emplace(field, base::JsonArray{base::to_json(before), base::to_json(after)});
}

class Audit {
 public:
  // Appends. `session` is the one of the write() that makes the change: the log is written by one at a time over all nodes.
  static void record(store::Session& session, const AuditEntry& entry);
};

// A row as it is stored; the shape that hashes are made of.
struct AuditRow {
  std::int64_t number = 0;
  base::Time at;
  std::string who_kind;                   // user key operator system nobody
  std::string who_id, who_name;           // "u3", and the name at the time
  std::string address, verb, object, object_id;
  AuditOutcome outcome = AuditOutcome::done;
  std::string details, request, hash;
};
BOOST_DESCRIBE_STRUCT(AuditRow, (), (number, at, who_kind, who_id, who_name, address, verb, object, object_id, outcome, details, request, hash))
inline constexpr std::string_view audit_columns = "select number, at, who_kind, who_id, who_name, address, verb, object, object_id, outcome, details, request, hash from audit ";

// SHA-256 (hex) of the hash before and of every field but the hash, each as "<bytes>:<field>,": no two rows give one text.
std::string audit_hash(std::string_view before, const AuditRow& row);

}  // namespace rights
