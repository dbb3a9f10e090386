// Where a reader of the log stands: the position of the last entry whose effects it has committed. Kept in the same
// schema as the effects, and set in the same transaction.
#pragma once
#include <cstdint>
#include <string_view>

#include "store/session.h"

namespace store {

inline constexpr std::string_view bookmark_tables_derived = "create table derived.bookmark (reader text primary key, position integer not null);";

std::int64_t bookmark(Session& session, std::string_view reader);
void set_bookmark(Session& session, std::string_view reader, std::int64_t position);

}  // namespace store
