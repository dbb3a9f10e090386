// One small select for each of many ids, in few statements: a database at the other end of a wire is asked some dozens at
// a time instead of waiting for each answer. A limit in the select holds for each id.
//
//   each_of_many(session, "select id, name from customer where merged_into = :id limit 200", roots, [](const Row& row) {…});
//
// `select` names its one parameter :id, once, and gives nothing for the id 0; it says by a column which id a row is of. Rows
// come in any order.
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "store/session.h"

namespace store {

inline void each_of_many(Session& session, std::string_view select, const std::vector<std::int64_t>& ids, const std::function<void(const Row&)>& visit) {
  constexpr std::size_t at_once = 64;   // few sizes, so that few statements are prepared
  for (std::size_t at = 0; at < ids.size();) {
    auto left = ids.size() - at;
    std::size_t size = left == 1 ? 1 : left <= 8 ? 8 : at_once;
    std::string sql;
    std::vector<Value> values;
    for (std::size_t i = 0; i < size; ++i) {
      std::string one(select);
      one.replace(one.find(":id"), 3, ":id" + std::to_string(i));
      sql += (i ? " union all select * from (" : "select * from (") + one + ") part" + std::to_string(i);
      values.emplace_back(i < left ? ids[at + i] : std::int64_t(0));
    }
    session.each_of(sql, values, visit);
    at += std::min(size, left);
  }
}

}  // namespace store
