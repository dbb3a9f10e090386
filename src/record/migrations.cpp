#include "record/migrations.h"

#include "record/linkage/index.h"
#include "record/person_table.h"
#include "record/search.h"
#include "record/visibility.h"
#include "store/bookmark.h"
#include "store/full_text.h"
#include "store/lease.h"

namespace record {

store::Migrations migrations() {
  static const std::string full_text = store::FullText::tables("customer_search");
  // Found by more beginnings of words; the reader fills both anew from its first notice on.
  static const std::string search_anew = search_tables() + store::FullText::no_tables("customer_search") + "delete from derived.bookmark where reader = 'customer search';";
  return {"record",
          {{1, R"(
create table channel (id integer primary key, name text not null unique);
create table activity (id integer primary key, channel integer not null references channel(id), name text not null, unique (channel, name));
create table source (id integer primary key, name text not null unique, first_interaction integer, last_interaction integer);
create table name_space (id integer primary key, name text not null unique);

-- A profile. merged_into joins it to another; the profile keeps what was heard under it.
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

-- The log. id is the position; no index but that: whatever else is needed is derived beside it.
create table interaction (
  id integer primary key, customer integer not null, at integer not null, received_at integer not null, activity integer not null,
  source integer not null, source_key text not null, import integer, direction integer not null, actor integer not null, actor_id text,
  conversation text, topic text, score_kind integer, score real, sentiment real, amount integer, currency text,
  subject text, text text, language text, properties text);

-- What else happened to the record, at its position in the same log: see record/notice.h.
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
)"},
           {1, store::bookmark_tables_derived, true},
           {2, R"(
-- Every profile's interactions in the order of time; what is newer than the reader's bookmark is in memory (timeline.h).
create table derived.timeline (
  customer integer not null, at integer not null, interaction integer not null, activity integer not null, feeling integer,
  primary key (customer, at, interaction)) without rowid;
create table derived.profile_summary (
  customer integer primary key, interactions integer not null, first_at integer not null, last_at integer not null, channels integer not null);
create index derived.profile_summary_last on profile_summary(last_at, customer);
create table derived.profile_money (customer integer not null, currency text not null, minor integer not null, interactions integer not null, primary key (customer, currency)) without rowid;
create table derived.activity_count (activity integer primary key, interactions integer not null, last_at integer not null);
create table derived.source_count (source integer primary key, interactions integer not null, last_at integer not null);
create table derived.day_count (day integer primary key, interactions integer not null);
)", true},
           {3, full_text, true},
           {4, R"(
-- Who said what of a profile of which an import and others both told something, a row for each import and one (0) for all
-- the others: the profile is these rows in the order of traits_at, and stays so when an import's row is taken away.
create table profile_told (
  customer integer not null, import integer not null, name text not null, traits text not null, traits_at integer, primary key (customer, import)) without rowid;
create index profile_told_import on profile_told(import) where import <> 0;
)"},
           {20, R"(
-- Erasures (erasures.h). traces: what the person's data is recognised by elsewhere, empty as soon as it is done.
create table erasure (
  id integer primary key, uid text not null unique, customer integer not null, state integer not null, reason text not null, asked_by text not null,
  asked_at integer not null, due_at integer not null, begun_at integer, done_at integer,
  interactions integer not null default 0, sources text not null default '{}', last_merge integer not null default 0, traces text not null default '{}');
-- Keyed hashes: they name nobody, but tell whether somebody is the one.
create table erased_profile (customer integer not null, erasure integer not null references erasure(id), mark text not null, primary key (customer, erasure));
create table erased_identity (erasure integer not null references erasure(id), customer integer not null, mark text not null, primary key (erasure, customer, mark));
)"},
           {21, R"(
-- What a person agreed to; rows are only added. channel '': every channel.
create table consent (
  id integer primary key, customer integer not null references customer(id), purpose text not null, channel text not null, state integer not null,
  at integer not null, until_at integer, how integer not null, agreed_to text, version text, evidence text, by_whom text not null, recorded_at integer not null);
create index consent_customer on consent(customer, purpose);
create index consent_purpose on consent(purpose);
)"},
           {22, R"(
create table correction (
  id integer primary key, customer integer not null references customer(id), kind integer not null, field text not null, before_text text, after_text text,
  kept integer not null, reason text not null, by_whom text not null, at integer not null, undone_at integer, undone_by text);
create index correction_customer on correction(customer);
)"},
           {30, linkage::truth_tables},
           {31, linkage::derived_tables, true},
           // Lists by filter: what is asked stands in the index, so that nobody else's row is touched.
           {32, "create index customer_identified on customer(identified);"},
           {33, "create index derived.profile_summary_seen on profile_summary(last_at, customer, channels); drop index derived.profile_summary_last;", true},
           {36, linkage::model_settings},
           {37, linkage::queue_positions, true},
           {40, store::lease_tables},
           {50, region_tables, true},
           {60, person_tables, true},
           {61, search_anew, true},
           {62, "create index merge_suggestion_state on merge_suggestion(state, id);"},
           // SQLite went by it where it should go by the person: the customer page read every open suggestion.
           {63, "drop index merge_suggestion_state;"}}};
}

}  // namespace record
