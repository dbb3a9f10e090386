#include "channel/file/rows.h"

#include "base/text.h"
#include "channel/file/csv_reader.h"
#include "channel/file/jsonl_reader.h"

namespace channel::file {
namespace {

bool is_json_lines(const FileFormat& format, std::string name, const Window& window) {
  if (!format.format.empty()) return format.format == "jsonl";
  name = base::lower_ascii(name);
  if (name.ends_with(".gz")) name.resize(name.size() - 3);
  if (name.ends_with(".jsonl") || name.ends_with(".ndjson")) return true;
  if (name.ends_with(".csv") || name.ends_with(".tsv")) return false;
  for (auto p = window.begin(); p < window.end(); ++p)
    if (*p != ' ' && *p != '\n' && *p != '\r') return *p == '{';
  return false;
}

}  // namespace

std::unique_ptr<RowReader> open_rows(const std::filesystem::path& path, const std::string& name, const FileFormat& format) {
  Window window(open_bytes(path, name, format.encoding));
  if (is_json_lines(format, name, window)) return std::make_unique<JsonLinesReader>(std::move(window), name, format);
  return std::make_unique<CsvReader>(std::move(window), name, format);
}

void no_such_column(const std::string& file, std::string_view name, const std::vector<std::string>& columns) {
  std::string known;
  for (const auto& column : columns) {
    if (known.size() > 600) {
      known += ", …";
      break;
    }
    known += (known.empty() ? "" : ", ") + base::shown(column);
  }
  throw base::invalid("\"" + base::shown(file) + "\" has no column \"" + base::shown(name) + "\".",
                      known.empty() ? "It has no columns at all." : "Its columns are: " + known + ".", std::string(name));
}

}  // namespace channel::file
