#include "store/postgres_connector.h"

#include <algorithm>

#include "base/log.h"
#include "store/address.h"

namespace store {

std::unique_ptr<PostgresSession> PostgresConnector::connect(PostgresSession::Use use) {
  {
    std::lock_guard lock(guard_);
    if (failure_ && Clock::now() < not_before_) std::rethrow_exception(failure_);
  }
  try {
    auto session = std::make_unique<PostgresSession>(address_, use);
    std::lock_guard lock(guard_);
    if (failure_) base::log::info("the database answers again", {{"database", shown_address(address_)}});
    failure_ = nullptr;
    pause_ = {};
    return session;
  } catch (const std::exception& error) {
    std::lock_guard lock(guard_);
    if (!failure_) base::log::error("the database can't be reached", {{"database", shown_address(address_)}, {"error", error.what()}});
    failure_ = std::current_exception();
    pause_ = std::clamp<std::chrono::milliseconds>(pause_ * 2, std::chrono::milliseconds(50), std::chrono::milliseconds(1000));
    not_before_ = Clock::now() + pause_;
    throw;
  }
}

}  // namespace store
