// Asks what moved, and how those do who answer for a part of the journey (ask.h says how questions are asked).
#pragma once
#include "journey/index.h"
#include "journey/living/asked_digest.h"

namespace journey {

DigestAnswer ask(const Index& index, const DigestAsked& asked);
ScorecardAnswer ask(const Index& index, const ScorecardAsked& asked);

}  // namespace journey
