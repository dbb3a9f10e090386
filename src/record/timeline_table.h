// The written part of timelines (derived.timeline and the counts beside it). Private to timeline.cpp; inside derive().
#pragma once
#include "record/tail.h"
#include "record/timeline.h"
#include "store/database.h"

namespace record {

inline constexpr std::string_view timeline_reader = "timeline";
inline constexpr std::string_view timeline_sweep_reader = "timeline sweep";

std::uint64_t channel_bit(std::int32_t channel);

// Writes all of a tail in the order of the table and moves the bookmark.
void write_tail(store::Database& database, store::Session& session, const Tail& tail);
// Drops entries whose interactions are gone and counts their profiles anew.
void sweep_table(store::Session& session, const Timeline::Undone& undone, const std::function<std::int32_t(std::int32_t)>& channel_of_activity);

}  // namespace record
