// From the numbers of a map to the words of the answer. Private to living/.
#pragma once
#include "journey/living/asked_touchpoints.h"
#include "journey/living/touchpoints.h"

namespace journey {

std::vector<TouchpointTold> tell_places(const MapRead& map, const MapCounted& counted, std::int64_t first_week);
std::vector<StageTold> tell_stages(const Map& map, const MapCounted& counted);
std::vector<TouchpointFlowTold> tell_steps(const MapRead& map, const std::vector<StepCounted>& steps);
// This minus that.
std::vector<ChangeTold> tell_changes(const MapRead& map, const MapCounted& now, const MapCounted& before);

}  // namespace journey
