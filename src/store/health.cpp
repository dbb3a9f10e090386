#include "store/health.h"

#include "base/log.h"

namespace store {

void Health::must_be_alive() const {
  if (!dead_) return;
  auto now = report();
  throw StoreError(now.trouble, now.reason, now.hint);
}

void Health::failed(const StoreError& error) {
  std::lock_guard lock(guard_);
  if (dead_) return;
  bool other = report_.trouble != error.trouble;
  if (report_.writable) report_.since = base::now();
  report_.writable = false;
  report_.trouble = error.trouble;
  report_.reason = error.what();
  report_.hint = error.hint;
  well_ = false;
  dead_ = error.trouble == Trouble::sync_failed;
  if (other) base::log::error("nothing can be written", {{"trouble", base::enum_name(error.trouble)}, {"reason", report_.reason}});
}

void Health::went_well() {
  if (well_) return;
  std::lock_guard lock(guard_);
  if (dead_) return;
  base::log::info("writing works again", {{"trouble", base::enum_name(report_.trouble)}});
  report_ = {};
  well_ = true;
}

HealthReport Health::report() const {
  std::lock_guard lock(guard_);
  return report_;
}

}  // namespace store
