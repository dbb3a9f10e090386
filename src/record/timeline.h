// Every profile's interactions in the order of time: (at, position). Derived from the log: what is older stands in the
// table derived.timeline, written in large sorted steps by a background thread; what is newer than its bookmark is held
// in memory. A reader sees both as one. (A plain index on the log would be written at a random place for each
// interaction, which more than halves the rate of the log: docs/decisions/.)
//
// Threads: heard() on the appender's thread; everything else from any thread.
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "record/types.h"
#include "store/database.h"

namespace record {

struct Entry {
  base::Time at;
  Position interaction = 0;
  std::int32_t activity = 0;
  std::int16_t feeling = Brief::no_feeling;
  CustomerId customer = 0;

  bool later_than(const Entry& other) const { return at != other.at ? at > other.at : interaction > other.interaction; }
};

// Which part of a person's timeline: all of it, newest first, when left empty.
struct TimelineWindow {
  std::optional<base::Time> from, to;          // from inclusive, to exclusive
  std::optional<Entry> before;                 // only what is older than this entry (a cursor)
  std::vector<std::int32_t> activities;        // only these, when not empty
  std::size_t limit = SIZE_MAX;
};

// What is known of a profile without reading its interactions.
struct ProfileSummary {
  CustomerId customer = 0;
  std::int64_t interactions = 0;
  base::Time first_at, last_at;
  std::uint64_t channels = 0;                  // bit of the channel's number; bit 63 for all from 63 on
};

class Timeline {
 public:
  explicit Timeline(store::Database& database);
  ~Timeline();   // writes what is in memory, then ends

  // Takes what was committed before its bookmark moved there: reads the log from the bookmark up to `upto`, the last entry
  // that heard() will not be told. Call once, before heard().
  void catch_up(const std::function<std::int32_t(std::int32_t)>& channel_of_activity, Position upto);
  void start();
  // New interactions, of this node and others, in the order of their positions, after their commit. Waits while memory
  // holds too many. Several nodes may write the same table: each writes what is behind the bookmark when it comes to it.
  void heard(const std::vector<Brief>& briefs);
  // The undoing of an import (its notice): entries between the two positions whose interactions are gone are dropped.
  // What was not swept when the process ended is swept by catch_up().
  struct Undone {
    Position notice = 0, first = 0, last = 0;
    std::int64_t source = 0;
  };
  void sweep(const Undone& undone);

  // Entries of the profiles, newest first. Entries of undone imports that are not swept yet may be among them: whoever
  // reads the interactions sees that they are gone.
  std::vector<Entry> read(store::Session& session, const std::vector<CustomerId>& profiles, const TimelineWindow& window) const;
  ProfileSummary summary(store::Session& session, const std::vector<CustomerId>& profiles) const;
  struct Money {
    std::string currency;
    std::int64_t minor = 0, interactions = 0;
  };
  std::vector<Money> money(store::Session& session, const std::vector<CustomerId>& profiles) const;

  struct Count {
    std::int64_t id = 0, interactions = 0;
    base::Time last_at;
  };
  std::vector<Count> by_activity(store::Session& session) const;
  std::vector<Count> by_source(store::Session& session) const;
  std::vector<Count> by_day(store::Session& session, std::size_t days) const;   // id: day since 1970
  std::int64_t interactions(store::Session& session) const;

  // While an empty folder is filled and nobody reads: sums of profiles wait until make_up_sums(). No effect when
  // something is written already. A process that ends in between leaves a mark, and the next catch_up() makes them up.
  void put_off_sums();
  void make_up_sums();

  // Writes everything that is in memory now and returns when it is written (imports at their end, tests, shutdown). Like
  // catch_up(), sweep() and make_up_sums() it throws when the database can't be written; the background thread tries again.
  void flush();

 private:
  struct Inside;
  std::unique_ptr<Inside> inside_;
};

}  // namespace record
