// The peer: bare SQLite with the record's own tables and indexes, one thread, prepared statements, WAL, synchronous=FULL.
// It recognises nobody and answers nobody: what the disk and the engine can do at best with the same rows.
#pragma once
#include <sqlite3.h>

#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>

#include "record/migrations.h"

namespace bench {

class Statement {
 public:
  Statement(sqlite3* connection, const std::string& sql) {
    if (sqlite3_prepare_v3(connection, sql.c_str(), -1, SQLITE_PREPARE_PERSISTENT, &statement_, nullptr) != SQLITE_OK) throw std::runtime_error(sql + ": " + sqlite3_errmsg(connection));
  }
  ~Statement() { sqlite3_finalize(statement_); }
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

  void set(int at, std::int64_t value) { sqlite3_bind_int64(statement_, at + 1, value); }
  void set(int at, std::string_view value) { sqlite3_bind_text(statement_, at + 1, value.data(), static_cast<int>(value.size()), SQLITE_STATIC); }
  void clear() { sqlite3_clear_bindings(statement_); }
  bool step() {
    int code = sqlite3_step(statement_);
    if (code == SQLITE_ROW) return true;
    sqlite3_reset(statement_);
    if (code != SQLITE_DONE) throw std::runtime_error(sqlite3_errmsg(sqlite3_db_handle(statement_)));
    return false;
  }
  sqlite3_stmt* handle() { return statement_; }

 private:
  sqlite3_stmt* statement_ = nullptr;
};

class Peer {
 public:
  explicit Peer(const std::filesystem::path& file) {
    if (sqlite3_open(file.c_str(), &connection_) != SQLITE_OK) throw std::runtime_error("the peer's file can't be opened");
    run("pragma journal_mode=wal; pragma synchronous=full; pragma cache_size=-262144; pragma wal_autocheckpoint=4000; pragma temp_store=memory; pragma threads=1");
  }
  ~Peer() { sqlite3_close(connection_); }
  Peer(const Peer&) = delete;
  Peer& operator=(const Peer&) = delete;

  // The record's tables of the truth, as its migrations make them.
  void make_tables() {
    for (const auto& step : record::migrations().steps)
      if (!step.derived) run(std::string(step.sql));
  }
  void run(const std::string& sql) {
    if (sqlite3_exec(connection_, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) throw std::runtime_error(sql.substr(0, 100) + ": " + sqlite3_errmsg(connection_));
  }
  std::int64_t number(const std::string& sql) {
    Statement statement(connection_, sql);
    auto found = statement.step() ? sqlite3_column_int64(statement.handle(), 0) : 0;
    sqlite3_reset(statement.handle());
    return found;
  }
  sqlite3* handle() { return connection_; }

 private:
  sqlite3* connection_ = nullptr;
};

}  // namespace bench
