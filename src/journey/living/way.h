// A person's way over a map: what each of their interactions is there, from the first to the last.
//
// An interaction is at every touchpoint whose matcher holds it, and counts at each of them. Where the way goes on from there, it is at
// the first of them in the order of the map.
#pragma once
#include <span>

#include "journey/living/map_read.h"
#include "journey/repeat_chains.h"

namespace journey {

// What became of a promise: met in time, met late, its time has passed without, or it is not due yet.
enum class PromiseState { kept, late, missing, open };

// What became of a customer at the touchpoint where they were last: within the map's time they went on to something on the map, or
// they did not, or that time is not over.
enum class Left { stayed, dropped, open };

// What an interaction may be, by its activity. Of each touchpoint in this order.
enum class Role : std::uint8_t { own, answer, made, contact };
struct Plays {
  std::uint32_t place = 0;
  Role role = Role::own;
  const Match* match = nullptr;   // to be held, too; null: the activity is enough
};
class Roles {
 public:
  // `map` must outlive it.
  Roles(const MapRead& map, std::uint32_t activities);
  std::span<const Plays> of(std::uint32_t activity) const { return {plays_.data() + starts_[activity], plays_.data() + starts_[activity + 1]}; }

 private:
  std::vector<std::uint32_t> starts_;
  std::vector<Plays> plays_;
};

// Hears of a way what it wants to know. Events are told by their number in the columns.
struct Listener {
  static constexpr bool only_steps = false;
  void uncovered(std::uint32_t) {}                                            // no touchpoint has it, nor is it about one
  void visit(std::size_t, std::uint32_t) {}                                   // it is at the place
  void told(std::size_t, std::uint32_t, const Experience&) {}
  void gap(std::size_t, std::uint32_t, double) {}                             // a perception, and what it is above the expectation
  void promise(std::size_t, std::uint32_t, PromiseState) {}                   // the interaction that met it, else the one that made it
  void told_after(std::size_t, std::uint32_t, const Experience&, std::optional<PromiseState>) {}   // at a place that promises: after what; nothing: no promise was made
  void contact(std::size_t, std::uint32_t, const RepeatChain&) {}             // which may begin with it
  void chain(std::size_t, const RepeatChain&) {}
  void step(std::size_t, std::size_t, std::uint32_t, std::uint32_t) {}        // from, to
  void left(std::size_t, std::uint32_t, Left) {}                              // the last that a customer had there
};

class Way {
 public:
  Way(const MapRead& map, const Roles& roles);

  template <class Hears>
  void walk(const Columns& columns, std::uint32_t person, Hears& hears) {
    last_ = nullptr;
    with_activities(columns, [&](const auto* activity) {
      for (auto event = columns.starts[person]; event < columns.starts[person + 1]; ++event) {
        auto roles = roles_.of(static_cast<std::uint32_t>(activity[event]));
        bool covered = false, visited = false;
        std::uint32_t spoken_at = UINT32_MAX;   // at one place an interaction speaks once
        for (const auto& [place, role, match] : roles) {
          if (Hears::only_steps && role != Role::own) continue;
          if (match && !match->holds(columns, event)) continue;
          if (role == Role::own && !visited) go_on(columns, place, event, hears), visited = true;
          if constexpr (Hears::only_steps) continue;
          switch (role) {
            case Role::own:
            case Role::answer:
              covered = true;
              if (role == Role::own) {
                hears.visit(place, event);
                if (map_.places[place].promise) marks_.push_back({place, case_of(columns, event), event, Mark::met});
              }
              if (columns.told(event) && spoken_at != place) tell(columns, place, event, hears);
              spoken_at = place;
              break;
            case Role::made: marks_.push_back({place, case_of(columns, event), event, Mark::made}); break;
            case Role::contact: contact(columns, place, event, hears); break;
          }
        }
        if constexpr (!Hears::only_steps) {
          if (!covered) hears.uncovered(event);
        }
      }
    });
    if constexpr (!Hears::only_steps) {
      leave(columns, hears);
      each_case([&](std::span<const Mark> marks) { of_case(columns, marks, hears); });
      for (auto place : in_contact_) {
        for (const auto& chain : chains_[place].left()) hears.chain(place, chain);
        chains_[place].clear();
      }
      in_contact_.clear();
    }
  }

 private:
  // Something that has to do with a promise, or with what was expected, of one case.
  struct Mark {
    std::uint32_t place = 0;
    Code of = 0;
    std::uint32_t event = 0;
    enum What : std::uint8_t { met, made, told } what = met;
  };
  struct Visit {
    std::uint32_t event = 0;
    Left left = Left::open;
    bool here = false;
  };
  struct Decided {
    std::int64_t at = 0;
    PromiseState state = PromiseState::open;
  };

  Code case_of(const Columns& columns, std::uint32_t event) const { return map_.sight.case_ ? static_cast<Code>(columns.codes[*map_.sight.case_][event]) : 0; }
  const Experience& experience(const Columns& columns, std::uint32_t event) const {
    auto code = columns.told(event);
    return map_.sight.told[code < map_.sight.told.size() ? code : 0];
  }
  template <class Visit_>
  void each_case(Visit_ visit) {
    std::stable_sort(marks_.begin(), marks_.end(), [](const Mark& a, const Mark& b) { return a.place != b.place ? a.place < b.place : a.of < b.of; });
    for (std::size_t begin = 0, end = 0; begin < marks_.size(); begin = end) {
      while (end < marks_.size() && marks_[end].place == marks_[begin].place && marks_[end].of == marks_[begin].of) ++end;
      visit(std::span<const Mark>(marks_.data() + begin, end - begin));
    }
    marks_.clear();
  }

  template <class Hears>
  void go_on(const Columns& columns, std::size_t place, std::uint32_t event, Hears& hears) {
    if (last_) {
      hears.step(last_place_, place, last_->event, event);
      last_->left = columns.at(event) - columns.at(last_->event) <= map_.drop_off_within ? Left::stayed : Left::dropped;
    }
    last_ = &visits_[place];
    last_place_ = place;
    if (!last_->here) here_.push_back(place);
    *last_ = {event, Left::open, true};
  }
  template <class Hears>
  void leave(const Columns& columns, Hears& hears) {
    if (last_ && map_.sight.as_of - columns.at(last_->event) > map_.drop_off_within) last_->left = Left::dropped;
    for (auto place : here_) {
      hears.left(place, visits_[place].event, visits_[place].left);
      visits_[place].here = false;
    }
    here_.clear();
  }
  template <class Hears>
  void tell(const Columns& columns, std::uint32_t place, std::uint32_t event, Hears& hears) {
    const auto& told = experience(columns, event);
    hears.told(place, event, told);
    if (map_.places[place].promise || told.kind == record::ScoreKind::perception || told.kind == record::ScoreKind::expectation)
      marks_.push_back({place, case_of(columns, event), event, Mark::told});
  }
  template <class Hears>
  void contact(const Columns& columns, std::size_t place, std::uint32_t event, Hears& hears) {
    if (std::find(in_contact_.begin(), in_contact_.end(), place) == in_contact_.end()) in_contact_.push_back(place);
    const auto& chain = chains_[place].contact(static_cast<Code>(columns.codes[map_.sight.topic][event]), 0, columns.at(event), event, [&](const RepeatChain& over) { hears.chain(place, over); });
    hears.contact(place, event, chain);
  }
  template <class Hears>
  void of_case(const Columns& columns, std::span<const Mark> marks, Hears& hears) {
    const auto place = marks.front().place;
    decided_.clear();
    if (map_.places[place].promise) {
      promises(columns, marks, [&](std::uint32_t event, const Decided& decided) {
        hears.promise(place, event, decided.state);
        decided_.push_back(decided);
      });
      // Within a case the last promise is what was lived, whenever it is spoken of. Without cases it is the last that was decided by then.
      if (!map_.sight.case_) std::stable_sort(decided_.begin(), decided_.end(), [](const Decided& a, const Decided& b) { return a.at < b.at; });
      for (const auto& mark : marks) {
        if (mark.what != Mark::told) continue;
        auto behind = map_.sight.case_ ? decided_.end() : std::upper_bound(decided_.begin(), decided_.end(), columns.at(mark.event), [](std::int64_t at, const Decided& one) { return at < one.at; });
        hears.told_after(place, mark.event, experience(columns, mark.event), behind == decided_.begin() ? std::nullopt : std::optional(std::prev(behind)->state));
      }
    }
    gaps(columns, marks, hears);
  }
  // Calls `visit(event, decided)` for each promise in the order in which they were made.
  template <class Visit_>
  void promises(const Columns& columns, std::span<const Mark> marks, Visit_ visit) {
    const auto& promise = *map_.places[marks.front().place].promise;
    if (!promise.from) {
      for (const auto& mark : marks)
        if (auto code = static_cast<Code>(columns.codes[map_.sight.promise][mark.event]); mark.what == Mark::met && code && (code == map_.sight.kept || code == map_.sight.broken))
          visit(mark.event, Decided{columns.at(mark.event), code == map_.sight.kept ? PromiseState::kept : PromiseState::late});
      return;
    }
    made_.clear();
    const Mark* met = nullptr;
    for (auto mark = marks.rbegin(); mark != marks.rend(); ++mark) {
      if (mark->what == Mark::met) met = &*mark;
      if (mark->what != Mark::made) continue;
      auto due = promise.within ? std::optional(columns.at(mark->event) + *promise.within) : columns.due_of(mark->event);
      if (due) made_.push_back({mark->event, met, *due});
    }
    for (auto one = made_.rbegin(); one != made_.rend(); ++one) visit(one->met ? one->met->event : one->event, decide(columns, *one, promise));
  }
  struct Made {
    std::uint32_t event = 0;
    const Mark* met = nullptr;
    std::int64_t due = 0;
  };
  Decided decide(const Columns& columns, const Made& made, const PromiseMade& promise) const;

  // A perception against the last expectation before it, else the first within a day behind it.
  template <class Hears>
  void gaps(const Columns& columns, std::span<const Mark> marks, Hears& hears) {
    const Experience* expected = nullptr;
    waiting_.clear();
    for (const auto& mark : marks) {
      if (mark.what != Mark::told) continue;
      const auto& told = experience(columns, mark.event);
      if (told.kind == record::ScoreKind::perception) {
        if (expected) hears.gap(mark.place, mark.event, told.value - expected->value);
        else waiting_.push_back(mark.event);
      } else if (told.kind == record::ScoreKind::expectation) {
        for (auto event : waiting_)
          if (columns.at(mark.event) - columns.at(event) <= base::day) hears.gap(mark.place, event, experience(columns, event).value - told.value);
        waiting_.clear();
        expected = &told;
      }
    }
  }

  const MapRead& map_;
  const Roles& roles_;
  std::vector<Visit> visits_;           // by place
  std::vector<std::size_t> here_;       // where the person was
  Visit* last_ = nullptr;
  std::size_t last_place_ = 0;
  std::vector<RepeatChains> chains_;    // by place
  std::vector<std::size_t> in_contact_;
  std::vector<Mark> marks_;
  std::vector<Made> made_;
  std::vector<Decided> decided_;
  std::vector<std::uint32_t> waiting_;
};

}  // namespace journey
