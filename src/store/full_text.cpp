#include "store/full_text.h"

namespace store {

std::string FullText::tables(std::string_view name) {
  std::string n(name);
  // The words stand once in an ordinary table; FTS5 holds only the inverted index over it.
  return "create table derived." + n + "_words (id integer primary key, words text not null);"
         "create virtual table derived." + n + " using fts5(words, content='" + n + "_words', content_rowid='id', detail=none, columnsize=0, tokenize='unicode61 remove_diacritics 0', prefix='2 3');";
}

void FullText::put(Session& session, std::int64_t document, const std::vector<std::string>& words) const {
  std::string text;
  for (const auto& word : words) (text += text.empty() ? "" : " ") += word;
  auto old = session.one<std::string>("select words from derived." + name_ + "_words where id = :id", document);
  if (old && *old == text) return;
  if (old) session.run("insert into derived." + name_ + "(" + name_ + ", rowid, words) values ('delete', :id, :w)", document, *old);
  if (text.empty()) {
    session.run("delete from derived." + name_ + "_words where id = :id", document);
    return;
  }
  session.run("insert into derived." + name_ + "_words(id, words) values (:id, :w) on conflict(id) do update set words = excluded.words", document, text);
  session.run("insert into derived." + name_ + "(rowid, words) values (:id, :w)", document, text);
}

void FullText::compact(Session& session) const { session.run("insert into derived." + name_ + "(" + name_ + ") values ('optimize')"); }

std::vector<std::int64_t> FullText::find(Session& session, const std::vector<base::SearchWord>& words, std::size_t limit, std::int64_t before) const {
  if (words.empty()) return {};
  std::string query;
  for (const auto& word : words) {
    if (!query.empty()) query += " AND ";
    query += '"' + word.word + '"';   // folded words hold no quotes
    if (word.prefix) query += '*';
  }
  return session.all<std::int64_t>("select rowid from derived." + name_ + " where " + name_ + " match :q and rowid < :b order by rowid desc limit :n", query, before, limit);
}

}  // namespace store
