#include "store/sqlite_session.h"

#include <cerrno>

#include "base/error.h"
#include "store/health.h"

namespace store {
namespace {

constexpr std::size_t statements_kept = 256;   // a connection's prepared statements; beyond that, all are let go

class SqliteRow : public Row {
 public:
  explicit SqliteRow(sqlite3_stmt* statement) : statement_(statement) {}
  bool is_null(int c) const override { return sqlite3_column_type(statement_, c) == SQLITE_NULL; }
  std::int64_t integer(int c) const override { return sqlite3_column_int64(statement_, c); }
  double real(int c) const override { return sqlite3_column_double(statement_, c); }
  std::string_view text(int c) const override {
    auto data = reinterpret_cast<const char*>(sqlite3_column_text(statement_, c));
    return {data ? data : "", static_cast<std::size_t>(sqlite3_column_bytes(statement_, c))};
  }

 private:
  sqlite3_stmt* statement_;
};

void bind(sqlite3_stmt* statement, int at, const Value& value) {
  switch (value.kind) {
    case Value::Kind::null: sqlite3_bind_null(statement, at); break;
    case Value::Kind::integer: sqlite3_bind_int64(statement, at, value.integer); break;
    case Value::Kind::real: sqlite3_bind_double(statement, at, value.real); break;
    case Value::Kind::text:
      sqlite3_bind_text(statement, at, value.text.data() ? value.text.data() : "", static_cast<int>(value.text.size()), SQLITE_STATIC);
      break;
  }
}

// greatest(a, b), least(a, b) of integers and reals.
void greatest_or_least(sqlite3_context* context, int, sqlite3_value** values) {
  bool greatest = *static_cast<const char*>(sqlite3_user_data(context)) == 'g';
  auto a = values[0], b = values[1];
  if (sqlite3_value_type(a) == SQLITE_NULL) return sqlite3_result_value(context, b);
  if (sqlite3_value_type(b) == SQLITE_NULL) return sqlite3_result_value(context, a);
  bool whole = sqlite3_value_type(a) == SQLITE_INTEGER && sqlite3_value_type(b) == SQLITE_INTEGER;
  bool a_is_less = whole ? sqlite3_value_int64(a) < sqlite3_value_int64(b) : sqlite3_value_double(a) < sqlite3_value_double(b);
  sqlite3_result_value(context, a_is_less == greatest ? b : a);
}

// bit_or(a) of integers; of none, null.
struct BitOr {
  bool any = false;
  std::int64_t bits = 0;
};
void bit_or_step(sqlite3_context* context, int, sqlite3_value** values) {
  if (sqlite3_value_type(values[0]) == SQLITE_NULL) return;
  auto* all = static_cast<BitOr*>(sqlite3_aggregate_context(context, sizeof(BitOr)));
  if (!all) return sqlite3_result_error_nomem(context);
  all->any = true;
  all->bits |= sqlite3_value_int64(values[0]);
}
void bit_or_final(sqlite3_context* context) {
  auto* all = static_cast<BitOr*>(sqlite3_aggregate_context(context, 0));
  all && all->any ? sqlite3_result_int64(context, all->bits) : sqlite3_result_null(context);
}

// A statement is reset however its use ends, so that it never holds a snapshot open.
struct Resetting {
  sqlite3_stmt* statement;
  ~Resetting() { sqlite3_reset(statement); }
};

}  // namespace

void throw_sqlite(sqlite3* connection, int code, std::string_view doing) {
  std::string text = connection ? sqlite3_errmsg(connection) : sqlite3_errstr(code);
  int system = connection ? sqlite3_system_errno(connection) : 0;
  if (code == SQLITE_IOERR_FSYNC || code == SQLITE_IOERR_DIR_FSYNC)
    throw StoreError(Trouble::sync_failed, "The disk did not confirm that it keeps what was written.", "Look at the disk (dmesg), then start the server anew; what was acknowledged before is kept.");
  bool is_full = (code & 0xff) == SQLITE_FULL || ((code & 0xff) == SQLITE_IOERR && (system == ENOSPC || system == EDQUOT));
  if (is_full) throw StoreError(Trouble::disk_full, "The disk of the data folder is full: nothing can be written.", "Free some space; writing goes on by itself then. Nothing that was acknowledged is lost.");
  switch (code & 0xff) {
    case SQLITE_BUSY: case SQLITE_LOCKED:
      throw StoreError(Trouble::held, "The database is held by another program: " + text + ".", "Close the program that holds it (a database browser?) and try again.");
    case SQLITE_READONLY: case SQLITE_PERM:
      throw StoreError(Trouble::read_only, "The database files can't be written: " + text + ".", "Look at the data folder's rights, and whether its disk is mounted for reading only.");
    case SQLITE_CANTOPEN: case SQLITE_IOERR:
      throw StoreError(Trouble::disk_error, "The database files can't be used: " + text + ".", "Look at the data folder's rights and its disk.");
    case SQLITE_CORRUPT: case SQLITE_NOTADB:
      throw StoreError(Trouble::damaged, "The database file is damaged: " + text + ".", "Stop the server and restore the last backup of the data folder.");
    case SQLITE_CONSTRAINT:
      throw base::Error(base::ErrorCode::conflict, "This is not possible with what is there: " + text + ".");
    default:
      throw base::Error(base::ErrorCode::internal, "The database refused " + std::string(doing.substr(0, 200)) + ": " + text + ".");
  }
}

SqliteSession::SqliteSession(const std::filesystem::path& folder, Use use) {
  auto file = folder / "throughline.db";
  sqlite3* opened = nullptr;
  int code = sqlite3_open_v2(file.c_str(), &opened, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nullptr);
  connection_.reset(opened);
  if (code != SQLITE_OK) throw_sqlite(handle(), code, "opening");
  sqlite3_extended_result_codes(handle(), 1);
  sqlite3_busy_timeout(handle(), 10'000);
  run("attach database :file as derived", (folder / "derived.db").string());
  // FULL: a commit is on the disk before it is answered. What is derived can be rebuilt and needs no sync of its own.
  script("pragma main.journal_mode=wal; pragma derived.journal_mode=wal;"
         "pragma main.synchronous=full; pragma derived.synchronous=normal;"
         "pragma foreign_keys=on; pragma temp_store=memory; pragma trusted_schema=off;"
         "pragma main.secure_delete=on; pragma derived.secure_delete=on;"   // what is erased is gone from the file
         "pragma main.wal_autocheckpoint=0; pragma mmap_size=0;");
  // As elsewhere: of what is not null.
  for (const char* name : {"greatest", "least"})
    sqlite3_create_function_v2(handle(), name, 2, SQLITE_UTF8 | SQLITE_DETERMINISTIC, const_cast<char*>(name), greatest_or_least, nullptr, nullptr, nullptr);
  sqlite3_create_function_v2(handle(), "bit_or", 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC, nullptr, nullptr, bit_or_step, bit_or_final, nullptr);
  switch (use) {
    case Use::read: script("pragma main.cache_size=-16384; pragma derived.cache_size=-16384; pragma query_only=on;"); break;
    case Use::write:
      sqlite3_busy_timeout(handle(), 2'000);   // whoever waits for us hears soon that another program holds the file
      script("pragma main.cache_size=-262144; pragma derived.cache_size=-2048;");
      break;
    case Use::derive: script("pragma main.cache_size=-8192; pragma derived.cache_size=-196608;"); break;
  }
}

sqlite3_stmt* SqliteSession::prepared(std::string_view sql) {
  auto found = statements_.find(sql);
  if (found != statements_.end() && !sqlite3_stmt_busy(found->second.get())) return found->second.get();
  if (statements_.size() >= statements_kept) {
    std::erase_if(statements_, [](auto& entry) { return !sqlite3_stmt_busy(entry.second.get()); });
    found = statements_.find(sql);
  }
  sqlite3_stmt* statement = nullptr;
  int code = sqlite3_prepare_v3(handle(), sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
  if (code != SQLITE_OK) throw_sqlite(handle(), code, sql);
  // The same text running inside itself (a query within its own rows): the inner one gets a name of its own.
  std::string name(sql);
  while (statements_.contains(name)) name += ' ';
  statements_.emplace(std::move(name), statement);
  return statement;
}

std::int64_t SqliteSession::execute(std::string_view sql, const Value* values, std::size_t count, const std::function<void(const Row&)>* visit, Rows) {
  auto statement = prepared(sql);
  Resetting resetting{statement};
  if (sqlite3_bind_parameter_count(statement) != static_cast<int>(count))
    throw base::Error(base::ErrorCode::internal, "Wrong number of parameters for: " + std::string(sql.substr(0, 200)));
  for (std::size_t i = 0; i < count; ++i) bind(statement, static_cast<int>(i) + 1, values[i]);
  SqliteRow row(statement);
  for (;;) {
    int code = sqlite3_step(statement);
    if (code == SQLITE_ROW) {
      if (visit) (*visit)(row);
      continue;
    }
    if (code == SQLITE_DONE) break;
    throw_sqlite(handle(), code, sql);
  }
  return visit ? 0 : sqlite3_changes64(handle());
}

void SqliteSession::script(std::string_view sql) {
  std::string text(sql);
  int code = sqlite3_exec(handle(), text.c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) throw_sqlite(handle(), code, sql);
}

SqliteBulkInsert::SqliteBulkInsert(SqliteSession& session, std::string_view table, const std::vector<std::string_view>& columns)
    : session_(session) {
  std::string sql = "insert into ", marks;
  sql += table;
  sql += '(';
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (i) sql += ',', marks += ',';
    sql += columns[i];
    marks += '?';
  }
  sql += ") values (" + marks + ")";
  int code = sqlite3_prepare_v2(session.handle(), sql.c_str(), static_cast<int>(sql.size()), &statement_, nullptr);
  if (code != SQLITE_OK) throw_sqlite(session.handle(), code, sql);
}

SqliteBulkInsert::~SqliteBulkInsert() {
  session_.left_unfinished |= open_rows_;
  sqlite3_finalize(statement_);
}

void SqliteBulkInsert::set(int column, std::int64_t value) { sqlite3_bind_int64(statement_, column + 1, value); }
void SqliteBulkInsert::set(int column, double value) { sqlite3_bind_double(statement_, column + 1, value); }
void SqliteBulkInsert::set(int column, std::string_view value) {
  sqlite3_bind_text(statement_, column + 1, value.data() ? value.data() : "", static_cast<int>(value.size()), SQLITE_STATIC);
}

void SqliteBulkInsert::row() {
  int code = sqlite3_step(statement_);
  sqlite3_reset(statement_);
  sqlite3_clear_bindings(statement_);
  if (code != SQLITE_DONE) throw_sqlite(session_.handle(), code, "a bulk insert");
  open_rows_ = true;
}

}  // namespace store
