#include "journey/repeats.h"

#include "journey/repeat_chains.h"

namespace journey {
namespace {

RepeatsKind state_of(const RepeatsQuestion& question, const RepeatChain& chain) {
  if (chain.repeated) return RepeatsKind::unresolved;
  return question.as_of - chain.first > question.within ? RepeatsKind::resolved : RepeatsKind::open;
}

struct Contacts {
  const View& view;
  const RepeatsQuestion& question;
  std::vector<std::uint8_t> marks;   // by activity

  Contacts(const View& view, const RepeatsQuestion& question) : view(view), question(question), marks(question.contact.activities) { marks.resize(std::max(256u, view.activities)); }

  // Calls `contact(chain, repeat)` for each contact of a person, and `chain(chain)` for each chain when it is over: of those chains
  // that the period has.
  template <class OfContact, class OfChain>
  void each(const Columns& columns, std::uint32_t person, RepeatChains& chains, OfContact of_contact, OfChain of_chain) const {
    auto of_period = [&](const auto& chain) {
      if (question.scope.has(chain.first)) of_chain(chain);
    };
    chains.clear();
    with_activities(columns, [&](const auto* activity) {
      for (auto event = columns.starts[person]; event < columns.starts[person + 1]; ++event) {
        if (!marks[activity[event]] || (!question.contact.where.empty() && !question.contact.holds(columns, event))) continue;
        const auto& chain = chains.contact(static_cast<Code>(columns.codes[question.topic][event]), group_of(view, question.scope, columns, person, event), columns.at(event), event, of_period);
        if (question.scope.has(chain.first)) of_contact(chain, chain.event != event);
      }
    });
    for (const auto& chain : chains.left()) of_period(chain);
  }
};

Scope scope_of(const RepeatsQuestion& question) {
  auto scope = question.scope.at_any_time(question.known);
  scope.wanted.push_back(question.topic);
  return scope;
}

}  // namespace

RepeatsResult repeats(Workers& workers, const View& view, const RepeatsQuestion& question) {
  const Contacts contacts(view, question);
  auto parts = fold(workers, view, scope_of(question), Groups<Repeats>({}), [&](Groups<Repeats>& groups, const Columns& columns, std::uint32_t from, std::uint32_t to) {
    RepeatChains chains(question.within);
    std::vector<Code> counted;   // groups in which a person is counted; one or two
    for (auto person = from; person < to; ++person) {
      counted.clear();
      contacts.each(columns, person, chains, [&](const RepeatChain& chain, bool repeat) {
        auto& group = groups.of(chain.group);
        ++group.contacts;
        group.repeats += repeat;
        if (std::find(counted.begin(), counted.end(), chain.group) == counted.end()) counted.push_back(chain.group), ++group.customers;
      }, [&](const RepeatChain& chain) {
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
    RepeatChains chains(question.within);
    bool found = false;
    auto note = [&](const RepeatChain& chain, bool is_it) { found |= is_it && (!cell.group || *cell.group == chain.group); };
    contacts.each(columns, person, chains, [&](const RepeatChain& chain, bool repeat) { note(chain, cell.of == RepeatsKind::contacts || (repeat && cell.of == RepeatsKind::repeats)); },
                  [&](const RepeatChain& chain) { note(chain, state_of(question, chain) == cell.of); });
    return found;
  });
}

}  // namespace journey
