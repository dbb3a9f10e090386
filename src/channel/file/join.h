// Another file held in memory, found by a key: look-ups, and sums and lists over several rows of a key.
// Read once, then only read: safe from any thread.
#pragma once
#include <deque>
#include <string_view>
#include <unordered_map>

#include "channel/file/rows.h"

namespace channel::file {

class JoinedFile {
 public:
  // Reads the whole file; throws Error(too_large) when it needs more than limits::join_bytes of memory, Error(invalid) when a
  // row of it can't be read (naming it) or a sum meets what is no number.
  JoinedFile(const Join& join, const std::filesystem::path& path);

  // Names under which the columns are seen, prefix included.
  const std::vector<std::string>& columns() const { return columns_; }
  // The values of a key, in the order of columns(); nullptr when the file has no row for it.
  const std::string_view* find(std::string_view key) const;

 private:
  struct Sum {
    std::size_t cell;
    __int128 millionths = 0;
  };
  std::string_view keep(std::string_view text);
  void reckon(const Join& join, const std::filesystem::path& path);

  std::string file_;
  std::vector<std::string> columns_;
  std::unordered_map<std::string_view, std::size_t> rows_;   // key -> first of its cells
  std::vector<std::string_view> cells_;
  std::deque<std::string> arena_;
  std::size_t held_ = 0;
};

}  // namespace channel::file
