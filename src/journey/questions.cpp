#include "journey/questions.h"

namespace journey {

FunnelQuestion question_of(const Words& words, const FunnelAsked& asked, const Scope& scope) {
  within(static_cast<std::int64_t>(asked.steps.size()), 1, base::limits::question_steps, "steps");
  within(static_cast<std::int64_t>(asked.exclusions.size()), 0, base::limits::question_steps, "exclusions");
  FunnelQuestion question{.within = read_span(asked.within, "within"), .scope = scope};
  for (std::size_t s = 0; s < asked.steps.size(); ++s) question.steps.push_back({words.match(asked.steps[s], "steps[" + std::to_string(s) + "]"), s > 0 && asked.steps[s].directly});
  for (std::size_t e = 0; e < asked.exclusions.size(); ++e) {
    auto field = "exclusions[" + std::to_string(e) + "]";
    question.exclusions.push_back({words.match(asked.exclusions[e], field)});
    if (asked.exclusions[e].after) question.exclusions.back().after = within(*asked.exclusions[e].after, 1, asked.steps.size() - 1, field + ".after") - 1;
  }
  for (const auto& step : question.steps) want(question.scope, step.match);
  for (const auto& exclusion : question.exclusions) want(question.scope, exclusion.match);
  return question;
}

FlowQuestion question_of(const Words&, const FlowAsked& asked, const Scope& scope) {
  FlowQuestion question{.scope = scope, .share = asked.share.value_or(1), .most = within(asked.top.value_or(200), 1, base::limits::question_rows, "top")};
  if (!(question.share > 0 && question.share <= 1)) throw base::invalid("\"share\" is a part of all steps, above 0 and up to 1.", "0.8 keeps the commonest edges that hold four fifths of all steps.", "share");
  return question;
}

PathsQuestion question_of(const Words& words, const PathsAsked& asked, const Scope& scope) {
  PathsQuestion question{.start = words.match(asked.start, "start"), .steps = within(asked.steps, 1, base::limits::question_steps, "steps"), .backwards = asked.backwards, .fold_repeats = asked.fold_repeats,
                         .top = within(asked.top, 1, base::limits::question_rows, "top"), .scope = scope};
  want(question.scope, question.start);
  return question;
}

RetentionQuestion question_of(const Words& words, const RetentionAsked& asked, const Scope& scope) {
  if (asked.zone.empty()) throw base::invalid("\"zone\" is empty.", "Name one, such as Asia/Shanghai, or leave it out for UTC.", "zone");
  RetentionQuestion question{.start = words.match(asked.start.value_or(MatchAsked{}), "start"), .back = words.match(asked.return_.value_or(MatchAsked{}), "return"), .period = asked.period, .zone = base::Zone::named(asked.zone), .scope = scope};
  want(question.scope, question.start);
  want(question.scope, question.back);
  return question;
}

BetweenQuestion question_of(const Words& words, const TimeAsked& asked, const Scope& scope) {
  BetweenQuestion question{.start = words.match(asked.start, "start"), .end = words.match(asked.end, "end"), .first_only = asked.first_only, .as_of = asked.as_of.value_or(base::now()).micros, .known = known(asked.as_of), .scope = scope};
  if (asked.promise) question.promise = read_span(*asked.promise, "promise");
  want(question.scope, question.start);
  want(question.scope, question.end);
  return question;
}

RepeatsQuestion question_of(const Index& index, const Words& words, const RepeatsAsked& asked, const Scope& scope) {
  MatchAsked came_in{.where = {{"direction", base::Json("in")}}};
  RepeatsQuestion question{.contact = words.match(asked.contact.value_or(came_in), "contact"), .within = read_span(asked.within, "within"), .as_of = asked.as_of.value_or(base::now()).micros, .known = known(asked.as_of), .scope = scope};
  auto topic = index.dimensions().find(asked.topic, "topic");
  if (topic.of_customer) throw base::invalid("\"" + asked.topic + "\" is a trait of customers, not of one contact.", "Name a dimension of interactions; \"topic\" is always there.", "topic");
  index.dimensions().want_apart(topic, "topic");
  question.topic = topic.number;
  want(question.scope, question.contact);
  return question;
}

}  // namespace journey
