// Portable SQL as PostgreSQL reads it.
#include "store/postgres_dialect.h"

#include <gtest/gtest.h>

namespace store {
namespace {

TEST(PostgresDialect, ParametersAreNumberedByTheirNames) {
  auto statement = postgres_statement("select a from t where a = :a and b = :b and c > :a limit :n");
  EXPECT_EQ(statement.sql, "select a from t where a = $1 and b = $2 and c > $1 limit $3");
  EXPECT_EQ(statement.parameters, 3u);
}
TEST(PostgresDialect, QuotedTextsAndCommentsAreLeftAlone) {
  auto statement = postgres_statement("select ':a', \":b\", 'it''s :c' -- :d\n /* :e */ from t where x = :f");
  EXPECT_EQ(statement.sql, "select ':a', \":b\", 'it''s :c' -- :d\n /* :e */ from t where x = $1");
  EXPECT_EQ(statement.parameters, 1u);
}
TEST(PostgresDialect, ACastIsNoParameter) {
  auto statement = postgres_statement("select 'a'::text, :a::bigint");
  EXPECT_EQ(statement.sql, "select 'a'::text, $1::bigint");
  EXPECT_EQ(statement.parameters, 1u);
}
TEST(PostgresDialect, TypesOfColumnsAreRewrittenAndNothingElse) {
  EXPECT_EQ(postgres_script("create table t (id integer primary key, integer text, real real default 1.5, text text not null default 'a text; integer', n bigint,\n"
                            "  foreign key (id) references u(id), check (n in (1, 2)), primary key (id, text)) without rowid;"),
            "create table t (id bigint primary key, integer text collate \"C\", real double precision default 1.5, text text collate \"C\" not null default 'a text; integer', n bigint,\n"
            "  foreign key (id) references u(id), check (n in (1, 2)), primary key (id, text))  ;");
  EXPECT_EQ(postgres_script("alter table t add column note text"), "alter table t add column note text collate \"C\";");
  EXPECT_EQ(postgres_script("insert into t(integer, text) values (1, 'integer')"), "insert into t(integer, text) values (1, 'integer');");
}
TEST(PostgresDialect, CommentsAmongColumnsAreNoColumns) {
  EXPECT_EQ(postgres_script("create table t (\n -- the key: a number, see integer text\n id integer, -- and, more\n name text)"),
            "create table t (\n -- the key: a number, see integer text\n id bigint, -- and, more\n name text collate \"C\");");
}
TEST(PostgresDialect, AnIndexOfASchemaStandsWithItsTable) {
  EXPECT_EQ(postgres_script("create index derived.by_name on thing(name); create unique index session_user on thing(name) where name <> ''"),
            "create index \"by_name\" on derived.thing(name); create unique index \"session_user\" on thing(name) where name <> '';");
}
TEST(PostgresDialect, TheFullTextTableBecomesAColumnAndItsIndex) {
  auto script = postgres_script("create virtual table derived.book using fts5(words, content='book_words', tokenize='x');");
  EXPECT_NE(script.find("alter table derived.book_words add column lexemes tsvector"), std::string::npos) << script;
  EXPECT_NE(script.find("create index book on derived.book_words using gin (lexemes)"), std::string::npos) << script;
}
TEST(PostgresDialect, EmptyStatementsAreNone) { EXPECT_EQ(postgres_script(" ; ;\n"), ""); }

}  // namespace
}  // namespace store
