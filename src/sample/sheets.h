// The rows of the company's systems, as CSV, kept per file until a part of the customers is done. Owned by one thread.
#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sample/calendar.h"

namespace sample {

enum class File : std::size_t { accounts, orders, web, calls, mails, chats, surveys, reviews, store, letters, social, campaigns, truth_people, files };
inline constexpr std::size_t file_count = static_cast<std::size_t>(File::files);

struct FileShape {
  std::string_view name, header;
};
const FileShape& shape_of(File file);

class Sheets {
 public:
  // One row, cell by cell; it ends where the Row ends. Cells that could hold commas, quotes or line ends are `text`.
  class Row {
   public:
    Row(std::string& bytes) : bytes_(bytes) {}
    Row(const Row&) = delete;
    ~Row() { bytes_.back() = '\n'; }
    Row& cell(std::string_view plain) { bytes_ += plain, bytes_ += ','; return *this; }
    Row& cell(std::int64_t number) { bytes_ += std::to_string(number), bytes_ += ','; return *this; }
    Row& text(std::string_view text);
    Row& time(Moment at);                                             // never: empty
    Row& money(std::int64_t minor);                                   // with two decimals; 0: empty

   private:
    std::string& bytes_;
  };

  Row row(File file, Moment at);
  // All rows of a file in the order of their times, appended; the file is empty then.
  void take(File file, std::string& out);

 private:
  struct Line {
    Moment at;
    std::size_t begin;
  };
  struct Sheet {
    std::string bytes;
    std::vector<Line> lines;
  };
  std::array<Sheet, file_count> sheets_;
};

}  // namespace sample
