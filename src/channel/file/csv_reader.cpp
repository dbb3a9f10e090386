#include "channel/file/csv_reader.h"

#include <algorithm>
#include <cstring>
#include <set>

#include "base/limits.h"
#include "base/text.h"

namespace channel::file {
namespace {

bool is_ascii(std::string_view s) {
  const char* p = s.data();
  std::size_t n = s.size();
  std::uint64_t high = 0;
  for (; n >= 8; p += 8, n -= 8) {
    std::uint64_t word;
    std::memcpy(&word, p, 8);
    high |= word;
  }
  for (; n > 0; ++p, --n) high |= static_cast<unsigned char>(*p);
  return (high & 0x8080808080808080ull) == 0;
}

const char* find(const char* begin, const char* end, char c) { return static_cast<const char*>(std::memchr(begin, c, static_cast<std::size_t>(end - begin))); }

Fault too_long() {
  return {{}, "The row has more than " + std::to_string(base::limits::import_row_bytes >> 20) + " MB.", "Is the delimiter or the line end right?"};
}

}  // namespace

CsvReader::CsvReader(Window window, std::string name, const FileFormat& format) : window_(std::move(window)), name_(std::move(name)), empty_(format.empty) {
  if (!format.quote.empty()) quote_ = format.quote == "none" ? '\0' : format.quote[0];
  find_line_ends();
  Row row;
  for (std::int64_t i = 0; i < format.skip_rows && window_.size() > 0; ++i) pass_over_line(row, {}, {}, {});
  if (format.delimiter.empty()) find_delimiter();
  else delimiter_ = format.delimiter[0];
  for (char c : {delimiter_, '\n', '\r'}) stops_[static_cast<unsigned char>(c)] = true;
  read_header(format);
}

// CR alone ends lines only in a file that has no LF where one must be.
void CsvReader::find_line_ends() {
  bool lf = find(window_.begin(), window_.end(), '\n') != nullptr, cr = find(window_.begin(), window_.end(), '\r') != nullptr;
  cr_ends_ = cr && !lf;
}

// The sign that stands equally often, outside quotes, in most of the first lines.
void CsvReader::find_delimiter() {
  std::size_t best_lines = 0, best_count = 0;
  for (char candidate : {',', ';', '\t', '|'}) {
    std::vector<std::size_t> counts;
    std::size_t count = 0;
    bool quoted = false;
    for (auto p = window_.begin(); p < window_.end() && counts.size() < 30; ++p) {
      if (*p == quote_) quoted = !quoted;
      if (quoted) continue;
      if (*p == candidate) ++count;
      if (*p == '\n' || (cr_ends_ && *p == '\r')) counts.push_back(count), count = 0;
    }
    if (window_.size() > 0 && counts.empty()) counts.push_back(count);
    if (counts.empty() || counts[0] == 0) continue;
    auto lines = static_cast<std::size_t>(std::count(counts.begin(), counts.end(), counts[0]));
    if (lines > best_lines || (lines == best_lines && counts[0] > best_count)) best_lines = lines, best_count = counts[0], delimiter_ = candidate;
  }
}

void CsvReader::read_header(const FileFormat& format) {
  columns_ = format.header;
  Row row;
  if (columns_.empty()) {
    if (!read_record(row)) throw base::invalid("\"" + base::shown(name_) + "\" is empty.", "A CSV file begins with a line of column names.");
    unfold(row);
    if (!is_ascii(row.raw) && !base::is_utf8(row.raw))
      throw base::invalid("The header of \"" + base::shown(name_) + "\" is not UTF-8.", "Set encoding for this file: gb18030, windows-1252, latin1 …", "encoding");
    if (row.fault) throw base::invalid("The header of \"" + base::shown(name_) + "\" can't be read: " + row.fault->reason, row.fault->hint);
    for (auto cell : row.cells) columns_.push_back(base::stored(base::trim(cell)));
  }
  if (columns_.size() > base::limits::import_columns)
    throw base::Error(base::ErrorCode::too_large, "\"" + base::shown(name_) + "\" has more than " + std::to_string(base::limits::import_columns) + " columns.", "Leave out those that are not needed.");
  std::set<std::string> seen;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    if (columns_[i].empty()) columns_[i] = "column " + std::to_string(i + 1);
    std::string plain = columns_[i];
    for (int n = 2; !seen.insert(columns_[i]).second; ++n) columns_[i] = plain + " (" + std::to_string(n) + ")";
  }
}

std::size_t CsvReader::column(std::string_view name) {
  for (std::size_t i = 0; i < columns_.size(); ++i)
    if (columns_[i] == name) return i;
  for (std::size_t i = 0; i < columns_.size(); ++i)
    if (base::folded(columns_[i]) == base::folded(name)) return i;
  no_such_column(name_, name, columns_);
}

// Behind an unquoted field: at a delimiter, a line end or `end`. The window's '\n' behind its end stops the loop.
const char* CsvReader::unquoted_end(const char* p, const char* end, bool last) const {
  for (;;) {
    while (!stops_[static_cast<unsigned char>(*p)]) ++p;
    if (p >= end || *p != '\r' || cr_ends_) return std::min(p, end);
    if (p + 1 < end ? p[1] == '\n' : true) return p + 1 == end && !last ? end : p;
    ++p;   // a CR inside a line is text
  }
}

// One record from `begin`: fills cells_, record_end_, next_. cut_off: the window ends too early.
CsvReader::Scan CsvReader::scan(const char* begin, const char* end, bool last) {
  cells_.clear();
  behind_quote_ = SIZE_MAX;
  const char* p = begin;
  for (;;) {
    if (p < end && *p == quote_) {
      Cell cell{++p, nullptr, false};
      for (;;) {
        auto closing = find(p, end, quote_);
        if (!closing) return last ? Scan::open_quote : (cells_.push_back(cell), Scan::cut_off);
        if (closing + 1 == end && !last) return Scan::cut_off;
        p = closing + 1;
        if (p < end && *p == quote_) {
          cell.doubled = true;
          ++p;
          continue;
        }
        cell.end = closing;
        break;
      }
      cells_.push_back(cell);
      auto stop = unquoted_end(p, end, last);
      if (std::any_of(p, stop, [](char c) { return c != ' '; }) && behind_quote_ == SIZE_MAX) behind_quote_ = cells_.size() - 1;
      p = stop;
    } else {
      auto stop = unquoted_end(p, end, last);
      cells_.push_back({p, stop, false});
      p = stop;
    }
    record_end_ = p;
    if (p == end) {
      next_ = end;
      return last ? Scan::complete : Scan::cut_off;
    }
    if (*p == delimiter_) {
      ++p;
      continue;
    }
    next_ = p + 1;
    if (*p == '\r' && next_ < end && *next_ == '\n') ++next_;
    return Scan::complete;
  }
}

// Gives up the line at the window's beginning, as a row with this fault.
void CsvReader::pass_over_line(Row& row, std::string reason, std::string hint, std::string column) {
  ++number_;
  row.number = number_;
  row.cells.clear();
  if (!reason.empty()) row.fault = Fault{std::move(column), std::move(reason), std::move(hint)};
  std::size_t looked = 0;
  for (;;) {
    auto stop = find(window_.begin() + looked, window_.end(), cr_ends_ ? '\r' : '\n');
    if (stop) {
      row.raw = {window_.begin(), stop};
      if (!row.raw.empty() && row.raw.back() == '\r') row.raw.remove_suffix(1);
      window_.drop(stop + 1);
      return;
    }
    if (window_.size() > base::limits::import_row_bytes) window_.drop(window_.end());   // far too long: only its end is kept
    looked = window_.size();
    if (!window_.more()) {
      row.raw = {window_.begin(), window_.end()};
      window_.drop(window_.end());
      return;
    }
  }
}

bool CsvReader::read_record(Row& row) {
  row.fault.reset();
  for (;;) {
    if (window_.size() == 0 && !window_.more()) return false;
    auto result = scan(window_.begin(), window_.end(), window_.at_end());
    if (result == Scan::cut_off && window_.size() <= base::limits::import_row_bytes) {
      window_.more();
      continue;
    }
    if (result == Scan::open_quote || (result == Scan::cut_off && !cells_.empty() && !cells_.back().end)) {
      auto where = column_name(result == Scan::cut_off ? cells_.size() - 1 : cells_.size());
      pass_over_line(row, "A quote is opened and never closed.", "Close it, or double the quotes that belong to the text. If quotes mean nothing in this file, set quote = \"none\".", where);
      return true;
    }
    if (result == Scan::cut_off) {
      auto fault = too_long();
      pass_over_line(row, fault.reason, fault.hint, {});
      return true;
    }
    ++number_;
    row.number = number_;
    row.raw = {window_.begin(), record_end_};
    window_.drop(next_);
    bool blank = cells_.size() == 1 && cells_[0].begin == cells_[0].end && row.raw.empty();
    if (!blank) return true;
  }
}

// cells_ as texts; doubled quotes made single in a space of their own, so that the raw row stays as it was.
void CsvReader::unfold(Row& row) {
  if (row.fault) return;
  row.cells.resize(cells_.size());
  unfolded_.clear();
  for (std::size_t i = 0; i < cells_.size(); ++i) {
    const auto& cell = cells_[i];
    if (!cell.doubled) {
      row.cells[i] = {cell.begin, static_cast<std::size_t>(cell.end - cell.begin)};
      continue;
    }
    if (unfolded_.capacity() < row.raw.size()) unfolded_.reserve(row.raw.size());   // before the first: it must not move afterwards
    auto start = unfolded_.size();
    for (auto p = cell.begin; p < cell.end; ++p) {
      unfolded_ += *p;
      if (*p == quote_) ++p;
    }
    row.cells[i] = std::string_view(unfolded_).substr(start);
  }
}

void CsvReader::judge(Row& row) {
  if (row.fault) return;
  if (row.raw.size() > base::limits::import_row_bytes) {
    row.fault = too_long();
    return;
  }
  while (row.cells.size() > columns_.size() && row.cells.back().empty()) row.cells.pop_back();   // delimiters at the end of the line
  if (behind_quote_ != SIZE_MAX) {
    row.fault = Fault{column_name(behind_quote_), "There is text behind a closing quote.", "Double the quotes that belong to the text."};
  } else if (row.cells.size() != columns_.size()) {
    row.fault = Fault{{}, "The row has " + std::to_string(row.cells.size()) + " fields, the header has " + std::to_string(columns_.size()) + ".",
                      row.cells.size() > columns_.size() ? "Put fields that contain the delimiter into quotes." : "Is the row cut off, or broken by a line break outside quotes?"};
  } else if (!is_ascii(row.raw) && !base::is_utf8(row.raw)) {
    for (std::size_t i = 0; i < row.cells.size() && !row.fault; ++i)
      if (!base::is_utf8(row.cells[i])) row.fault = Fault{column_name(i), "The text is not UTF-8.", "Set encoding for this file: gb18030, windows-1252, latin1 …"};
    if (!row.fault) row.fault = Fault{{}, "The row is not UTF-8.", "Set encoding for this file."};
  }
}

bool CsvReader::next(Row& row) {
  if (!read_record(row)) return false;
  unfold(row);
  judge(row);
  if (!empty_.empty() && !row.fault)
    for (auto& cell : row.cells)
      if (std::find(empty_.begin(), empty_.end(), cell) != empty_.end()) cell = {};
  return true;
}

}  // namespace channel::file
