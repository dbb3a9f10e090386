// Asks what problems cost (ask.h says how questions are asked).
#pragma once
#include "journey/index.h"
#include "journey/living/asked_risk.h"

namespace journey {

RiskAnswer ask(const Index& index, const RiskAsked& asked);
PeopleTold ask(const Index& index, const RiskPeopleAsked& asked);

}  // namespace journey
