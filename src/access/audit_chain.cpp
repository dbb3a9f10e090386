#include "access/audit_chain.h"

namespace rights {
namespace {

constexpr std::size_t findings_most = 20;

}  // namespace

AuditHead audit_head(store::Session& session) {
  auto last = session.one<AuditRow>(std::string(audit_columns) + "order by number desc limit 1").value_or(AuditRow{});
  return {last.number, last.hash, base::now()};
}

AuditProof prove_audit(store::Session& session, const std::vector<AuditHead>& kept) {
  AuditProof proof{.at = base::now()};
  std::string before;
  std::int64_t expected = 1;
  auto find = [&](std::string what) {
    if (proof.findings.size() < findings_most) proof.findings.push_back(std::move(what));
  };
  session.each(std::string(audit_columns) + "order by number", [&](const store::Row& columns) {
    auto row = store::read_row<AuditRow>(columns);
    ++proof.entries;
    if (row.number != expected) find("The audit log lacks the entries " + std::to_string(expected) + " to " + std::to_string(row.number - 1) + ".");
    else if (row.hash != audit_hash(before, row)) find("The audit log's entry " + std::to_string(row.number) + " is not what was written, or the one before it is not.");
    for (const auto& head : kept)
      if (head.number == row.number && head.hash != row.hash) find("The audit log's entry " + std::to_string(row.number) + " is another than the one whose hash was kept outside.");
    before = row.hash;
    expected = row.number + 1;
  });
  for (const auto& head : kept)
    if (head.number >= expected) find("The audit log ends at entry " + std::to_string(expected - 1) + ", but entry " + std::to_string(head.number) + " was there at " + base::to_string(head.at) + ".");
  return proof;
}

}  // namespace rights
