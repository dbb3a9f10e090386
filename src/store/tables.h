// The tables of the truth, as the database's own catalogue has them: whoever carries or keeps a whole company goes by this
// list, so that the tables of a capability are carried without anybody thinking of it.
#pragma once
#include <string>
#include <vector>

#include "store/session.h"

namespace store {

struct TableColumn {
  std::string name;
  Value::Kind kind = Value::Kind::text;   // integer, real or text
  bool operator==(const TableColumn&) const = default;
};

struct Table {
  std::string name;
  std::vector<TableColumn> columns;       // by name
  bool refers_to_itself = false;          // rows in the order of the first column of its key fulfil its references
  std::string key;                        // that column
};

// Those that others refer to come first. Left out is what is the place's own: which steps were applied (`migration`) and
// who works on what right now (`lease`).
std::vector<Table> truth_tables(Session& session);

}  // namespace store
