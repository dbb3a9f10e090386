// The truth of a database as it stood at one moment, handed out piece by piece while others go on writing: the source of
// every backup. Made by Database::snapshot(); holds the moment until destroyed, and the write-ahead log grows meanwhile,
// so take it in one go. Not for two threads; must not outlive its database.
#pragma once
#include <cstdint>
#include <string>

#include "store/session.h"

namespace store {

class Snapshot {
 public:
  virtual ~Snapshot() = default;
  // The same moment, to be asked in SQL; only for reading.
  virtual Session& session() = 0;
  // Bytes of all that read() will give.
  virtual std::uint64_t bytes() const = 0;
  // Replaces `piece` by the next bytes of a whole, single database file; empty at the end. Throws Error(unavailable)
  // when the files can't be read.
  virtual void read(std::string& piece) = 0;
};

}  // namespace store
