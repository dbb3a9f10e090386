// A file as rows of named columns, whatever its form: CSV, JSON Lines or an XES log. Reused buffers, borrowed texts: a row is good
// until the next one is read. One thread at a time.
#pragma once
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "channel/file/bytes.h"
#include "channel/file/mapping.h"

namespace channel::file {

// Why a row can't go in, for the person who will correct it.
struct Fault {
  std::string column;
  std::string reason;
  std::string hint;
};

struct Row;
// The fault with the row's line in its reason, where that says more than the row's number.
Fault placed(const Row& row, Fault fault);

enum class CellKind : unsigned char { text, number, boolean, json };

struct Row {
  std::int64_t number = 0;                 // as a spreadsheet counts: the header is row 1; XES: the events from 1
  std::int64_t line = 0;                   // of the file, where that is not the row (XES); else 0
  std::string_view raw;                    // the whole row as it stands in the file
  std::vector<std::string_view> cells;
  std::vector<CellKind> kinds;             // JSON Lines, XES: what each cell was; empty: all are text
  std::optional<Fault> fault;              // the row can't be read; cells mean nothing then
};

class RowReader {
 public:
  virtual ~RowReader() = default;
  // The columns as far as known at the beginning (JSON Lines: those met in the first rows).
  virtual std::vector<std::string> columns() const = 0;
  // Where the column's values will stand in Row::cells; throws Error(invalid) that lists the columns there are. Ask for
  // all columns before the first next(): JSON Lines reads only those.
  virtual std::size_t column(std::string_view name) = 0;
  virtual bool next(Row& row) = 0;
  virtual std::uint64_t bytes_taken() const = 0;
  // As found or as asked for.
  virtual std::string format() const = 0;
  virtual std::string delimiter() const { return {}; }
};

// `name` is the file's name in errors and the hint for its form (.jsonl, .ndjson, .xes; else its first character decides).
std::unique_ptr<RowReader> open_rows(const std::filesystem::path& path, const std::string& name, const FileFormat& format);

// For errors: "… Its columns are: a, b, c."
[[noreturn]] void no_such_column(const std::string& file, std::string_view name, const std::vector<std::string>& columns);

}  // namespace channel::file
