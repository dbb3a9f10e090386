#include "journey/living/touchpoints_behind.h"

namespace journey {
namespace {

// Calls `found(event)` for each interaction of a person that the cell is about; one may be about it in two ways.
template <class Found>
class Finding : public Listener {
 public:
  Finding(const TouchpointsCell& cell, const View& view, const Scope& scope, const Columns& columns, Found found) : cell_(cell), view_(view), scope_(scope), columns_(columns), found_(found) {}
  void meet(std::uint32_t person) { person_ = person; }

  void visit(std::size_t place, std::uint32_t event) { note(TouchpointMeasure::customers, place, event); }
  void told(std::size_t place, std::uint32_t event, const Experience& told) {
    if (!cell_.score || told.kind == cell_.score) note(TouchpointMeasure::told, place, event);
    if (told.kind != record::ScoreKind::nps) return;
    if (told.value >= 9) note(TouchpointMeasure::promoters, place, event);
    if (told.value < 7) note(TouchpointMeasure::detractors, place, event);
  }
  void gap(std::size_t place, std::uint32_t event, double gap) {
    if (gap < 0) note(TouchpointMeasure::below, place, event);
  }
  void promise(std::size_t place, std::uint32_t event, PromiseState state) {
    note(state == PromiseState::kept ? TouchpointMeasure::promise_kept : state == PromiseState::open ? TouchpointMeasure::promise_open : TouchpointMeasure::promise_broken, place, event);
  }
  void contact(std::size_t place, std::uint32_t event, const RepeatChain& chain) {
    const auto first = static_cast<std::uint32_t>(chain.event);
    note(TouchpointMeasure::contact, place, event, first);
    if (event != first) note(TouchpointMeasure::repeat, place, event, first);
  }
  void step(std::size_t from, std::size_t to, std::uint32_t event, std::uint32_t) {
    if (!cell_.to || to == *cell_.to) note(TouchpointMeasure::flow, from, event);
  }
  void left(std::size_t place, std::uint32_t event, Left left) {
    if (left == Left::dropped) note(TouchpointMeasure::dropped, place, event);
  }

 private:
  void note(TouchpointMeasure measure, std::size_t place, std::uint32_t event) { note(measure, place, event, event); }
  void note(TouchpointMeasure measure, std::size_t place, std::uint32_t event, std::uint32_t grouped_by) {
    if (measure == cell_.measure && cell_.places[place] && (!cell_.group || *cell_.group == group_of(view_, scope_, columns_, person_, grouped_by))) found_(event);
  }

  const TouchpointsCell& cell_;
  const View& view_;
  const Scope& scope_;
  const Columns& columns_;
  Found found_;
  std::uint32_t person_ = 0;
};

}  // namespace

std::vector<CustomerId> people_of(Workers& workers, const View& view, const TouchpointsQuestion& question, const TouchpointsCell& cell) {
  const Roles roles(*question.map, view.activities);
  struct Part {
    Way way;
    std::vector<CustomerId> people;
  };
  auto parts = fold(workers, view, question.scope, Part{Way(*question.map, roles), {}}, [&](Part& part, const Columns& columns, std::uint32_t from, std::uint32_t to) {
    bool is_one = false;
    Finding finding(cell, view, question.scope, columns, [&](std::uint32_t) { is_one = true; });
    for (auto person = from; person < to; ++person) {
      is_one = false;
      finding.meet(person);
      part.way.walk(columns, person, finding);
      if (is_one) part.people.push_back(columns.person(person));
    }
  });
  std::vector<std::vector<CustomerId>> people;
  for (auto& part : parts) people.push_back(std::move(part.people));
  return sorted_people(people);
}

Behind interactions_of(Workers& workers, const View& view, const TouchpointsQuestion& question, const TouchpointsCell& cell, Position before, std::size_t most) {
  const Roles roles(*question.map, view.activities);
  struct Part {
    Way way;
    Behind behind;
    std::vector<std::uint32_t> events;

    void keep(std::size_t most) {
      auto& positions = behind.positions;
      if (positions.size() <= most) return;
      std::nth_element(positions.begin(), positions.begin() + static_cast<std::ptrdiff_t>(most), positions.end(), std::greater<>());
      positions.resize(most);
    }
  };
  auto scope = question.scope;
  scope.wants_positions = true;
  auto parts = fold(workers, view, scope, Part{Way(*question.map, roles), {}, {}}, [&](Part& part, const Columns& columns, std::uint32_t from, std::uint32_t to) {
    Finding finding(cell, view, scope, columns, [&](std::uint32_t event) { part.events.push_back(event); });
    for (auto person = from; person < to; ++person) {
      part.events.clear();
      finding.meet(person);
      part.way.walk(columns, person, finding);
      std::sort(part.events.begin(), part.events.end());
      part.events.erase(std::unique(part.events.begin(), part.events.end()), part.events.end());
      part.behind.total += static_cast<std::int64_t>(part.events.size());
      for (auto event : part.events)
        if (auto position = columns.position_of(event); position < before) part.behind.positions.push_back(position);
      if (part.behind.positions.size() > 4 * most + 1000) part.keep(most);
    }
  });
  Behind behind;
  for (auto& part : parts) {
    behind.total += part.behind.total;
    behind.positions.insert(behind.positions.end(), part.behind.positions.begin(), part.behind.positions.end());
  }
  std::sort(behind.positions.begin(), behind.positions.end(), std::greater<>());
  if (behind.positions.size() > most) behind.positions.resize(most);
  return behind;
}

}  // namespace journey
