// The databases that can serve, each behind the same few functions; database.cpp picks by the address. Private to store/.
#pragma once
#include <filesystem>
#include <memory>
#include <string>

#include "store/database.h"

namespace store {

std::unique_ptr<Database> open_sqlite(const std::filesystem::path& folder);
bool sqlite_is_there(const std::filesystem::path& folder);
void forget_derived_sqlite(const std::filesystem::path& folder);

std::unique_ptr<Database> open_postgres(const std::filesystem::path& folder, const std::string& address);
bool postgres_is_there(const std::string& address);
void forget_derived_postgres(const std::string& address);

}  // namespace store
