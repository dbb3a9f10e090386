#include "journey/migrations.h"

namespace journey {

store::Migrations migrations() {
  return {"journey",
          {{1, R"(
-- Questions that people keep, and segments: with a cell it is the customers behind it. Times are microseconds since 1970 (UTC).
-- One that was removed can be brought back for some time (saved.h).
create table saved_question (
  id integer not null primary key, name text not null, question text not null,
  asked text not null, -- the question as JSON, as the API takes it
  cell text, -- as JSON
  shared integer not null, owner text not null, -- "u3", "k2", "operator"
  owner_name text not null, made_at integer not null, changed_at integer not null, removed_at integer);
)"},
           {2, R"(
-- Journey maps (map/document.h). `touched` grows with whatever an open page should hear of.
create table journey_map (
  id integer not null primary key, key text not null unique, name text not null,
  document text not null, -- as JSON, at `revision`
  summary text not null, -- what a list tells of it, as JSON
  revision integer not null, changed_at integer not null, changed_by text not null, removed_at integer, touched integer not null);

-- Each change: what it did and what takes it back, as edits (map/edit.h). The whole document stands at every 50th and at
-- those with a name: from there the ones before are had by taking back.
create table journey_revision (
  map integer not null, revision integer not null, at integer not null, by_name text not null, name text,
  edits text not null, undo text not null, changes integer not null, document text, primary key (map, revision));

create table journey_comment (
  id integer not null primary key, map integer not null, path text not null, said text not null,
  mentions text not null, -- ids of users, as JSON
  by_id text not null, by_name text not null, at integer not null, changed_at integer,
  resolved_at integer, resolved_by text, removed_at integer);
create index journey_comment_map on journey_comment(map);
)"}}};
}

}  // namespace journey
