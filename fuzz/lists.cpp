// What people type into a search, and cursors of every list that has them.
#include "base/json.h"
#include "base/limits.h"
#include "base/text.h"
#include "house.h"
#include "store/database.h"
#include "store/full_text.h"
#include "target.h"

namespace {

using http::Method;

std::string in_address(std::string_view text) {
  static constexpr char hex[] = "0123456789ABCDEF";
  std::string out;
  for (unsigned char c : text)
    if (std::isalnum(c)) out += static_cast<char>(c);
    else (out += '%') += {hex[c >> 4], hex[c & 15]};
  return out;
}

fuzz::House& house() {
  static auto& one = fuzz::keep<fuzz::House>("lists");
  return one;
}

// A list is told or refused, and what it calls the next page is a page.
void list(std::string_view address, int pages = 3) {
  std::string next;
  for (int page = 0; page < pages; ++page) {
    auto response = house().ask(Method::GET, std::string(address) + next);
    bool holds = response.status == 200 || (response.status == 400 && page == 0);
    if (!holds) std::fprintf(stderr, "%s%s: %d %s\n", std::string(address).c_str(), next.c_str(), response.status, response.body.c_str());
    fuzz::insist(holds, "a list answers or refuses, and takes its own cursor");
    if (response.status != 200) return;
    auto answer = base::parse_json(response.body);
    auto* more = answer.as_object().if_contains("next");
    if (!more || !more->is_string()) return;
    next = "&cursor=" + in_address(more->as_string());
  }
}

// An index of its own, of one document: what was typed finds the text that is the same.
struct Index {
  std::filesystem::path folder = fuzz::folder_of("words");
  std::unique_ptr<store::Database> database;
  store::FullText words{"fuzz"};

  Index() {
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);
    static const auto tables = store::FullText::tables("fuzz");
    database = store::Database::open(folder);
    database->migrate({{"fuzz", {{1, tables, true}}}});
  }
  ~Index() {
    database.reset();
    std::filesystem::remove_all(folder);
  }
};

void search(std::string_view bytes) {
  static auto& index = fuzz::keep<Index>();
  auto typed = base::cut(bytes, base::limits::query_bytes);
  std::vector<std::int64_t> found;
  auto words = base::search_words(typed);
  try {
    index.database->derive([&](store::Session& session) {
      index.words.put(session, 1, base::index_words(typed));
      found = index.words.find(session, words, 10);
      index.words.put(session, 1, {});
    });
  } catch (const base::Error& error) {
    std::fprintf(stderr, "%s\n", error.what());
    fuzz::insist(false, "whatever is typed can be looked for");
  }
  fuzz::insist(found.size() == (words.empty() ? 0 : 1), "what was typed finds the text that is the same");
  list("/api/customers?limit=3&q=" + in_address(bytes));
}

// The first byte says which list, the rest is the cursor.
void cursor(std::string_view bytes) {
  static constexpr const char* lists[]{
      "/api/customers?limit=2",
      "/api/customers?q=p&limit=2",
      "/api/customers/c1/timeline?limit=1",
      "/api/merges?limit=2",
      "/api/merge-suggestions?limit=1",
      "/api/merge-suggestions?order=probability&limit=1",
      "/api/imports?limit=1",
      "/api/audit?limit=2",
      "/api/erasures?limit=1",
      "/api/merges?customer=c2&limit=1",
  };
  if (bytes.empty()) return;
  std::string address = lists[static_cast<unsigned char>(bytes[0]) % std::size(lists)];
  list(address + "&cursor=" + in_address(bytes.substr(1)));
}

fuzz::Target search_target("search", search), cursor_target("cursor", cursor);

}  // namespace
