// What PostgreSQL or the way to it refuses, as base::Error that says what to do. Private to store/.
#pragma once
#include <libpq-fe.h>

#include <string_view>

#include "base/error.h"

namespace store {

// The connection is gone, or the server is going down: whatever was in hand is lost, the next try may succeed.
class ConnectionLost : public base::Error {
 public:
  explicit ConnectionLost(std::string_view why);
};

// By the result's SQLSTATE, or the connection's state when there is no result. Frees nothing.
[[noreturn]] void throw_postgres(PGconn* connection, const PGresult* result, std::string_view doing);
// A connection that could not be made.
[[noreturn]] void throw_unconnected(PGconn* connection);

}  // namespace store
