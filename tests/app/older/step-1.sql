-- A data folder as the program of step 1 (commit 530acf5) left it: a few customers, merges done and undone, an import and
-- one that was taken back, people, keys, an answer that was kept. Texts of tables are those of its migrations. Written by
-- reading its two files; upgrade_test.cpp opens it with the program of today, on each database.
create table idempotency (key text primary key, request_hash text not null, status integer not null, content_type text not null, body text not null, at integer not null);
create index idempotency_at on idempotency(at);
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
create table channel (id integer primary key, name text not null unique);
create table activity (id integer primary key, channel integer not null references channel(id), name text not null, unique (channel, name));
create table source (id integer primary key, name text not null unique, first_interaction integer, last_interaction integer);
create table name_space (id integer primary key, name text not null unique);
create table customer (
  id integer primary key, name text not null default '', traits text not null default '{}', traits_at integer,
  identified integer not null default 0, merged_into integer references customer(id), created_at integer not null, import integer);
create index customer_merged on customer(merged_into) where merged_into is not null;
create index customer_import on customer(import) where import is not null;
create table identity (
  name_space integer not null references name_space(id), value text not null, customer integer not null references customer(id),
  shown text, verified integer not null default 0, at integer not null, import integer,
  primary key (name_space, value, customer)) without rowid;
create index identity_customer on identity(customer);
create table interaction (
  id integer primary key, customer integer not null, at integer not null, received_at integer not null, activity integer not null,
  source integer not null, source_key text not null, import integer, direction integer not null, actor integer not null, actor_id text,
  conversation text, topic text, score_kind integer, score real, sentiment real, amount integer, currency text,
  subject text, text text, language text, properties text);
create table notice (id integer primary key, kind integer not null, subject integer not null, at integer not null, detail text);
create table merge (
  id integer primary key, a integer not null references customer(id), b integer not null references customer(id), rule text not null,
  reason text, evidence text not null, by_whom text not null, at integer not null, import integer, undone_at integer, undone_by text);
create index merge_a on merge(a);
create index merge_b on merge(b);
create table merge_suggestion (
  id integer primary key, a integer not null references customer(id), b integer not null references customer(id), evidence text not null,
  state integer not null default 0, at integer not null, import integer, decided_at integer, decided_by text, unique (a, b));
create index merge_suggestion_b on merge_suggestion(b);
create table profile_told (
  customer integer not null, import integer not null, name text not null, traits text not null, traits_at integer, primary key (customer, import)) without rowid;
create index profile_told_import on profile_told(import) where import <> 0;
create table upload (id integer primary key, name text not null, bytes integer not null, sent_by text not null, sent_at integer not null, gone_at integer);
create table import_run (
  id integer primary key, name text not null, source text not null, state text not null, files text not null, mapping text not null,
  rows_read integer not null default 0, rows_added integer not null default 0, rows_rejected integer not null default 0, rows_repeated integer not null default 0,
  rows_passed integer not null default 0, interactions_added integer not null default 0, customers_added integer not null default 0,
  bytes_read integer not null default 0, bytes_total integer not null default 0, errors text not null default '[]', message text,
  started_by text not null, started_at integer not null, finished_at integer);
insert into migration(capability, number, at) values ('http', 1, 1795307330749523);
insert into migration(capability, number, at) values ('access', 1, 1795307330749817);
insert into migration(capability, number, at) values ('record', 1, 1795307330750277);
insert into migration(capability, number, at) values ('record', 4, 1795307330750349);
insert into migration(capability, number, at) values ('channel/file', 1, 1795307330750445);
insert into idempotency(key, request_hash, status, content_type, body, at) values ('9a5e1f6651ad737e83773da41c013932332aab3073504d3f97ecb5ef48fc8c4c', '6068259df1c3662d8e80b33b3980e89ba5924109220ff6b8eb9b2f03955abed8', 201, 'application/json', '{"id":"m2","customer":"c1"}', 1795307334515209);
insert into idempotency(key, request_hash, status, content_type, body, at) values ('cb305c8564ad6e6f14dc8c2883e24ff985b8f3ff3a0fe1edf6d51fdc3fa84ec9', 'd2b84aab83e3b6dae9e95316c6db60a81652fc8aae3182cf7d6b8bacc8df3126', 201, 'application/json', '{"id":"m3","customer":"c1"}', 1795307334667097);
insert into user_account(id, email, name, role, password, created_at, disabled_at, signed_in_at) values (1, 'admin@spruce.example.com', 'admin', 40, '$argon2id$v=19$m=65536,t=3,p=1$QqRO9mR9QCdcBkX9zZZAfw$ctm2MG9GMabQca1oW4etJwdKR+fXzskmn/2JoozYePY', 1795307331601733, null, 1795307335386504);
insert into user_account(id, email, name, role, password, created_at, disabled_at, signed_in_at) values (2, 'li@spruce.example.com', '李雷', 20, '', 1795307331695586, null, null);
insert into api_key(id, name, scope, secret_hash, created_at, created_by, last_used_at, removed_at) values (1, 'web shop', 1, '75ad47474038b90bbc4452ce9430edf36067d8c381e2823d435f84573b6e195b', 1795307331983583, 'command line', 1795307334247457, null);
insert into api_key(id, name, scope, secret_hash, created_at, created_by, last_used_at, removed_at) values (2, 'operations', 3, '38a1e595dbe8a3c8fe94aa20ecaad6386eae98c6921e2e64111e1dd1e9e02d83', 1795307332291470, 'command line', 1795307334471357, null);
insert into api_key(id, name, scope, secret_hash, created_at, created_by, last_used_at, removed_at) values (3, 'an old key', 2, '1f0193cb1281333d3ea590fd4c676f4fbd12457f7a240c4ca0766b3cba1a4d08', 1795307332428180, 'command line', null, 1795307332715363);
insert into channel(id, name) values (1, 'web');
insert into activity(id, channel, name) values (1, 1, 'Order Completed');
insert into activity(id, channel, name) values (2, 1, 'Review');
insert into activity(id, channel, name) values (3, 1, 'Product Viewed');
insert into activity(id, channel, name) values (4, 1, 'Checkout Started');
insert into activity(id, channel, name) values (5, 1, 'Store Visited');
insert into source(id, name, first_interaction, last_interaction) values (1, 'orders', 1, 9);
insert into source(id, name, first_interaction, last_interaction) values (2, 'web shop', 11, 18);
insert into name_space(id, name) values (1, 'user_id');
insert into name_space(id, name) values (2, 'email');
insert into name_space(id, name) values (3, 'device');
insert into customer(id, name, traits, traits_at, identified, merged_into, created_at, import) values (1, '王小明', '{}', 1780308000000000, 1, null, 1780308000000000, 1);
insert into customer(id, name, traits, traits_at, identified, merged_into, created_at, import) values (2, 'Ann O''Neill', '{}', 1780394400000000, 1, 1, 1780394400000000, 1);
insert into customer(id, name, traits, traits_at, identified, merged_into, created_at, import) values (3, 'Béla', '{}', 1780567200000000, 1, null, 1780567200000000, 1);
insert into customer(id, name, traits, traits_at, identified, merged_into, created_at, import) values (5, '', '{}', null, 0, 1, 1780819200000000, null);
insert into identity(name_space, value, customer, shown, verified, at, import) values (1, 'u1', 1, null, 1, 1780308000000000, null);
insert into identity(name_space, value, customer, shown, verified, at, import) values (1, 'u2', 2, null, 1, 1780394400000000, null);
insert into identity(name_space, value, customer, shown, verified, at, import) values (1, 'u3', 3, null, 1, 1780567200000000, null);
insert into identity(name_space, value, customer, shown, verified, at, import) values (2, 'bela@example.com', 3, null, 0, 1780567200000000, 1);
insert into identity(name_space, value, customer, shown, verified, at, import) values (2, 'shared@example.com', 1, null, 0, 1780905960000000, null);
insert into identity(name_space, value, customer, shown, verified, at, import) values (2, 'shared@example.com', 3, null, 0, 1780905900000000, null);
insert into identity(name_space, value, customer, shown, verified, at, import) values (2, 'wang@example.com', 1, null, 0, 1780308000000000, null);
insert into identity(name_space, value, customer, shown, verified, at, import) values (3, 'anon-1', 5, null, 0, 1780819200000000, null);
insert into interaction(id, customer, at, received_at, activity, source, source_key, import, direction, actor, actor_id, conversation, topic, score_kind, score, sentiment, amount, currency, subject, text, language, properties) values (1, 1, 1780308000000000, 1795307332846887, 1, 1, '1/Order Completed', 1, 1, 0, null, null, null, null, null, null, 350, 'EUR', null, '好', null, '{"number":1}');
insert into interaction(id, customer, at, received_at, activity, source, source_key, import, direction, actor, actor_id, conversation, topic, score_kind, score, sentiment, amount, currency, subject, text, language, properties) values (2, 2, 1780394400000000, 1795307332846887, 1, 1, '2/Order Completed', 1, 1, 0, null, null, null, null, null, null, null, null, null, '=HYPERLINK("x")', null, '{"number":2}');
insert into interaction(id, customer, at, received_at, activity, source, source_key, import, direction, actor, actor_id, conversation, topic, score_kind, score, sentiment, amount, currency, subject, text, language, properties) values (3, 1, 1780480800000000, 1795307332846887, 2, 1, '3/Review', 1, 1, 0, null, null, null, null, null, null, null, null, null, 'a, b
"c"; -- d', null, '{"number":3}');
insert into interaction(id, customer, at, received_at, activity, source, source_key, import, direction, actor, actor_id, conversation, topic, score_kind, score, sentiment, amount, currency, subject, text, language, properties) values (4, 3, 1780567200000000, 1795307332846887, 1, 1, '4/Order Completed', 1, 1, 0, null, null, null, null, null, null, 12000, 'EUR', null, '😀', null, '{"number":4}');
insert into interaction(id, customer, at, received_at, activity, source, source_key, import, direction, actor, actor_id, conversation, topic, score_kind, score, sentiment, amount, currency, subject, text, language, properties) values (11, 5, 1780819200000000, 1795307334248369, 3, 2, 'm1', null, 1, 0, null, null, null, null, null, null, null, null, null, null, null, '{"price":19.99,"sku":"A-1"}');
insert into interaction(id, customer, at, received_at, activity, source, source_key, import, direction, actor, actor_id, conversation, topic, score_kind, score, sentiment, amount, currency, subject, text, language, properties) values (14, 2, 1780819500000000, 1795307334354373, 4, 2, 'm2', null, 1, 0, null, null, null, null, null, null, null, null, null, null, null, null);
insert into interaction(id, customer, at, received_at, activity, source, source_key, import, direction, actor, actor_id, conversation, topic, score_kind, score, sentiment, amount, currency, subject, text, language, properties) values (16, 3, 1780905900000000, 1795307334387197, 5, 2, 'm3', null, 1, 0, null, null, null, null, null, null, null, null, null, null, null, null);
insert into interaction(id, customer, at, received_at, activity, source, source_key, import, direction, actor, actor_id, conversation, topic, score_kind, score, sentiment, amount, currency, subject, text, language, properties) values (18, 1, 1780905960000000, 1795307334394003, 5, 2, 'm4', null, 1, 0, null, null, null, null, null, null, null, null, null, null, null, null);
insert into notice(id, kind, subject, at, detail) values (5, 1, 1, 1795307332846887, null);
insert into notice(id, kind, subject, at, detail) values (6, 1, 2, 1795307332846887, null);
insert into notice(id, kind, subject, at, detail) values (7, 1, 3, 1795307332846887, null);
insert into notice(id, kind, subject, at, detail) values (10, 1, 4, 1795307333820865, null);
insert into notice(id, kind, subject, at, detail) values (12, 1, 5, 1795307334248369, null);
insert into notice(id, kind, subject, at, detail) values (13, 2, 1, 1795307334354373, null);
insert into notice(id, kind, subject, at, detail) values (15, 1, 2, 1795307334354373, null);
insert into notice(id, kind, subject, at, detail) values (17, 1, 3, 1795307334387197, null);
insert into notice(id, kind, subject, at, detail) values (19, 1, 1, 1795307334394003, null);
insert into notice(id, kind, subject, at, detail) values (20, 2, 2, 1795307334499096, null);
insert into notice(id, kind, subject, at, detail) values (21, 2, 3, 1795307334631011, null);
insert into notice(id, kind, subject, at, detail) values (22, 3, 3, 1795307334695108, null);
insert into notice(id, kind, subject, at, detail) values (23, 4, 2, 1795307334719577, '{"first":8,"last":9,"source":1}');
insert into notice(id, kind, subject, at, detail) values (24, 1, 1, 1795307334766677, null);
insert into notice(id, kind, subject, at, detail) values (25, 1, 4, 1795307334767662, null);
insert into merge(id, a, b, rule, reason, evidence, by_whom, at, import, undone_at, undone_by) values (1, 2, 5, 'device', null, '[{"name_space":"device","value":"anon-1","reason":"same"}]', 'rule', 1795307334354373, null, null, null);
insert into merge(id, a, b, rule, reason, evidence, by_whom, at, import, undone_at, undone_by) values (2, 1, 2, 'person', 'the same person', '[]', 'operations', 1795307334499096, null, null, null);
insert into merge(id, a, b, rule, reason, evidence, by_whom, at, import, undone_at, undone_by) values (3, 3, 1, 'person', 'a mistake', '[]', 'operations', 1795307334631011, null, 1795307334695108, 'operations');
insert into merge_suggestion(id, a, b, evidence, state, at, import, decided_at, decided_by) values (1, 1, 3, '[{"name_space":"email","value":"shared@example.com","reason":"same"}]', 0, 1795307334394003, null, null, null);
insert into profile_told(customer, import, name, traits, traits_at) values (1, 1, '王小明', '{}', 1780308000000000);
insert into import_run(id, name, source, state, files, mapping, rows_read, rows_added, rows_rejected, rows_repeated, rows_passed, interactions_added, customers_added, bytes_read, bytes_total, errors, message, started_by, started_at, finished_at) values (1, 'orders-1.csv', 'orders', 'done', '[{"name":"orders-1.csv","path":"/srv/files/orders-1.csv"}]', '{"source":"orders","zone":"UTC","currency":"EUR","files":[{"file":"orders*","key":"id","customer":{"name":"name","identities":[{"column":"who","namespace":"user_id"},{"column":"mail","namespace":"email","optional":true}]},"interactions":[{"channel":"web","name":{"column":"what"},"at":"when","amount":{"column":"paid"},"text":"said","properties":{"number":{"column":"id","type":"number"}}}]}]}', 5, 4, 1, 0, 0, 4, 3, 429, 429, '[{"file":"orders-1.csv","row":6,"column":"when","message":"\"not a time\" is no time.","hint":"Set the column''s form in formats, for example \"%d/%m/%Y %H:%M\"."}]', null, 'command line', 1795307332843596, 1795307332851228);
insert into import_run(id, name, source, state, files, mapping, rows_read, rows_added, rows_rejected, rows_repeated, rows_passed, interactions_added, customers_added, bytes_read, bytes_total, errors, message, started_by, started_at, finished_at) values (2, 'orders-2.csv', 'orders', 'undone', '[{"name":"orders-2.csv","path":"/srv/files/orders-2.csv"}]', '{"source":"orders","zone":"UTC","currency":"EUR","files":[{"file":"orders*","key":"id","customer":{"name":"name","identities":[{"column":"who","namespace":"user_id"},{"column":"mail","namespace":"email","optional":true}]},"interactions":[{"channel":"web","name":{"column":"what"},"at":"when","amount":{"column":"paid"},"text":"said","properties":{"number":{"column":"id","type":"number"}}}]}]}', 2, 2, 0, 0, 0, 2, 1, 220, 220, '[]', '2 interactions removed.', 'command line', 1795307333732243, 1795307334768335);
-- derived
create table derived.bookmark (reader text primary key, position integer not null);
create table derived.timeline (
  customer integer not null, at integer not null, interaction integer not null, activity integer not null, feeling integer,
  primary key (customer, at, interaction)) without rowid;
create table derived.profile_summary (
  customer integer primary key, interactions integer not null, first_at integer not null, last_at integer not null, channels integer not null);
create table derived.profile_money (customer integer not null, currency text not null, minor integer not null, interactions integer not null, primary key (customer, currency)) without rowid;
create table derived.activity_count (activity integer primary key, interactions integer not null, last_at integer not null);
create table derived.source_count (source integer primary key, interactions integer not null, last_at integer not null);
create table derived.day_count (day integer primary key, interactions integer not null);
create table derived.customer_search_words (id integer primary key, words text not null);
create virtual table derived.customer_search using fts5(words, content='customer_search_words', content_rowid='id', detail=none, columnsize=0, tokenize='unicode61 remove_diacritics 0', prefix='2 3');
create index derived.profile_summary_last on profile_summary(last_at, customer);
insert into derived.migration(capability, number, at) values ('record', 1, 1795307330751581);
insert into derived.migration(capability, number, at) values ('record', 2, 1795307330751848);
insert into derived.migration(capability, number, at) values ('record', 3, 1795307330752304);
insert into derived.bookmark(reader, position) values ('timeline sums owed', 0);
insert into derived.bookmark(reader, position) values ('customer search', 25);
insert into derived.bookmark(reader, position) values ('timeline', 18);
insert into derived.bookmark(reader, position) values ('timeline sweep', 23);
insert into derived.timeline(customer, at, interaction, activity, feeling) values (1, 1780308000000000, 1, 1, null);
insert into derived.timeline(customer, at, interaction, activity, feeling) values (1, 1780480800000000, 3, 2, null);
insert into derived.timeline(customer, at, interaction, activity, feeling) values (1, 1780905960000000, 18, 5, null);
insert into derived.timeline(customer, at, interaction, activity, feeling) values (2, 1780394400000000, 2, 1, null);
insert into derived.timeline(customer, at, interaction, activity, feeling) values (2, 1780819500000000, 14, 4, null);
insert into derived.timeline(customer, at, interaction, activity, feeling) values (3, 1780567200000000, 4, 1, null);
insert into derived.timeline(customer, at, interaction, activity, feeling) values (3, 1780905900000000, 16, 5, null);
insert into derived.timeline(customer, at, interaction, activity, feeling) values (5, 1780819200000000, 11, 3, null);
insert into derived.profile_summary(customer, interactions, first_at, last_at, channels) values (1, 3, 1780308000000000, 1780905960000000, 2);
insert into derived.profile_summary(customer, interactions, first_at, last_at, channels) values (2, 2, 1780394400000000, 1780819500000000, 2);
insert into derived.profile_summary(customer, interactions, first_at, last_at, channels) values (3, 2, 1780567200000000, 1780905900000000, 2);
insert into derived.profile_summary(customer, interactions, first_at, last_at, channels) values (5, 1, 1780819200000000, 1780819200000000, 2);
insert into derived.profile_money(customer, currency, minor, interactions) values (1, 'EUR', 350, 1);
insert into derived.profile_money(customer, currency, minor, interactions) values (3, 'EUR', 12000, 1);
insert into derived.activity_count(activity, interactions, last_at) values (1, 3, 1780567200000000);
insert into derived.activity_count(activity, interactions, last_at) values (2, 1, 1780480800000000);
insert into derived.activity_count(activity, interactions, last_at) values (3, 1, 1780819200000000);
insert into derived.activity_count(activity, interactions, last_at) values (4, 1, 1780819500000000);
insert into derived.activity_count(activity, interactions, last_at) values (5, 2, 1780905960000000);
insert into derived.source_count(source, interactions, last_at) values (1, 4, 1780567200000000);
insert into derived.source_count(source, interactions, last_at) values (2, 4, 1780905960000000);
insert into derived.day_count(day, interactions) values (20605, 1);
insert into derived.day_count(day, interactions) values (20606, 1);
insert into derived.day_count(day, interactions) values (20607, 1);
insert into derived.day_count(day, interactions) values (20608, 1);
insert into derived.day_count(day, interactions) values (20611, 2);
insert into derived.day_count(day, interactions) values (20612, 2);
insert into derived.customer_search_words(id, words) values (1, 'ann com example ming neill o shared wang wangxiao wangxiaoming xiao xiaoming 小明 明 王小');
insert into derived.customer_search_words(id, words) values (3, 'bela com example shared');
