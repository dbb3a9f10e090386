// Carries the whole truth of one database into another, table by table from the catalogue (tables.h), on one snapshot, and
// proves that all of it arrived: rows are counted and hashed on both sides, whatever their order.
//
// While it goes on, and when it was cut off, the target bears a mark: nobody serves it, and the next carry begins anew.
#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "store/database.h"

namespace store {

struct TableDigest {
  std::string table;
  std::int64_t rows = 0;
  std::uint64_t low = 0, high = 0;   // sums of the halves of the rows' hashes (SHA-256, cut): of any order
  std::string text() const;          // "1f3a…", 32 hexadecimal digits
  bool operator==(const TableDigest&) const = default;
};

// Of every table of the truth, on one snapshot. `step` is told the table and its rows so far.
using CarryStep = std::function<void(const std::string& table, std::int64_t rows)>;
std::vector<TableDigest> digests(Database& database, const CarryStep& step);

// Both must be migrated alike; the target must be empty but for its steps. Answers the digests of what was read. Throws
// Error(conflict) when the target holds something, or when the two have not the same tables.
std::vector<TableDigest> carry(Database& from, Database& to, const std::string& called, const CarryStep& step);
// After the digests were compared: takes the mark away.
void carried(Database& to);

// What was being carried into it when that was cut off; "" for none.
std::string half_carried(Database& database);
// Empties a target of which half was carried, by making it anew. Nobody else may have it open.
void forget_half_carried(const std::filesystem::path& folder, const std::string& address);

}  // namespace store
