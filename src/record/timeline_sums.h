// Sums of profiles and people (how much, first, last, channels, money) put off while a whole folder is filled for the first time: made
// up in one pass at the end, they cost a fraction of what adding to a million rows again and again does. A mark in the
// table says that they are owed, so that a crash in between loses nothing. Private to timeline.cpp; inside derive().
#pragma once
#include <functional>

#include "store/database.h"

namespace record {

void put_off_sums(store::Session& session);
bool sums_are_put_off(store::Session& session);
// All sums anew from the written timelines.
void make_up_sums(store::Database& database, store::Session& session, const std::function<std::int32_t(std::int32_t)>& channel_of_activity);

}  // namespace record
