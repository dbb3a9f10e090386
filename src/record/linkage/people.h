// People and blocks as the index holds them, read in bounded memory. Not for two threads.
#pragma once
#include <list>
#include <memory>
#include <set>

#include "record/linkage/index.h"

namespace record::linkage {

// People by number, those used last kept.
class CachedPeople {
 public:
  struct Entry {
    Person person;
    std::vector<Key> keys;
  };
  explicit CachedPeople(store::Database& database, std::size_t most = 100'000) : database_(database), most_(most) {}
  // nullptr: not in the index.
  std::shared_ptr<const Entry> get(CustomerId id);

 private:
  store::Database& database_;
  std::size_t most_;
  boost::unordered_flat_map<CustomerId, std::shared_ptr<const Entry>> newer_, older_;   // two halves: the older one goes as a whole
};

// Who shares which key.
class Blocks {
 public:
  Blocks(store::Database& database, std::int64_t most) : database_(database), most_(most) {}
  // Visits every key that two to `most` people share, in order, and tells the keys that more share. No transaction is open
  // while a block is visited.
  void each(const std::function<void(Key, const std::vector<CustomerId>&)>& visit, const std::function<void(Key)>& too_large);
  // The first key that both have and that is not too large: the block in which a pair is compared. After one call of each().
  Key first_common(const std::vector<Key>& a, const std::vector<Key>& b) const;

 private:
  store::Database& database_;
  std::int64_t most_;
  std::set<Key> too_large_;
};

}  // namespace record::linkage
