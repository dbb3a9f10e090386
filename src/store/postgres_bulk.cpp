#include "store/postgres_bulk.h"

#include <bit>

#include "base/error.h"

namespace store {
namespace {

constexpr std::size_t bytes_at_once = 4u << 20;
constexpr Oid type_integer = 20, type_real = 701, type_text = 25;

template <class T>
void put(std::string& out, T value) {
  for (int shift = 8 * (static_cast<int>(sizeof value) - 1); shift >= 0; shift -= 8) out += static_cast<char>(value >> shift & 0xff);
}

}  // namespace

PostgresBulkInsert::PostgresBulkInsert(PostgresSession& session, std::string_view table, const std::vector<std::string_view>& columns) : session_(session), cells_(columns.size()) {
  std::string names;
  for (auto column : columns) (names += names.empty() ? "" : ",") += column;
  types_ = session.types_of(std::string(table), names);
  sql_ = "copy " + std::string(table) + "(" + names + ") from stdin (format binary)";
}

PostgresBulkInsert::~PostgresBulkInsert() { session_.left_unfinished |= open_rows_; }

void PostgresBulkInsert::row() {
  open_rows_ = true;
  put(rows_, static_cast<std::uint16_t>(cells_.size()));
  for (std::size_t c = 0; c < cells_.size(); ++c) {
    const auto& cell = cells_[c];
    bool number = cell.kind == Value::Kind::integer || cell.kind == Value::Kind::real;
    if (cell.kind == Value::Kind::null) {
      put(rows_, std::uint32_t(0xffffffff));
    } else if (cell.kind == Value::Kind::text && types_[c] == type_text) {
      put(rows_, static_cast<std::uint32_t>(cell.text.size()));
      rows_ += cell.text;
    } else if (number && types_[c] == type_real) {
      put(rows_, std::uint32_t(8));
      put(rows_, std::bit_cast<std::uint64_t>(cell.kind == Value::Kind::real ? cell.real : static_cast<double>(cell.integer)));
    } else if (cell.kind == Value::Kind::integer && types_[c] == type_integer) {
      put(rows_, std::uint32_t(8));
      put(rows_, static_cast<std::uint64_t>(cell.integer));
    } else {
      throw base::Error(base::ErrorCode::internal, "A value of another type than its column: " + sql_.substr(0, 200));
    }
  }
  std::fill(cells_.begin(), cells_.end(), Value());
  if (rows_.size() >= bytes_at_once) send();
}

void PostgresBulkInsert::send() {
  if (rows_.empty()) return;
  session_.copy_in(sql_, rows_);
  rows_.clear();
}

void PostgresBulkInsert::finish() {
  send();
  open_rows_ = false;
}

}  // namespace store
