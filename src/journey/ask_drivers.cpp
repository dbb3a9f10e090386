// The question `drivers`, from words to numbers and back.
#include "journey/ask.h"
#include "journey/people.h"
#include "journey/questions.h"

namespace journey {
namespace {

constexpr std::int64_t told_from = 5, sure_from = 30;   // customers in either group (domain.md, minimum sample)
constexpr double discovery = 0.05;

struct Named {
  DriversQuestion question;
  std::vector<DriverAsked> drivers;   // their words
};

Named named(const Index& index, const View& view, const Words& words, const DriversAsked& asked, const Scope& scope) {
  Named named;
  auto& question = named.question;
  question = {.start = words.match(asked.start, "start"), .outcome = words.match(asked.outcome, "outcome"), .within = read_span(asked.within, "within"), .as_of = asked.as_of.value_or(base::now()).micros, .known = known(asked.as_of), .scope = scope};
  if (asked.before) question.before = read_span(*asked.before, "before");
  if (asked.after) question.after = read_span(*asked.after, "after");
  within(static_cast<std::int64_t>(asked.adjust.size()), 0, base::limits::adjusted_dimensions, "adjust");
  for (std::size_t i = 0; i < asked.adjust.size(); ++i)
    if (std::find(asked.adjust.begin(), asked.adjust.begin() + static_cast<std::ptrdiff_t>(i), asked.adjust[i]) != asked.adjust.begin() + static_cast<std::ptrdiff_t>(i))
      throw base::invalid("\"" + asked.adjust[i] + "\" is named twice.", "Name each dimension to adjust for once.", "adjust");
  for (const auto& name : asked.adjust) question.adjust.push_back(index.dimensions().find(name, "adjust"));
  within(static_cast<std::int64_t>(asked.drivers.size()), 0, base::limits::question_drivers, "drivers");
  named.drivers = asked.drivers;
  for (std::size_t d = 0; d < asked.drivers.size(); ++d) {
    question.drivers.push_back({words.match(asked.drivers[d], "drivers[" + std::to_string(d) + "]"), asked.drivers[d].felt});
    want(question.scope, question.drivers.back().match);
  }
  if (asked.drivers.empty()) {
    question.drivers = commonest_drivers(index.workers(), view, base::limits::question_drivers);
    for (const auto& driver : question.drivers) {
      const auto& marks = driver.match.activities;
      auto activity = words.activity(static_cast<std::uint32_t>(std::find(marks.begin(), marks.end(), 1) - marks.begin()));
      DriverAsked told;
      told.channel = activity.channel;
      told.name = activity.name;
      told.felt = driver.felt;
      named.drivers.push_back(told);
    }
  }
  want(question.scope, question.start);
  want(question.scope, question.outcome);
  return named;
}

DriverTold told(const DriverAsked& words, const std::vector<Stratum>& strata) {
  auto found = associate(strata);
  DriverTold told{.driver = words, .with = found.with, .without = found.without, .outcomes_with = found.outcomes_with, .outcomes_without = found.outcomes_without};
  told.rate_with = static_cast<double>(found.outcomes_with) / static_cast<double>(found.with);
  told.rate_without = static_cast<double>(found.outcomes_without) / static_cast<double>(found.without);
  told.effect = found.effect, told.low = found.low, told.high = found.high, told.p = found.p;
  told.ratio = found.ratio, told.ratio_low = found.ratio_low, told.ratio_high = found.ratio_high;
  if (found.ratio) told.e_value = e_value(*found.ratio);
  told.attributable = found.attributable;
  told.excess = static_cast<double>(found.with) * found.effect;
  told.few = std::min(found.with, found.without) < sure_from;
  told.ridge = found.ridge;
  return told;
}

void fill(DriversTold& into, const DriversOfGroup& group, const Named& named, std::size_t top) {
  into.open = group.open;
  into.early = group.early;
  into.outcomes = share_of(group.outcomes, group.customers);
  for (std::size_t d = 0; d < group.drivers.size(); ++d) {
    std::int64_t n[2] = {};
    for (const auto& stratum : group.drivers[d])
      for (int had : {0, 1}) n[had] += stratum.n[had][0] + stratum.n[had][1];
    ++into.looked_at;
    if (std::min(n[0], n[1]) < told_from) ++into.hidden;
    else into.drivers.push_back(told(named.drivers[d], group.drivers[d]));
  }
  std::vector<double> p;
  for (const auto& one : into.drivers) p.push_back(one.p);
  auto q = false_discovery_rates(p);
  for (std::size_t i = 0; i < q.size(); ++i) into.drivers[i].q = q[i], into.drivers[i].stands = q[i] < discovery && !into.drivers[i].few;
  std::stable_sort(into.drivers.begin(), into.drivers.end(), [](const DriverTold& a, const DriverTold& b) { return a.stands != b.stands ? a.stands : std::abs(a.effect) > std::abs(b.effect); });
  if (into.drivers.size() > top) into.drivers.resize(top);
}

bool same(const DriverAsked& a, const DriverAsked& b) { return base::to_json(a) == base::to_json(b); }

}  // namespace

DriversAnswer ask(const Index& index, const DriversAsked& asked) {
  auto top = within(asked.top, 1, base::limits::question_drivers, "top");
  return answered<DriversAnswer>(index, asked, [&](const View& view, const Words& words, const Scope& scope) {
    auto question = named(index, view, words, asked, whole(scope));
    auto all = drivers(index.workers(), view, question.question).groups[0];
    DriversAnswer answer;
    answer.n = all.customers;
    answer.adjusted_for = asked.adjust;
    fill(answer.all, all, question, top);
    by_value(words, scope, question.question.scope, [&] { return drivers(index.workers(), view, question.question); },
             [&](const std::string& value, const DriversOfGroup& group) { fill(answer.groups.emplace_back(DriversGroup{{}, value, group.customers}), group, question, top); });
    sort_groups(answer.groups, [](const DriversGroup& group) { return group.n; });
    return answer;
  });
}

PeopleTold ask(const Index& index, const DriversPeopleAsked& asked) {
  return people(index, asked.question, asked, asked.cell.value, [&](const View& view, const Words& words, const Scope& scope, std::optional<Code> group) {
    auto question = named(index, view, words, asked.question, scope);
    DriverCell cell{.with = asked.cell.with, .outcome = asked.cell.outcome, .group = group};
    if (asked.cell.driver) {
      auto found = std::find_if(question.drivers.begin(), question.drivers.end(), [&](const DriverAsked& one) { return same(one, *asked.cell.driver); });
      if (found == question.drivers.end()) throw base::invalid("\"cell.driver\" is none of those that were looked at.", "Send it as the answer told it.", "cell.driver");
      cell.driver = static_cast<std::size_t>(found - question.drivers.begin());
    } else if (cell.with) {
      throw base::invalid("With what, or without what?", "Send the \"driver\" as the answer told it.", "cell.driver");
    }
    return people_of(index.workers(), view, question.question, cell);
  });
}

}  // namespace journey
