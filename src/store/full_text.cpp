#include "store/full_text.h"

namespace store {
namespace {

// What PostgreSQL's tsvector can hold: a longer word is found by its beginning, and of endless words the first ones.
constexpr std::size_t word_bytes_most = 2046, document_bytes_most = 512u << 10;

std::string in_tsquery(const base::SearchWord& word) {
  std::string quoted = "'";
  for (char c : base::cut(word.word, word_bytes_most)) {
    if (c == '\'' || c == '\\') quoted += c;
    quoted += c;
  }
  return quoted + (word.prefix ? "':*" : "'");
}

// The words of a document as one text; the tables of both databases hold the same.
std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const auto& word : words) {
    if (word.empty() || text.size() + word.size() > document_bytes_most) continue;
    (text += text.empty() ? "" : " ") += base::cut(word, word_bytes_most);
  }
  return text;
}

}  // namespace

std::string FullText::tables(std::string_view name, std::string_view prefixes) {
  std::string n(name);
  // The words stand once in an ordinary table; FTS5 holds only the inverted index over it. What PostgreSQL makes of the
  // second statement: postgres_dialect.h. Marks belong to words (the vowels of Hindi and Tamil are some): a word that the
  // tokenizer parts can't be looked for, with detail=none.
  return "create table derived." + n + "_words (id integer primary key, words text not null);"
         "create virtual table derived." + n + " using fts5(words, content='" + n + "_words', content_rowid='id', detail=none, columnsize=0, tokenize=\"unicode61 remove_diacritics 0 categories 'L* M* N* Co Cn'\", prefix='" + std::string(prefixes) + "');";
}

std::string FullText::no_tables(std::string_view name) {
  // On PostgreSQL the second is an index of the first, and goes with it.
  return "drop table derived." + std::string(name) + "_words; drop table if exists derived." + std::string(name) + ";";
}

void FullText::put(Session& session, std::int64_t document, const std::vector<std::string>& words) const {
  auto text = joined(words);
  if (session.dialect() == Dialect::postgresql) {
    // The index is a column of the row: nothing needs to be read first, and nothing waits for an answer.
    auto table = name_ + "_words";
    if (text.empty()) session.run_later("delete from derived." + table + " where id = :id", document);
    else session.run_later("insert into derived." + table + "(id, words) values (:id, :w) on conflict(id) do update set words = excluded.words where " + table + ".words <> excluded.words", document, text);
    return;
  }
  auto old = session.one<std::string>("select words from derived." + name_ + "_words where id = :id", document);
  if (old && *old == text) return;
  if (old) session.run("insert into derived." + name_ + "(" + name_ + ", rowid, words) values ('delete', :id, :w)", document, *old);
  if (text.empty()) {
    session.run("delete from derived." + name_ + "_words where id = :id", document);
    return;
  }
  session.run_later("insert into derived." + name_ + "_words(id, words) values (:id, :w) on conflict(id) do update set words = excluded.words", document, text);
  session.run("insert into derived." + name_ + "(rowid, words) values (:id, :w)", document, text);
}

void FullText::compact(Session& session) const {
  if (session.dialect() == Dialect::postgresql) return;   // the words are a column there: Database::scrub() sees to it
  session.run("insert into derived." + name_ + "(" + name_ + ") values ('optimize')");
}

std::string FullText::found(const Session& session) const {
  if (session.dialect() == Dialect::postgresql) return "select id from derived." + name_ + "_words where lexemes @@ cast(:q as tsquery) and id < :b order by id desc limit :n";
  return "select rowid as id from derived." + name_ + " where " + name_ + " match :q and rowid < :b order by rowid desc limit :n";
}

std::string FullText::asked(const Session& session, const std::vector<base::SearchWord>& words) const {
  std::string query;
  for (const auto& word : words) {
    if (session.dialect() == Dialect::postgresql) {
      (query += query.empty() ? "" : " & ") += in_tsquery(word);
      continue;
    }
    (query += query.empty() ? "\"" : " AND \"") += word.word + '"';   // folded words hold no quotes
    if (word.prefix) query += '*';
  }
  return query;
}

std::vector<std::int64_t> FullText::find(Session& session, const std::vector<base::SearchWord>& words, std::size_t limit, std::int64_t before) const {
  if (words.empty()) return {};
  return session.all<std::int64_t>(found(session), asked(session, words), before, limit);
}

}  // namespace store
