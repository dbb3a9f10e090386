// Where a store is: "" is SQLite in the data folder, "postgresql://user:password@host:5432/name?…" a PostgreSQL database.
// Pure functions, any thread.
#pragma once
#include <string>
#include <string_view>

namespace store {

bool is_postgres_address(std::string_view address);
// What may be shown of an address: no password.
std::string shown_address(const std::string& address);

}  // namespace store
