// The customers behind the numbers of each question: its cell from words to numbers, and everybody in it.
#include "journey/ask.h"
#include "journey/people.h"
#include "journey/questions.h"

namespace journey {

PeopleTold ask(const Index& index, const FunnelPeopleAsked& asked) {
  return people(index, asked.question, asked, asked.cell.value, [&](const View& view, const Words& words, const Scope& scope, std::optional<Code> group) {
    FunnelCell cell{within(asked.cell.step, 1, asked.question.steps.size(), "cell.step") - 1, asked.cell.dropped, group};
    return people_of(index.workers(), view, question_of(words, asked.question, scope), cell);
  });
}

PeopleTold ask(const Index& index, const FlowPeopleAsked& asked) {
  return people(index, asked.question, asked, asked.cell.value, [&](const View& view, const Words& words, const Scope& scope, std::optional<Code> group) {
    const auto& told = asked.cell;
    if (told.from.has_value() != told.to.has_value() || (told.from && told.activity)) throw base::invalid("An edge has \"from\" and \"to\"; an activity stands alone.", "Send both, or \"activity\".", "cell");
    FlowCell cell{.place = told.place, .group = group};
    if (told.from) cell.from = words.number(*told.from, "cell.from"), cell.to = words.number(*told.to, "cell.to");
    if (told.activity) cell.from = words.number(*told.activity, "cell.activity");
    return people_of(index.workers(), view, question_of(words, asked.question, scope), cell);
  });
}

PeopleTold ask(const Index& index, const PathsPeopleAsked& asked) {
  return people(index, asked.question, asked, asked.cell.value, [&](const View& view, const Words& words, const Scope& scope, std::optional<Code> group) {
    PathCell cell{.group = group};
    for (std::size_t i = 0; i < asked.cell.activities.size(); ++i) cell.activities.push_back(words.number(asked.cell.activities[i], "cell.activities[" + std::to_string(i) + "]"));
    if (const auto& link = asked.cell.link) {
      cell.link = PathLink{static_cast<std::uint32_t>(within(link->step, 0, base::limits::question_steps, "cell.link.step")), words.number(link->from, "cell.link.from")};
      if (link->to) cell.link->to = words.number(*link->to, "cell.link.to");
    }
    return people_of(index.workers(), view, question_of(words, asked.question, scope), cell);
  });
}

PeopleTold ask(const Index& index, const RetentionPeopleAsked& asked) {
  return people(index, asked.question, asked, asked.cell.value, [&](const View& view, const Words& words, const Scope& scope, std::optional<Code> group) {
    auto question = question_of(words, asked.question, scope);
    CohortCell cell{.returned = asked.cell.returned, .group = group};
    if (asked.cell.after) cell.after = static_cast<std::uint32_t>(within(*asked.cell.after, 0, base::limits::question_periods, "cell.after"));
    if (asked.cell.start) {
      auto day = base::parse_time(*asked.cell.start);
      if (!day) throw base::invalid("\"cell.start\" is no day.", "Send the \"start\" of the cohort as the answer told it: 2026-01-05.", "cell.start");
      cell.start = question.zone.to_utc(base::civil(*day)).micros;
    }
    return people_of(index.workers(), view, question, cell);
  });
}

PeopleTold ask(const Index& index, const TimePeopleAsked& asked) {
  return people(index, asked.question, asked, asked.cell.value, [&](const View& view, const Words& words, const Scope& scope, std::optional<Code> group) {
    auto question = question_of(words, asked.question, scope);
    auto micros = [](double seconds) { return static_cast<std::int64_t>(std::clamp(seconds, 0.0, 1e12) * static_cast<double>(base::second)); };
    BetweenCell cell{.of = asked.cell.of, .group = group};
    if (asked.cell.from_seconds) cell.from = micros(*asked.cell.from_seconds);
    if (asked.cell.to_seconds) cell.to = micros(*asked.cell.to_seconds);
    bool of_promise = cell.of == BetweenKind::kept || cell.of == BetweenKind::broken || cell.of == BetweenKind::waiting;
    if (of_promise && !question.promise) throw base::invalid("Nothing was promised.", "Name the \"promise\" of the question.", "cell.of");
    return people_of(index.workers(), view, question, cell);
  });
}

PeopleTold ask(const Index& index, const RepeatsPeopleAsked& asked) {
  return people(index, asked.question, asked, asked.cell.value, [&](const View& view, const Words& words, const Scope& scope, std::optional<Code> group) {
    return people_of(index.workers(), view, question_of(index, words, asked.question, scope), RepeatsCell{asked.cell.of, group});
  });
}

}  // namespace journey
