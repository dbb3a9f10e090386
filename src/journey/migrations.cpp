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
)"}}};
}

}  // namespace journey
