#include "record/merges.h"

#include "base/ids.h"
#include "base/json.h"
#include "record/profiles.h"

namespace record {
namespace {

struct EvidenceJson {
  std::string name_space, value, reason;
};
BOOST_DESCRIBE_STRUCT(EvidenceJson, (), (name_space, value, reason))

struct Edge {
  CustomerId a, b;
  std::optional<std::int64_t> undone_at;
};
BOOST_DESCRIBE_STRUCT(Edge, (), (a, b, undone_at))

// All profiles that edges in force connect with `start`, leaving out one merge.
std::vector<CustomerId> reachable(store::Session& session, CustomerId start, std::int64_t without) {
  std::vector<CustomerId> found{start};
  for (std::size_t i = 0; i < found.size(); ++i) {
    auto neighbours = session.all<CustomerId>("select b from merge where a = :p and undone_at is null and id <> :m union select a from merge where b = :q and undone_at is null and id <> :n",
                                              found[i], without, found[i], without);
    for (auto next : neighbours)
      if (std::find(found.begin(), found.end(), next) == found.end()) found.push_back(next);
  }
  std::sort(found.begin(), found.end());
  return found;
}

void point_to(Change& change, const std::vector<CustomerId>& profiles) {
  CustomerId root = profiles.front();   // sorted: the oldest
  for (auto profile : profiles) {
    std::optional<CustomerId> into;
    if (profile != root) into = root;
    change.session.run("update customer set merged_into = :r where id = :i", into, profile);
    change.state.joins.set(profile, root);
  }
}

Edge edge(store::Session& session, std::int64_t merge) {
  auto found = session.one<Edge>("select a, b, undone_at from merge where id = :i", merge);
  if (!found) throw base::not_found("There is no merge " + base::show_id('m', merge) + ".");
  return *found;
}

}  // namespace

std::string evidence_text(const std::vector<Evidence>& evidence) {
  base::JsonArray list;
  for (const auto& item : evidence) list.push_back(base::to_json(EvidenceJson{item.name_space, item.value, item.reason}));
  return base::json_text(list);
}

std::vector<Evidence> read_evidence(const std::string& text) {
  std::vector<Evidence> list;
  for (auto& item : base::from_json<std::vector<EvidenceJson>>(base::parse_json(text))) list.push_back({item.name_space, item.value, item.reason});
  return list;
}

std::int64_t join(Change& change, const MergeOrder& order) {
  for (auto profile : {order.a, order.b})
    if (!change.session.one<CustomerId>("select id from customer where id = :i", profile)) throw base::not_found("There is no customer " + base::show_id('c', profile) + ".");
  CustomerId root_a = change.state.joins.root(order.a), root_b = change.state.joins.root(order.b);
  if (root_a == root_b)
    throw base::Error(base::ErrorCode::conflict, base::show_id('c', order.a) + " and " + base::show_id('c', order.b) + " are one person already.", "Nothing needs to be done.");

  std::optional<std::int64_t> import;
  if (change.import) import = change.import;
  std::optional<std::string_view> reason;
  if (!order.reason.empty()) reason = order.reason;
  // Numbers of merges that went with an erased person are given to no other.
  auto id = 1 + std::max(change.session.one<std::int64_t>("select coalesce(max(id), 0) from merge").value_or(0), change.session.one<std::int64_t>("select coalesce(max(last_merge), 0) from erasure").value_or(0));
  change.session.run("insert into merge(id, a, b, rule, reason, evidence, by_whom, at, import) values (:i, :a, :b, :r, :w, :e, :y, :t, :m)",
                     id, order.a, order.b, order.rule, reason, evidence_text(order.evidence), order.by, change.now, import);
  change.session.run("update merge_suggestion set state = 2, decided_at = :t, decided_by = :y where state <> 2 and ((a = :a and b = :b) or (a = :c and b = :d))",
                     change.now, order.by, order.a, order.b, order.b, order.a);
  // The two sides are known: everything that pointed to the younger root now points to the older one.
  CustomerId root = std::min(root_a, root_b), younger = std::max(root_a, root_b);
  for (auto profile : joined_profiles(change.session, younger)) change.state.joins.set(profile, root);
  change.session.run("update customer set merged_into = :r where merged_into = :y or id = :z", root, younger, younger);
  change.notice(NoticeKind::joined, id);
  return id;
}

std::vector<CustomerId> part(Change& change, std::int64_t merge, const std::string& by) {
  auto found = edge(change.session, merge);
  if (found.undone_at) throw base::Error(base::ErrorCode::conflict, "The merge " + base::show_id('m', merge) + " is undone already.", "Nothing needs to be done.");
  auto sides = sides_without(change.session, merge);
  change.session.run("update merge set undone_at = :t, undone_by = :y where id = :i", change.now, by, merge);
  change.session.run("update merge_suggestion set state = 0, decided_at = null, decided_by = null where +state = 2 and ((a = :a and b = :b) or (a = :c and b = :d))",
                     found.a, found.b, found.b, found.a);
  std::vector<CustomerId> roots;
  for (const auto& side : sides) {
    point_to(change, side);
    roots.push_back(side.front());
  }
  change.notice(NoticeKind::parted, merge);
  return roots;
}

std::vector<std::vector<CustomerId>> sides_without(store::Session& session, std::int64_t merge) {
  auto found = edge(session, merge);
  auto one = reachable(session, found.a, merge), other = reachable(session, found.b, merge);
  if (one == other) return {one};
  if (other.front() < one.front()) std::swap(one, other);
  return {one, other};
}

bool was_parted(store::Session& session, CustomerId root_a, CustomerId root_b) {
  for (auto [from, to] : {std::pair(root_a, root_b), std::pair(root_b, root_a)}) {
    for (auto profile : joined_profiles(session, from)) {
      auto undone = session.one<std::int64_t>("select m.id from merge m join customer c on c.id = m.b where m.a = :a and m.undone_at is not null and m.undone_by <> :w "
                                              "and coalesce(c.merged_into, c.id) = :b limit 1", profile, undone_with_import, to);
      if (undone) return true;
    }
  }
  return false;
}

}  // namespace record
