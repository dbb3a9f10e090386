// Runs the numbered steps of capabilities that a database has no record of. Private to store/.
#pragma once
#include <string>
#include <vector>

#include "store/database.h"

namespace store {

// What stands behind "create table if not exists <schema>.".
inline constexpr const char* migration_table = "migration (capability text not null, number integer not null, at integer not null, primary key (capability, number))";

// Inside the transaction of the schema's writer; `schema` with its dot. Only steps that are `derived` or not, as asked.
void apply_migrations(Session& session, const std::string& schema, const std::vector<Migrations>& capabilities, bool derived);

}  // namespace store
