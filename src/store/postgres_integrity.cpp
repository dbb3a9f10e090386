#include "store/postgres_integrity.h"

#include "base/error.h"

namespace store {
namespace {

// A question about what is ours.
std::string of_ours(const char* sql) {
  std::string whole = sql;
  whole += " and n.nspname in ('throughline', 'derived')";
  return whole;
}

struct Reference {
  std::string table, target, columns, target_columns;
};
BOOST_DESCRIBE_STRUCT(Reference, (), (table, target, columns, target_columns))

// Every reference is asked for by itself: what the constraint promises is not believed.
void follow_references(Session& session, std::vector<std::string>& findings) {
  auto references = session.all<Reference>(of_ours(
      "select cast(c.conrelid as regclass), cast(c.confrelid as regclass), "
      "(select string_agg(quote_ident(a.attname), ',' order by k.n) from unnest(c.conkey) with ordinality k(number, n) join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.number), "
      "(select string_agg(quote_ident(a.attname), ',' order by k.n) from unnest(c.confkey) with ordinality k(number, n) join pg_attribute a on a.attrelid = c.confrelid and a.attnum = k.number) "
      "from pg_constraint c join pg_namespace n on n.oid = c.connamespace where c.contype = 'f'"));
  for (const auto& reference : references) {
    auto lost = session.one<std::int64_t>("select count(*) from (select " + reference.columns + " from " + reference.table + ") c where not (c is null) and not exists (select 1 from (select " +
                                          reference.target_columns + " from " + reference.target + ") p where p = c)").value_or(0);
    if (lost) findings.push_back(std::to_string(lost) + " rows of " + reference.table + " (" + reference.columns + ") point nowhere");
  }
}

}  // namespace

std::vector<std::string> postgres_findings(Session& session) {
  std::vector<std::string> findings;
  session.each(of_ours("select cast(i.indexrelid as regclass) from pg_index i join pg_class c on c.oid = i.indexrelid join pg_namespace n on n.oid = c.relnamespace where not (i.indisvalid and i.indisready)"),
               [&](const Row& row) { findings.push_back("the index " + std::string(row.text(0)) + " is not whole: reindex it"); });
  session.each(of_ours("select c.conname from pg_constraint c join pg_namespace n on n.oid = c.connamespace where not c.convalidated"),
               [&](const Row& row) { findings.push_back("the constraint " + std::string(row.text(0)) + " was never proved: validate it"); });
  if (auto broken = session.one<std::int64_t>("select coalesce(checksum_failures, 0) from pg_stat_database where datname = current_database()").value_or(0))
    findings.push_back("the server met " + std::to_string(broken) + " pages whose checksum is wrong");
  follow_references(session, findings);
  // amcheck reads indexes page by page; it is there where an administrator made it, and only they may let others use it.
  if (session.one<int>("select 1 from pg_proc p join pg_extension e on e.extname = 'amcheck' where p.proname = 'bt_index_check' and has_function_privilege(p.oid, 'execute') limit 1")) {
    auto function = session.one<std::string>("select quote_ident(n.nspname) || '.bt_index_check' from pg_extension e join pg_namespace n on n.oid = e.extnamespace where e.extname = 'amcheck'").value();
    auto indexes = session.all<std::string>(of_ours("select cast(cast(c.oid as regclass) as text) from pg_class c join pg_am a on a.oid = c.relam join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'i' and a.amname = 'btree'"));
    for (const auto& index : indexes) {
      try {
        session.all<std::string>("select cast(" + function + "(cast(:i as regclass)) as text)", index);
      } catch (const base::Error& error) {   // the transaction is lost by this; the first damage suffices to say so
        findings.push_back("the index " + index + " is damaged: " + error.what());
        break;
      }
    }
  }
  return findings;
}

}  // namespace store
