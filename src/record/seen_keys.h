// The guard against storing the same (source, source_key) twice. Keys of the last `horizon` days are held in memory and
// rebuilt from the log at start; while an import runs, all keys that its source ever had are held as well, and from the
// first other interaction of a source that was imported too (within the horizon) until the end. Appender only.
#pragma once
#include <boost/unordered/unordered_flat_map.hpp>
#include <boost/unordered/unordered_flat_set.hpp>

#include <deque>
#include <memory>

#include "base/hash.h"
#include "base/time.h"
#include "record/key_table.h"
#include "store/session.h"

namespace record {

class SeenKeys {
 public:
  explicit SeenKeys(int horizon_days = 30) : horizon_days_(horizon_days) {}

  // Reads the keys of the horizon back from the log.
  void load(store::Session& session, base::Time now);

  static base::Hash128 key_of(std::int32_t source, std::string_view key) { return base::hash128(static_cast<std::uint32_t>(source), key); }
  // Says that `key` will be asked for soon.
  void prefetch(std::int32_t source, const base::Hash128& key) const {
    if (auto open = open_.find(source); open != open_.end()) open->second->keys.prefetch(key);
  }
  // True when it was seen; otherwise it counts as seen from now on.
  bool seen(store::Session& session, std::int32_t source, const base::Hash128& key, base::Time now, bool importing);
  // Holds all keys of a source until close; a second open of the same source counts.
  void open(store::Session& session, std::int32_t source);
  void close(std::int32_t source);
  // Interactions of the source were removed: their keys may come again.
  void reload(store::Session& session, std::int32_t source);
  // Another node stored it.
  void heard_elsewhere(std::int32_t source, std::string_view key, base::Time received, bool imported);
  // Another node removed what imports brought: whatever open() holds is read anew.
  void reload_opened(store::Session& session);

 private:
  struct KeyHash {
    std::size_t operator()(const base::Hash128& key) const { return key.low; }
  };
  using Set = boost::unordered_flat_set<base::Hash128, KeyHash>;
  // The horizon as a row of sets, newest last: a full set is never rehashed while others wait for it, and an old one
  // goes as a whole.
  struct Segment {
    Set keys;
    base::Time newest;
  };
  using Table = KeyTable<>;
  struct Open {
    Table keys;
    int users = 0;
  };
  static constexpr std::size_t segment_keys = 3'600'000;   // just below a power of two times the largest load

  static void read_all(store::Session& session, std::int32_t source, Table& keys);
  void add(const base::Hash128& key, base::Time now);

  int horizon_days_;
  std::deque<Segment> segments_;
  boost::unordered_flat_map<std::int32_t, std::unique_ptr<Open>> open_;
  boost::unordered_flat_set<std::int32_t> imported_;   // sources with rows of imports, whose keys segments do not hold
};

}  // namespace record
