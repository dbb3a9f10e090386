#include "journey/drivers.h"

#include "journey/strata.h"

namespace journey {
namespace {

using Key = std::array<Code, base::limits::adjusted_dimensions>;   // values of the dimensions to adjust for

// Of one stratum: everybody by outcome, and by driver who had it, and for feelings who might have.
struct Tally {
  std::int64_t all[2] = {};
  std::vector<std::array<std::int64_t, 4>> drivers;   // who had it: with the outcome, without; who said how they felt: likewise

  void operator+=(const Tally& other) {
    for (int outcome : {0, 1}) all[outcome] += other.all[outcome];
    for (std::size_t d = 0; d < drivers.size(); ++d)
      for (std::size_t i = 0; i < 4; ++i) drivers[d][i] += other.drivers[d][i];
  }
};
struct Part {
  std::int64_t open = 0, early = 0;
  std::map<Key, Tally> strata;

  Tally& of(const Key& key, std::size_t drivers) {
    auto [found, is_new] = strata.try_emplace(key);
    if (is_new) found->second.drivers.resize(drivers);
    check_strata(strata);
    return found->second;
  }
};

enum class Fate { no_start, open, early, compared };

// What a person had of each driver.
class Lives {
 public:
  struct Life {
    Fate fate = Fate::no_start;
    std::size_t start = 0;
    bool outcome = false;
  };

  Lives(const View& view, const DriversQuestion& question) : view_(view), question_(question), of_activity_(std::max(256u, view.activities)), had_(question.drivers.size()), asked_(question.drivers.size()) {
    for (std::size_t d = 0; d < question.drivers.size(); ++d) {
      const auto& activities = question.drivers[d].match.activities;
      for (std::size_t a = 0; a < std::min(activities.size(), of_activity_.size()); ++a)
        if (activities[a]) of_activity_[a].push_back(static_cast<std::uint32_t>(d));
    }
  }

  // Good until the next call: touched() are the drivers that had() or asked() is true of.
  Life live(const Columns& columns, std::uint32_t person) {
    Life life;
    const auto begin = columns.starts[person], end = columns.starts[person + 1];
    auto start = begin;
    auto is_start = [&](std::uint32_t event) { return question_.start.holds(columns, event) && question_.scope.has(columns.at(event)); };
    while (start < end && !is_start(start)) ++start;
    if (start == end) return life;
    life.start = start;
    const auto at = columns.at(start), landmark = at + question_.after;
    if (question_.as_of - landmark <= question_.within) return life.fate = Fate::open, life;
    auto is_behind = [&](std::uint32_t event) { return event > start && (question_.after == 0 || columns.at(event) > landmark); };
    for (auto event = start + 1; event < end && columns.at(event) <= landmark + question_.within; ++event) {
      if (!question_.outcome.holds(columns, event)) continue;
      if (!is_behind(event)) return life.fate = Fate::early, life;
      life.outcome = true;
      break;
    }
    life.fate = Fate::compared;
    ++person_;
    touched_.clear();
    for (auto event = begin; event < end && !is_behind(event); ++event)
      if (!question_.before || at - columns.at(event) <= *question_.before) look(columns, event);
    return life;
  }
  const std::vector<std::uint32_t>& touched() const { return touched_; }
  bool had(std::size_t driver) const { return had_[driver] == person_; }
  bool asked(std::size_t driver) const { return question_.drivers[driver].felt == Felt::any || asked_[driver] == person_; }

  Key key(const Columns& columns, std::uint32_t person, std::size_t start) const {
    Key key{};
    for (std::size_t d = 0; d < question_.adjust.size(); ++d) {
      const auto& dimension = question_.adjust[d];
      key[d] = dimension.of_customer ? view_.trait(dimension.number, columns.person(person)) : static_cast<Code>(columns.codes[dimension.number][start]);
    }
    return key;
  }

 private:
  void look(const Columns& columns, std::uint32_t event) {
    for (auto d : of_activity_[columns.activity[event]]) {
      const auto& driver = question_.drivers[d];
      auto feeling = columns.feeling_of(event);
      bool counts = driver.felt == Felt::any || feeling != Event::no_feeling;
      if (!counts || had(d) || !driver.match.holds(columns, event)) continue;
      if (had_[d] != person_ && asked_[d] != person_) touched_.push_back(d);
      asked_[d] = person_;
      if (driver.felt == Felt::any || (driver.felt == Felt::bad ? feeling < 0 : feeling > 0)) had_[d] = person_;
    }
  }

  const View& view_;
  const DriversQuestion& question_;
  std::vector<std::vector<std::uint32_t>> of_activity_;
  std::vector<std::uint32_t> touched_;
  std::vector<std::uint64_t> had_, asked_;   // by driver: the last person of whom it is true
  std::uint64_t person_ = 0;
};

// The whole sequence is looked at; when the start was is the fold's own matter.
Scope scope_of(const DriversQuestion& question) {
  auto scope = question.scope.at_any_time(question.known);
  for (const auto& dimension : question.adjust)
    if (!dimension.of_customer) scope.wanted.push_back(dimension.number);
  return scope;
}

DriversOfGroup told(const DriversQuestion& question, const Part& part) {
  DriversOfGroup group{.open = part.open, .early = part.early, .drivers = std::vector<std::vector<Stratum>>(question.drivers.size())};
  const auto strata = with_commonest(part.strata, question.adjust.size(), [](const Tally& tally) { return tally.all[0] + tally.all[1]; });
  for (const auto& [values, tally] : strata) {
    group.customers += tally.all[0] + tally.all[1];
    group.outcomes += tally.all[1];
    for (std::size_t d = 0; d < question.drivers.size(); ++d) {
      Stratum stratum{.values = values};
      for (std::size_t outcome : {0u, 1u}) {
        auto had = tally.drivers[d][1 - outcome];
        auto everybody = question.drivers[d].felt == Felt::any ? tally.all[outcome] : tally.drivers[d][3 - outcome];
        stratum.n[1][outcome] = had;
        stratum.n[0][outcome] = everybody - had;
      }
      if (stratum.n[0][0] + stratum.n[0][1] + stratum.n[1][0] + stratum.n[1][1]) group.drivers[d].push_back(std::move(stratum));
    }
  }
  return group;
}

// Calls `visit(part, lives, life, columns, person)` for everybody who has a start.
template <class Part, class Visit>
std::vector<Part> each_life(Workers& workers, const View& view, const DriversQuestion& question, const Part& nothing, Visit visit) {
  struct Worker {
    Part part;
    std::shared_ptr<Lives> lives;
  };
  auto used = fold(workers, view, scope_of(question), Worker{nothing, nullptr}, [&](Worker& worker, const Columns& columns, std::uint32_t from, std::uint32_t to) {
    if (!worker.lives) worker.lives = std::make_shared<Lives>(view, question);
    for (auto person = from; person < to; ++person)
      if (auto life = worker.lives->live(columns, person); life.fate != Fate::no_start) visit(worker.part, *worker.lives, life, columns, person);
  });
  std::vector<Part> parts;
  for (auto& worker : used) parts.push_back(std::move(worker.part));
  return parts;
}

}  // namespace

DriversResult drivers(Workers& workers, const View& view, const DriversQuestion& question) {
  auto parts = each_life(workers, view, question, Groups<Part>(Part()), [&](Groups<Part>& groups, const Lives& lives, const Lives::Life& life, const Columns& columns, std::uint32_t person) {
    auto& part = groups.of(group_of(view, question.scope, columns, person, life.start));
    part.open += life.fate == Fate::open;
    part.early += life.fate == Fate::early;
    if (life.fate != Fate::compared) return;
    auto& tally = part.of(lives.key(columns, person, life.start), question.drivers.size());
    ++tally.all[life.outcome];
    for (auto d : lives.touched()) {
      tally.drivers[d][life.outcome ? 0 : 1] += lives.had(d);
      tally.drivers[d][life.outcome ? 2 : 3] += 1;
    }
  });
  std::map<Code, Part> all;
  if (!question.scope.by) all[0];
  for (auto& groups : parts)
    for (auto& [code, part] : groups.all()) {
      auto& sum = all[code];
      sum.open += part.open;
      sum.early += part.early;
      for (const auto& [key, tally] : part.strata) sum.of(key, question.drivers.size()) += tally;
    }
  DriversResult result;
  for (const auto& [code, part] : all) result.groups[code] = told(question, part);
  return result;
}

std::vector<Driver> commonest_drivers(Workers& workers, const View& view, std::size_t most) {
  struct Count {
    std::int64_t n = 0, felt = 0;
  };
  auto parts = fold(workers, view, Scope(), std::vector<Count>(std::max(256u, view.activities)), [](std::vector<Count>& counts, const Columns& columns, std::uint32_t from, std::uint32_t to) {
    with_activities(columns, [&](const auto* activity) {
      for (auto event = columns.starts[from]; event < columns.starts[to]; ++event) {
        ++counts[activity[event]].n;
        counts[activity[event]].felt += columns.feeling_of(event) != Event::no_feeling;
      }
    });
  });
  std::vector<std::pair<std::int64_t, std::uint32_t>> order;
  std::vector<Count> counts(view.activities);
  for (std::uint32_t a = 1; a < view.activities; ++a) {
    for (const auto& part : parts) counts[a].n += part[a].n, counts[a].felt += part[a].felt;
    if (counts[a].n) order.emplace_back(-counts[a].n, a);
  }
  std::sort(order.begin(), order.end());
  std::vector<Driver> drivers;
  for (const auto& [n, activity] : order) {
    Driver driver;
    driver.match.activities.resize(view.activities);
    driver.match.activities[activity] = 1;
    if (drivers.size() < most) drivers.push_back(driver);
    driver.felt = Felt::bad;
    if (drivers.size() < most && counts[activity].felt) drivers.push_back(driver);
  }
  return drivers;
}

std::vector<CustomerId> people_of(Workers& workers, const View& view, const DriversQuestion& question, const DriverCell& cell) {
  auto parts = each_life(workers, view, question, std::vector<CustomerId>(), [&](std::vector<CustomerId>& people, const Lives& lives, const Lives::Life& life, const Columns& columns, std::uint32_t person) {
    if (life.fate != Fate::compared || (cell.outcome && *cell.outcome != life.outcome)) return;
    if (cell.driver && (!lives.asked(*cell.driver) || (cell.with && *cell.with != lives.had(*cell.driver)))) return;
    if (!cell.group || *cell.group == group_of(view, question.scope, columns, person, life.start)) people.push_back(columns.person(person));
  });
  return sorted_people(parts);
}

}  // namespace journey
