#include "store/postgres_dialect.h"

#include <cctype>
#include <vector>

namespace store {
namespace {

bool is_name(char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_'; }

// The end of the quoted text, quoted name, comment or "::" that begins at `at`; `at` itself when none does.
std::size_t behind_quoted(std::string_view sql, std::size_t at) {
  if (sql[at] == '\'' || sql[at] == '"') {
    auto end = sql.find(sql[at], at + 1);   // a doubled quote is two texts side by side: no matter here
    return end == std::string_view::npos ? sql.size() : end + 1;
  }
  if (sql.substr(at, 2) == "::") return at + 2;   // a cast in store/'s own statements: no parameter
  if (sql.substr(at, 2) == "--") return std::min(sql.find('\n', at), sql.size());
  if (sql.substr(at, 2) == "/*") {
    auto end = sql.find("*/", at + 2);
    return end == std::string_view::npos ? sql.size() : end + 2;
  }
  return at;
}

// A statement as words and what stands between them: names, quoted things, single signs, blanks and comments.
std::vector<std::string> pieces_of(std::string_view sql) {
  std::vector<std::string> pieces;
  for (std::size_t at = 0; at < sql.size();) {
    auto end = behind_quoted(sql, at);
    if (end == at) {
      bool name = is_name(sql[at]), blank = std::isspace(static_cast<unsigned char>(sql[at]));
      for (end = at + 1; end < sql.size() && (name ? is_name(sql[end]) : blank && std::isspace(static_cast<unsigned char>(sql[end])));) ++end;
    }
    pieces.emplace_back(sql.substr(at, end - at));
    at = end;
  }
  return pieces;
}

bool is_space(const std::string& piece) { return std::isspace(static_cast<unsigned char>(piece[0])) || piece.starts_with("--") || piece.starts_with("/*"); }

// Positions of the pieces that say something.
std::vector<std::size_t> words_of(const std::vector<std::string>& pieces) {
  std::vector<std::size_t> words;
  for (std::size_t i = 0; i < pieces.size(); ++i)
    if (!is_space(pieces[i])) words.push_back(i);
  return words;
}

const char* type_of(const std::string& piece) {
  if (piece == "integer" || piece == "bigint") return "bigint";
  if (piece == "real") return "double precision";
  if (piece == "text") return "text collate \"C\"";
  return nullptr;
}

std::string join(const std::vector<std::string>& pieces) {
  std::string sql;
  for (const auto& piece : pieces) sql += piece;
  return sql;
}

// A column's type is the word behind its name, which is the first of its line of the list.
void rewrite_types(std::vector<std::string>& pieces, const std::vector<std::size_t>& words) {
  int depth = 0;
  for (std::size_t w = 0; w + 1 < words.size(); ++w) {
    const auto& piece = pieces[words[w]];
    if (piece == ")") --depth;
    bool first = (piece == "(" && depth == 0) || (piece == "," && depth == 1);
    if (piece == "(") ++depth;
    if (!first || w + 2 >= words.size()) continue;
    if (auto type = type_of(pieces[words[w + 2]])) pieces[words[w + 2]] = type;
  }
}

std::string one_statement(std::string_view sql) {
  auto pieces = pieces_of(sql);
  auto words = words_of(pieces);
  auto word = [&](std::size_t n) { return n < words.size() ? std::string_view(pieces[words[n]]) : std::string_view(); };
  if (word(0) == "create" && word(1) == "table") {
    rewrite_types(pieces, words);
    auto n = words.size();
    if (n > 2 && word(n - 2) == "without" && word(n - 1) == "rowid") pieces[words[n - 2]].clear(), pieces[words[n - 1]].clear();
  } else if (word(0) == "alter" && word(1) == "table") {
    for (std::size_t w = 2; w + 2 < words.size(); ++w)
      if (word(w) == "column")
        if (auto type = type_of(pieces[words[w + 2]])) pieces[words[w + 2]] = type;
  } else if (word(0) == "create" && word(1) == "virtual") {
    auto name = std::string(word(5));   // create virtual table derived . name
    return "alter table derived." + name + "_words add column lexemes tsvector generated always as (array_to_tsvector(string_to_array(words, ' '))) stored;"
           "create index " + name + " on derived." + name + "_words using gin (lexemes)";
  } else if (word(0) == "create" && (word(1) == "index" || word(2) == "index")) {
    std::size_t w = word(1) == "index" ? 2 : 3;   // create [unique] index [derived .] name on table
    if (word(w + 1) == "." && word(w + 3) == "on") {
      pieces[words[w + 4]].insert(0, std::string(word(w)) + ".");
      pieces[words[w]].clear();
      pieces[words[w + 1]].clear();
      w += 2;
    }
    if (word(w + 1) == "on") pieces[words[w]] = "\"" + pieces[words[w]] + "\"";
  }
  return join(pieces);
}

}  // namespace

PostgresStatement postgres_statement(std::string_view portable) {
  PostgresStatement statement;
  std::vector<std::string_view> names;
  for (std::size_t at = 0; at < portable.size();) {
    auto end = behind_quoted(portable, at);
    bool parameter = end == at && portable[at] == ':' && at + 1 < portable.size() && is_name(portable[at + 1]);
    if (!parameter) {
      end = std::max(end, at + 1);
      statement.sql += portable.substr(at, end - at);
      at = end;
      continue;
    }
    for (end = at + 1; end < portable.size() && is_name(portable[end]);) ++end;
    auto name = portable.substr(at, end - at);
    std::size_t n = 0;
    while (n < names.size() && names[n] != name) ++n;
    if (n == names.size()) names.push_back(name);
    statement.sql += "$" + std::to_string(n + 1);
    at = end;
  }
  statement.parameters = names.size();
  return statement;
}

std::string postgres_script(std::string_view portable) {
  std::string all;
  for (std::size_t at = 0, from = 0; at <= portable.size();) {
    if (at < portable.size() && portable[at] != ';') {
      at = std::max(behind_quoted(portable, at), at + 1);
      continue;
    }
    auto statement = one_statement(portable.substr(from, at - from));
    if (statement.find_first_not_of(" \t\r\n") != std::string::npos) all += statement + ";";
    from = ++at;
  }
  return all;
}

}  // namespace store
