// JSON Lines: one object a line. Columns are dotted paths ("customer.email", "items.0.price"); a column that a line does
// not have is empty there. Objects and lists come out as JSON text. A faulty line costs only itself.
#pragma once
#include <boost/json/monotonic_resource.hpp>

#include "channel/file/rows.h"

namespace channel::file {

class JsonLinesReader : public RowReader {
 public:
  JsonLinesReader(Window window, std::string name, const FileFormat& format);
  std::vector<std::string> columns() const override { return met_; }
  std::size_t column(std::string_view name) override;
  bool next(Row& row) override;
  std::uint64_t bytes_taken() const override { return window_.taken(); }
  std::string format() const override { return "jsonl"; }

 private:
  struct Path {
    std::string name;
    std::vector<std::string> steps;
  };

  bool next_line(Row& row);
  void meet_columns();
  void take(const boost::json::value& line, Row& row);

  Window window_;
  std::string name_;
  std::vector<std::string> met_;      // in the first lines
  std::vector<Path> wanted_;
  std::vector<std::string> empty_;
  std::int64_t number_ = 0;
  std::vector<std::string> written_;  // cells that are no text in the line; kept in step with wanted_
  std::vector<unsigned char> space_;  // a line's values; grows into the heap only for long lines
  std::unique_ptr<boost::json::monotonic_resource> memory_;
  std::optional<boost::json::value> line_;   // lives in memory_
};

}  // namespace channel::file
