#include "channel/file/value.h"

#include <charconv>
#include <cmath>

#include "base/exact_json.h"
#include "base/text.h"

namespace channel::file {
namespace {

std::string_view trimmed(std::string_view s) {
  while (!s.empty() && (s.front() == ' ' || s.front() == '\t' || s.front() == '\n' || s.front() == '\r')) s.remove_prefix(1);
  while (!s.empty() && (s.back() == ' ' || s.back() == '\t' || s.back() == '\n' || s.back() == '\r')) s.remove_suffix(1);
  return s;
}

CellKind kind_of(ValueType type) {
  return type == ValueType::number ? CellKind::number : type == ValueType::boolean ? CellKind::boolean : CellKind::text;
}

std::optional<bool> truth(std::string_view text) {
  auto word = base::lower_ascii(text);
  for (auto yes : {"true", "yes", "y", "1", "t", "是", "sim", "ja"})
    if (word == yes) return true;
  for (auto no : {"false", "no", "n", "0", "f", "否", "não", "nao", "nee"})
    if (word == no) return false;
  return std::nullopt;
}

// "1:02:03", "02:03" or plain seconds.
std::optional<double> seconds(std::string_view text) {
  double total = 0;
  int parts = 0;
  for (;;) {
    auto colon = text.find(':');
    double part = 0;
    auto piece = text.substr(0, colon);
    auto [end, error] = std::from_chars(piece.data(), piece.data() + piece.size(), part);
    if (error != std::errc() || end != piece.data() + piece.size() || !std::isfinite(part) || ++parts > 3) return std::nullopt;
    total = total * 60 + part;
    if (colon == std::string_view::npos) return total;
    text.remove_prefix(colon + 1);
  }
}

void write_number(std::string& out, double number) {
  char space[40];
  auto end = std::to_chars(space, space + sizeof space, number).ptr;
  out.append(space, end);
}

}  // namespace

std::optional<double> plain_number(std::string_view text) {
  auto digits = text;
  if (!digits.empty() && digits.front() == '-') digits.remove_prefix(1);
  if (digits.empty() || digits.front() < '0' || digits.front() > '9' || digits.back() == '.') return std::nullopt;
  if (digits.size() > 1 && digits[0] == '0' && digits[1] >= '0' && digits[1] <= '9') return std::nullopt;
  double number = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

std::string_view Cells::text(std::size_t slot) const { return trimmed(slot >= from_join ? joined[slot - from_join] : row->cells[slot]); }

Value::Value(const Origin& origin, const Columns& columns, const std::string& path)
    : column_(origin.column), separator_(origin.separator.value_or(" ")), prefix_(origin.prefix), map_(origin.map.begin(), origin.map.end()),
      otherwise_(origin.otherwise), type_(origin.type), pattern_(origin.format) {
  auto slot = [&](const std::string& name) {
    try {
      slots_.push_back(columns.slot(name));
    } catch (const base::Error& error) {
      throw base::Error(error.code, path + ": " + error.what(), error.hint, path);
    }
  };
  std::string zone = origin.zone.empty() ? columns.zone : origin.zone;
  if (origin.value) {
    source_ = Source::constant;
    constant_ = *origin.value;
  } else if (origin.promise) {
    source_ = Source::promise;
    promise_ = *origin.promise;
    slot(promise_.due);
    slot(promise_.done);
    column_ = promise_.due;
    pattern_ = promise_.format;
    if (!promise_.zone.empty()) zone = promise_.zone;
  } else if (!origin.columns.empty()) {
    source_ = Source::columns;
    for (const auto& name : origin.columns) {
      slot(name);
      column_ += (column_.empty() ? "" : ", ") + name;
    }
  } else {
    slot(origin.column);
  }
  if (pattern_.empty() && columns.formats)
    if (auto found = columns.formats->find(column_); found != columns.formats->end()) pattern_ = found->second;
  zone_ = base::Zone::named(zone);
}

Value::Said Value::said(const Cells& cells) {
  Said said;
  switch (source_) {
    case Source::column: said = {cells.text(slots_[0]), cells.kind(slots_[0])}; break;
    case Source::constant: said = {constant_.text, kind_of(constant_.type)}; break;
    case Source::promise: said = {promise(cells)}; break;
    case Source::columns:
      built_.clear();
      for (auto slot : slots_) {
        auto text = cells.text(slot);
        if (text.empty()) continue;
        if (!built_.empty()) built_ += separator_;
        built_ += text;
      }
      said = {built_};
      break;
  }
  if (!map_.empty() || otherwise_) {
    looked_up_ = said.text;
    auto found = map_.find(looked_up_);
    const Scalar* scalar = found != map_.end() ? &found->second : otherwise_ && (said.text.empty() || !map_.empty()) ? &*otherwise_ : nullptr;
    if (scalar) said = {scalar->text, kind_of(scalar->type)};
  }
  if (!prefix_.empty() && !said.text.empty()) {
    looked_up_ = prefix_ + std::string(said.text);
    said.text = looked_up_;
  }
  return said;
}

std::string_view Value::text(const Cells& cells) { return said(cells).text; }

base::Time Value::moment(std::string_view text, const std::string& column) {
  if (!times_) times_ = std::make_shared<TimeReader>(pattern_, zone_);
  auto time = times_->read(text);
  if (!time)
    throw BadRow{{column, "\"" + base::shown(text, 60) + "\" is no time" + (pattern_.empty() ? "." : " of the form \"" + pattern_ + "\"."),
                    pattern_.empty() ? "Set the column's form in formats, for example \"%d/%m/%Y %H:%M\"." : "Correct the row, or the form in the mapping."}};
  return *time;
}

std::optional<base::Time> Value::time(const Cells& cells) {
  auto text = said(cells).text;
  if (text.empty()) return std::nullopt;
  return moment(text, column_);
}

std::string_view Value::promise(const Cells& cells) {
  auto due = cells.text(slots_[0]), done = cells.text(slots_[1]);
  if (due.empty()) return {};
  auto limit = moment(due, promise_.due);
  if (done.empty()) return "open";
  auto kept = moment(done, promise_.done);
  if (!promise_.whole_day) return kept <= limit ? "kept" : "broken";
  // The date is that on clocks of the zone; it ends where the next one begins.
  auto local = base::Time{limit.micros + zone_.offset_at(limit)};
  auto day = local.micros / base::day - (local.micros % base::day < 0);
  return kept < zone_.to_utc(base::civil(base::Time{(day + 1) * base::day})) ? "kept" : "broken";
}

bool Value::write_json(const Cells& cells, std::string& out) {
  auto [text, kind] = said(cells);
  if (text.empty()) return false;
  auto refuse = [&](const char* what) { throw BadRow{{column_, "\"" + base::shown(text, 60) + "\" is " + what + ".", "Correct the row, or the type in the mapping."}}; };
  if (!type_) {
    if (kind == CellKind::text) base::append_json_text(out, text);
    else out += text;
    return true;
  }
  switch (*type_) {
    case ValueType::text: base::append_json_text(out, text); break;
    case ValueType::number:
      if (plain_number(text)) {
        out += text;
      } else {
        double number = 0;
        auto [end, error] = std::from_chars(text.data() + (text[0] == '+'), text.data() + text.size(), number);
        if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(number)) refuse("no number");
        write_number(out, number);
      }
      break;
    case ValueType::boolean: {
      auto value = truth(text);
      if (!value) refuse("neither true nor false");
      out += *value ? "true" : "false";
      break;
    }
    case ValueType::time: base::append_json_text(out, base::to_string(moment(text, column_))); break;
    case ValueType::date: {
      auto time = moment(text, column_);
      base::append_json_text(out, base::day_string(base::Time{time.micros + zone_.offset_at(time)}));
      break;
    }
    case ValueType::duration: {
      auto value = seconds(text);
      if (!value) refuse("no duration such as 00:02:23");
      write_number(out, *value);
      break;
    }
  }
  return true;
}

}  // namespace channel::file
