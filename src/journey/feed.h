// What the log has behind a view, as the change that makes the next one: interactions, joins and partings, traits, and what is no
// more. Everything of one call is read on one snapshot of the database, so that a view is true to one position of the log.
// One thread.
#pragma once
#include <array>
#include <functional>

#include "journey/dimensions.h"
#include "journey/growth.h"
#include "record/dictionary.h"
#include "store/database.h"

namespace journey {

class Feed {
 public:
  Feed(store::Database& database, const record::Dictionary& dictionary, Dimensions& dimensions);

  struct Read {
    Change change;
    Position committed = 0;      // the log's end as this call saw it; the change may end before
    bool erased = false;         // somebody is to be forgotten: what was written down of earlier views goes
  };
  // At most about `most` interactions.
  Read read(const View& view, std::size_t most);

  // Interactions behind `after` up to `upto`, at most so many, in the order of the log: calls `visit(event, codes)` for each.
  void each_interaction(store::Session& session, Position after, Position upto, std::int64_t most, const std::function<void(const Event&, const Code*)>& visit);
  // Numbers of values that it keeps may have been forgotten.
  void ask_anew() { sources_.clear(); }

  // Rows of the log by which a snapshot knows the log that it was made of.
  struct Probe {
    Position id = 0;
    CustomerId customer = 0;
    std::int64_t at = 0, activity = 0, received_at = 0;
    bool operator==(const Probe&) const = default;
  };
  std::vector<Probe> probes(Position upto) const;
  // Whether the log can be the one of these probes: none that is still there differs, and not all are gone.
  bool is_of(const std::vector<Probe>& probes, Position upto) const;

 private:
  void read_notices(store::Session& session, const View& view, Read& read);
  std::vector<Traits::Change> traits_of(store::Session& session, const Joined& joined, const std::vector<CustomerId>& profiles);
  Code source_code(std::int64_t source);

  store::Database& database_;
  const record::Dictionary& dictionary_;
  Dimensions& dimensions_;
  std::string columns_;
  bool reads_properties_ = false, reads_conversation_ = false;   // for declared dimensions
  std::vector<Code> sources_;      // by number of the source, 0: not asked yet
  std::array<Code, 3> directions_{};
};
BOOST_DESCRIBE_STRUCT(Feed::Probe, (), (id, customer, at, activity, received_at))

}  // namespace journey
