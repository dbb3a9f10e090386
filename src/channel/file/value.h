// An Origin made ready for many rows: columns looked up once, translations in a table, buffers used again.
// Not for two threads.
#pragma once
#include <functional>
#include <unordered_map>

#include "channel/file/rows.h"
#include "channel/file/time_reader.h"

namespace channel::file {

// A row that can't go in, thrown while it is mapped.
struct BadRow {
  Fault fault;
};

// The row under way with the columns that were joined to it.
struct Cells {
  const Row* row = nullptr;
  std::vector<std::string_view> joined;

  static constexpr std::size_t from_join = std::size_t{1} << 32;
  std::string_view text(std::size_t slot) const;   // without blanks around it
  CellKind kind(std::size_t slot) const { return slot >= from_join || row->kinds.empty() ? CellKind::text : row->kinds[slot]; }
};

// What columns of the file are called and where they stand.
struct Columns {
  std::function<std::size_t(std::string_view name)> slot;           // throws Error(invalid) for a name that is not there
  const std::map<std::string, std::string>* formats = nullptr;      // of times, by column
  std::string zone;
};

class Value {
 public:
  Value() = default;
  Value(const Origin& origin, const Columns& columns, const std::string& path);

  // Empty when there is none. Good until the next call of this Value.
  std::string_view text(const Cells& cells);
  // The text as a JSON value behind what is in `out`; false when there is none. Throws BadRow.
  bool write_json(const Cells& cells, std::string& out);
  // The text as a moment. Throws BadRow when it is none.
  std::optional<base::Time> time(const Cells& cells);

  bool constant() const { return source_ == Source::constant; }
  const std::string& column() const { return column_; }             // for errors

 private:
  enum class Source { column, columns, constant, promise };
  struct Said {
    std::string_view text;
    CellKind kind = CellKind::text;
  };
  Said said(const Cells& cells);
  std::string_view promise(const Cells& cells);
  base::Time moment(std::string_view text, const std::string& column);

  Source source_ = Source::column;
  std::string column_;
  std::vector<std::size_t> slots_;
  std::string separator_, prefix_;
  Scalar constant_;
  std::unordered_map<std::string, Scalar> map_;
  std::optional<Scalar> otherwise_;
  std::optional<ValueType> type_;
  Promise promise_;
  std::shared_ptr<TimeReader> times_;    // made when a time is first read
  std::string pattern_;
  base::Zone zone_;
  std::string built_, looked_up_;
};

// A number as JSON writes it ("007" and "1,5" are none); nullopt otherwise.
std::optional<double> plain_number(std::string_view text);

}  // namespace channel::file
