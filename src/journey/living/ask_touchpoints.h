// Asks for the living numbers of a map (ask.h says how questions are asked).
#pragma once
#include "journey/index.h"
#include "journey/living/asked_touchpoints.h"

namespace journey {

TouchpointsAnswer ask(const Index& index, const TouchpointsAsked& asked);
PeopleTold ask(const Index& index, const TouchpointsPeopleAsked& asked);
InteractionsTold ask(const Index& index, const TouchpointsInteractionsAsked& asked);

// The map that a question is about. Throws Error(invalid) for none or two, Error(not_found) for one that there is not.
Map map_of(const Index& index, const OnMapAsked& asked);

}  // namespace journey
