// Whether the truth can be written now, and if not, why, since when and what to do. Reads go on in any case.
//
// A full disk, a file that another program holds, a disk that was mounted read-only: writing goes on by itself once that is
// over (the database tries). A sync that failed is different: what the disk took of it is unknown, and asking again may
// be answered with a lie, so nothing is written any more until the process was started anew.
#pragma once
#include <atomic>
#include <mutex>
#include <optional>
#include <string>

#include "base/error.h"
#include "base/json.h"
#include "base/time.h"

namespace store {

enum class Trouble { none, disk_full, read_only, held, disk_error, sync_failed, damaged, unreachable };
BOOST_DESCRIBE_ENUM(Trouble, none, disk_full, read_only, held, disk_error, sync_failed, damaged, unreachable)

// An error of the database that says which trouble it is.
class StoreError : public base::Error {
 public:
  StoreError(Trouble trouble, std::string message, std::string hint) : base::Error(base::ErrorCode::unavailable, std::move(message), std::move(hint)), trouble(trouble) {}
  Trouble trouble;
};

struct HealthReport {
  bool writable = true;
  Trouble trouble = Trouble::none;
  std::string reason, hint;         // for the operator, in English; the page has words of its own for each trouble
  std::optional<base::Time> since;
};
BOOST_DESCRIBE_STRUCT(HealthReport, (), (writable, trouble, reason, hint, since))

// Kept by a database; any thread.
class Health {
 public:
  // Throws when nothing may be written before a new start.
  void must_be_alive() const;
  void failed(const StoreError& error);
  void went_well();
  bool is_well() const { return well_; }
  bool is_dead() const { return dead_; }
  HealthReport report() const;

 private:
  std::atomic<bool> well_{true}, dead_{false};
  mutable std::mutex guard_;
  HealthReport report_;
};

}  // namespace store
