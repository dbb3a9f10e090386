#include "store/tables.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"

namespace store {
namespace {

struct Pair {
  std::string a, b;
};
BOOST_DESCRIBE_STRUCT(Pair, (), (a, b))

// Every question answers in one shape on both.
struct Questions {
  const char *tables, *columns, *references, *key;
};

constexpr Questions sqlite{
    "select name from sqlite_master where type = 'table' and name not like 'sqlite_%' order by name",
    "select name, type from pragma_table_info(:t) order by name",
    "select \"table\", \"from\" from pragma_foreign_key_list(:t)",
    "select name from pragma_table_info(:t) where pk > 0 order by pk limit 1",
};
constexpr Questions postgresql{
    "select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'throughline' and c.relkind = 'r' order by c.relname",
    "select a.attname, format_type(a.atttypid, null) from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace "
    "where n.nspname = 'throughline' and c.relname = :t and a.attnum > 0 and not a.attisdropped order by a.attname collate \"C\"",
    "select f.relname, k.conname from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_class f on f.oid = k.confrelid join pg_namespace n on n.oid = c.relnamespace "
    "where n.nspname = 'throughline' and c.relname = :t and k.contype = 'f'",
    "select a.attname from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid and a.attnum = k.conkey[1] "
    "where n.nspname = 'throughline' and c.relname = :t and k.contype = 'p'",
};

// Not a company's, but of the place where it is.
bool belongs_to_the_place(const std::string& table) {
  static const std::set<std::string> place{"migration", "lease", "write_turn", "derive_turn"};
  return place.contains(table);
}

Value::Kind kind_of(const std::string& declared) {
  auto type = base::lower_ascii(declared);   // SQLite says its own types in capitals, however they were written
  if (type == "integer" || type == "bigint") return Value::Kind::integer;
  if (type == "real" || type == "double precision") return Value::Kind::real;
  return Value::Kind::text;
}

}  // namespace

std::vector<Table> truth_tables(Session& session) {
  const auto& questions = session.dialect() == Dialect::postgresql ? postgresql : sqlite;
  std::map<std::string, Table> tables;
  std::map<std::string, std::set<std::string>> waits_for;
  for (auto& name : session.all<std::string>(questions.tables)) {
    if (belongs_to_the_place(name)) continue;
    Table table{.name = name};
    for (auto& column : session.all<Pair>(questions.columns, name)) table.columns.push_back({column.a, kind_of(column.b)});
    std::sort(table.columns.begin(), table.columns.end(), [](const TableColumn& x, const TableColumn& y) { return x.name < y.name; });
    for (auto& reference : session.all<Pair>(questions.references, name)) {
      if (reference.a == name) table.refers_to_itself = true;
      else waits_for[name].insert(reference.a);
    }
    table.key = session.one<std::string>(questions.key, name).value_or("");
    tables.emplace(name, std::move(table));
  }
  std::vector<Table> ordered;
  std::set<std::string> there;
  while (!tables.empty()) {
    auto next = std::find_if(tables.begin(), tables.end(), [&](const auto& one) { return std::includes(there.begin(), there.end(), waits_for[one.first].begin(), waits_for[one.first].end()); });
    if (next == tables.end()) next = tables.begin();   // they refer to each other: the database will say if that matters
    there.insert(next->first);
    ordered.push_back(std::move(next->second));
    tables.erase(next);
  }
  return ordered;
}

}  // namespace store
