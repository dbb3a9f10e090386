#include "access/audit_list.h"

#include "access/access.h"
#include "base/csv.h"
#include "base/ids.h"
#include "base/text.h"

namespace rights {
namespace {

constexpr std::size_t rows_a_piece = 2'000;

// Characters that a pattern of `like` means something by, taken literally.
std::string literal(std::string_view text) {
  std::string pattern;
  for (char c : text) {
    if (c == '%' || c == '_' || c == '\\') pattern += '\\';
    pattern += c;
  }
  return pattern;
}

std::vector<AuditRow> rows(store::Session& session, const AuditQuery& query, std::int64_t before, std::size_t limit) {
  std::string sql = std::string(audit_columns) + "where number < :b", who, what;
  std::vector<store::Value> values{before};
  if (query.since) sql += " and at >= :s", values.emplace_back(*query.since);
  if (query.until) sql += " and at < :u", values.emplace_back(*query.until);
  if (query.who) {
    who = "%" + literal(base::lower_ascii(*query.who)) + "%";
    sql += " and (who_id = :w or lower(who_name) like :n escape '\\')";
    values.emplace_back(*query.who), values.emplace_back(who);
  }
  if (query.what) {
    what = literal(*query.what) + (query.what->ends_with('.') ? "%" : "");
    sql += " and verb like :v escape '\\'", values.emplace_back(what);
  }
  if (query.object) sql += " and object = :o", values.emplace_back(*query.object);
  if (query.id) sql += " and object_id = :i", values.emplace_back(*query.id);
  if (query.outcome) sql += " and outcome = :c", values.emplace_back(*query.outcome);
  values.emplace_back(limit);
  return session.all_of<AuditRow>(sql + " order by number desc limit :l", values);
}

http::Route csv_route(Access& access, store::Database& database) {
  http::Route route{.method = http::Method::GET, .name = {"/api/audit/export", "audit.read", "The audit log as CSV, newest first"}, .answer_type = "text/csv"};
  route.query_schema = [](base::Schemas& schemas) { return http::query_parameters<AuditQuery>(schemas); };
  route.answer_schema = [](base::Schemas&) { return base::JsonObject{{"type", "string"}}; };
  route.handler = [&access, &database](const http::Request& request) {
    auto query = http::read_query<AuditQuery>(request);
    access.denials.write_down();
    database.write([](store::Session& session) { Audit::record(session, {.verb = "export", .object = "audit", .details = {{"format", "csv"}}}); });
    auto response = http::Response{}.with("Content-Type", "text/csv; charset=utf-8").with("Content-Disposition", "attachment; filename=\"audit.csv\"");
    response.stream = [&database, query, before = std::int64_t(INT64_MAX), begun = false](std::string& piece) mutable {
      if (!begun) piece = "\xEF\xBB\xBF" "number,at,who_kind,who_id,who_name,address,verb,object,object_id,outcome,details,request,hash\r\n";
      begun = true;
      for (const auto& row : database.reading([&](store::Session& session) { return rows(session, query, before, rows_a_piece); })) {
        piece += std::to_string(row.number) + ',' + base::to_string(row.at);
        for (const auto& field : {row.who_kind, row.who_id, row.who_name, row.address, row.verb, row.object, row.object_id, std::string(base::enum_name(row.outcome)), row.details, row.request, row.hash})
          piece += ',' + base::csv_field(field);
        piece += "\r\n";
        before = row.number;
      }
    };
    return response;
  };
  return route;
}

}  // namespace

AuditItem audit_item(const AuditRow& row) {
  return {base::show_id('a', row.number), row.at, row.who_kind, row.who_id, row.who_name, row.address, row.verb, row.object, row.object_id, row.outcome, base::parse_json(row.details).as_object(), row.request, row.hash};
}

http::Page<AuditItem> list_audit(store::Session& session, const AuditQuery& query) {
  auto limit = http::page_limit(query.limit);
  auto before = query.cursor ? base::read_id('a', *query.cursor) : std::optional<std::int64_t>(INT64_MAX);
  if (!before) throw base::invalid("This is not a cursor of this list.", "Use the `next` of the page before, as it is.", "cursor");
  auto found = rows(session, query, *before, limit + 1);
  http::Page<AuditItem> page;
  bool more = found.size() > limit;
  if (more) found.pop_back();
  for (const auto& row : found) page.items.push_back(audit_item(row));
  if (more) page.next = page.items.back().id;
  return page;
}

AuditProof prove_audit(const Access& access, store::Session& session, const std::vector<AuditHead>& more) {
  auto heads = more;
  std::string unreadable;
  try {
    for (auto& head : access.kept_heads()) heads.push_back(head);
  } catch (const base::Error& error) {
    unreadable = error.what();
  }
  auto proof = prove_audit(session, heads);
  if (!unreadable.empty()) proof.findings.push_back(unreadable);
  return proof;
}

void add_audit_routes(http::Router& router, Access& access, store::Database& database) {
  router.get<AuditQuery, http::Page<AuditItem>>({"/api/audit", "audit.read", "Who did what, newest first"}, [&access, &database](const http::Request&, const AuditQuery& query) {
    access.denials.write_down();
    return database.reading([&](store::Session& session) { return list_audit(session, query); });
  });
  router.get<http::NoQuery, AuditProof>({"/api/audit/proof", "audit.read", "Proves the audit log whole, or says where it is not"},
                                        [&access, &database](const http::Request&, const http::NoQuery&) { return database.reading([&](store::Session& session) { return prove_audit(access, session); }); });
  router.get<http::NoQuery, SealedHead>({"/api/audit/head", "audit.read", "The newest entry's hash, sealed: keep it somewhere else"}, [&access](const http::Request&, const http::NoQuery&) { return access.sealed_head(); });
  router.raw(csv_route(access, database));
}

}  // namespace rights
