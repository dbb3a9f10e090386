// How one view becomes the next: what came in joins the tail, what is gone goes, and the tail moves into the chunks, piece by
// piece, without changing any answer. Plain functions; one thread at a time may make views of one index.
#pragma once
#include "journey/view.h"

namespace journey {

// Interactions that are no more: of erased profiles, or of an import that was undone.
struct Gone {
  Position at = 0;                          // when it was said: what came in later stays
  std::vector<CustomerId> profiles;         // sorted; all that was theirs
  Position first = 0, last = -1;            // or all between these positions
  std::vector<Position> still_there;        // but these; sorted
  bool takes(CustomerId profile, Position position) const {
    if (position >= at) return false;
    if (std::binary_search(profiles.begin(), profiles.end(), profile)) return true;
    return position >= first && position <= last && !std::binary_search(still_there.begin(), still_there.end(), position);
  }
};

// What happened between two positions of the log.
struct Change {
  Position last = 0;                                 // the new position
  Events events;
  std::vector<Gone> gone;                            // of what was there before, and of these events
  std::vector<CustomerId> regrouped;                 // profiles whose person may be another now
  std::shared_ptr<const Joined> joined;              // null: as before
  std::shared_ptr<const Traits> traits;              // null: as before
  std::uint32_t activities = 0;                      // 0: as before
};
std::shared_ptr<const View> next(const View& view, Change change);

// How large chunks become: large enough that their number does not matter, small enough for a processor's cache.
inline constexpr std::uint32_t chunk_events = 1u << 17;

// The tail of a chunk's profiles moves into it (or into several, when it grows too large). Runs of which nothing is left go.
std::shared_ptr<const View> absorb(const View& view, std::size_t chunk, std::uint32_t most_events = chunk_events);
// The same for all chunks.
std::shared_ptr<const View> absorb_all(std::shared_ptr<const View> view, std::uint32_t most_events = chunk_events);
// Without what of the tail all chunks have taken.
std::shared_ptr<const View> pruned(const View& view);
// Events in the tail, those that their chunk has taken already among them.
std::size_t waiting(const View& view);

}  // namespace journey
