#include "record/state.h"

namespace record {

void Joins::load(store::Session& session) {
  roots_.clear();
  session.each("select id, merged_into from customer where merged_into is not null", [&](const store::Row& row) { roots_[row.integer(0)] = row.integer(1); });
}

void State::load(store::Session& session) {
  load_joins_and_counters(session);
  identities.load(session);
  keys.load(session, base::now());
  last_told.clear();
  identities.settle();
}

void State::load_after_a_change(store::Session& session) {
  load_joins_and_counters(session);
  last_told.clear();
  if (!identities.changed()) return;   // most that fail were refused before they did anything
  identities.load(session);
  identities.settle();
}

void State::load_joins_and_counters(store::Session& session) {
  dictionary.load(session);
  joins.load(session);
  next_position = 1 + std::max(session.one<Position>("select coalesce(max(id), 0) from interaction").value_or(0),
                               session.one<Position>("select coalesce(max(id), 0) from notice").value_or(0));
  // Numbers of erased profiles are given to nobody else.
  next_customer = 1 + std::max(session.one<CustomerId>("select coalesce(max(id), 0) from customer").value_or(0),
                               session.one<CustomerId>("select coalesce(max(customer), 0) from erased_profile").value_or(0));
}

void Change::notice(NoticeKind kind, std::int64_t subject, std::string detail) {
  std::optional<std::string> text;
  if (!detail.empty()) text = std::move(detail);
  session.run_later("insert into notice(id, kind, subject, at, detail) values (:i, :k, :s, :t, :d)", take_position(), kind, subject, now, text);
}

void Change::profile_changed(CustomerId profile) {
  if (profiles_changed.empty() || profiles_changed.back() != profile) profiles_changed.push_back(profile);
}

void Change::taken_away() {
  state.identities.forget();
  state.last_told.clear();
  notice(NoticeKind::taken_away, 0);
}

std::int16_t feeling_of(const std::optional<Score>& score, const std::optional<double>& sentiment) {
  auto scaled = [](double v) { return static_cast<std::int16_t>(std::max(-100.0, std::min(100.0, v * 100))); };
  if (score) {
    switch (score->kind) {
      case ScoreKind::nps: return scaled((score->value - 5) / 5);
      case ScoreKind::csat: case ScoreKind::stars: return scaled((score->value - 3) / 2);
      case ScoreKind::ces: case ScoreKind::perception: return scaled((score->value - 4) / 3);
      case ScoreKind::expectation: break;
    }
  }
  return sentiment ? scaled(*sentiment) : Brief::no_feeling;
}

}  // namespace record
