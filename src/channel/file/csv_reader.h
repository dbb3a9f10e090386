// CSV as RFC 4180 has it and as programs write it: quoted line breaks, doubled quotes, CRLF, LF or CR, any delimiter
// (found by looking), blank lines, a quote inside an unquoted field taken as it is. The hot path of every import: one
// pass over the bytes, texts borrowed from the window.
//
// A faulty row costs only itself: one that has too few or too many fields, text behind a closing quote, bytes that are
// not UTF-8, or more bytes than limits::import_row_bytes. A quote that is never closed costs the line it stands in;
// reading goes on with the next line.
#pragma once
#include "channel/file/rows.h"

namespace channel::file {

class CsvReader : public RowReader {
 public:
  CsvReader(Window window, std::string name, const FileFormat& format);
  std::vector<std::string> columns() const override { return columns_; }
  std::size_t column(std::string_view name) override;
  bool next(Row& row) override;
  std::uint64_t bytes_taken() const override { return window_.taken(); }
  std::string format() const override { return "csv"; }
  std::string delimiter() const override { return std::string(1, delimiter_); }

 private:
  enum class Scan { complete, cut_off, open_quote };
  struct Cell {
    const char *begin, *end;
    bool doubled;                // holds doubled quotes
  };

  Scan scan(const char* begin, const char* end, bool last);
  const char* unquoted_end(const char* p, const char* end, bool last) const;
  bool read_record(Row& row);    // the next record's cells_, not blank; false at the end
  void pass_over_line(Row& row, std::string reason, std::string hint, std::string column);
  void unfold(Row& row);
  void judge(Row& row);
  void find_line_ends();
  void find_delimiter();
  void read_header(const FileFormat& format);
  std::string column_name(std::size_t i) const { return i < columns_.size() ? columns_[i] : "column " + std::to_string(i + 1); }

  Window window_;
  std::string name_;
  char delimiter_ = ',', quote_ = '"';
  bool cr_ends_ = false;         // lines end with CR alone
  bool stops_[256] = {};         // delimiter, CR, LF: where an unquoted field may end
  std::vector<std::string> columns_;
  std::vector<std::string> empty_;
  std::int64_t number_ = 0;
  std::vector<Cell> cells_;
  const char* record_end_ = nullptr;   // behind the last cell
  const char* next_ = nullptr;         // the next record
  std::size_t behind_quote_ = SIZE_MAX;   // the cell that has text behind its closing quote
  std::string unfolded_;         // cells whose doubled quotes were made single
};

}  // namespace channel::file
