// How a company stands, for whoever operates it: `throughline status`, GET /api/status, and the part of it that the page
// shows to everybody (GET /api/health).
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "app/company.h"

namespace app {

struct BackupStanding {
  bool on = false;
  std::string folder;
  std::optional<base::Time> delivered_at;   // everything committed before is in the folder
  std::optional<base::Time> last_base;      // of this run of the server
  std::int64_t waiting_bytes = 0;
  std::string trouble;
};
BOOST_DESCRIBE_STRUCT(BackupStanding, (), (on, folder, delivered_at, last_base, waiting_bytes, trouble))

struct ReaderStanding {
  std::string name;
  std::int64_t position = 0;
};
BOOST_DESCRIBE_STRUCT(ReaderStanding, (), (name, position))

struct Standing {
  std::string version;
  std::int64_t position = 0;
  std::vector<ReaderStanding> readers;
  std::int64_t disk_bytes = 0, disk_free_bytes = 0;
  store::HealthReport health;
  BackupStanding backup;
};
BOOST_DESCRIBE_STRUCT(Standing, (), (version, position, readers, disk_bytes, disk_free_bytes, health, backup))

// What anybody who works here may know: whether things can be written, and why not.
struct HealthAnswer {
  bool writable = true;
  store::Trouble trouble = store::Trouble::none;
  std::optional<base::Time> since;
  bool backup_in_trouble = false;
};
BOOST_DESCRIBE_STRUCT(HealthAnswer, (), (writable, trouble, since, backup_in_trouble))

BackupStanding backup_standing(Company& company);
Standing standing(Company& company);
HealthAnswer health_answer(Company& company);

}  // namespace app
