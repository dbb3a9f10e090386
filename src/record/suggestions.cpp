#include "record/suggestions.h"

#include "base/ids.h"

namespace record {
namespace {

constexpr std::size_t evidence_most = 20;   // kept of one pair

}  // namespace

void suggest(Change& change, CustomerId a, CustomerId b, const std::vector<Evidence>& evidence) {
  if (a == b) return;
  if (a > b) std::swap(a, b);
  std::optional<std::int64_t> import;
  if (change.import) import = change.import;
  if (auto before = change.session.one<std::string>("select evidence from merge_suggestion where a = :a and b = :b", a, b)) {
    // Known already: only evidence that is new is added.
    auto all = read_evidence(*before);
    auto known = all.size();
    for (const auto& item : evidence)
      if (std::find(all.begin(), all.end(), item) == all.end() && all.size() < evidence_most) all.push_back(item);
    if (all.size() > known) change.session.run("update merge_suggestion set evidence = :e where a = :a and b = :b", evidence_text(all), a, b);
    return;
  }
  auto id = change.session.one<std::int64_t>("select coalesce(max(id), 0) + 1 from merge_suggestion").value();
  change.session.run("insert into merge_suggestion(id, a, b, evidence, at, import) values (:i, :a, :b, :e, :t, :m)", id, a, b, evidence_text(evidence), change.now, import);
}

void decide(Change& change, std::int64_t suggestion, SuggestionState state, const std::string& by) {
  auto now = change.session.one<SuggestionState>("select state from merge_suggestion where id = :i", suggestion);
  if (!now) throw base::not_found("There is no merge suggestion " + base::show_id('g', suggestion) + ".");
  if (*now == SuggestionState::accepted) throw base::Error(base::ErrorCode::conflict, "This suggestion was accepted: the two are one person now.", "Undo the merge instead.");
  if (state == SuggestionState::accepted) throw base::invalid("A suggestion is accepted by merging.", "Send POST /api/merges with both customers.", "state");
  std::optional<base::Time> at;
  std::optional<std::string> who;
  if (state == SuggestionState::dismissed) at = change.now, who = by;
  change.session.run("update merge_suggestion set state = :s, decided_at = :t, decided_by = :b where id = :i", state, at, who, suggestion);
}

}  // namespace record
