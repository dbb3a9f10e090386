// Rows of PostgreSQL as store::Row: of a whole answer, or of one that comes in row by row. Private to store/.
#pragma once
#include <libpq-fe.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "store/session.h"

namespace store {

struct ResultGone {
  void operator()(PGresult* result) const { PQclear(result); }
};
using Result = std::unique_ptr<PGresult, ResultGone>;

std::int64_t postgres_integer(std::string_view text);   // also "t" and "f", and what numeric tells as "12.00"
double postgres_real(std::string_view text);

// One row of a whole answer.
class PostgresRow : public Row {
 public:
  explicit PostgresRow(const PGresult* result) : result_(result) {}
  int at = 0;
  bool is_null(int c) const override { return PQgetisnull(result_, at, c) != 0; }
  std::int64_t integer(int c) const override { return postgres_integer(text(c)); }
  double real(int c) const override { return postgres_real(text(c)); }
  std::string_view text(int c) const override { return {PQgetvalue(result_, at, c), static_cast<std::size_t>(PQgetlength(result_, at, c))}; }

 private:
  const PGresult* result_;
};

// Rows held close together.
class HeldRows : public Row {
 public:
  void add(const PGresult* result);   // its first row
  void clear();
  std::size_t size() const { return columns_ ? cells_.size() / columns_ : 0; }

  std::size_t at = 0;
  bool is_null(int c) const override { return cell(c).length < 0; }
  std::int64_t integer(int c) const override { return postgres_integer(text(c)); }
  double real(int c) const override { return postgres_real(text(c)); }
  std::string_view text(int c) const override {
    const auto& found = cell(c);
    return found.length < 0 ? std::string_view() : std::string_view(bytes_).substr(found.at, static_cast<std::size_t>(found.length));
  }

 private:
  struct Cell {
    std::size_t at;
    int length;   // -1: null
  };
  const Cell& cell(int c) const { return cells_[at * columns_ + static_cast<std::size_t>(c)]; }
  std::string bytes_;
  std::vector<Cell> cells_;
  std::size_t columns_ = 0;
};

// An answer that is still coming in, row by row. It takes in a few rows at a time; when the connection is needed for
// something else, it takes in the rest.
class PostgresStream {
 public:
  PostgresStream(PGconn* connection, std::string_view sql) : connection_(connection), sql_(sql) {}

  // The next rows, valid until the next call; nullptr at the end. Throws what the database has against it.
  HeldRows* next();
  void take_in_the_rest();
  // What comes is not wanted any more.
  void drop() noexcept;

 private:
  static constexpr std::size_t rows_at_once = 256;
  void take(HeldRows& rows, std::size_t most);

  PGconn* connection_;
  std::string_view sql_;
  HeldRows now_, rest_;
  bool ended_ = false, rest_given_ = false;
};

}  // namespace store
