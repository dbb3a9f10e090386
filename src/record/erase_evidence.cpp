#include "record/erase_evidence.h"

#include <algorithm>

#include "record/profiles.h"
#include "record/suggestions.h"

namespace record {
namespace {

struct Pair {
  CustomerId a = 0, b = 0;
  std::string evidence;
};
BOOST_DESCRIBE_STRUCT(Pair, (), (a, b, evidence))

// As it stands inside of JSON.
std::vector<std::string> written(const std::vector<std::string>& texts) {
  std::vector<std::string> all;
  for (const auto& text : texts) all.push_back(base::json_text(base::Json(text)));
  return all;
}

std::vector<std::int64_t> rows_with(store::Session& session, const std::string& table, const std::vector<std::string>& texts) {
  std::vector<std::int64_t> rows;
  session.each("select id, evidence from " + table + " where evidence <> '[]'", [&](const store::Row& row) {
    auto evidence = row.text(1);
    if (std::any_of(texts.begin(), texts.end(), [&](const std::string& text) { return evidence.find(text) != std::string_view::npos; })) rows.push_back(row.integer(0));
  });
  return rows;
}

bool held_by_either(Change& change, const Pair& pair, const Evidence& item) {
  for (auto profile : {pair.a, pair.b})
    for (auto joined : joined_profiles(change.session, change.state.joins.root(profile)))
      if (change.session.one<int>("select 1 from identity i join name_space n on n.id = i.name_space where n.name = :n and i.value = :v and i.customer = :c", item.name_space, item.value, joined)) return true;
  return false;
}

// What is left of it; nothing when it stays as it is.
std::optional<std::vector<Evidence>> rest(Change& change, const std::string& table, std::int64_t row, const std::vector<std::string>& texts) {
  auto pair = change.session.one<Pair>("select a, b, evidence from " + table + " where id = :i", row);
  if (!pair) return std::nullopt;
  auto evidence = read_evidence(pair->evidence);
  auto gone = std::erase_if(evidence, [&](const Evidence& item) { return std::find(texts.begin(), texts.end(), item.value) != texts.end() && !held_by_either(change, *pair, item); });
  if (!gone) return std::nullopt;
  return evidence;
}

}  // namespace

void erase_from_evidence(Record& record, const Traces& person) {
  std::vector<std::int64_t> merges, suggestions;
  record.database.read([&](store::Session& session) {
    auto texts = written(person.texts);
    merges = rows_with(session, "merge", texts);
    suggestions = rows_with(session, "merge_suggestion", texts);
  });
  if (merges.empty() && suggestions.empty()) return;
  record.log->command([&](Change& change) {
    for (auto row : merges)
      if (auto left = rest(change, "merge", row, person.texts)) change.session.run("update merge set evidence = :e where id = :i", evidence_text(*left), row);
    for (auto row : suggestions) {
      auto left = rest(change, "merge_suggestion", row, person.texts);
      if (!left) continue;
      change.session.run("update merge_suggestion set evidence = :e where id = :i", evidence_text(*left), row);
      // Nothing speaks for it any more; what somebody decided is kept.
      if (left->empty()) change.session.run("delete from merge_suggestion where id = :i and state = :s and model is null", row, SuggestionState::open);
    }
  });
}

}  // namespace record
