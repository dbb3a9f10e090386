// Makes interactions of the rows of one file, as its mapping says. A row goes in whole or is rejected whole, so that a
// corrected row can be imported again. Not for two threads; the joined files may be shared.
#pragma once
#include "channel/file/join.h"
#include "channel/file/value.h"
#include "record/heard.h"

namespace channel::file {

struct Joined {
  const Join* join;
  std::shared_ptr<const JoinedFile> file;
};

class Mapper {
 public:
  // Looks up every column that the mapping names; throws Error(invalid) that says which one is missing where. `name` is
  // the file's, for keys of files without a key column. The mappings must outlive the mapper.
  Mapper(const Mapping& mapping, const FileMapping& file, const std::string& path, std::string name, RowReader& reader, std::vector<Joined> joins);
  ~Mapper();

  // Adds the row's interactions to `out` and answers how many: 0 when the mapping's conditions pass it over. Throws
  // BadRow, with `out` as it was.
  std::size_t map(const Row& row, std::vector<record::Heard>& out);

 private:
  struct Inside;
  std::unique_ptr<Inside> inside_;
};

}  // namespace channel::file
