// The question `touchpoints`, slow and obvious: everything that happened on the map as a list of facts, and all numbers counted from it.
#pragma once
#include "journey/living/touchpoints_behind.h"
#include "journey/reference.h"

namespace journey::reference {

struct Fact {
  TouchpointMeasure what = TouchpointMeasure::customers;
  std::size_t place = 0;
  CustomerId person = 0;
  Told event;
  Code group = 0;
  std::size_t to = 0;            // of a flow
  std::int64_t micros = 0;       // to the next
  double value = 0;              // a gap, below or not
  std::optional<PromiseState> state;
};

struct Facts {
  std::vector<Fact> visits, told, gaps, promises, after, contacts, steps, left;   // left: only those who did not stay on have a state
  std::vector<std::int64_t> uncovered;
};

class Account {
 public:
  Account(const Log& log, const TouchpointsQuestion& question) : log_(log), question_(question), map_(*question.map) {
    facts_.uncovered.resize(log.activities);
    for (const auto& [person, events] : people(log, question.scope)) {
      person_ = person;
      for (const auto& one : events) {
        bool covered = false;
        for (std::size_t p = 0; p < map_.places.size(); ++p) covered |= speaks(p, one);
        facts_.uncovered[one.activity] += !covered;
      }
      for (std::size_t p = 0; p < map_.places.size(); ++p) {
        for (const auto& one : events)
          if (is_at(p, one)) add(facts_.visits, p, one);
        tell(p, events);
        promises(p, events);
        contacts(p, events);
      }
      ways(events);
    }
  }
  const Facts& facts() const { return facts_; }

 private:
  bool is_at(std::size_t p, const Told& one) const { return matches(map_.places[p].match, one); }
  bool speaks(std::size_t p, const Told& one) const { return is_at(p, one) || matches(map_.places[p].answers, one); }
  Code of(const Told& one) const { return map_.sight.case_ ? one.codes[*map_.sight.case_] : 0; }
  const Experience& experience(const Told& one) const { return map_.sight.told[one.experience < map_.sight.told.size() ? one.experience : 0]; }
  Fact& add(std::vector<Fact>& to, std::size_t p, const Told& one) {
    to.push_back({.place = p, .person = person_, .event = one, .group = group(log_, question_.scope, person_, one)});
    return to.back();
  }

  void tell(std::size_t p, const Sequence& events) {
    for (auto one = events.begin(); one != events.end(); ++one) {
      if (!speaks(p, *one)) continue;
      add(facts_.told, p, *one);
      if (experience(*one).kind != record::ScoreKind::perception) continue;
      auto is_expectation = [&](const Told& other) { return speaks(p, other) && of(other) == of(*one) && experience(other).kind == record::ScoreKind::expectation; };
      auto before = std::find_if(std::make_reverse_iterator(one), events.rend(), is_expectation);
      const Told* expected = before == events.rend() ? nullptr : &*before;
      if (!expected)
        if (auto behind = std::find_if(one, events.end(), is_expectation); behind != events.end() && behind->at - one->at <= base::day) expected = &*behind;
      if (expected) add(facts_.gaps, p, *one).value = experience(*one).value - experience(*expected).value;
    }
  }

  void promises(std::size_t p, const Sequence& events) {
    const auto& promise = map_.places[p].promise;
    if (!promise) return;
    struct Decided {
      Code of;
      std::int64_t at;
      PromiseState state;
    };
    std::vector<Decided> all;
    auto decide = [&](const Told& event, Code of_case, std::int64_t at, PromiseState state) {
      add(facts_.promises, p, event).state = state;
      all.push_back({of_case, at, state});
    };
    for (auto one = events.begin(); one != events.end(); ++one) {
      if (!promise->from) {
        auto code = one->codes[map_.sight.promise];
        if (is_at(p, *one) && (code == map_.sight.kept || code == map_.sight.broken)) decide(*one, of(*one), one->at, code == map_.sight.kept ? PromiseState::kept : PromiseState::late);
        continue;
      }
      if (!matches(*promise->from, *one) || (!promise->within && !one->due)) continue;
      auto due = promise->within ? one->at + *promise->within : *one->due;
      auto met = std::find_if(one + 1, events.end(), [&](const Told& other) { return is_at(p, other) && of(other) == of(*one); });
      if (met == events.end()) {
        decide(*one, of(*one), due, due < map_.sight.as_of ? PromiseState::missing : PromiseState::open);
        continue;
      }
      auto code = met->codes[map_.sight.promise];
      bool kept = !promise->within && code ? code == map_.sight.kept : met->at <= due;
      decide(*met, of(*one), met->at, kept ? PromiseState::kept : PromiseState::late);
    }
    for (const auto& one : events) {
      if (!speaks(p, one) || !one.experience) continue;
      std::optional<Decided> lived;
      for (const auto& decided : all) {
        if (decided.of != of(one)) continue;
        if (map_.sight.case_) lived = decided;
        else if (decided.at <= one.at && (!lived || lived->at <= decided.at)) lived = decided;
      }
      auto& after = add(facts_.after, p, one);
      if (lived) after.state = lived->state;
    }
  }

  void contacts(std::size_t p, const Sequence& events) {
    Sequence all;
    std::vector<std::size_t> first;
    for (const auto& one : events) {
      if (!matches(map_.places[p].contact, one)) continue;
      auto i = all.size();
      all.push_back(one);
      first.push_back(i);
      for (auto k = i; k-- > 0;) {
        if (all[k].codes[map_.sight.topic] != one.codes[map_.sight.topic]) continue;
        if (one.at - all[k].at <= map_.sight.repeats) first[i] = first[k];
        break;
      }
      auto& contact = add(facts_.contacts, p, one);
      contact.group = group(log_, question_.scope, person_, all[first[i]]);
      contact.what = first[i] == i ? TouchpointMeasure::contact : TouchpointMeasure::repeat;
    }
  }

  void ways(const Sequence& events) {
    std::vector<std::pair<std::size_t, Told>> way;
    for (const auto& one : events)
      for (std::size_t p = 0; p < map_.places.size(); ++p)
        if (is_at(p, one)) {
          way.emplace_back(p, one);
          break;
        }
    std::set<std::size_t> seen;
    for (auto i = way.size(); i-- > 0;) {
      const auto& [place, event] = way[i];
      auto next = i + 1 < way.size() ? std::optional(way[i + 1].second.at - event.at) : std::nullopt;
      if (next) {
        auto& step = add(facts_.steps, place, event);
        step.to = way[i + 1].first;
        step.micros = *next;
      }
      if (!seen.insert(place).second) continue;
      auto& left = add(facts_.left, place, event);
      auto waited = next.value_or(map_.sight.as_of - event.at);
      left.what = waited > map_.drop_off_within ? TouchpointMeasure::dropped : next ? TouchpointMeasure::customers : TouchpointMeasure::flow;   // flow: it is not over
    }
  }

  const Log& log_;
  const TouchpointsQuestion& question_;
  const MapRead& map_;
  CustomerId person_ = 0;
  Facts facts_;
};

}  // namespace journey::reference
