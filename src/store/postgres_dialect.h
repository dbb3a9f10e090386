// Portable SQL (README.md) as PostgreSQL reads it: the one place where strings are rewritten. Pure functions, any thread.
//
// Statements: ":name" becomes "$n", by the order in which names come first; nothing else is touched.
//
// Scripts (migrations): `integer` becomes bigint, `real` double precision, `text` columns compare by their bytes
// (collate "C", as SQLite does), `without rowid` goes, `create index derived.x on t` becomes `create index "x" on derived.t`
// (session_user is a name as any other),
// and SQLite's full-text table `create virtual table derived.x using fts5(…)` becomes a tsvector column and its index on
// derived.x_words (full_text.h). Types are rewritten inside of create table and alter table alone.
#pragma once
#include <string>
#include <string_view>

namespace store {

struct PostgresStatement {
  std::string sql;
  std::size_t parameters = 0;
};

PostgresStatement postgres_statement(std::string_view portable);
std::string postgres_script(std::string_view portable);

}  // namespace store
