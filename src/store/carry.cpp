#include "store/carry.h"

#include <algorithm>
#include <charconv>
#include <cstdio>

#include "base/error.h"
#include "base/hash.h"
#include "store/backends.h"
#include "store/bulk.h"
#include "store/postgres_session.h"
#include "store/tables.h"

namespace store {
namespace {

constexpr std::size_t rows_a_commit = 20'000;
constexpr std::string_view mark = "move into this database";   // the name of a lease that never ends and nobody holds

struct Cell {
  Value::Kind kind = Value::Kind::null;
  std::int64_t integer = 0;
  double real = 0;
  std::string text;
};

std::string names_of(const Table& table) {
  std::string names;
  for (const auto& column : table.columns) (names += names.empty() ? "" : ", ") += column.name;
  return names;
}

// One row in one form, whatever database gave it.
void read_cells(const Row& row, const Table& table, std::vector<Cell>& cells) {
  cells.resize(table.columns.size());
  for (std::size_t i = 0; i < cells.size(); ++i) {
    auto column = static_cast<int>(i);
    cells[i].kind = row.is_null(column) ? Value::Kind::null : table.columns[i].kind;
    switch (cells[i].kind) {
      case Value::Kind::integer: cells[i].integer = row.integer(column); break;
      case Value::Kind::real: cells[i].real = row.real(column); break;
      case Value::Kind::text: cells[i].text = row.text(column); break;
      case Value::Kind::null: break;
    }
  }
}

void add_to(TableDigest& digest, const std::vector<Cell>& cells, std::string& buffer) {
  buffer.clear();
  auto put = [&](const void* data, std::size_t size) { buffer.append(static_cast<const char*>(data), size); };
  for (const auto& cell : cells) {
    buffer += static_cast<char>(cell.kind);
    switch (cell.kind) {
      case Value::Kind::integer: put(&cell.integer, sizeof cell.integer); break;
      case Value::Kind::real: put(&cell.real, sizeof cell.real); break;
      case Value::Kind::text: {
        auto size = cell.text.size();
        put(&size, sizeof size);
        buffer += cell.text;
        break;
      }
      case Value::Kind::null: break;
    }
  }
  // One that is the same in every process: digests of two runs can be held side by side.
  auto hash = base::sha256_hex(buffer);
  std::uint64_t halves[2] = {};
  for (int i = 0; i < 2; ++i) std::from_chars(hash.data() + i * 16, hash.data() + (i + 1) * 16, halves[i], 16);
  digest.high += halves[0];
  digest.low += halves[1];
  ++digest.rows;
}

void insert(Database& to, Session& session, const Table& table, const std::vector<std::vector<Cell>>& rows, std::size_t count) {
  std::vector<std::string_view> names;
  for (const auto& column : table.columns) names.push_back(column.name);
  auto bulk = to.bulk_insert(session, table.name, names);
  for (std::size_t at = 0; at < count; ++at) {
    for (std::size_t i = 0; i < rows[at].size(); ++i) {
      const auto& cell = rows[at][i];
      auto column = static_cast<int>(i);
      switch (cell.kind) {
        case Value::Kind::integer: bulk->set(column, cell.integer); break;
        case Value::Kind::real: bulk->set(column, cell.real); break;
        case Value::Kind::text: bulk->set(column, std::string_view(cell.text)); break;
        case Value::Kind::null: break;
      }
    }
    bulk->row();
  }
  bulk->finish();
}

std::string select_of(const Table& table) {
  auto sql = "select " + names_of(table) + " from " + table.name;
  if (table.refers_to_itself && !table.key.empty()) sql += " order by " + table.key;
  return sql;
}

// Throws unless every table is on both sides with the same columns, and empty over there.
void must_fit(const std::vector<Table>& from, const std::vector<Table>& to, Session& target) {
  for (const auto& table : from) {
    auto same = std::find_if(to.begin(), to.end(), [&](const Table& other) { return other.name == table.name && other.columns == table.columns; });
    if (same == to.end())
      throw base::Error(base::ErrorCode::conflict, "The table " + table.name + " is not the same on both sides.", "Move with the program that served the company last; both sides are brought to its version.");
  }
  for (const auto& table : to)
    if (target.one<int>("select 1 from " + table.name + " limit 1"))
      throw base::Error(base::ErrorCode::conflict, "The target is not empty: its table " + table.name + " holds something.", "Name an empty folder or a new database with --to; a company is never moved into another.");
}

}  // namespace

std::string TableDigest::text() const {
  char digits[33];
  std::snprintf(digits, sizeof digits, "%016llx%016llx", static_cast<unsigned long long>(high), static_cast<unsigned long long>(low));
  return digits;
}

std::vector<TableDigest> digests(Database& database, const CarryStep& step) {
  std::vector<TableDigest> all;
  database.read([&](Session& session) {
    std::vector<Cell> cells;
    std::string buffer;
    for (const auto& table : truth_tables(session)) {
      TableDigest digest{.table = table.name};
      session.each(select_of(table), [&](const Row& row) {
        read_cells(row, table, cells);
        add_to(digest, cells, buffer);
        if (digest.rows % 10'000 == 0) step(table.name, digest.rows);
      });
      all.push_back(digest);
    }
  });
  return all;
}

std::vector<TableDigest> carry(Database& from, Database& to, const std::string& called, const CarryStep& step) {
  std::vector<TableDigest> all;
  from.read([&](Session& source) {
    auto tables = truth_tables(source);
    to.read([&](Session& target) { must_fit(tables, truth_tables(target), target); });
    to.write([&](Session& target) { target.run("insert into lease(name, holder, until) values (:n, :h, :u)", mark, called, INT64_MAX); });
    std::vector<std::vector<Cell>> rows(rows_a_commit);
    std::string buffer;
    for (const auto& table : tables) {
      TableDigest digest{.table = table.name};
      std::size_t waiting = 0;
      auto write = [&] {
        if (waiting) to.write([&](Session& target) { insert(to, target, table, rows, waiting); });
        waiting = 0;
        step(table.name, digest.rows);
      };
      source.each(select_of(table), [&](const Row& row) {
        read_cells(row, table, rows[waiting]);
        add_to(digest, rows[waiting], buffer);
        if (++waiting == rows_a_commit) write();
      });
      write();
      all.push_back(digest);
    }
  });
  return all;
}

void carried(Database& to) {
  to.write([](Session& session) { session.run("delete from lease where name = :n", mark); });
}

std::string half_carried(Database& database) {
  return database.reading([](Session& session) { return session.one<std::string>("select holder from lease where name = :n", mark).value_or(""); });
}

void forget_half_carried(const std::filesystem::path& folder, const std::string& address) {
  if (address.empty()) {
    for (const char* name : {"throughline.db", "throughline.db-wal", "throughline.db-shm", "derived.db", "derived.db-wal", "derived.db-shm"}) std::filesystem::remove(folder / name);
    return;
  }
  forget_derived_postgres(address);   // throws while anybody else has it open
  PostgresSession(address, PostgresSession::Use::write).command("drop schema throughline cascade; drop schema derived cascade");
}

}  // namespace store
