#include "store/database.h"

#include "base/error.h"
#include "store/backends.h"

namespace store {
namespace {

[[noreturn]] void refuse() {
  throw base::invalid("This is not the address of a database.", "Leave --database out: the data folder holds it.", "database");
}

}  // namespace

std::unique_ptr<Database> Database::open(const std::filesystem::path& folder, const std::string& address) {
  if (!address.empty()) refuse();
  return open_sqlite(folder);
}

bool Database::is_there(const std::filesystem::path& folder, const std::string& address) {
  if (!address.empty()) refuse();
  return sqlite_is_there(folder);
}

void Database::forget_derived(const std::filesystem::path& folder, const std::string& address) {
  if (!address.empty()) refuse();
  forget_derived_sqlite(folder);
}

}  // namespace store
