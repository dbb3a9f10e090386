#include "journey/map/coverage.h"

#include "journey/answered.h"
#include "journey/fold.h"

namespace journey {
namespace {

struct Matcher {
  std::size_t touchpoint = 0;
  bool answers = false;
  Match match;
};

struct Part {
  std::int64_t people = 0;
  std::vector<std::int64_t> interactions, uncovered;   // by activity
  std::vector<std::int64_t> held, customers;           // by matcher
  std::vector<std::int64_t> last;                      // by matcher: the last person of this part that it held
  std::vector<std::vector<std::uint8_t>> holds;        // by matcher and activity

  void add(const Part& other) {
    auto sum = [](auto& a, const auto& b) { for (std::size_t i = 0; i < a.size(); ++i) a[i] += b[i]; };
    people += other.people;
    sum(interactions, other.interactions), sum(uncovered, other.uncovered), sum(held, other.held), sum(customers, other.customers);
    for (std::size_t m = 0; m < holds.size(); ++m)
      for (std::size_t a = 0; a < holds[m].size(); ++a) holds[m][a] |= other.holds[m][a];
  }
};

// What can't be read holds nothing: the map may be older or newer than what was heard.
std::vector<Matcher> matchers_of(const Words& words, const Map& map, std::vector<TouchpointCoverage>& told) {
  std::vector<Matcher> matchers;
  for (std::size_t t = 0; t < map.touchpoints.size(); ++t) {
    const auto& touchpoint = map.touchpoints[t];
    told.push_back({.key = touchpoint.key, .interactions = 0, .customers = 0, .answers = 0, .problem = {}});
    auto read = [&](const std::optional<MatchAsked>& asked, bool answers, const char* field) {
      if (!asked) return;
      try {
        matchers.push_back({t, answers, words.match(*asked, field)});
      } catch (const base::Error& error) {
        told.back().problem = error.what();
      }
    };
    read(touchpoint.match, false, "match");
    read(touchpoint.answers, true, "answers");
  }
  return matchers;
}

}  // namespace

Coverage coverage(const Index& index, const Map& map, const CoverageQuery& query) {
  ScopeAsked asked{.filter = {}, .from = query.from, .to = query.to, .by = {}};
  return answered<Coverage>(index, asked, [&](const View& view, const Words& words, Scope scope) {
    Coverage answer;
    auto matchers = matchers_of(words, map, answer.touchpoints);
    for (const auto& matcher : matchers) want(scope, matcher.match);
    std::vector<std::vector<std::uint32_t>> of(view.activities);   // which matchers may hold it
    for (std::uint32_t m = 0; m < matchers.size(); ++m)
      for (std::uint32_t a = 0; a < view.activities; ++a)
        if (matchers[m].match.activities[a]) of[a].push_back(m);

    std::vector<std::int64_t> none(view.activities), no_matcher(matchers.size());
    Part nothing{0, none, none, no_matcher, no_matcher, no_matcher, std::vector<std::vector<std::uint8_t>>(matchers.size(), std::vector<std::uint8_t>(view.activities))};
    auto parts = fold(index.workers(), view, scope, nothing, [&](Part& part, const Columns& columns, std::uint32_t from, std::uint32_t to) {
      for (auto person = from; person < to; ++person) {
        if (columns.starts[person] == columns.starts[person + 1]) continue;
        ++part.people;
        for (auto event = columns.starts[person]; event < columns.starts[person + 1]; ++event) {
          auto activity = columns.activity[event];
          ++part.interactions[activity];
          bool covered = false;
          for (auto m : of[activity]) {
            if (!matchers[m].match.where.empty() && !matchers[m].match.holds(columns, event)) continue;
            covered = true;
            part.holds[m][activity] = 1;
            ++part.held[m];
            if (part.last[m] != part.people) part.last[m] = part.people, ++part.customers[m];
          }
          part.uncovered[activity] += !covered;
        }
      }
    });
    auto all = nothing;
    for (const auto& part : parts) all.add(part);

    for (std::size_t m = 0; m < matchers.size(); ++m) {
      auto& told = answer.touchpoints[matchers[m].touchpoint];
      if (matchers[m].answers) told.answers = all.held[m];
      else told.interactions = all.held[m], told.customers = all.customers[m];
    }
    for (std::uint32_t a = 0; a < view.activities; ++a) {
      if (!all.interactions[a]) continue;
      ActivityCoverage told{words.activity(a), all.interactions[a], all.uncovered[a], {}};
      for (std::size_t m = 0; m < matchers.size(); ++m) {
        const auto& key = map.touchpoints[matchers[m].touchpoint].key;
        if (all.holds[m][a] && (told.touchpoints.empty() || told.touchpoints.back() != key)) told.touchpoints.push_back(key);
      }
      answer.interactions += told.interactions;
      answer.uncovered += told.uncovered;
      answer.activities.push_back(std::move(told));
    }
    std::stable_sort(answer.activities.begin(), answer.activities.end(), [](const ActivityCoverage& a, const ActivityCoverage& b) { return a.uncovered != b.uncovered ? a.uncovered > b.uncovered : a.interactions > b.interactions; });
    answer.n = all.people;
    return answer;
  });
}

}  // namespace journey
