// What other nodes committed to the same database, brought into the memory of this one: keys that were seen, who holds
// which identifier, who is joined with whom, words of the dictionary, the next position. On the appender's thread: inside
// its write(), where nothing can come in between, or on one snapshot while it is idle. Entries become visible in the order
// of their positions (store/database.h, write()), so that everything up to the last one seen is there.
//
// What is taken in was committed by others: it stays when the transaction around it fails.
#pragma once
#include <functional>
#include <vector>

#include "record/state.h"

namespace record {

// Takes in all entries behind `state.next_position - 1`; gives the interactions among them to `heard`, in the order of
// positions and in portions. When it throws, it can be called again: the counters move at the end.
void catch_up(store::Session& session, State& state, const std::function<void(const std::vector<Brief>&)>& heard);

}  // namespace record
