#include "channel/file/jsonl_reader.h"

#include <algorithm>
#include <cstring>

#include "base/limits.h"
#include "base/exact_json.h"
#include "base/text.h"

namespace channel::file {
namespace {

std::vector<std::string> steps_of(std::string_view path) {
  std::vector<std::string> steps;
  for (;;) {
    auto dot = path.find('.');
    steps.emplace_back(path.substr(0, dot));
    if (dot == std::string_view::npos) return steps;
    path.remove_prefix(dot + 1);
  }
}

// A member may itself have dots in its name ("case:channel", "a.b"): the longest name wins.
const boost::json::value* follow(const boost::json::value& from, const std::vector<std::string>& steps, std::size_t at) {
  if (at == steps.size()) return &from;
  if (auto list = from.if_array()) {
    std::size_t index = 0;
    for (char c : steps[at]) {
      if (c < '0' || c > '9' || index > 1'000'000) return nullptr;
      index = index * 10 + static_cast<std::size_t>(c - '0');
    }
    return index < list->size() ? follow((*list)[index], steps, at + 1) : nullptr;
  }
  auto object = from.if_object();
  if (!object) return nullptr;
  if (auto found = object->find(steps[at]); found != object->end())
    if (auto value = follow(found->value(), steps, at + 1)) return value;
  std::string name = steps[at];
  for (auto next = at + 1; next < steps.size(); ++next) {
    name += "." + steps[next];
    if (auto found = object->find(name); found != object->end())
      if (auto value = follow(found->value(), steps, next + 1)) return value;
  }
  return nullptr;
}

void meet(const boost::json::value& value, const std::string& path, std::vector<std::string>& met) {
  auto object = value.if_object();
  if (object && !object->empty()) {
    for (const auto& [name, item] : *object) meet(item, path.empty() ? std::string(name) : path + "." + std::string(name), met);
  } else if (!path.empty() && std::find(met.begin(), met.end(), path) == met.end() && met.size() < base::limits::import_columns) {
    met.push_back(path);
  }
}

Fault too_long() {
  return {{}, "The line has more than " + std::to_string(base::limits::import_row_bytes >> 20) + " MB.", "Is it one JSON object a line?"};
}

}  // namespace

JsonLinesReader::JsonLinesReader(Window window, std::string name, const FileFormat& format)
    : window_(std::move(window)), name_(std::move(name)), empty_(format.empty), space_(64u << 10) {
  memory_ = std::make_unique<boost::json::monotonic_resource>(space_.data(), space_.size());
  Row row;
  for (std::int64_t i = 0; i < format.skip_rows && next_line(row); ++i) {}
  meet_columns();
}

// Looks at the lines in the window without using them up.
void JsonLinesReader::meet_columns() {
  const char* p = window_.begin();
  for (int lines = 0; lines < 200 && p < window_.end(); ++lines) {
    auto stop = static_cast<const char*>(std::memchr(p, '\n', static_cast<std::size_t>(window_.end() - p)));
    if (!stop && !window_.at_end() && lines > 0) return;
    if (!stop) stop = window_.end();
    try {
      meet(base::parse_exact({p, static_cast<std::size_t>(stop - p)}), {}, met_);
    } catch (const base::Error&) {
      // Told when the line's turn comes.
    }
    p = std::min(stop + 1, window_.end());
  }
}

std::size_t JsonLinesReader::column(std::string_view name) {
  for (std::size_t i = 0; i < wanted_.size(); ++i)
    if (wanted_[i].name == name) return i;
  wanted_.push_back({std::string(name), steps_of(name)});
  written_.resize(wanted_.size());
  return wanted_.size() - 1;
}

bool JsonLinesReader::next_line(Row& row) {
  row.fault.reset();
  row.cells.clear();
  for (std::size_t looked = 0;;) {
    auto stop = static_cast<const char*>(std::memchr(window_.begin() + looked, '\n', window_.size() - looked));
    if (stop || (window_.at_end() && window_.size() > 0)) {
      if (!stop) stop = window_.end();
      ++number_;
      row.number = number_;
      row.raw = {window_.begin(), static_cast<std::size_t>(stop - window_.begin())};
      window_.drop(std::min(stop + 1, window_.end()));
      if (!row.raw.empty() && row.raw.back() == '\r') row.raw.remove_suffix(1);
      if (!row.fault && row.raw.size() > base::limits::import_row_bytes) row.fault = too_long();
      if (row.fault || row.raw.find_first_not_of(" \t") != std::string_view::npos) return true;
      looked = 0;
      continue;
    }
    if (window_.size() > base::limits::import_row_bytes) {
      if (!row.fault) row.fault = too_long();
      window_.drop(window_.end());
    }
    looked = window_.size();
    if (!window_.more() && window_.size() == 0) {
      number_ += row.fault.has_value();
      row.number = number_;
      return row.fault.has_value();
    }
  }
}

void JsonLinesReader::take(const boost::json::value& line, Row& row) {
  row.cells.resize(wanted_.size());
  row.kinds.resize(wanted_.size());
  for (std::size_t i = 0; i < wanted_.size(); ++i) {
    auto value = follow(line, wanted_[i].steps, 0);
    row.cells[i] = {};
    row.kinds[i] = CellKind::text;
    if (!value || value->is_null()) continue;
    if (auto text = value->if_string()) {
      row.cells[i] = *text;
      if (!empty_.empty() && std::find(empty_.begin(), empty_.end(), row.cells[i]) != empty_.end()) row.cells[i] = {};
      continue;
    }
    written_[i].clear();
    base::append_json(written_[i], *value);
    row.cells[i] = written_[i];
    row.kinds[i] = value->is_bool() ? CellKind::boolean : value->is_number() ? CellKind::number : CellKind::json;
  }
}

bool JsonLinesReader::next(Row& row) {
  if (!next_line(row)) return false;
  if (row.fault) return true;
  // The line before is done with: its values' memory is used again.
  line_.reset();
  memory_->release();
  try {
    line_.emplace(base::parse_exact(row.raw, memory_.get()));
  } catch (const base::Error& error) {
    row.fault = Fault{{}, error.what(), "Each line must be one JSON object in UTF-8."};
    return true;
  }
  if (!line_->is_object()) row.fault = Fault{{}, "The line is not a JSON object.", "Each line must be one JSON object."};
  else take(*line_, row);
  return true;
}

}  // namespace channel::file
