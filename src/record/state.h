// What the appender keeps in memory beside the tables, and the hand that changes of the record are made with.
#pragma once
#include <boost/unordered/unordered_flat_map.hpp>

#include <string>
#include <vector>

#include "record/dictionary.h"
#include "record/identities.h"
#include "record/seen_keys.h"
#include "record/types.h"
#include "store/database.h"

namespace record {

// Which profile speaks for the person: the oldest of those joined. Only joined profiles are listed.
class Joins {
 public:
  void load(store::Session& session);
  CustomerId root(CustomerId profile) const {
    auto found = roots_.find(profile);
    return found == roots_.end() ? profile : found->second;
  }
  void set(CustomerId profile, CustomerId root) { profile == root ? void(roots_.erase(profile)) : void(roots_[profile] = root); }

 private:
  boost::unordered_flat_map<CustomerId, CustomerId> roots_;
};

// Only the dictionary may be used off the appender's thread.
struct State {
  Dictionary dictionary;
  Identities identities;
  SeenKeys keys;
  Joins joins;
  boost::unordered_flat_map<CustomerId, std::uint64_t> last_told;   // hash of what was last said of a profile
  Position next_position = 1;
  CustomerId next_customer = 1;
  int people_an_identifier_joins = 3;   // shared by more, it stops joining

  void load(store::Session& session);
  // After a change (not a batch) that was not committed: what it may have touched. Identifiers are many: they are read anew only
  // when it touched them. Keys are not: a change reads them from what was committed before it, and adds none.
  void load_after_a_change(store::Session& session);

 private:
  void load_joins_and_counters(store::Session& session);
};

// One change of the record under way: a transaction's session, the memory beside it, and the notices that it leaves.
struct Change {
  store::Session& session;
  State& state;
  base::Time now;
  std::int64_t import = 0;

  Position take_position() { return state.next_position++; }
  void notice(NoticeKind kind, std::int64_t subject, std::string detail = {});
  // A profile's name, traits or identities changed: once a transaction is enough.
  void profile_changed(CustomerId profile);
  // Identities were removed, or interactions whose keys may come again: no node goes by what it remembers of them.
  void taken_away();

  std::vector<CustomerId> profiles_changed;
};

}  // namespace record
