#include "record/recogniser.h"

#include "record/profiles.h"
#include "record/suggestions.h"

namespace record {
namespace {

struct Held {
  std::string name_space, value;
  bool verified;
};
BOOST_DESCRIBE_STRUCT(Held, (), (name_space, value, verified))

// Accounts before contacts before devices; among accounts the person's own number first.
int rank(const Claim& claim, Strength strength, bool strong) {
  if (strength == Strength::account) return claim.name_space == "user_id" ? 0 : claim.name_space == "loyalty" ? 1 : 2;
  if (strength == Strength::contact) return (strong ? 3 : 5) + (claim.name_space == "email" ? 0 : 1);
  return 9;
}

}  // namespace

Recogniser::Hit Recogniser::look_up(const Claim& claim, const base::Hash128& key) {
  Hit hit;
  hit.claim = &claim;
  hit.name_space = number_of(claim.name_space);
  hit.strength = strength_of(claim.name_space);
  hit.strong = hit.strength == Strength::account || (hit.strength == Strength::contact && claim.verified);
  auto glance = change_.state.identities.glance(change_.session, key, hit.name_space, claim.value);
  if (glance.known == Identities::Glance::Known::one) {
    hit.holder = glance.customer;
    hit.held_verified = glance.verified;
    hit.only_imported = glance.import_mark != 0 && glance.import_mark != Identities::import_mark(change_.import);
  } else if (glance.known == Identities::Glance::Known::several) {
    // Newest holder first: a device handed on belongs to whoever signed in last.
    for (const auto& holder : change_.state.identities.holders(change_.session, hit.name_space, claim.value)) {
      auto person = root(holder.customer);
      if (!hit.holder) {
        hit.holder = holder.customer;
        hit.held_verified = holder.verified;
        hit.only_imported = holder.import != 0 && holder.import != change_.import;
      } else if (person != root(hit.holder) && std::find(hit.others.begin(), hit.others.end(), person) == hit.others.end()) {
        hit.others.push_back(person);
      }
    }
    hit.shared = static_cast<int>(hit.others.size()) + 1 > change_.state.people_an_identifier_joins;
  }
  return hit;
}

std::int32_t Recogniser::number_of(const std::string& name_space) {
  for (const auto& [name, number] : name_spaces_)
    if (name == name_space) return number;
  auto number = change_.state.dictionary.name_space(change_.session, name_space);
  name_spaces_.emplace_back(name_space, number);
  return number;
}

Recogniser::Standing Recogniser::standing(CustomerId profile) {
  Standing standing;
  for (auto member : joined_profiles(change_.session, root(profile))) {
    for (const auto& held : change_.session.all<Held>("select n.name, i.value, i.verified from identity i join name_space n on n.id = i.name_space where i.customer = :c", member)) {
      auto strength = strength_of(held.name_space);
      standing.account |= strength == Strength::account;
      standing.verified_contact |= strength == Strength::contact && held.verified;
    }
  }
  return standing;
}

// True when the person holds another value of an identifier of which everybody has one.
bool Recogniser::conflicts(CustomerId profile, std::span<const Hit> hits, const Hit* alias_of) {
  for (const auto& hit : hits) {
    if (!is_exclusive(hit.claim->name_space)) continue;
    if (alias_of && hit.name_space == alias_of->name_space) continue;
    for (auto member : joined_profiles(change_.session, root(profile))) {
      auto other = change_.session.one<int>("select 1 from identity where customer = :c and name_space = :n and value <> :v limit 1", member, hit.name_space, hit.claim->value);
      auto same = change_.session.one<int>("select 1 from identity where customer = :c and name_space = :n and value = :v", member, hit.name_space, hit.claim->value);
      if (other && !same) return true;
    }
  }
  return false;
}

CustomerId Recogniser::choose(const std::vector<Hit>& hits) {
  bool new_account = false;
  for (std::size_t i = 0; i < hits.size() && hits[i].strength == Strength::account; ++i) {
    // Rule 1; an account has one holder. Those before it, of higher rank, are nobody's yet: they may say it is another's,
    // but two of one kind told together are an alias: the new one is a further one of the person who is known.
    if (hits[i].holder && !conflicts(hits[i].holder, {hits.data(), i}, &hits[i])) return hits[i].holder;
    new_account |= !hits[i].holder;
  }
  for (const auto& hit : hits) {
    if (!hit.holder || hit.shared || hit.strength == Strength::place) continue;
    if (hit.strong && !conflicts(hit.holder, hits)) return hit.holder;        // rule 1, by a verified contact
    if (hit.strong) continue;
    if (!new_account && hit.strength == Strength::contact) return hit.holder;   // rule 2
    if (!new_account && hit.strength == Strength::device) {
      // Somebody who gives a contact of their own is not recognised by the device of somebody else who is known.
      bool gives_contact = std::any_of(hits.begin(), hits.end(), [](const Hit& other) { return other.strength == Strength::contact && !other.shared; });
      if (!gives_contact || standing(hit.holder).anonymous()) return hit.holder;
    }
    if (new_account && standing(hit.holder).anonymous()) return hit.holder;     // rule 3
  }
  return std::all_of(hits.begin(), hits.end(), [](const Hit& hit) { return hit.shared; }) ? nameless_holder(hits) : 0;
}

// Only identifiers that too many share are left to go by: what comes with them alone is kept in one profile that holds
// nothing else.
CustomerId Recogniser::nameless_holder(const std::vector<Hit>& hits) {
  for (const auto& hit : hits) {
    auto alone = change_.session.one<CustomerId>("select i.customer from identity i where i.name_space = :n and i.value = :v and not exists "
                                                 "(select 1 from identity o where o.customer = i.customer and (o.name_space <> i.name_space or o.value <> i.value)) limit 1",
                                                 hit.name_space, hit.claim->value);
    if (alone) return *alone;
  }
  return 0;
}

void Recogniser::connect(CustomerId chosen, const std::vector<Hit>& hits) {
  // Accounts that are nobody's yet will be the chosen one's.
  bool brings_account = std::any_of(hits.begin(), hits.end(), [](const Hit& hit) { return hit.strength == Strength::account && !hit.holder; });
  for (const auto& hit : hits) {
    if (!hit.holder || hit.shared || hit.strength == Strength::place) continue;
    std::vector<CustomerId> persons{hit.holder};
    persons.insert(persons.end(), hit.others.begin(), hit.others.end());
    for (auto other : persons) {
      if (root(other) == root(chosen)) continue;
      auto theirs = standing(other), ours = standing(chosen);
      // An account is one person's; the interaction named it together with another's.
      auto reason = hit.strength == Strength::account ? "told_together" : hit.claim->verified ? "same_verified" : "same";
      std::vector<Evidence> evidence{{hit.claim->name_space, hit.claim->value, reason}};
      bool both_accounts = theirs.account && (ours.account || brings_account);
      bool may_join = hit.strength == Strength::device ? theirs.anonymous() : (hit.strong && !both_accounts) || theirs.anonymous();
      // What a device alone has in common with a known person says too little even for a suggestion.
      if (may_join && !was_parted(change_.session, root(other), root(chosen))) {
        auto rule = hit.strength == Strength::device ? "device" : hit.strong ? "verified" : "contact";
        join(change_, {.a = chosen, .b = other, .rule = rule, .reason = {}, .evidence = evidence, .by = "rule"});
      } else if (hit.strength != Strength::device) {
        suggest(change_, root(chosen), root(other), evidence);
      }
    }
  }
}

void Recogniser::hold(CustomerId chosen, const std::vector<Hit>& hits, base::Time at, bool new_profile) {
  bool only_shared = std::all_of(hits.begin(), hits.end(), [](const Hit& hit) { return hit.shared; });
  for (const auto& hit : hits) {
    if (hit.shared && !(only_shared && new_profile)) {
      // It tells people apart no more, but it is theirs all the same.
      hold_shared(chosen, hit, at);
      continue;
    }
    bool held_by_us = hit.holder && root(hit.holder) == root(chosen);
    if (held_by_us && hit.only_imported) change_.state.identities.confirm(change_.session, hit.name_space, hit.claim->value, {hit.holder}, change_.import);
    if (held_by_us && (hit.held_verified || !hit.claim->verified)) continue;
    // An account has one holder: with another person it stays, and the suggestion says so.
    if (hit.holder && !held_by_us && hit.strength == Strength::account) continue;
    if (!held_by_us && std::find(hit.others.begin(), hit.others.end(), root(chosen)) != hit.others.end()) {
      auto ours = joined_profiles(change_.session, root(chosen));
      change_.state.identities.confirm(change_.session, hit.name_space, hit.claim->value, ours, change_.import);
      // A device that was handed back belongs to whoever signed in last.
      if (hit.strength == Strength::device) change_.state.identities.renew(change_.session, hit.name_space, hit.claim->value, ours, at);
      continue;
    }
    auto profile = held_by_us ? hit.holder : chosen;
    change_.state.identities.hold(change_.session, hit.name_space, *hit.claim, profile, at, change_.import);
    if (hit.strong && !new_profile) mark_identified(change_, profile);
    change_.profile_changed(profile);
  }
}

void Recogniser::hold_shared(CustomerId chosen, const Hit& hit, base::Time at) {
  if (hit.strength == Strength::device) return;   // a public terminal is nobody's
  for (auto member : joined_profiles(change_.session, root(chosen)))
    if (change_.session.one<int>("select 1 from identity where name_space = :n and value = :v and customer = :c", hit.name_space, hit.claim->value, member)) return;
  change_.state.identities.hold(change_.session, hit.name_space, *hit.claim, chosen, at, change_.import);
  change_.profile_changed(chosen);
}

CustomerId Recogniser::recognise(const Heard& heard, std::span<const base::Hash128> keys) {
  auto& hits = hits_;
  hits.clear();
  bool plain = true, anybody = false;   // plain: every claim is known, of one person, with nothing to learn
  for (std::size_t i = 0; i < heard.identities.size(); ++i) {
    const auto& claim = heard.identities[i];
    hits.push_back(look_up(claim, keys[i]));
    const auto& hit = hits.back();
    anybody |= hit.holder != 0;
    plain &= hit.holder && hit.others.empty() && root(hit.holder) == root(hits.front().holder) && (hit.held_verified || !claim.verified) && !hit.only_imported;
  }
  auto before = [](const Hit& x, const Hit& y) { return rank(*x.claim, x.strength, x.strong) < rank(*y.claim, y.strength, y.strong); };
  if (plain) return std::min_element(hits.begin(), hits.end(), before)->holder;
  std::stable_sort(hits.begin(), hits.end(), before);
  auto chosen = anybody ? choose(hits) : 0;
  bool new_profile = chosen == 0;
  if (new_profile) chosen = make_profile(change_, heard.at, std::any_of(hits.begin(), hits.end(), [](const Hit& hit) { return hit.strong; }));
  if (anybody) connect(chosen, hits);
  hold(chosen, hits, heard.at, new_profile);
  return chosen;
}

}  // namespace record
