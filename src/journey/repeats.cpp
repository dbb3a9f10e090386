#include "journey/repeats.h"

namespace journey {
namespace {

// What is going on with one topic of one person.
struct Chain {
  Code topic = 0, group = 0;
  std::int64_t first = 0, last = 0;
  bool repeated = false;
};

void close(Groups<Repeats>& groups, const RepeatsQuestion& question, const Chain& chain) {
  auto& group = groups.of(chain.group);
  bool closed = chain.repeated || question.as_of - chain.first > question.within;
  group.firsts += closed;
  group.resolved += closed && !chain.repeated;
  group.open += !closed;
}

template <class Activity>
void add(Groups<Repeats>& groups, const View& view, const RepeatsQuestion& question, const std::vector<std::uint8_t>& contacts, const Columns& columns, const Activity* activity, std::uint32_t person, std::vector<Chain>& chains) {
  chains.clear();
  std::vector<Code> counted;   // groups in which this person is counted; one or two
  for (auto event = columns.starts[person]; event < columns.starts[person + 1]; ++event) {
    if (!contacts[activity[event]] || (!question.contact.where.empty() && !question.contact.holds(columns, event))) continue;
    auto topic = static_cast<Code>(columns.codes[question.topic][event]);
    auto at = columns.at(event);
    auto chain = std::find_if(chains.begin(), chains.end(), [&](const Chain& one) { return one.topic == topic; });
    bool repeat = chain != chains.end() && at - chain->last <= question.within;
    if (chain == chains.end()) {
      chain = chains.insert(chains.end(), Chain{topic});
    } else if (!repeat) {
      close(groups, question, *chain);
    }
    if (!repeat) *chain = {topic, group_of(view, question.scope, columns, person, event), at, at};
    chain->last = at;
    chain->repeated |= repeat;
    auto& group = groups.of(chain->group);
    ++group.contacts;
    group.repeats += repeat;
    if (std::find(counted.begin(), counted.end(), chain->group) == counted.end()) counted.push_back(chain->group), ++group.customers;
  }
  for (const auto& chain : chains) close(groups, question, chain);
}

}  // namespace

RepeatsResult repeats(Workers& workers, const View& view, const RepeatsQuestion& question) {
  auto contacts = question.contact.activities;
  contacts.resize(std::max(256u, view.activities));
  auto scope = question.scope;
  scope.wanted.push_back(question.topic);
  auto parts = fold(workers, view, scope, Groups<Repeats>({}), [&](Groups<Repeats>& groups, const Columns& columns, std::uint32_t from, std::uint32_t to) {
    std::vector<Chain> chains;
    with_activities(columns, [&](const auto* activity) {
      for (auto person = from; person < to; ++person) add(groups, view, question, contacts, columns, activity, person, chains);
    });
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

}  // namespace journey
