// Who stands with the bad and who with the good, and what came after, against a slow look at the log; and the customers behind it.
#include <gtest/gtest.h>

#include "journey/living/breakpoints.h"
#include "journey/random_question.h"
#include "journey/reference.h"

namespace journey {
namespace {

using reference::matches, reference::Sequence;
using record::ScoreKind;

constexpr auto happens = static_cast<OutcomeKind>(0), score = static_cast<OutcomeKind>(2);   // map/document.h

// What codes of random logs mean: every kind of score, sentiment, both, nothing.
std::vector<Experience> meanings() {
  std::vector<Experience> all(1);
  for (int code = 1; code <= 40; ++code) {
    Experience told;
    if (code % 7) told.kind = static_cast<ScoreKind>(code % 6), told.value = code % 8;
    if (code % 3 == 0) told.sentiment = code % 2 ? -code : code;
    all.push_back(told);
  }
  return all;
}

BreakQuestion some_question(Grown& grown) {
  auto& dice = grown.dice();
  BreakQuestion question{.sight = {.topic = 0, .promise = 1, .kept = 1, .broken = 2, .told = meanings()}};
  question.sight.exposure = 1 + dice.up_to(8 * base::day);
  question.sight.repeats = 1 + dice.up_to(8 * base::day);
  question.sight.as_of = 1'700'000'000 * base::second + dice.up_to(70) * base::day;
  if (dice.once_in(2)) question.sight.case_ = static_cast<std::size_t>(dice.up_to(1));
  for (auto n = 1 + dice.up_to(2); n-- > 0;) {
    Place place{.match = some_match(grown), .answers = some_match(grown), .complaint = some_match(grown), .contact = some_match(grown)};
    if (!dice.once_in(4)) place.promise.emplace();
    if (place.promise && !dice.once_in(3)) place.promise->from = some_match(grown);
    if (place.promise && place.promise->from && dice.once_in(2)) place.promise->within = 1 + dice.up_to(5 * base::day);
    question.places.push_back(std::move(place));
  }
  question.signals = {Signal::below, Signal::broken, Signal::negative, Signal::repeat, Signal::complaint};
  question.outcome = {.kind = static_cast<OutcomeKind>(dice.up_to(2)), .match = some_match(grown), .within = 1 + dice.up_to(20 * base::day), .score = static_cast<ScoreKind>(dice.up_to(5)), .same_case = dice.once_in(3), .currency = 0};
  if (!question.sight.case_) question.outcome.same_case = false;
  if (dice.once_in(2)) question.adjust.push_back({true, 0});
  if (dice.once_in(2)) question.adjust.push_back({false, 1});
  question.scope = some_scope(grown);
  question.scope.by.reset();
  return question;
}

// An experience as the definitions say it; `is_behind` tells which events lie behind the moment at which it is known.
struct Slow {
  std::size_t event;
  std::int64_t at, known, over;
  bool bad;
  std::vector<bool> is_behind;
};

class Look {
 public:
  Look(const BreakQuestion& question, const Place& place, const Sequence& events) : question_(question), sight_(question.sight), place_(place), events_(events) {}

  std::vector<Slow> lived(Signal signal) {
    for (std::size_t i = 0; i < events_.size(); ++i) switch (signal) {
        case Signal::below: below(i); break;
        case Signal::broken: place_.promise->from ? promise(i) : own_promise(i); break;
        case Signal::negative:
          if (auto bad = negative(told(i)); bad && speaks(i)) add(i, events_[i].at, i, *bad);
          break;
        case Signal::repeat: repeat(i); break;
        case Signal::complaint:
          if (!matches(place_.match, events_[i]) || sight_.as_of <= events_[i].at + sight_.exposure) break;
          add_landmark(i, events_[i].at, events_[i].at + sight_.exposure, some_behind(i, [&](std::size_t k) { return events_[k].at <= events_[i].at + sight_.exposure && matches(place_.complaint, events_[k]); }), {});
          break;
      }
    std::stable_sort(found_.begin(), found_.end(), [](const Slow& a, const Slow& b) { return a.at < b.at; });
    return found_;
  }

  const Experience& told(std::size_t i) const { return sight_.told[events_[i].experience < sight_.told.size() ? events_[i].experience : 0]; }
  Code case_of(std::size_t i) const { return sight_.case_ ? events_[i].codes[*sight_.case_] : 0; }

 private:
  bool speaks(std::size_t i) const { return matches(place_.match, events_[i]) || matches(place_.answers, events_[i]); }
  template <class Holds>
  std::optional<std::size_t> some_behind(std::size_t from, Holds holds) const {
    for (auto k = from + 1; k < events_.size(); ++k)
      if (holds(k)) return k;
    return std::nullopt;
  }
  // Known with an event.
  void add(std::size_t event, std::int64_t at, std::size_t known, bool bad) {
    Slow slow{event, at, events_[known].at, events_[known].at, bad, {}};
    for (std::size_t k = 0; k < events_.size(); ++k) slow.is_behind.push_back(k > known);
    found_.push_back(std::move(slow));
  }
  // Known at a moment.
  void add_landmark(std::size_t event, std::int64_t at, std::int64_t known, std::optional<std::size_t> bad, std::optional<std::int64_t> over, bool from_event = true) {
    Slow slow{event, at, known, over.value_or(known), bad.has_value(), {}};
    for (std::size_t k = 0; k < events_.size(); ++k) slow.is_behind.push_back(events_[k].at > known && (k > event || !from_event));
    found_.push_back(std::move(slow));
  }

  void below(std::size_t i) {
    if (told(i).kind != ScoreKind::perception || !speaks(i)) return;
    auto expects = [&](std::size_t k) { return told(k).kind == ScoreKind::expectation && speaks(k) && case_of(k) == case_of(i); };
    std::optional<std::size_t> expected;
    for (std::size_t k = 0; k < i; ++k)
      if (expects(k)) expected = k;
    if (!expected) expected = some_behind(i, [&](std::size_t k) { return events_[k].at - events_[i].at <= base::day && expects(k); });
    if (expected) add(i, events_[i].at, std::max(i, *expected), told(i).value < told(*expected).value);
  }
  void own_promise(std::size_t i) {
    auto code = events_[i].codes[1];
    if ((code != 1 && code != 2) || !matches(place_.match, events_[i])) return;
    if (code == 2 && events_[i].due && *events_[i].due < events_[i].at) add_landmark(i, *events_[i].due, *events_[i].due, i, events_[i].at, false);
    else add(i, events_[i].at, i, code == 2);
  }
  void promise(std::size_t i) {
    if (!matches(*place_.promise->from, events_[i])) return;
    auto within = place_.promise->within;
    auto due = within ? std::optional(events_[i].at + *within) : events_[i].due;
    if (!due) return;
    auto met = some_behind(i, [&](std::size_t k) { return matches(place_.match, events_[k]) && case_of(k) == case_of(i); });
    bool kept = met && events_[*met].at <= *due;
    if (met && !within && events_[*met].codes[1]) kept = events_[*met].codes[1] == 1;
    if (kept) add(i, within ? events_[i].at : events_[*met].at, *met, false);
    else if (met || sight_.as_of > *due) add_landmark(i, within ? events_[i].at : *due, *due, i, met ? std::max(*due, events_[*met].at) : *due);
  }
  void repeat(std::size_t i) {
    auto is_contact = [&](std::size_t k) { return matches(place_.contact, events_[k]) && events_[k].codes[0] == events_[i].codes[0]; };
    if (!is_contact(i) || sight_.as_of <= events_[i].at + sight_.repeats) return;
    for (std::size_t k = 0; k < i; ++k)   // one that the one before is near to begins nothing
      if (is_contact(k) && events_[i].at - events_[k].at <= sight_.repeats) return;
    add_landmark(i, events_[i].at, events_[i].at + sight_.repeats, some_behind(i, [&](std::size_t k) { return is_contact(k) && events_[k].at - events_[i].at <= sight_.repeats; }), {});
  }

  const BreakQuestion& question_;
  const Sight& sight_;
  const Place& place_;
  const Sequence& events_;
  std::vector<Slow> found_;
};

Came slow_outcome(const BreakQuestion& question, Look& look, const Sequence& events, const Slow& lived) {
  Came came;
  const auto& outcome = question.outcome;
  const auto until = std::min(lived.over, lived.known + outcome.within) + outcome.within;
  auto of_case = [&](std::size_t i) { return question.sight.case_ && look.case_of(lived.event) && look.case_of(i) == look.case_of(lived.event); };
  auto counts = [&](std::size_t i) { return matches(outcome.match, events[i]) && (!outcome.same_case || of_case(i)); };
  if (question.sight.as_of <= until) return came.fate = Fate::open, came;
  if (outcome.same_case && !look.case_of(lived.event)) return came.fate = Fate::missing, came;
  std::vector<std::size_t> after, before;
  for (std::size_t i = 0; i < events.size(); ++i) {
    bool between = i > lived.event && !lived.is_behind[i] && events[i].at >= lived.at;
    if (outcome.kind == happens && lived.at < lived.known && between && counts(i)) return came.fate = Fate::early, came;
    if (lived.is_behind[i] && events[i].at <= until && counts(i)) after.push_back(i);
    if (events[i].at < lived.at && matches(outcome.match, events[i])) before.push_back(i);
  }
  if (outcome.kind == score) {
    auto is_other = [&](std::size_t i) { return look.told(i).kind != outcome.score || !events[i].experience; };
    std::erase_if(after, is_other);
    std::erase_if(before, is_other);
    if (after.empty()) return came.fate = Fate::missing, came;
    came.value = look.told(after.front()).value;
    if (!before.empty()) came.before = 1 + static_cast<Code>(std::lround(look.told(before.back()).value));
    return came;
  }
  came.value = !after.empty();
  for (auto i : after)
    if (events[i].amount && events[i].codes[0]) came.paid[events[i].codes[0]] += static_cast<double>(*events[i].amount);
  std::erase_if(before, [&](std::size_t i) { return lived.at - events[i].at > outcome.within || of_case(i); });
  if (outcome.kind == happens) return came.before = static_cast<Code>(std::min<std::size_t>(3, before.size())), came;
  double paid = 0;
  for (auto i : before) paid += static_cast<double>(std::max<std::int64_t>(0, events[i].amount.value_or(0)));
  for (double bound = 1; paid >= bound; bound *= bound < 2 ? 2 : 4) ++came.before;
  return came;
}

TEST(QuestionsBreakpoints, AreWhatALookAtEverybodySays) {
  Workers workers(2);
  for (std::uint64_t seed = 1; seed <= logs; ++seed) {
    Grown grown(seed);
    const auto question = some_question(grown);
    auto found = breakpoints(workers, *grown.view, question);
    auto any_time = question.scope;
    any_time.from = INT64_MIN, any_time.to = INT64_MAX;
    const auto people = reference::people(grown.log, any_time);
    for (const auto& one : found.breaks) {
      const auto& place = question.places[one.place];
      std::int64_t affected = 0, fates[4] = {};
      std::map<std::vector<Code>, BreakTally> strata;
      std::vector<CustomerId> hit, bad;
      for (const auto& [person, events] : people) {
        Look look(question, place, events);
        const Slow* first = nullptr;
        bool any_bad = false;
        const auto lived = look.lived(one.signal);
        for (const auto& each : lived) {
          if (each.at < question.scope.from || each.at >= question.scope.to) continue;
          if (!first) first = &each;
          any_bad |= each.bad;
        }
        affected += any_bad;
        if (any_bad) hit.push_back(person);
        if (!first) continue;
        auto came = slow_outcome(question, look, events, *first);
        ++fates[static_cast<int>(came.fate)];
        if (came.fate != Fate::compared) continue;
        if (first->bad) bad.push_back(person);
        std::vector<Code> key;
        for (const auto& dimension : question.adjust) key.push_back(dimension.of_customer ? grown.log.trait(person) : events[first->event].codes[dimension.number]);
        key.push_back(came.before);
        strata[key].of[first->bad].add(came.value);
        for (const auto& [currency, paid] : came.paid) strata[key].paid[currency][first->bad].add(paid);
      }
      auto where = "seed " + std::to_string(seed) + " place " + std::to_string(one.place) + " signal " + std::to_string(static_cast<int>(one.signal));
      EXPECT_EQ(one.affected, affected) << where;
      EXPECT_EQ(std::tie(one.open, one.early, one.missing), std::tie(fates[0], fates[1], fates[2])) << where;
      ASSERT_EQ(one.strata.size(), strata.size()) << where;
      for (const auto& [key, tally] : strata) {
        ASSERT_TRUE(one.strata.contains(key)) << where;
        const auto& other = one.strata.at(key);
        for (int side : {0, 1}) EXPECT_EQ(std::tie(other.of[side].n, other.of[side].sum, other.of[side].squares), std::tie(tally.of[side].n, tally.of[side].sum, tally.of[side].squares)) << where;
        ASSERT_EQ(other.paid.size(), tally.paid.size()) << where;
        for (const auto& [currency, sums] : tally.paid)
          for (std::size_t side : {0u, 1u}) {
            EXPECT_EQ(other.paid.at(currency)[side].n, sums[side].n) << where;
            EXPECT_NEAR(other.paid.at(currency)[side].sum, sums[side].sum, 1e-9 * std::abs(sums[side].sum) + 1e4) << where;   // the largest amounts have no exact sum
          }
      }
      EXPECT_EQ(people_of(workers, *grown.view, question, {.place = one.place, .signal = one.signal, .affected = true}), hit) << where;
      EXPECT_EQ(people_of(workers, *grown.view, question, {.place = one.place, .signal = one.signal, .bad = true}), bad) << where;
    }
    if (testing::Test::HasFailure()) return;
  }
}

}  // namespace
}  // namespace journey
