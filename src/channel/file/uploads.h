// Files that were sent to be imported: kept under data/uploads/<number> of the node that got them, listed in the table
// `upload`. Any thread.
// A file is let go some days after the last import that used it.
#pragma once
#include "channel/file/sources.h"
#include "channel/file/types.h"
#include "store/database.h"

namespace channel::file {

class Uploads {
 public:
  explicit Uploads(store::Database& database);

  // Takes the file over (moves it). `name` is what the sender calls it; folders and control characters are removed.
  Upload keep(const std::filesystem::path& body, std::string_view name, std::string_view by);
  // Throws Error(not_found), Error(gone) when the file was let go, Error(conflict) when it lies with another node.
  Source source(std::string_view id) const;
  // Lets go of files older than `days` that `used` does not name.
  void let_go(const std::vector<std::filesystem::path>& used, int days = 7);

 private:
  store::Database& database_;
  std::filesystem::path folder_;
  const std::string node_;
};

// "../../Orders 2024\n.csv" -> "Orders 2024.csv"
std::string file_name(std::string_view name);

}  // namespace channel::file
