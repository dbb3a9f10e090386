// The bases of a continuous backup: a whole backup when a row of segments begins, once a day, and when the segments since
// the last one have grown large; and what is older than it is to be kept goes. A thread of its own; nothing waits for it,
// and a folder that can't be written hurts nobody but the backup.
#pragma once
#include <condition_variable>
#include <filesystem>
#include <mutex>
#include <optional>
#include <thread>

#include "store/continuous.h"

namespace app {

class ContinuousBackup {
 public:
  // `database` has been told to ship to `folder` already, and outlives this.
  ContinuousBackup(store::Database& database, std::filesystem::path folder, int days);
  ~ContinuousBackup();

  std::optional<base::Time> last_base() const;

  // The largest base and segments that no moment of the last `days` needs any more go. For tests too.
  static void let_go(const std::filesystem::path& folder, base::Time before);

 private:
  void run(std::stop_token stop);
  bool needs_base(const std::string& generation) const;
  void take_base(std::stop_token stop);

  store::Database& database_;
  const std::filesystem::path folder_;
  const int days_;
  mutable std::mutex guard_;
  std::condition_variable_any wake_;
  std::optional<base::Time> last_base_;
  std::jthread thread_;
};

struct RestoredMoment {
  std::optional<base::Time> last_commit;
  std::string warning;      // what could not be restored, empty: everything up to the moment was
};
// Brings a folder of a continuous backup into an empty data folder, as it stood at `at` (nothing: the latest): into its
// restoring_in(), where it does not count yet (backup.h).
RestoredMoment unpack_moment(const std::filesystem::path& from, const std::filesystem::path& folder, std::optional<base::Time> at, const std::function<void(std::uint64_t, std::uint64_t)>& progress);

}  // namespace app
