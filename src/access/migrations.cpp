#include "access/migrations.h"

namespace rights {

store::Migrations migrations() {
  return {"access",
          {{1, R"(
-- Times are microseconds since 1970 (UTC). Users and keys are never deleted, so that a name in a record always has an owner.
create table user_account (
  id bigint not null primary key, email text not null unique, name text not null, role integer not null,
  password text not null default '', -- PHC string of argon2id; '' has none
  created_at bigint not null, disabled_at bigint, signed_in_at bigint);

create table session (
  token_hash text not null primary key, -- SHA-256 of the token; the token itself is nowhere
  user_account bigint not null references user_account(id), created_at bigint not null, seen_at bigint not null, ends_at bigint not null);
create index session_user on session(user_account);

create table api_key (
  id bigint not null primary key, name text not null, scope integer not null, secret_hash text not null unique,
  created_at bigint not null, created_by text not null default '', last_used_at bigint, removed_at bigint);

create table sign_in_link (
  token_hash text not null primary key, user_account bigint not null references user_account(id),
  created_at bigint not null, ends_at bigint not null, used_at bigint);
create index sign_in_link_user on sign_in_link(user_account);
)"},
           {10, R"(
-- Where a session was started: a short name of the browser (never the whole User-Agent), the address, and how.
alter table session add column device text not null default '';
alter table session add column address text not null default '';
alter table session add column way text not null default '';

-- A link by which somebody chooses a password: purpose 1 invites, 2 replaces a password. Kept a while for the list.
create table invitation (
  id bigint not null primary key, token_hash text not null unique, user_account bigint not null references user_account(id),
  purpose integer not null, created_at bigint not null, created_by text not null default '', ends_at bigint not null, used_at bigint, revoked_at bigint);
create index invitation_user on invitation(user_account);

-- A second factor (TOTP). Secrets are sealed with a key that is not in the database (secret_box.h); `waiting` is one that
-- waits for its first right code. last_step is the time step of the last code that was taken: none is taken twice.
create table second_factor (
  user_account bigint not null primary key references user_account(id), secret text not null default '', waiting text not null default '',
  created_at bigint not null, enrolled_at bigint, last_step bigint not null default 0);
create table recovery_code (
  user_account bigint not null references user_account(id), code_hash text not null, used_at bigint, primary key (user_account, code_hash));

create table access_setting (name text not null primary key, value text not null);
)"},
           {11, R"(
-- Who somebody is at the company's sign-on.
create table sso_account (
  issuer text not null, subject text not null, user_account bigint not null references user_account(id), created_at bigint not null, primary key (issuer, subject));
create index sso_account_user on sso_account(user_account);

-- Where people work. words: a line for each other word by which customers' traits may call the region.
create table region (id bigint not null primary key, name text not null unique, parent bigint references region(id), words text not null default '');
create table team (id bigint not null primary key, name text not null unique, function text not null default '', region bigint references region(id));
create table team_member (team bigint not null references team(id), user_account bigint not null references user_account(id), primary key (team, user_account));
create index team_member_user on team_member(user_account);
create table user_region (user_account bigint not null references user_account(id), region bigint not null references region(id), primary key (user_account, region));
alter table user_account add column sight integer not null default 0;   -- 1: only customers of the person's regions

-- What a key may do one by one (rules.cpp), a blank between; '' is what its scope says. Held to a region, and to a time.
alter table api_key add column grants text not null default '';
alter table api_key add column region bigint;
alter table api_key add column ends_at bigint;
)"},
           {20, R"(
-- What was done to whom, chained by hashes (audit.h). Rows are only ever added.
create table audit (
  number integer primary key, at integer not null, who_kind text not null, who_id text not null, who_name text not null, address text not null,
  verb text not null, object text not null, object_id text not null, outcome integer not null, details text not null, request text not null, hash text not null);
create index audit_object on audit(object, object_id);
create index audit_at on audit(at);
)"}}};
}

}  // namespace rights
