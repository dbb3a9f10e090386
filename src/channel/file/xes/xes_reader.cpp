#include "channel/file/xes/xes_reader.h"

#include <algorithm>

#include "base/limits.h"
#include "base/text.h"

namespace channel::file::xes {
namespace {

constexpr std::size_t looked_at = 200;   // events, for the columns there are

void meet(std::vector<std::string>& columns, std::string name) {
  if (columns.size() < base::limits::import_columns && std::find(columns.begin(), columns.end(), name) == columns.end()) columns.push_back(std::move(name));
}

bool has(const std::vector<std::string>& keys, const std::string& key) { return std::find(keys.begin(), keys.end(), key) != keys.end(); }

}  // namespace

XesReader::XesReader(Window window, const std::string& name, const FileFormat& format) : log_(std::move(window), name), empty_(format.empty) { log_.look_ahead(looked_at); }

std::vector<std::string> XesReader::columns() const {
  std::vector<std::string> columns{"case:concept:name", "concept:name", "time:timestamp"};
  for (const auto& key : log_.trace_globals()) meet(columns, "case:" + key);
  for (const auto& key : log_.event_globals()) meet(columns, key);
  std::size_t looked = 0;
  for (const auto& event : log_.waiting()) {
    if (++looked > looked_at) break;
    for (const auto& attribute : event.trace->attributes) meet(columns, "case:" + attribute.key);
    for (const auto& attribute : event.attributes) meet(columns, attribute.key);
  }
  for (auto of_all : {"*", "case:*", "event:number", "event:actor", "case:number"}) meet(columns, of_all);
  return columns;
}

std::size_t XesReader::column(std::string_view name) {
  for (std::size_t i = 0; i < names_.size(); ++i)
    if (names_[i] == name) return i;
  names_.emplace_back(name);
  reads_.push_back(reading(name));
  space_.resize(names_.size());
  return names_.size() - 1;
}

XesReader::Read XesReader::reading(std::string_view name) {
  auto number = [](std::int64_t value, std::string& space) { return Cell{space = std::to_string(value), CellKind::number}; };
  if (name == "*") return [this](std::string& space) { return rest(event_.attributes, event_taken_, space); };
  if (name == "case:*") {
    return [this](std::string&) {
      if (rest_of_ != event_.trace) rest(event_.trace->attributes, trace_taken_, case_rest_), rest_of_ = event_.trace;   // once a trace
      return Cell{case_rest_, CellKind::json};
    };
  }
  if (name == "event:number") return [this, number](std::string& space) { return number(event_.number_in_case, space); };
  if (name == "case:number") return [this, number](std::string& space) { return event_.trace->number ? number(event_.trace->number, space) : Cell(); };
  if (name == "event:actor") return [this](std::string&) { return Cell{find(event_.attributes, "org:resource") ? "agent" : "system"}; };
  if (name.starts_with("classifier:")) {
    auto keys = log_.classifier(name.substr(11));
    if (keys.empty()) throw base::invalid("The log declares no classifier \"" + base::shown(name.substr(11)) + "\".", "Name one that it declares before its first trace, or columns = [\"concept:name\", \"lifecycle:transition\"].", std::string(name));
    return [this, keys](std::string& space) {
      space.clear();
      std::string value;
      for (const auto& key : keys) space += (&key == keys.data() ? "" : "+") + std::string(plain(find(event_.attributes, key), value).text);
      return Cell{space};
    };
  }
  if (name.starts_with("case:")) {
    trace_taken_.emplace_back(name.substr(5));
    return [this, key = trace_taken_.back()](std::string& space) { return plain(find(event_.trace->attributes, key), space); };
  }
  event_taken_.emplace_back(name);
  return [this, key = event_taken_.back()](std::string& space) { return plain(find(event_.attributes, key), space); };
}

XesReader::Cell XesReader::plain(const Attribute* attribute, std::string& space) const {
  if (!attribute) return {};
  bool nested = attribute->type == Type::list || attribute->type == Type::container;
  if (!nested && has(empty_, attribute->value)) return {};
  if (attribute->type == Type::string || attribute->type == Type::id || attribute->type == Type::date) return {attribute->value};
  space.clear();
  write_value(*attribute, space);
  if (space.starts_with('"')) return {attribute->value};   // NaN and its like
  return {space, nested ? CellKind::json : attribute->type == Type::boolean ? CellKind::boolean : CellKind::number};
}

// A column that was asked for takes the attribute's value; what attributes it has of its own are told here.
XesReader::Cell XesReader::rest(const std::vector<Attribute>& attributes, const std::vector<std::string>& taken, std::string& space) const {
  space = "{";
  bool first = true;
  for (const auto& attribute : attributes) {
    if (!has(taken, attribute.key)) {
      if (attribute.plain() && has(empty_, attribute.value)) continue;
      write_members({attribute}, space, first);
    } else if (!attribute.plain() && attribute.type != Type::list && attribute.type != Type::container) {
      write_members({{attribute.key, Type::container, {}, attribute.inner}}, space, first);
    }
  }
  space += '}';
  return {space, CellKind::json};
}

bool XesReader::next(Row& row) {
  row.fault.reset();
  row.cells.clear();
  row.kinds.clear();
  if (!log_.next(event_)) return false;
  row.number = event_.number;
  row.line = event_.line;
  row.raw = event_.raw;
  row.fault = event_.fault;
  if (row.fault) return true;
  for (std::size_t i = 0; i < reads_.size(); ++i) {
    auto cell = reads_[i](space_[i]);
    row.cells.push_back(cell.text);
    row.kinds.push_back(cell.kind);
  }
  return true;
}

}  // namespace channel::file::xes
