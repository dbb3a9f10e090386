// Continuous backup of a store, where the database leaves that to us: SQLite. (PostgreSQL has its own archive of its
// write-ahead log.) Found by continuous(database), null where there is none.
#pragma once
#include <filesystem>
#include <memory>

#include "store/database.h"
#include "store/shipping.h"

namespace store {

class Continuous {
 public:
  virtual ~Continuous() = default;
  // From now on every commit is brought into the folder (shipping.h). To be called once, before anything writes.
  virtual void ship_to(const std::filesystem::path& folder) = 0;
  virtual ShippingReport shipping() const = 0;

  // The truth of this moment, and behind which segment of which generation it stands; that segment is in the folder then.
  // Null while there is no generation, or its folder can't be written.
  struct BaseSnapshot {
    std::unique_ptr<Snapshot> snapshot;
    std::string generation;
    std::int64_t behind = 0;
    base::Time at;                  // everything committed by then is in it, and nothing else
  };
  virtual BaseSnapshot base_snapshot() = 0;
};

inline Continuous* continuous(Database& database) { return dynamic_cast<Continuous*>(&database); }

}  // namespace store
