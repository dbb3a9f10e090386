// Asks the index: words in, words out. The one way for API, command line and page, so that they never disagree. Throws
// base::Error: invalid for what can't be asked (the field named), unavailable while the index is built for the first time.
//
// Threads: any; each call reads one view from its beginning to its end.
#pragma once
#include "journey/asked_drivers.h"
#include "journey/asked_variants.h"
#include "journey/living/ask_breakpoints.h"
#include "journey/living/ask_outcomes.h"
#include "journey/living/ask_risk.h"
#include "journey/living/ask_touchpoints.h"

namespace journey {

FunnelAnswer ask(const Index& index, const FunnelAsked& asked);
FlowAnswer ask(const Index& index, const FlowAsked& asked);
PathsAnswer ask(const Index& index, const PathsAsked& asked);
RetentionAnswer ask(const Index& index, const RetentionAsked& asked);
TimeAnswer ask(const Index& index, const TimeAsked& asked);
RepeatsAnswer ask(const Index& index, const RepeatsAsked& asked);
DriversAnswer ask(const Index& index, const DriversAsked& asked);

// The customers behind a cell of an answer.
PeopleTold ask(const Index& index, const FunnelPeopleAsked& asked);
PeopleTold ask(const Index& index, const FlowPeopleAsked& asked);
PeopleTold ask(const Index& index, const PathsPeopleAsked& asked);
PeopleTold ask(const Index& index, const RetentionPeopleAsked& asked);
PeopleTold ask(const Index& index, const TimePeopleAsked& asked);
PeopleTold ask(const Index& index, const RepeatsPeopleAsked& asked);
PeopleTold ask(const Index& index, const DriversPeopleAsked& asked);

// THE list of questions: calls `visit.template operator()<Asked, PeopleAsked>(name, summary)` for each.
template <class Visit>
void each_question(Visit visit) {
  visit.template operator()<FunnelAsked, FunnelPeopleAsked>("funnel", "How far customers come: ordered steps within a window");
  visit.template operator()<FlowAsked, FlowPeopleAsked>("flow", "What follows what, how often and how soon");
  visit.template operator()<PathsAsked, PathsPeopleAsked>("paths", "The commonest ways on from an activity, or to it");
  visit.template operator()<VariantsAsked, VariantsPeopleAsked>("variants", "The different ways in which episodes went from beginning to end");
  visit.template operator()<RetentionAsked, RetentionPeopleAsked>("retention", "Who comes back: cohorts by their first period");
  visit.template operator()<TimeAsked, TimePeopleAsked>("time", "How long it takes from one activity to another, and the share of a promise that was kept");
  visit.template operator()<RepeatsAsked, RepeatsPeopleAsked>("repeats", "Repeat contacts and first contact resolution");
  visit.template operator()<DriversAsked, DriversPeopleAsked>("drivers", "Which earlier activities and experiences go with a later outcome: associations");
  visit.template operator()<TouchpointsAsked, TouchpointsPeopleAsked>("touchpoints", "The living numbers of a journey map: every touchpoint, the emotion curve, the flows between");
  visit.template operator()<BreakpointsAsked, BreakpointsPeopleAsked>("breakpoints", "Touchpoints where a bad experience is followed by a worse outcome, and what that costs: associations");
  visit.template operator()<OutcomesAsked, OutcomesPeopleAsked>("outcomes", "How the outcomes of a journey map go by month, what they move with, and what if: associations");
  visit.template operator()<RiskAsked, RiskPeopleAsked>("risk", "The market at risk: what problems cost, with the customers who never complain; an estimate from assumptions");
}

}  // namespace journey
