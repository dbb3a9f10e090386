#include "journey/repeats.h"

namespace journey {
namespace {

// What is going on with one topic of one person.
struct Chain {
  Code topic = 0, group = 0;
  std::int64_t first = 0, last = 0;
  bool repeated = false;
};

RepeatsKind state_of(const RepeatsQuestion& question, const Chain& chain) {
  if (chain.repeated) return RepeatsKind::unresolved;
  return question.as_of - chain.first > question.within ? RepeatsKind::resolved : RepeatsKind::open;
}

struct Contacts {
  const View& view;
  const RepeatsQuestion& question;
  std::vector<std::uint8_t> marks;   // by activity

  Contacts(const View& view, const RepeatsQuestion& question) : view(view), question(question), marks(question.contact.activities) { marks.resize(std::max(256u, view.activities)); }

  // Calls `contact(chain, repeat)` for each contact of a person, and `chain(chain)` for each chain when it is over.
  template <class OfContact, class OfChain>
  void each(const Columns& columns, std::uint32_t person, std::vector<Chain>& chains, OfContact of_contact, OfChain of_chain) const {
    chains.clear();
    with_activities(columns, [&](const auto* activity) {
      for (auto event = columns.starts[person]; event < columns.starts[person + 1]; ++event) {
        if (!marks[activity[event]] || (!question.contact.where.empty() && !question.contact.holds(columns, event))) continue;
        auto topic = static_cast<Code>(columns.codes[question.topic][event]);
        auto at = columns.at(event);
        auto chain = std::find_if(chains.begin(), chains.end(), [&](const Chain& one) { return one.topic == topic; });
        bool repeat = chain != chains.end() && at - chain->last <= question.within;
        if (chain == chains.end()) chain = chains.insert(chains.end(), Chain{topic});
        else if (!repeat) of_chain(*chain);
        if (!repeat) *chain = {topic, group_of(view, question.scope, columns, person, event), at, at};
        chain->last = at;
        chain->repeated |= repeat;
        of_contact(*chain, repeat);
      }
    });
    for (const auto& chain : chains) of_chain(chain);
  }
};

Scope scope_of(const RepeatsQuestion& question) {
  auto scope = question.scope;
  scope.wanted.push_back(question.topic);
  return scope;
}

}  // namespace

RepeatsResult repeats(Workers& workers, const View& view, const RepeatsQuestion& question) {
  const Contacts contacts(view, question);
  auto parts = fold(workers, view, scope_of(question), Groups<Repeats>({}), [&](Groups<Repeats>& groups, const Columns& columns, std::uint32_t from, std::uint32_t to) {
    std::vector<Chain> chains;
    std::vector<Code> counted;   // groups in which a person is counted; one or two
    for (auto person = from; person < to; ++person) {
      counted.clear();
      contacts.each(columns, person, chains, [&](const Chain& chain, bool repeat) {
        auto& group = groups.of(chain.group);
        ++group.contacts;
        group.repeats += repeat;
        if (std::find(counted.begin(), counted.end(), chain.group) == counted.end()) counted.push_back(chain.group), ++group.customers;
      }, [&](const Chain& chain) {
        auto& group = groups.of(chain.group);
        auto state = state_of(question, chain);
        group.firsts += state != RepeatsKind::open;
        group.resolved += state == RepeatsKind::resolved;
        group.open += state == RepeatsKind::open;
      });
    }
  });
  RepeatsResult result;
  if (!question.scope.by) result.groups[0];
  for (auto& part : parts)
    for (const auto& [code, group] : part.all()) {
      auto& sum = result.groups[code];
      sum.customers += group.customers;
      sum.contacts += group.contacts;
      sum.repeats += group.repeats;
      sum.firsts += group.firsts;
      sum.resolved += group.resolved;
      sum.open += group.open;
    }
  return result;
}

std::vector<CustomerId> people_of(Workers& workers, const View& view, const RepeatsQuestion& question, const RepeatsCell& cell) {
  const Contacts contacts(view, question);
  return fold_people(workers, view, scope_of(question), [&](const Columns& columns, std::uint32_t person) {
    std::vector<Chain> chains;
    bool found = false;
    auto note = [&](const Chain& chain, bool is_it) { found |= is_it && (!cell.group || *cell.group == chain.group); };
    contacts.each(columns, person, chains, [&](const Chain& chain, bool repeat) { note(chain, cell.of == RepeatsKind::contacts || (repeat && cell.of == RepeatsKind::repeats)); },
                  [&](const Chain& chain) { note(chain, state_of(question, chain) == cell.of); });
    return found;
  });
}

}  // namespace journey
