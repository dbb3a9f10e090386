// How far an import is: counted by the thread that imports, read by any other.
#pragma once
#include <atomic>
#include <mutex>
#include <string>
#include <vector>

#include "base/json.h"

namespace channel::file {

// A row that did not go in, as the API tells it.
struct RowError {
  std::string file;
  std::int64_t row = 0;                   // as a spreadsheet counts: the header is row 1
  std::optional<std::string> column;
  std::string message;
  std::optional<std::string> hint;
};
BOOST_DESCRIBE_STRUCT(RowError, (), (file, row, column, message, hint))

// rows_read = rows_added + rows_repeated + rows_rejected + rows_passed + those still on their way into the log.
struct Counters {
  std::int64_t rows_read = 0;
  std::int64_t rows_added = 0;            // at least one of the row's interactions is new
  std::int64_t rows_rejected = 0;
  std::int64_t rows_repeated = 0;         // all of the row's interactions were there already
  std::int64_t rows_passed = 0;           // the mapping's conditions leave the row out
  std::int64_t interactions_added = 0;
  std::int64_t customers_added = 0;       // new people; who turned out to be known, or one with another, is taken off at the end
  std::int64_t bytes_read = 0;
  std::int64_t bytes_total = 0;
};
BOOST_DESCRIBE_STRUCT(Counters, (), (rows_read, rows_added, rows_rejected, rows_repeated, rows_passed, interactions_added, customers_added, bytes_read, bytes_total))

class Progress {
 public:
  std::atomic<std::int64_t> rows_read{0}, rows_added{0}, rows_rejected{0}, rows_repeated{0}, rows_passed{0};
  std::atomic<std::int64_t> interactions_added{0}, customers_added{0}, bytes_read{0}, bytes_total{0};
  std::atomic<bool> cancelled{false};     // set by another thread: the import ends after the batch at hand

  Counters counters() const {
    return {rows_read, rows_added, rows_rejected, rows_repeated, rows_passed, interactions_added, customers_added, bytes_read, bytes_total};
  }
  void add_error(RowError error, std::size_t most) {
    std::lock_guard lock(guard_);
    if (errors_.size() < most) errors_.push_back(std::move(error));
  }
  std::vector<RowError> errors() const {  // the first ones
    std::lock_guard lock(guard_);
    return errors_;
  }

 private:
  mutable std::mutex guard_;
  std::vector<RowError> errors_;
};

}  // namespace channel::file
