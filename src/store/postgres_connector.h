// Makes connections to one PostgreSQL database, and keeps from trying too often while it can't be reached.
// Threads: any. Private to store/.
#pragma once
#include <chrono>
#include <exception>
#include <memory>
#include <mutex>
#include <string>

#include "store/postgres_session.h"

namespace store {

class PostgresConnector {
 public:
  explicit PostgresConnector(std::string address) : address_(std::move(address)) {}
  // Throws Error(unavailable); for a moment after a failure the same error at once, without another try.
  std::unique_ptr<PostgresSession> connect(PostgresSession::Use use);

 private:
  using Clock = std::chrono::steady_clock;
  const std::string address_;
  std::mutex guard_;
  std::exception_ptr failure_;
  Clock::time_point not_before_;
  std::chrono::milliseconds pause_{0};
};

}  // namespace store
