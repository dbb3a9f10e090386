// Many rows into one table, as fast as the database takes them. Made by Database::bulk_insert inside a transaction and
// gone before it ends. Texts are borrowed until row() returns. Not for two threads.
//
// Rows may be held back in memory until finish(): only then are they in the table for other statements, and only then is
// it known that the database takes them. Other statements of the session may run between rows. A transaction whose rows
// were not finished can't be committed: Error(internal).
#pragma once
#include <cstdint>
#include <string_view>

namespace store {

class BulkInsert {
 public:
  virtual ~BulkInsert() = default;
  // Values of the next row, by column position from 0; what is not set is NULL.
  virtual void set(int column, std::int64_t value) = 0;
  virtual void set(int column, double value) = 0;
  virtual void set(int column, std::string_view value) = 0;
  virtual void row() = 0;
  // After the last row. Throws what the database has against any of them.
  virtual void finish() = 0;
};

}  // namespace store
