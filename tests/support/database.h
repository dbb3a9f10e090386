// The database of a test's folder. Every test that opens one does it through here, so that the same tests run on every
// database that the house knows.
#pragma once
#include <memory>
#include <string>

#include "store/database.h"
#include "support/temp_folder.h"

namespace support {

// The address that belongs to the folder: "" is SQLite, in it.
inline std::string database_address(const std::filesystem::path&) { return {}; }

inline std::unique_ptr<store::Database> open_database(const std::filesystem::path& folder) { return store::Database::open(folder, database_address(folder)); }

}  // namespace support
