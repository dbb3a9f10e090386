// SQLite's side of store/session.h: a connection that attaches both files (main = the truth, derived), with its prepared
// statements. Private to store/.
#pragma once
#include <sqlite3.h>

#include <filesystem>
#include <memory>
#include <string>
#include <unordered_map>

#include "store/bulk.h"
#include "store/session.h"

namespace store {

// Turns SQLite's last error into base::Error: full disk, busy and read-only files say what to do.
[[noreturn]] void throw_sqlite(sqlite3* connection, int code, std::string_view doing);

class SqliteSession : public Session {
 public:
  enum class Use { read, write, derive };
  SqliteSession(const std::filesystem::path& folder, Use use);

  void script(std::string_view sql) override;
  Dialect dialect() const override { return Dialect::sqlite; }
  sqlite3* handle() { return connection_.get(); }
  sqlite3_stmt* prepared(std::string_view sql);
  bool left_unfinished = false;   // bulk rows of this transaction; here they are in the table all the same, elsewhere not

 protected:
  std::int64_t execute(std::string_view sql, const Value* values, std::size_t count, const std::function<void(const Row&)>* visit, Rows rows) override;

 private:
  struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view s) const { return std::hash<std::string_view>()(s); }
  };
  struct Closing {
    void operator()(sqlite3* connection) const { sqlite3_close(connection); }
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };
  // Both let go also when opening ended half way; the statements first, for a connection with statements stays open.
  std::unique_ptr<sqlite3, Closing> connection_;
  std::unordered_map<std::string, std::unique_ptr<sqlite3_stmt, Closing>, TextHash, std::equal_to<>> statements_;
};

class SqliteBulkInsert : public BulkInsert {
 public:
  // Holds a statement of its own: those of the session may be let go at any time.
  SqliteBulkInsert(SqliteSession& session, std::string_view table, const std::vector<std::string_view>& columns);
  ~SqliteBulkInsert() override;
  void set(int column, std::int64_t value) override;
  void set(int column, double value) override;
  void set(int column, std::string_view value) override;
  void row() override;
  void finish() override { open_rows_ = false; }

 private:
  SqliteSession& session_;
  sqlite3_stmt* statement_ = nullptr;
  bool open_rows_ = false;
};

}  // namespace store
