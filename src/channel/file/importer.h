// Walks through files, makes interactions of their rows and hands them over in batches; while a batch is being
// committed, the next is made. Bad rows are counted and kept aside, the rest goes in.
#pragma once
#include "channel/append.h"
#include "channel/file/progress.h"
#include "channel/file/sources.h"

namespace channel::file {

// Where the interactions go: the log, or a test's list. Functions that are left empty are not called.
struct Destination {
  Append append;
  std::function<void(const std::string& source)> open_source, close_source;   // around the batches of a source
  std::function<std::int64_t()> last_customer;                                 // highest number of a profile so far
  // Of the profiles behind `last_customer` that the import brought, how many are joined to others: people known by another name.
  std::function<std::int64_t(std::int64_t import, std::int64_t last_customer)> joined_since;
};

struct ImportOptions {
  std::int64_t import = 0;                          // written to every interaction, so that it can be undone
  std::filesystem::path rejected;                   // where rejected rows go; empty: only counted
  std::function<void()> step;                       // called on this thread after each batch, to show progress
};

// On the calling thread; returns when everything is durable. Throws base::Error when it can't go on (a column that the
// mapping names is missing, a damaged file, the store fails): what was committed until then stays in, and coming again
// does not double it. Throws Error(gone) when progress.cancelled was set.
void import_files(const Destination& destination, const Mapping& mapping, const std::vector<Source>& sources, Progress& progress, const ImportOptions& options = {});

}  // namespace channel::file
