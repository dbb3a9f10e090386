#include "channel/file/rows.h"

#include "base/text.h"
#include "channel/file/csv_reader.h"
#include "channel/file/jsonl_reader.h"
#include "channel/file/xes/xes_reader.h"

namespace channel::file {
namespace {

enum class Form { csv, jsonl, xes };

Form form_of(const FileFormat& format, std::string name, const Window& window) {
  if (!format.format.empty()) return format.format == "jsonl" ? Form::jsonl : format.format == "xes" ? Form::xes : Form::csv;
  name = base::lower_ascii(name);
  if (name.ends_with(".gz")) name.resize(name.size() - 3);
  if (name.ends_with(".xes")) return Form::xes;
  if (name.ends_with(".jsonl") || name.ends_with(".ndjson")) return Form::jsonl;
  if (name.ends_with(".csv") || name.ends_with(".tsv")) return Form::csv;
  for (auto p = window.begin(); p < window.end(); ++p)
    if (*p != ' ' && *p != '\n' && *p != '\r') return *p == '{' ? Form::jsonl : *p == '<' ? Form::xes : Form::csv;
  return Form::csv;
}

// XML says its encoding in its first line, as if it could be read before.
std::string declared_encoding(std::string_view head) {
  head = head.substr(0, head.starts_with("<?xml") ? head.find("?>") : 0);
  auto at = head.find("encoding");
  if (at == std::string_view::npos) return {};
  head.remove_prefix(at);
  auto open = head.find_first_of("'\"");
  if (open == std::string_view::npos) return {};
  auto close = head.find(head[open], open + 1);
  if (close == std::string_view::npos) return {};
  auto name = base::lower_ascii(head.substr(open + 1, close - open - 1));
  // UTF-16 was seen by its first bytes, and is UTF-8 by now.
  return name == "utf-8" || name == "utf8" || name == "us-ascii" || name.starts_with("utf-16") ? std::string() : name;
}

}  // namespace

std::unique_ptr<RowReader> open_rows(const std::filesystem::path& path, const std::string& name, const FileFormat& format) {
  Window window(open_bytes(path, name, format.encoding));
  switch (form_of(format, name, window)) {
    case Form::jsonl: return std::make_unique<JsonLinesReader>(std::move(window), name, format);
    case Form::csv: return std::make_unique<CsvReader>(std::move(window), name, format);
    case Form::xes: break;
  }
  auto declared = format.encoding.empty() ? declared_encoding({window.begin(), window.size()}) : std::string();
  if (!declared.empty()) window = Window(open_bytes(path, name, declared));
  return std::make_unique<xes::XesReader>(std::move(window), name, format);
}

Fault placed(const Row& row, Fault fault) {
  if (row.line) fault.reason = "Line " + std::to_string(row.line) + ": " + fault.reason;
  return fault;
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
