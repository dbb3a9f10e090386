// A full-text index over word lists, derived: documents are numbers with words that base/text.h prepared (so that
// Chinese pairs are words too). SQLite: FTS5; PostgreSQL: a tsvector under GIN; the answers are the same. Of a word 2,046
// bytes count, of a document 512 KB. One per name; FullText::tables makes the tables.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "store/session.h"

namespace store {

class FullText {
 public:
  explicit FullText(std::string_view name) : name_(name) {}

  // The SQL that makes the index, for a derived Migration. Beginnings of words that are `prefixes` characters long are found
  // without looking at every word that begins so (SQLite; what PostgreSQL does is its planner's affair).
  static std::string tables(std::string_view name, std::string_view prefixes = "2 3");
  // The SQL that throws it away.
  static std::string no_tables(std::string_view name);

  // Replaces the words of a document; no words removes it. Inside derive().
  void put(Session& session, std::int64_t document, const std::vector<std::string>& words) const;
  // The index is written anew without what was replaced or removed, so that its words stand nowhere any more. Inside derive().
  // On PostgreSQL that is the server's vacuum, which comes by itself.
  void compact(Session& session) const;
  // Documents that hold all the words, the higher number first, at most `limit`, numbered below `before`. Inside read().
  std::vector<std::int64_t> find(Session& session, const std::vector<base::SearchWord>& words, std::size_t limit, std::int64_t before = INT64_MAX) const;
  // The same as a select of `id`, to be joined to other tables; its parameters in this order: what `asked` says, before, limit.
  std::string found(const Session& session) const;
  std::string asked(const Session& session, const std::vector<base::SearchWord>& words) const;   // words: at least one

 private:
  std::string name_;
};

}  // namespace store
