// Taking erased profiles out of the written timelines and the counts beside them. Inside derive(), after Timeline::flush().
// Can be done again: what is not there (any more) changes no count.
#pragma once
#include <map>
#include <vector>

#include "record/types.h"
#include "store/session.h"

namespace record {

// `sources`: how many interactions of which source went from the log.
void erase_from_timeline(store::Session& session, const std::vector<CustomerId>& profiles, const std::map<std::int64_t, std::int64_t>& sources);

}  // namespace record
