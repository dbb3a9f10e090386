// Asks the index: words in, words out. The one way for API, command line and page, so that they never disagree. Throws
// base::Error: invalid for what can't be asked (the field named), unavailable while the index is built for the first time.
//
// Threads: any; each call reads one view from its beginning to its end.
#pragma once
#include "journey/asked.h"
#include "journey/index.h"

namespace journey {

FunnelAnswer ask(const Index& index, const FunnelAsked& asked);
PeopleTold ask(const Index& index, const FunnelPeopleAsked& asked);
FlowAnswer ask(const Index& index, const FlowAsked& asked);
PathsAnswer ask(const Index& index, const PathsAsked& asked);
RetentionAnswer ask(const Index& index, const RetentionAsked& asked);
TimeAnswer ask(const Index& index, const TimeAsked& asked);
RepeatsAnswer ask(const Index& index, const RepeatsAsked& asked);

}  // namespace journey
