#include "record/decisions.h"

#include <algorithm>
#include <bit>
#include <charconv>

#include "access/audit.h"
#include "base/ids.h"
#include "base/limits.h"
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
  std::optional<double> probability;
  std::optional<linkage::Certainty> certainty;
  std::optional<std::int64_t> model;
  std::string account;
};
BOOST_DESCRIBE_STRUCT(SuggestionRow, (), (id, a, b, evidence, state, at, probability, certainty, model, account))
constexpr const char* suggestion_columns = "select id, a, b, evidence, state, at, probability, certainty, model, account from merge_suggestion ";

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
  if (request.reason && request.reason->size() > base::limits::reason_bytes)
    throw base::invalid("The reason is longer than " + std::to_string(base::limits::reason_bytes) + " bytes.", "Shorten it.", "reason");
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
      auto row = change.session.one<SuggestionRow>(std::string(suggestion_columns) + "where id = :i", *suggestion);
      auto root = [&](CustomerId profile) { return change.state.joins.root(profile); };
      if (!row || std::minmax({root(row->a), root(row->b)}) != std::minmax({root(order.a), root(order.b)}))
        throw base::not_found("There is no merge suggestion " + *request.suggestion + " about these two.");
      order.evidence = read_evidence(row->evidence);
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

namespace {

// Merges in force and those undone, newest first; about: that touch any profile of the person.
std::vector<MergeRow> next_merges(store::Session& session, std::int64_t before, std::optional<CustomerId> about, std::size_t limit) {
  if (!about) return session.all<MergeRow>(std::string(merge_columns) + "where id < :b order by id desc limit :n", before, limit);
  return session.all<MergeRow>(std::string(merge_columns) + "where id < :b and (a in (select id from customer where id = :r or merged_into = :s) or b in (select id from customer where id = :t or merged_into = :u)) "
                                                            "order by id desc limit :n", before, *about, *about, *about, *about, limit);
}

}  // namespace

http::Page<Merge> Decisions::list(const MergeQuery& query) const {
  auto limit = http::page_limit(query.limit);
  const auto visibility = Visibility::now();
  return record_.database.reading([&](store::Session& session) {
    http::Page<Merge> page;
    std::optional<CustomerId> about;
    if (query.customer) about = Customers::person(session, *query.customer);
    // Who sees a part of the company gets full pages too.
    for (auto place = before(query.cursor);;) {
      auto rows = next_merges(session, place, about, limit + 1);
      for (const auto& row : rows) {
        if (!visibility.sees(session, row.a) || !visibility.sees(session, row.b)) continue;
        if (page.items.size() == limit) {
          page.next = std::to_string(base::read_id('m', page.items.back().id).value());
          return page;
        }
        page.items.push_back(merge_of(session, record_.customers, row));
      }
      if (rows.size() <= limit) return page;
      place = rows.back().id;
    }
  });
}

// Where a page of suggestions begins: behind this one. By probability, those without one come last.
namespace {

struct SuggestionPlace {
  bool scored = false;   // among those with a probability
  double probability = 2;
  std::int64_t id = INT64_MAX;

  std::string text() const { return scored ? "p" + std::to_string(std::bit_cast<std::int64_t>(probability)) + "." + std::to_string(id) : std::to_string(id); }
};

SuggestionPlace place_of(const SuggestionQuery& query) {
  SuggestionPlace place{.scored = query.order == SuggestionOrder::probability};
  if (!query.cursor) return place;
  auto text = *query.cursor;
  place.scored = text.starts_with('p');
  if (place.scored) {
    auto dot = std::min(text.find('.'), text.size() - 1);
    place.probability = std::bit_cast<double>(before(text.substr(1, dot - 1)));
    text = text.substr(dot + 1);
  }
  place.id = before(text);
  return place;
}

// One step of the list: the next `limit` rows behind the place.
std::vector<SuggestionRow> next_suggestions(store::Session& session, const SuggestionQuery& query, const SuggestionPlace& place, std::optional<CustomerId> about, std::size_t limit) {
  std::string sql = std::string(suggestion_columns) + "where state = :s";
  std::vector<store::Value> values{query.state.value_or(SuggestionState::open)};
  if (place.scored) {
    sql += " and (probability, id) < (:p, :i)";
    values.insert(values.end(), {place.probability, place.id});
  } else {
    sql += " and id < :i";
    values.emplace_back(place.id);
    if (query.order == SuggestionOrder::probability) sql += " and probability is null";
  }
  if (query.kind == SuggestionKind::rule) sql += " and certainty is null";
  else if (query.kind) sql += query.kind == SuggestionKind::sure ? " and certainty = 1" : " and certainty = 2";
  if (about) {
    sql += " and (a in (select id from customer where id = :r or merged_into = :t) or b in (select id from customer where id = :u or merged_into = :v))";
    values.insert(values.end(), 4, *about);
  }
  sql += place.scored ? " order by probability desc, id desc limit :n" : " order by id desc limit :n";
  values.emplace_back(limit);
  return session.all_of<SuggestionRow>(sql, values);
}

MergeSuggestion suggestion_of(store::Session& session, const Customers& customers, const linkage::Explainer& explainer, const SuggestionRow& row) {
  auto a = root_of(session, row.a), b = root_of(session, row.b);
  MergeSuggestion one{base::show_id('g', row.id), {customers.item(session, a), customers.item(session, b)}, evidence_items(row.evidence), row.state, row.at, row.probability, row.certainty, {}};
  if (row.model && row.probability) one.comparison = explainer.explain(session, row.account, *row.model, a, b);
  return one;
}

struct OpenPair {
  std::int64_t certainty = 0;
  CustomerId a = 0, b = 0;
};
BOOST_DESCRIBE_STRUCT(OpenPair, (), (certainty, a, b))

}  // namespace

http::Page<MergeSuggestion> Decisions::suggestions(const SuggestionQuery& query) const {
  auto limit = http::page_limit(query.limit);
  auto place = place_of(query);
  const auto visibility = Visibility::now();
  return record_.database.reading([&](store::Session& session) {
    http::Page<MergeSuggestion> page;
    std::optional<CustomerId> about;
    if (query.customer) about = Customers::person(session, *query.customer);
    linkage::Explainer explainer(session);
    for (;;) {
      auto rows = next_suggestions(session, query, place, about, limit + 1);
      for (const auto& row : rows) {
        if (page.items.size() == limit) {
          page.next = place.text();
          return page;
        }
        place.id = row.id;
        place.probability = row.probability.value_or(0);
        auto a = root_of(session, row.a), b = root_of(session, row.b);
        if (a == b && row.state == SuggestionState::open) continue;   // one person by now, by another way
        if (!visibility.sees(session, a) || !visibility.sees(session, b)) continue;
        page.items.push_back(suggestion_of(session, record_.customers, explainer, row));
      }
      if (rows.size() > limit) continue;
      if (!place.scored || query.kind == SuggestionKind::sure || query.kind == SuggestionKind::look) return page;
      place = {};   // now those without a probability
    }
  });
}

SuggestionCounts Decisions::suggestion_counts() const {
  const auto visibility = Visibility::now();
  return record_.database.reading([&](store::Session& session) {
    SuggestionCounts counts;
    auto count = [&](std::int64_t certainty) -> std::int64_t& { return certainty == 1 ? counts.sure : certainty == 2 ? counts.look : counts.rule; };
    if (!visibility.is_whole()) {
      for (const auto& pair : session.all<OpenPair>(std::string("select coalesce(g.certainty, 0), g.a, g.b from ") + open_suggestions))
        if (visibility.sees(session, pair.a) && visibility.sees(session, pair.b)) ++count(pair.certainty);
      return counts;
    }
    session.each(std::string("select coalesce(g.certainty, 0), count(*) from ") + open_suggestions + " group by coalesce(g.certainty, 0)", [&](const store::Row& row) {
      count(row.integer(0)) = row.integer(1);
    });
    return counts;
  });
}

MergeSuggestion Decisions::decide(const std::string& suggestion, SuggestionState state, const std::string& by) {
  auto id = number('g', suggestion, "merge suggestion");
  record_.database.read([&](store::Session& session) {
    auto row = session.one<SuggestionRow>(std::string(suggestion_columns) + "where id = :i", id);
    if (row) check_seen(session, {row->a, row->b}, "merge suggestion " + suggestion);
  });
  record_.log->command([&](Change& change) {
    record::decide(change, id, state, by);
    rights::Audit::record(change.session, {.verb = "suggestion.decide", .object = "suggestion", .id = suggestion, .details = {{"state", base::enum_name(state)}}});
  });
  return record_.database.reading([&](store::Session& session) {
    auto row = session.one<SuggestionRow>(std::string(suggestion_columns) + "where id = :i", id).value();
    return suggestion_of(session, record_.customers, linkage::Explainer(session), row);
  });
}

}  // namespace record
