#include "access/audit.h"

#include "base/hash.h"
#include "base/ids.h"
#include "base/limits.h"
#include "base/text.h"
#include "http/acting.h"

namespace rights {
namespace {

using Kind = http::Caller::Kind;

const char* kind_of(const http::Caller& caller) {
  switch (caller.kind) {
    case Kind::user: return "user";
    case Kind::key: return "key";
    case Kind::operator_: return "operator";
    case Kind::nobody: break;
  }
  return caller.address.empty() ? "system" : "nobody";
}

std::string id_of(const http::Caller& caller) {
  if (caller.kind == Kind::user) return base::show_id('u', caller.id);
  if (caller.kind == Kind::key) return base::show_id('k', caller.id);
  return {};
}

struct Last {
  std::int64_t number = 0;
  std::string hash;
};
BOOST_DESCRIBE_STRUCT(Last, (), (number, hash))

void add(std::string& text, std::string_view field) { ((text += std::to_string(field.size())) += ':').append(field) += ','; }

}  // namespace

std::string audit_hash(std::string_view before, const AuditRow& row) {
  std::string text;
  add(text, before);
  for (auto number : {row.number, row.at.micros}) add(text, std::to_string(number));
  for (const auto* field : {&row.who_kind, &row.who_id, &row.who_name, &row.address, &row.verb, &row.object, &row.object_id}) add(text, *field);
  add(text, std::to_string(static_cast<int>(row.outcome)));
  add(text, row.details);
  add(text, row.request);
  return base::sha256_hex(text);
}

void Audit::record(store::Session& session, const AuditEntry& entry) {
  const auto& who = entry.who ? *entry.who : http::Acting::now();
  auto last = session.one<Last>("select number, hash from audit order by number desc limit 1").value_or(Last{});
  AuditRow row{.number = last.number + 1, .at = base::now(), .who_kind = kind_of(who), .who_id = id_of(who), .who_name = base::stored(who.name), .address = who.address, .verb = entry.verb,
               .object = entry.object, .object_id = entry.id, .outcome = entry.outcome, .details = base::json_text(entry.details), .request = who.request};
  if (row.details.size() > base::limits::audit_details_bytes) row.details = base::json_text(base::JsonObject{{"too_long", row.details.size()}});
  row.hash = audit_hash(last.hash, row);
  session.run("insert into audit(number, at, who_kind, who_id, who_name, address, verb, object, object_id, outcome, details, request, hash) "
              "values (:a, :b, :c, :d, :e, :f, :g, :h, :i, :j, :k, :l, :m)",
              row.number, row.at, row.who_kind, row.who_id, row.who_name, row.address, row.verb, row.object, row.object_id, row.outcome, row.details, row.request, row.hash);
}

}  // namespace rights
