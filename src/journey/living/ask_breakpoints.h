// Asks for the break points of a map (ask.h says how questions are asked).
#pragma once
#include "journey/index.h"
#include "journey/living/asked_breakpoints.h"

namespace journey {

BreakpointsAnswer ask(const Index& index, const BreakpointsAsked& asked);
PeopleTold ask(const Index& index, const BreakpointsPeopleAsked& asked);

}  // namespace journey
