#include "channel/file/migrations.h"

namespace channel::file {

store::Migrations migrations() {
  return {"channel/file",
          {{1, R"(
-- A file that was sent; its bytes are in uploads/<id> until gone_at. Rows stay, so that no number is given twice.
create table upload (id integer primary key, name text not null, bytes integer not null, sent_by text not null, sent_at integer not null, gone_at integer);

-- An import. files: JSON list of {name, path}. record/ stores only the id, in interaction.import.
create table import_run (
  id integer primary key, name text not null, source text not null, state text not null, files text not null, mapping text not null,
  rows_read integer not null default 0, rows_added integer not null default 0, rows_rejected integer not null default 0, rows_repeated integer not null default 0,
  rows_passed integer not null default 0, interactions_added integer not null default 0, customers_added integer not null default 0,
  bytes_read integer not null default 0, bytes_total integer not null default 0, errors text not null default '[]', message text,
  started_by text not null, started_at integer not null, finished_at integer);
)"},
           {40, R"(
-- Whose folder the files lie in, where several nodes share one database; null: from before there were nodes.
alter table upload add column node text;
alter table import_run add column node text;
)"}}};
}

}  // namespace channel::file
