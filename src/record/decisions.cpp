#include "record/decisions.h"

#include <charconv>

#include "access/audit.h"
#include "base/ids.h"
#include "base/text.h"
#include "record/visibility.h"

namespace record {
namespace {

struct MergeRow {
  std::int64_t id;
  CustomerId a, b;
  std::string rule;
  std::optional<std::string> reason;
  std::string evidence, by_whom;
  base::Time at;
  std::optional<base::Time> undone_at;
  std::optional<std::string> undone_by;
};
BOOST_DESCRIBE_STRUCT(MergeRow, (), (id, a, b, rule, reason, evidence, by_whom, at, undone_at, undone_by))
constexpr const char* merge_columns = "select id, a, b, rule, reason, evidence, by_whom, at, undone_at, undone_by from merge ";

struct SuggestionRow {
  std::int64_t id;
  CustomerId a, b;
  std::string evidence;
  SuggestionState state;
  base::Time at;
};
BOOST_DESCRIBE_STRUCT(SuggestionRow, (), (id, a, b, evidence, state, at))

std::int64_t number(char kind, const std::string& id, const char* what) {
  auto found = base::read_id(kind, id);
  if (!found) throw base::not_found(std::string("There is no ") + what + " " + base::shown(id, 30) + ".");
  return *found;
}

// Cursors of lists by falling number: the last one shown.
std::int64_t before(const std::optional<std::string>& cursor) {
  if (!cursor) return INT64_MAX;
  std::int64_t value = 0;
  auto [end, error] = std::from_chars(cursor->data(), cursor->data() + cursor->size(), value);
  if (error != std::errc() || end != cursor->data() + cursor->size()) throw base::invalid("This is not a cursor of this list.", "Use the `next` of the page before, as it is.", "cursor");
  return value;
}

std::vector<EvidenceItem> evidence_items(const std::string& text) {
  std::vector<EvidenceItem> items;
  for (auto& one : read_evidence(text)) items.push_back({one.name_space, one.value, one.reason});
  return items;
}

CustomerId root_of(store::Session& session, CustomerId profile) {
  return session.one<CustomerId>("select coalesce(merged_into, id) from customer where id = :i", profile).value_or(profile);
}

// Who may not see all of them is told that there is nothing.
void check_seen(store::Session& session, std::initializer_list<CustomerId> profiles, const std::string& what) {
  const auto visibility = Visibility::now();
  for (auto profile : profiles)
    if (!visibility.sees(session, profile)) throw base::not_found("There is no " + what + ".");
}

Merge merge_of(store::Session& session, const Customers& customers, const MergeRow& row) {
  Merge merge{.id = base::show_id('m', row.id), .customers = {base::show_id('c', row.a), base::show_id('c', row.b)}};
  for (auto profile : {row.a, row.b}) merge.names.push_back(customers.name_of(session, profile));
  merge.customer = base::show_id('c', root_of(session, row.a));
  merge.rule = row.rule;
  merge.reason = row.reason;
  merge.evidence = evidence_items(row.evidence);
  merge.at = row.at;
  merge.by = row.by_whom;
  merge.undone_at = row.undone_at;
  merge.undone_by = row.undone_by;
  return merge;
}

}  // namespace

MergeAnswer Decisions::merge(const MergeRequest& request, const std::string& by) {
  if (request.customers.size() != 2) throw base::invalid("A merge joins two customers.", "Give their ids as customers: [\"c1\", \"c2\"].", "customers");
  MergeOrder order{.a = number('c', request.customers[0], "customer"), .b = number('c', request.customers[1], "customer"), .rule = "person", .reason = base::stored(request.reason.value_or("")), .by = by};
  if (order.a == order.b) throw base::invalid("A customer can't be merged with itself.", "Give two different ones.", "customers");
  std::optional<std::int64_t> suggestion;
  if (request.suggestion) suggestion = number('g', *request.suggestion, "merge suggestion");
  MergeAnswer answer;
  // Asked here, of who asks: the appender's thread is another.
  for (const auto& [id, profile] : {std::pair(request.customers[0], order.a), std::pair(request.customers[1], order.b)})
    record_.database.read([&](store::Session& session) { check_seen(session, {profile}, "customer " + id); });
  record_.log->command([&](Change& change) {
    if (suggestion) {
      auto row = change.session.one<std::string>("select evidence from merge_suggestion where id = :i", *suggestion);
      if (!row) throw base::not_found("There is no merge suggestion " + *request.suggestion + ".");
      order.evidence = read_evidence(*row);
    }
    answer.id = base::show_id('m', join(change, order));
    answer.customer = base::show_id('c', change.state.joins.root(order.a));
    if (suggestion) change.session.run("update merge_suggestion set state = 2, decided_at = :t, decided_by = :b where id = :i", change.now, by, *suggestion);
    base::JsonObject details{{"customers", base::to_json(request.customers)}, {"customer", answer.customer}};
    if (suggestion) details.emplace("suggestion", *request.suggestion);
    rights::Audit::record(change.session, {.verb = "merge.make", .object = "merge", .id = answer.id, .details = details});
  });
  return answer;
}

PartAnswer Decisions::undo(const std::string& merge, const std::string& by) {
  PartAnswer answer{.id = merge};
  auto id = number('m', merge, "merge");
  record_.database.read([&](store::Session& session) {
    auto row = session.one<MergeRow>(std::string(merge_columns) + "where id = :i", id);
    if (row) check_seen(session, {row->a, row->b}, "merge " + merge);
  });
  record_.log->command([&](Change& change) {
    for (auto root : part(change, id, by)) answer.customers.push_back(base::show_id('c', root));
    rights::Audit::record(change.session, {.verb = "merge.undo", .object = "merge", .id = merge, .details = {{"customers", base::to_json(answer.customers)}}});
  });
  return answer;
}

MergeInFull Decisions::one(const std::string& merge) const {
  auto id = number('m', merge, "merge");
  return record_.database.reading([&](store::Session& session) {
    auto row = session.one<MergeRow>(std::string(merge_columns) + "where id = :i", id);
    if (!row) throw base::not_found("There is no merge " + merge + ".");
    check_seen(session, {row->a, row->b}, "merge " + merge);
    MergeInFull full;
    static_cast<Merge&>(full) = merge_of(session, record_.customers, *row);
    if (row->undone_at) return full;
    for (const auto& side : sides_without(session, id)) {
      MergeSide part{.customer = base::show_id('c', side.front()), .interactions = record_.timeline.summary(session, side).interactions};
      for (auto profile : side) {
        part.profiles.push_back(base::show_id('c', profile));
        if (part.name.empty()) part.name = session.one<std::string>("select name from customer where id = :i", profile).value_or("");
      }
      full.parts.push_back(part);
    }
    return full;
  });
}

http::Page<Merge> Decisions::list(const MergeQuery& query) const {
  auto limit = http::page_limit(query.limit);
  const auto visibility = Visibility::now();
  return record_.database.reading([&](store::Session& session) {
    http::Page<Merge> page;
    std::vector<MergeRow> rows;
    if (query.customer) {
      auto root = Customers::person(session, *query.customer);
      // Merges in force and those undone, that touch any profile of the person.
      rows = session.all<MergeRow>(std::string(merge_columns) + "where id < :b and (a in (select id from customer where id = :r or merged_into = :s) or b in (select id from customer where id = :t or merged_into = :u)) "
                                                                "order by id desc limit :n", before(query.cursor), root, root, root, root, limit + 1);
    } else {
      rows = session.all<MergeRow>(std::string(merge_columns) + "where id < :b order by id desc limit :n", before(query.cursor), limit + 1);
    }
    if (rows.size() > limit) {
      rows.resize(limit);
      page.next = std::to_string(rows.back().id);
    }
    for (const auto& row : rows)
      if (visibility.sees(session, row.a) && visibility.sees(session, row.b)) page.items.push_back(merge_of(session, record_.customers, row));
    return page;
  });
}

http::Page<MergeSuggestion> Decisions::suggestions(const SuggestionQuery& query) const {
  auto limit = http::page_limit(query.limit);
  const auto visibility = Visibility::now();
  return record_.database.reading([&](store::Session& session) {
    http::Page<MergeSuggestion> page;
    std::optional<CustomerId> about;
    if (query.customer) about = Customers::person(session, *query.customer);
    auto last = before(query.cursor);
    auto state = query.state.value_or(SuggestionState::open);
    for (;;) {
      std::vector<SuggestionRow> rows;
      if (about)
        rows = session.all<SuggestionRow>("select id, a, b, evidence, state, at from merge_suggestion where state = :s and id < :b and (a in (select id from customer where id = :r or merged_into = :t) "
                                          "or b in (select id from customer where id = :u or merged_into = :v)) order by id desc limit :n", state, last, *about, *about, *about, *about, limit + 1);
      else
        rows = session.all<SuggestionRow>("select id, a, b, evidence, state, at from merge_suggestion where state = :s and id < :b order by id desc limit :n", state, last, limit + 1);
      for (const auto& row : rows) {
        if (page.items.size() == limit) {
          page.next = std::to_string(last);
          return page;
        }
        last = row.id;
        auto a = root_of(session, row.a), b = root_of(session, row.b);
        if (a == b && state == SuggestionState::open) continue;   // one person by now, by another way
        if (!visibility.sees(session, a) || !visibility.sees(session, b)) continue;
        page.items.push_back({base::show_id('g', row.id), {record_.customers.item(session, a), record_.customers.item(session, b)}, evidence_items(row.evidence), row.state, row.at});
      }
      if (rows.size() <= limit) return page;
    }
  });
}

MergeSuggestion Decisions::decide(const std::string& suggestion, SuggestionState state, const std::string& by) {
  auto id = number('g', suggestion, "merge suggestion");
  record_.database.read([&](store::Session& session) {
    auto row = session.one<SuggestionRow>("select id, a, b, evidence, state, at from merge_suggestion where id = :i", id);
    if (row) check_seen(session, {row->a, row->b}, "merge suggestion " + suggestion);
  });
  record_.log->command([&](Change& change) {
    record::decide(change, id, state, by);
    rights::Audit::record(change.session, {.verb = "suggestion.decide", .object = "suggestion", .id = suggestion, .details = {{"state", base::enum_name(state)}}});
  });
  return record_.database.reading([&](store::Session& session) {
    auto row = session.one<SuggestionRow>("select id, a, b, evidence, state, at from merge_suggestion where id = :i", id).value();
    return MergeSuggestion{base::show_id('g', row.id), {record_.customers.item(session, root_of(session, row.a)), record_.customers.item(session, root_of(session, row.b))},
                           evidence_items(row.evidence), row.state, row.at};
  });
}

}  // namespace record
