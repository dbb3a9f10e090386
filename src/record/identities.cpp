#include "record/identities.h"

namespace record {

void Identities::load(store::Session& session) {
  forget();
  bool fits = session.one<std::int64_t>("select count(*) from (select 1 from identity limit :n) kept", identities_kept + 1).value_or(0) <= static_cast<std::int64_t>(identities_kept);
  if (!fits) return;
  session.each("select name_space, value, customer, verified, coalesce(import, 0) from identity", [&](const store::Row& row) {
    auto key = key_of(static_cast<std::int32_t>(row.integer(0)), row.text(1));
    auto [at, added] = known_.try_emplace(key, packed(row.integer(2), row.integer(3) != 0, import_mark(row.integer(4))));
    if (!added) *at = several_mark;
  });
  complete_ = true;
}

void Identities::forget() {
  changed_ = true;
  known_.clear();
  complete_ = false;
}

void Identities::remember(const base::Hash128& key, std::int64_t value) {
  changed_ = true;
  if (known_.size() >= identities_kept) forget();
  *known_.try_emplace(key).first = value;
}

void Identities::refresh(store::Session& session, Position after, Position upto) {
  session.each("select i.name_space, i.value, i.customer, i.verified, coalesce(i.import, 0), "
               "case when exists (select 1 from identity o where o.name_space = i.name_space and o.value = i.value and o.customer <> i.customer) then 1 else 0 end "
               "from (select distinct subject from notice where id > :p and id <= :u and kind = :k) s join identity i on i.customer = s.subject", [&](const store::Row& row) {
    auto key = key_of(static_cast<std::int32_t>(row.integer(0)), row.text(1));
    remember(key, row.integer(5) != 0 ? several_mark : packed(row.integer(2), row.integer(3) != 0, import_mark(row.integer(4))));
  }, after, upto, NoticeKind::profile_changed);
}

Identities::Glance Identities::glance(store::Session& session, const base::Hash128& key, std::int32_t name_space, std::string_view value) {
  auto found = known_.find(key);
  if (!found) {
    if (complete_) return {};
    auto list = holders(session, name_space, value);
    if (list.empty()) return {};
    remember(key, list.size() > 1 ? several_mark : packed(list[0].customer, list[0].verified, import_mark(list[0].import)));
    found = known_.find(key);
  }
  if (*found == several_mark) return {Glance::Known::several};
  return {Glance::Known::one, *found >> 9, (*found & 1) != 0, static_cast<int>(*found >> 1 & 255)};
}

std::vector<Holder> Identities::holders(store::Session& session, std::int32_t name_space, std::string_view value) {
  return session.all<Holder>("select customer, verified, at, coalesce(import, 0) from identity where name_space = :n and value = :v order by at desc, customer desc limit 64", name_space, value);
}

void Identities::look_again(store::Session& session, std::int32_t name_space, std::string_view value) {
  auto key = base::hash128(static_cast<std::uint32_t>(name_space), value);
  known_.erase(key);
  changed_ = true;
  auto list = holders(session, name_space, value);
  if (!list.empty()) remember(key, list.size() > 1 ? several_mark : packed(list[0].customer, list[0].verified, import_mark(list[0].import)));
}

void Identities::renew(store::Session& session, std::int32_t name_space, std::string_view value, const std::vector<CustomerId>& profiles, base::Time at) {
  for (auto profile : profiles) session.run_later("update identity set at = greatest(at, :t) where name_space = :n and value = :v and customer = :c", at, name_space, value, profile);
}

void Identities::confirm(store::Session& session, std::int32_t name_space, std::string_view value, const std::vector<CustomerId>& profiles, std::int64_t said_by) {
  for (auto profile : profiles)
    session.run_later("update identity set import = null where name_space = :n and value = :v and customer = :c and import <> :i", name_space, value, profile, said_by);
  auto found = known_.find(key_of(name_space, value));
  changed_ = true;
  if (found && *found != several_mark) *found = packed(*found >> 9, (*found & 1) != 0, 0);
}

void Identities::hold(store::Session& session, std::int32_t name_space, const Claim& claim, CustomerId customer, base::Time at, std::int64_t import) {
  auto key = key_of(name_space, claim.value);
  std::optional<std::int64_t> from_import;
  if (import) from_import = import;
  std::optional<std::string_view> shown;
  if (claim.shown != claim.value) shown = claim.shown;
  session.run_later("insert into identity(name_space, value, customer, shown, verified, at, import) values (:n, :v, :c, :s, :f, :t, :i) "
              "on conflict(name_space, value, customer) do update set verified = greatest(identity.verified, excluded.verified)",
              name_space, claim.value, customer, shown, claim.verified, at, from_import);
  auto found = known_.find(key);
  changed_ = true;
  if (!found) {
    // Unknown to a memory that is not complete may still be held by somebody in the table.
    if (complete_) remember(key, packed(customer, claim.verified, import_mark(import)));
  } else if (*found != several_mark && *found >> 9 == customer) {
    *found |= claim.verified;
  } else {
    *found = several_mark;
  }
}

}  // namespace record
