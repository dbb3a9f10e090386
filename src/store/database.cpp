#include "store/database.h"

#include "base/error.h"
#include "store/address.h"
#include "store/backends.h"

namespace store {
namespace {

// Throws Error(invalid) for what is neither nothing nor an address of PostgreSQL.
bool is_postgres(const std::string& address) {
  if (address.empty() || is_postgres_address(address)) return !address.empty();
  throw base::invalid("This is not the address of a database.", "Write postgresql://user:password@host:5432/name, or leave --database out: the data folder holds it then.", "database");
}

}  // namespace

std::unique_ptr<Database> Database::open(const std::filesystem::path& folder, const std::string& address) {
  return is_postgres(address) ? open_postgres(folder, address) : open_sqlite(folder);
}

bool Database::is_there(const std::filesystem::path& folder, const std::string& address) { return is_postgres(address) ? postgres_is_there(address) : sqlite_is_there(folder); }

void Database::forget_derived(const std::filesystem::path& folder, const std::string& address) {
  is_postgres(address) ? forget_derived_postgres(address) : forget_derived_sqlite(folder);
}

}  // namespace store
