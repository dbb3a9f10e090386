// One connection to the database, for one thread at a time. Values go in by position (":a, :b" in the order given) and
// rows come out as described structs: the columns of the SELECT stand in the order of the struct's members.
//
//   auto row = session.one<Customer>("select id, name from customer where id = :id", 7);
//
// Shapes of parameters: integers, bool, double, text (UTF-8, no NUL), base::Time (microseconds), std::optional of these (NULL).
// Shapes of rows: one such value, or a described struct of such values. Errors of the database become base::Error; after
// one, the transaction is lost: let it out of the callback.
//
// SQL outside of store/ is read by SQLite and PostgreSQL alike; README.md says how it is written.
#pragma once
#include <boost/describe.hpp>
#include <boost/mp11.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/time.h"

namespace store {

// A value on its way in or out; text is borrowed on the way in.
struct Value {
  enum class Kind { null, integer, real, text } kind = Kind::null;
  std::int64_t integer = 0;
  double real = 0;
  std::string_view text;

  Value() = default;
  template <std::integral T>
  Value(T v) : kind(Kind::integer), integer(static_cast<std::int64_t>(v)) {}
  Value(double v) : kind(Kind::real), real(v) {}
  Value(std::string_view v) : kind(Kind::text), text(v) {}
  Value(const std::string& v) : kind(Kind::text), text(v) {}
  Value(const char* v) : kind(Kind::text), text(v) {}
  Value(base::Time v) : kind(Kind::integer), integer(v.micros) {}
  template <class E> requires std::is_enum_v<E>
  Value(E v) : kind(Kind::integer), integer(static_cast<std::int64_t>(v)) {}
  template <class T>
  Value(const std::optional<T>& v) { if (v) *this = Value(*v); }
};

// A row being read: columns in order.
class Row {
 public:
  virtual ~Row() = default;
  virtual bool is_null(int column) const = 0;
  virtual std::int64_t integer(int column) const = 0;
  virtual double real(int column) const = 0;
  virtual std::string_view text(int column) const = 0;   // valid until the next row
};

template <class T>
void read_column(const Row& row, int column, T& out) {
  if constexpr (base::is_optional<T>) {
    if (row.is_null(column)) out = std::nullopt;
    else read_column(row, column, out.emplace());
  } else if constexpr (std::is_same_v<T, std::string>) {
    out = row.is_null(column) ? std::string() : std::string(row.text(column));
  } else if constexpr (std::is_same_v<T, base::Time>) {
    out.micros = row.integer(column);
  } else if constexpr (std::is_floating_point_v<T>) {
    out = row.real(column);
  } else if constexpr (std::is_enum_v<T>) {
    out = static_cast<T>(row.integer(column));
  } else {
    out = static_cast<T>(row.integer(column));
  }
}

template <class T>
T read_row(const Row& row) {
  T out{};
  if constexpr (base::is_described_struct<T>) {
    int column = 0;
    boost::mp11::mp_for_each<base::members_of<T>>([&](auto d) { read_column(row, column++, out.*d.pointer); });
  } else {
    read_column(row, 0, out);
  }
  return out;
}

enum class Dialect { sqlite, postgresql };

class Session {
 public:
  virtual ~Session() = default;

  // Runs one statement; answers how many rows it changed. Statements are prepared once a connection and kept.
  template <class... P>
  std::int64_t run(std::string_view sql, const P&... parameters) {
    Value values[] = {Value(parameters)..., Value()};
    return execute(sql, values, sizeof...(P), nullptr, Rows::few);
  }
  // The same where nobody needs the count: a database at the other end of a wire takes many of these in one go. What it
  // has against one comes out of a later call, at the latest of the commit. In the order given, before any other statement.
  template <class... P>
  void run_later(std::string_view sql, const P&... parameters) {
    Value values[] = {Value(parameters)..., Value()};
    execute_later(sql, values, sizeof...(P));
  }
  template <class T, class... P>
  std::vector<T> all(std::string_view sql, const P&... parameters) {
    std::vector<T> rows;
    Value values[] = {Value(parameters)..., Value()};
    std::function<void(const Row&)> visitor = [&](const Row& row) { rows.push_back(read_row<T>(row)); };
    execute(sql, values, sizeof...(P), &visitor, Rows::few);
    return rows;
  }
  template <class T, class... P>
  std::optional<T> one(std::string_view sql, const P&... parameters) {
    std::optional<T> found;
    Value values[] = {Value(parameters)..., Value()};
    std::function<void(const Row&)> visitor = [&](const Row& row) { if (!found) found = read_row<T>(row); };
    execute(sql, values, sizeof...(P), &visitor, Rows::few);
    return found;
  }
  // Calls `visit` for each row without holding them all. `visit` may run other statements of this session; among many
  // rows that costs memory for those to come, so a long table is better read in steps (where id > :last … limit :n).
  template <class Visit, class... P>
  void each(std::string_view sql, Visit visit, const P&... parameters) {
    Value values[] = {Value(parameters)..., Value()};
    std::function<void(const Row&)> visitor = std::move(visit);
    execute(sql, values, sizeof...(P), &visitor, Rows::many);
  }
  // The same with a list made at run time.
  void each_of(std::string_view sql, const std::vector<Value>& values, const std::function<void(const Row&)>& visit) { execute(sql, values.data(), values.size(), &visit, Rows::many); }
  template <class T>
  std::vector<T> all_of(std::string_view sql, const std::vector<Value>& values) {
    std::vector<T> rows;
    std::function<void(const Row&)> visitor = [&](const Row& row) { rows.push_back(read_row<T>(row)); };
    execute(sql, values.data(), values.size(), &visitor, Rows::few);
    return rows;
  }

  // Several statements, separated by semicolons, without parameters or rows (migrations).
  virtual void script(std::string_view sql) = 0;

  virtual Dialect dialect() const = 0;   // for store/ alone: SQL elsewhere is the same for all

 protected:
  enum class Rows { few, many };   // whether the answer may be held in memory as a whole
  virtual std::int64_t execute(std::string_view sql, const Value* values, std::size_t count, const std::function<void(const Row&)>* visit, Rows rows) = 0;
  virtual void execute_later(std::string_view sql, const Value* values, std::size_t count) { execute(sql, values, count, nullptr, Rows::few); }
};

}  // namespace store
