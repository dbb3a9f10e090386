// What imports keep beside the record, and who is erased from it: rejected rows and reported errors that mention the
// person go, and so do uploaded files that no import waits for (what is in them is not looked through: any packing, any encoding).
#pragma once
#include "channel/file/imports.h"
#include "record/erasure.h"
#include "store/database.h"

namespace channel::file {

// May be called again. Throws Error(unavailable) while an import is queued or runs: it would bring them anew.
void forget(store::Database& database, const record::Traces& person);

// What lies in this node's own folder, after another node forgot somebody: uploads that are gone by the table, and rejected
// rows, of whomever they are.
void forget_here(store::Database& database);

// What is known of the imports with these numbers, for the person who came by them.
base::JsonArray tell_imports(store::Session& session, const std::vector<std::int64_t>& numbers);

// The CSV text without the records that mention the person; the first record (the heading) stays.
std::string without(std::string_view csv, const record::Traces& person);

}  // namespace channel::file
