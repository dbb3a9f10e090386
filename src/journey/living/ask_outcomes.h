// Asks how the outcomes of a map go (ask.h says how questions are asked).
#pragma once
#include "journey/index.h"
#include "journey/living/asked_outcomes.h"

namespace journey {

OutcomesAnswer ask(const Index& index, const OutcomesAsked& asked);
PeopleTold ask(const Index& index, const OutcomesPeopleAsked& asked);

}  // namespace journey
