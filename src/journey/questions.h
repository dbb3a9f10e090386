// Questions from their words to what the folds take. Private to ask*.cpp.
#pragma once
#include "journey/answered.h"
#include "journey/between.h"
#include "journey/flow.h"
#include "journey/funnel.h"
#include "journey/paths.h"
#include "journey/repeats.h"

namespace journey {

// All throw Error(invalid) that names the field.
FunnelQuestion question_of(const Words& words, const FunnelAsked& asked, const Scope& scope);
FlowQuestion question_of(const Words& words, const FlowAsked& asked, const Scope& scope);
PathsQuestion question_of(const Words& words, const PathsAsked& asked, const Scope& scope);
RetentionQuestion question_of(const Words& words, const RetentionAsked& asked, const Scope& scope);
BetweenQuestion question_of(const Words& words, const TimeAsked& asked, const Scope& scope);
RepeatsQuestion question_of(const Index& index, const Words& words, const RepeatsAsked& asked, const Scope& scope);

}  // namespace journey
