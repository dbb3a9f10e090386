#include "record/linkage/suggest.h"

#include "record/profiles.h"
#include "record/suggestions.h"

namespace record::linkage {
namespace {

struct Known {
  std::int64_t id;
  SuggestionState state;
};
BOOST_DESCRIBE_STRUCT(Known, (), (id, state))

struct Open {
  std::int64_t id;
  CustomerId a, b;
  std::string evidence;
};
BOOST_DESCRIBE_STRUCT(Open, (), (id, a, b, evidence))

bool was_dismissed(store::Session& session, CustomerId a, CustomerId b) {
  auto theirs = joined_profiles(session, b);
  for (auto one : joined_profiles(session, a))
    for (auto other : theirs)
      if (session.one<int>("select 1 from merge_suggestion where a = :a and b = :b and state = :s", std::min(one, other), std::max(one, other), SuggestionState::dismissed)) return true;
  return false;
}

void forget(Change& change, const Open& open) {
  // Opened again by whoever undid the join: it would never be suggested again, and a comparison may have seen them joined.
  if (was_parted(change.session, open.a, open.b)) return;
  // What rules found stays, with their evidence.
  if (read_evidence(open.evidence).empty()) change.session.run("delete from merge_suggestion where id = :i", open.id);
  else change.session.run("update merge_suggestion set probability = null, certainty = null, model = null, account = null where id = :i", open.id);
}

std::string account_text(const Score& score) {
  Account account{.prior = score.prior, .household = score.household, .total = score.total};
  for (const auto& one : score.fields) account.fields.push_back({one.field, one.level, one.m, one.u, one.bits, one.by_frequency});
  return base::to_json_text(account);
}

}  // namespace

std::optional<Certainty> certainty_of(const Settings& settings, double probability) {
  if (probability >= settings.sure) return Certainty::sure;
  if (probability >= settings.look) return Certainty::look;
  return std::nullopt;
}

bool keep_suggestion(Change& change, const Found& found, Certainty certainty, std::int64_t model) {
  auto& session = change.session;
  auto a = change.state.joins.root(found.a), b = change.state.joins.root(found.b);
  if (a == b) return false;
  if (a > b) std::swap(a, b);
  // Gone meanwhile: undone with an import, or erased.
  for (auto profile : {a, b})
    if (!session.one<int>("select 1 from customer where id = :i", profile)) return false;
  auto known = session.one<Known>("select id, state from merge_suggestion where a = :a and b = :b", a, b);
  if (known && known->state != SuggestionState::open) return false;
  if (was_dismissed(session, a, b)) return false;
  auto probability = found.score.probability;
  if (known) {
    session.run("update merge_suggestion set probability = :p, certainty = :c, model = :m, account = :t where id = :i", probability, certainty, model, account_text(found.score), known->id);
    return true;
  }
  if (was_parted(session, a, b)) return false;
  auto id = session.one<std::int64_t>("select coalesce(max(id), 0) + 1 from merge_suggestion").value();
  session.run("insert into merge_suggestion(id, a, b, evidence, at, probability, certainty, model, account) values (:i, :a, :b, :e, :t, :p, :c, :m, :x)", id, a, b, evidence_text({}), change.now, probability,
              certainty, model, account_text(found.score));
  return true;
}

void drop_suggestions(Change& change, CustomerId person, const std::vector<CustomerId>& but_with) {
  // The plus keeps SQLite from going by the state: it would read every open suggestion for each of two people.
  auto open = change.session.all<Open>("select id, a, b, evidence from merge_suggestion where a = :x and +state = 0 and model is not null", person);
  for (auto& one : change.session.all<Open>("select id, a, b, evidence from merge_suggestion where b = :x and +state = 0 and model is not null", person)) open.push_back(std::move(one));
  for (const auto& one : open)
    if (std::find(but_with.begin(), but_with.end(), one.a == person ? one.b : one.a) == but_with.end()) forget(change, one);
}

std::int64_t drop_older_than(Change& change, std::int64_t model, std::int64_t limit) {
  auto old = change.session.all<Open>("select id, a, b, evidence from merge_suggestion where state = 0 and model < :m limit :n", model, limit);
  for (const auto& one : old) forget(change, one);
  return static_cast<std::int64_t>(old.size());
}

}  // namespace record::linkage
