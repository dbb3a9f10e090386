// Bulk rows by COPY: held in memory in COPY's binary form, and sent some megabytes at a time, so that other statements
// may run between rows and no COPY waits for us. Private to store/.
#pragma once
#include <string>
#include <vector>

#include "store/bulk.h"
#include "store/postgres_session.h"

namespace store {

class PostgresBulkInsert : public BulkInsert {
 public:
  PostgresBulkInsert(PostgresSession& session, std::string_view table, const std::vector<std::string_view>& columns);
  ~PostgresBulkInsert() override;
  void set(int column, std::int64_t value) override { cells_[static_cast<std::size_t>(column)] = value; }
  void set(int column, double value) override { cells_[static_cast<std::size_t>(column)] = value; }
  void set(int column, std::string_view value) override { cells_[static_cast<std::size_t>(column)] = value; }
  void row() override;
  void finish() override;

 private:
  void send();

  PostgresSession& session_;
  std::string sql_;
  std::vector<Oid> types_;
  std::vector<Value> cells_;   // of the next row
  std::string rows_;
  bool open_rows_ = false;
};

}  // namespace store
