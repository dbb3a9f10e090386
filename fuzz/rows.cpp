// Files of an import, as bytes in memory: CSV and JSON Lines. The first line says the format's options.
#include "channel/file/csv_reader.h"
#include "channel/file/jsonl_reader.h"
#include "memory.h"
#include "target.h"

namespace {

using namespace channel::file;
using fuzz::Memory;

// Signs of the first line: d; delimiter, q' quote, qn none, s2 rows skipped, h no header line, e the text that means nothing, 1 one byte at a time.
FileFormat format_of(std::string_view options, std::size_t& step) {
  FileFormat format;
  step = 1 << 16;
  for (std::size_t i = 0; i < options.size(); ++i) {
    auto next = i + 1 < options.size() ? options[i + 1] : ' ';
    if (options[i] == 'd') format.delimiter = std::string(1, next);
    if (options[i] == 'q') format.quote = next == 'n' ? "none" : std::string(1, next);
    if (options[i] == 's') format.skip_rows = next & 3;
    if (options[i] == 'h') format.header = {"a", "b", "c"};
    if (options[i] == 'e') format.empty = {"NULL", ""};
    if (options[i] == '1') step = 1;
  }
  return format;
}

template <class Reader>
void rows(std::string_view bytes) {
  std::size_t step = 0;
  auto format = format_of(fuzz::part(bytes), step);
  Reader reader(Window(std::make_unique<Memory>(bytes, step)), "file", format);
  std::size_t asked = 0;
  for (const auto& name : reader.columns()) asked = std::max(asked, reader.column(name) + 1);
  Row row;
  std::int64_t before = 0;
  std::size_t read = 0;
  while (reader.next(row)) {
    fuzz::insist(row.number > before || std::is_same_v<Reader, JsonLinesReader> || row.fault, "rows are counted upwards");
    before = row.number;
    fuzz::insist(++read <= bytes.size() + 2, "there are no more rows than bytes");
    if (row.fault) continue;
    fuzz::insist(row.cells.size() >= asked, "a good row has a cell for each column");
    for (auto cell : row.cells) fuzz::insist(cell.empty() || cell.front() + cell.back() != 1'000, "cells can be read");
  }
  fuzz::insist(!reader.next(row), "the end stays the end");
}

fuzz::Target csv("csv", rows<CsvReader>), jsonl("jsonl", rows<JsonLinesReader>);

}  // namespace
