#include "channel/file/join.h"

#include <algorithm>
#include <set>

#include "base/limits.h"
#include "base/text.h"

namespace channel::file {
namespace {

constexpr std::size_t arena_piece = 1u << 20;

std::string_view trimmed(std::string_view s) {
  auto begin = s.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return {};
  return s.substr(begin, s.find_last_not_of(" \t\r\n") - begin + 1);
}

// Decimal text in millionths, exactly; nullopt for anything else.
std::optional<__int128> millionths(std::string_view text) {
  bool negative = !text.empty() && text[0] == '-';
  if (negative || (!text.empty() && text[0] == '+')) text.remove_prefix(1);
  __int128 value = 0;
  int behind = -1, digits = 0;
  for (char c : text) {
    if (c == '.' && behind < 0) {
      behind = 0;
      continue;
    }
    if (c < '0' || c > '9' || ++digits > 24 || (behind >= 0 && ++behind > 6 && c != '0')) return std::nullopt;
    if (behind <= 6) value = value * 10 + (c - '0');
  }
  if (digits == 0) return std::nullopt;
  for (int i = std::clamp(behind, 0, 6); i < 6; ++i) value *= 10;
  return negative ? -value : value;
}

std::string decimal(__int128 millionths) {
  bool negative = millionths < 0;
  if (negative) millionths = -millionths;
  std::string digits;
  for (int i = 0; millionths > 0 || i < 7; ++i, millionths /= 10) {
    if (i == 6) digits += '.';
    digits += static_cast<char>('0' + static_cast<int>(millionths % 10));
  }
  std::reverse(digits.begin(), digits.end());
  while (digits.back() == '0') digits.pop_back();
  if (digits.back() == '.') digits.pop_back();
  return (negative ? "-" : "") + digits;
}

}  // namespace

JoinedFile::JoinedFile(const Join& join, const std::filesystem::path& path) : file_(path.filename().string()) { reckon(join, path); }

std::string_view JoinedFile::keep(std::string_view text) {
  if (text.empty()) return {};
  held_ += text.size() + sizeof(std::string_view);
  if (held_ > base::limits::join_bytes)
    throw base::Error(base::ErrorCode::too_large, "The joined file \"" + base::shown(file_) + "\" needs more than " + std::to_string(base::limits::join_bytes >> 30) + " GB of memory.",
                      "Take fewer of its columns, or import it by itself and join the other way round: the larger file is the one to walk through.");
  if (arena_.empty() || arena_.back().capacity() - arena_.back().size() < text.size()) {
    arena_.emplace_back();
    arena_.back().reserve(std::max(arena_piece, text.size()));
  }
  auto at = arena_.back().size();
  arena_.back() += text;
  return std::string_view(arena_.back()).substr(at);
}

void JoinedFile::reckon(const Join& join, const std::filesystem::path& path) {
  auto reader = open_rows(path, file_, join);
  const std::string& key_name = join.to.empty() ? join.on : join.to;
  auto key_cell = reader->column(key_name);
  auto taken = join.columns;
  if (taken.empty() && join.sum.empty() && join.list.empty() && join.count.empty())
    for (auto& name : reader->columns())
      if (name != key_name) taken.push_back(name);
  std::vector<std::size_t> taken_cells, list_cells;
  std::vector<Sum> sums;
  for (const auto& name : taken) taken_cells.push_back(reader->column(name)), columns_.push_back(join.prefix + name);
  for (const auto& name : join.sum) sums.push_back({reader->column(name)}), columns_.push_back(join.prefix + name);
  for (const auto& name : join.list) list_cells.push_back(reader->column(name)), columns_.push_back(join.prefix + name);
  if (!join.count.empty()) columns_.push_back(join.prefix + join.count);

  // What grows while the key's rows are met: sums, lists and counts by the key's number, written as cells at the end.
  std::vector<__int128> totals;
  std::vector<bool> any;
  std::vector<std::vector<std::string>> lists;
  std::vector<std::int64_t> counts;
  std::vector<std::size_t> first_cell;
  std::unordered_map<std::string_view, std::size_t> numbers;
  Row row;
  while (reader->next(row)) {
    auto refuse = [&](const std::string& column, const std::string& why, const std::string& hint) {
      throw base::invalid("The joined file \"" + base::shown(file_) + "\", row " + std::to_string(row.number) + (column.empty() ? "" : ", column \"" + base::shown(column) + "\"") + ": " + why, hint, column);
    };
    if (row.fault) refuse(row.fault->column, row.fault->reason, row.fault->hint);
    auto key = trimmed(row.cells[key_cell]);
    if (key.empty()) continue;
    auto found = numbers.find(key);
    if (found == numbers.end()) {
      found = numbers.emplace(keep(key), first_cell.size()).first;
      held_ += 64;   // of the tables, a key
      first_cell.push_back(cells_.size());
      for (auto cell : taken_cells) cells_.push_back(keep(trimmed(row.cells[cell])));
      cells_.resize(first_cell.back() + columns_.size());
      totals.resize(totals.size() + sums.size());
      any.resize(any.size() + sums.size());
      lists.resize(lists.size() + list_cells.size());
      counts.push_back(0);
    }
    auto number = found->second;
    ++counts[number];
    for (std::size_t i = 0; i < sums.size(); ++i) {
      auto text = trimmed(row.cells[sums[i].cell]);
      if (text.empty()) continue;
      auto value = millionths(text);
      if (!value) refuse(join.sum[i], "\"" + base::shown(text, 60) + "\" can't be added up.", "Sums take decimal numbers with a point and at most six decimals.");
      totals[number * sums.size() + i] += *value;
      any[number * sums.size() + i] = true;
    }
    for (std::size_t i = 0; i < list_cells.size(); ++i) {
      auto text = trimmed(row.cells[list_cells[i]]);
      auto& list = lists[number * list_cells.size() + i];
      if (!text.empty() && list.size() < 100 && std::find(list.begin(), list.end(), text) == list.end()) list.emplace_back(text);
    }
  }
  for (const auto& [key, number] : numbers) {
    auto cell = first_cell[number] + taken_cells.size();
    for (std::size_t i = 0; i < sums.size(); ++i, ++cell)
      if (any[number * sums.size() + i]) cells_[cell] = keep(decimal(totals[number * sums.size() + i]));
    for (std::size_t i = 0; i < list_cells.size(); ++i, ++cell) {
      std::string joined;
      for (const auto& text : lists[number * list_cells.size() + i]) joined += (joined.empty() ? "" : ", ") + text;
      cells_[cell] = keep(joined);
    }
    if (!join.count.empty()) cells_[cell] = keep(std::to_string(counts[number]));
    rows_.emplace(key, first_cell[number]);
  }
}

const std::string_view* JoinedFile::find(std::string_view key) const {
  auto found = rows_.find(key);
  return found == rows_.end() ? nullptr : cells_.data() + found->second;
}

}  // namespace channel::file
