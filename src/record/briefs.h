// Interactions of the log as briefs: what the timeline and the readers take, read back from the table.
#pragma once
#include <functional>
#include <vector>

#include "record/dictionary.h"
#include "record/types.h"
#include "store/session.h"

namespace record {

// A brief with what the guard against repeats needs beside it.
struct LoggedBrief {
  Brief brief;
  std::string_view source_key;   // valid during the visit
  base::Time received_at;
  std::int64_t import = 0;
};

// Visits the interactions behind `after` up to and with `upto`, in the order of positions, at most `limit`. Answers how many.
std::size_t each_brief(store::Session& session, const std::function<std::int32_t(std::int32_t)>& channel_of_activity, Position after, Position upto, std::size_t limit,
                       const std::function<void(const LoggedBrief&)>& visit);

// Position of the last entry that the session sees.
Position last_position(store::Session& session);

}  // namespace record
