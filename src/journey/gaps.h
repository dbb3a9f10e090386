// Median and 90 of 100 of the gaps on the edges of a flow, exactly, in two more looks at the index: the first counts them in
// narrow classes, the second takes those of the few classes that hold the ranks asked for. Private to flow.cpp.
#pragma once
#include "journey/flow.h"

namespace journey {

void find_gap_quantiles(Workers& workers, const View& view, const Scope& scope, FlowResult& result);

}  // namespace journey
