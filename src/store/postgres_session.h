// PostgreSQL's side of store/session.h: one connection, its prepared statements, and what is under way on it.
// Private to store/. Texts go in and come out as they are, numbers go in as their bytes and come out as text.
#pragma once
#include <libpq-fe.h>

#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "store/postgres_dialect.h"
#include "store/postgres_rows.h"
#include "store/session.h"

namespace store {

class PostgresSession : public Session {
 public:
  enum class Use { read, write, derive };
  // Connects; throws Error(unavailable) that says what to do.
  PostgresSession(const std::string& address, Use use);
  ~PostgresSession() override;

  void script(std::string_view sql) override { command(postgres_script(sql)); }
  Dialect dialect() const override { return Dialect::postgresql; }

  // PostgreSQL's own SQL, statements separated by semicolons, rows passed over.
  void command(const std::string& sql);
  // Commits, or throws and has not committed; when the connection is lost meanwhile nobody knows (Error says so).
  void commit();
  void roll_back() noexcept;
  bool is_broken() const { return PQstatus(connection_) != CONNECTION_OK; }

  // The types of columns, by which COPY writes them.
  const std::vector<Oid>& types_of(const std::string& table, const std::string& columns);
  // Rows in COPY's binary form, the head and the end of them left out.
  void copy_in(const std::string& sql, std::string_view rows);

  bool left_unfinished = false;   // bulk rows of this transaction

 protected:
  std::int64_t execute(std::string_view sql, const Value* values, std::size_t count, const std::function<void(const Row&)>* visit, Rows rows) override;
  void execute_later(std::string_view sql, const Value* values, std::size_t count) override;

 private:
  struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view s) const { return std::hash<std::string_view>()(s); }
  };
  struct Statement {
    PostgresStatement text;
    std::vector<std::pair<std::string, std::string>> names;   // kinds of parameters -> the prepared statement for these
  };

  const std::string& prepared(std::string_view sql, const Value* values, std::size_t count);
  void send(std::string_view sql, const Value* values, std::size_t count);
  void make_way();                        // whatever is under way is taken in, so that the connection is free
  Result settle();                        // takes in the answers to what was sent for later; the last of them, if any was sent
  void forget_statements();
  void visit_many(const std::function<void(const Row&)>& visit, std::string_view sql);

  PGconn* connection_ = nullptr;
  std::unordered_map<std::string, Statement, TextHash, std::equal_to<>> statements_;
  std::size_t prepared_ = 0, named_ = 0;
  std::unordered_map<std::string, std::vector<Oid>> types_;
  std::size_t later_ = 0;                 // statements sent whose answers were not read
  std::vector<PostgresStream*> streams_;  // rows that are still coming in: the last one at most, those before are held
};

}  // namespace store
