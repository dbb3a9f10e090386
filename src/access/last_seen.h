// When keys and sessions were last used, noted in memory and written down now and then: a request that only reads must
// not wait for a commit. A crash forgets a minute at most. Safe from any thread.
#pragma once
#include <algorithm>
#include <map>
#include <mutex>
#include <utility>

#include "base/time.h"

namespace rights {

template <class Id>
class LastSeen {
 public:
  void note(const Id& id, base::Time at) {
    std::lock_guard lock(guard_);
    auto& seen = seen_[id];
    seen = std::max(seen, at);
  }
  // The later of what was written down and what is noted since.
  base::Time latest(const Id& id, base::Time written) const {
    std::lock_guard lock(guard_);
    auto found = seen_.find(id);
    return found == seen_.end() ? written : std::max(written, found->second);
  }
  // What is to be written down; empties the notes.
  std::map<Id, base::Time> take() {
    std::lock_guard lock(guard_);
    return std::exchange(seen_, {});
  }
  // They could not be written down.
  void put_back(const std::map<Id, base::Time>& taken) {
    for (const auto& [id, at] : taken) note(id, at);
  }

 private:
  mutable std::mutex guard_;
  std::map<Id, base::Time> seen_;
};

}  // namespace rights
