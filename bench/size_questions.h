// What the bench asks: searches of every kind that people type, and lists with every filter and every two and three of them.
#pragma once
#include <cctype>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include "base/text.h"
#include "base/time.h"
#include "measure.h"

namespace bench {

struct Known {   // of one account, what people look for
  std::string account, name, email, phone;
  bool chinese = false;
};

inline std::string encoded(std::string_view text) {
  std::string out;
  for (unsigned char c : text) {
    static constexpr char hex[] = "0123456789ABCDEF";
    if (std::isalnum(c) || c == '.' || c == '-' || c == '_') out += static_cast<char>(c);
    else (out += '%') += {hex[c >> 4], hex[c & 15]};
  }
  return out;
}

inline std::vector<std::string> cells_of(const std::string& line) {
  std::vector<std::string> cells(1);
  for (char c : line) {
    if (c == ',') cells.emplace_back();
    else cells.back() += c;
  }
  return cells;
}

// Every n-th account. Names and streets of the sample hold no commas.
inline std::vector<Known> accounts_of(const std::filesystem::path& csv, std::int64_t customers) {
  std::vector<Known> known;
  std::ifstream file(csv);
  std::string line;
  std::getline(file, line);
  auto step = std::max<std::int64_t>(1, customers / 5'000);
  for (std::int64_t row = 0; std::getline(file, line); ++row) {
    if (row % step != 0) continue;
    auto cells = cells_of(line);
    known.push_back({cells.at(0), cells.at(3), cells.at(4), cells.at(5), cells.at(10) == "zh"});
  }
  return known;
}

// The first cells of some rows of a file: numbers of orders, of chats.
inline std::vector<std::string> numbers_of(const std::filesystem::path& csv) {
  std::vector<std::string> numbers;
  std::ifstream file(csv);
  std::string line;
  std::getline(file, line);
  while (numbers.size() < 500 && std::getline(file, line)) numbers.push_back(cells_of(line).front());
  return numbers;
}

// The query part of the address, by kind.
inline std::map<std::string, std::vector<std::string>> searches(const std::vector<Known>& accounts, const std::vector<std::string>& orders) {
  std::map<std::string, std::vector<std::string>> kinds;
  auto add = [&](const std::string& kind, const std::string& typed, const std::string& filter = {}) { kinds[kind].push_back("q=" + encoded(typed) + filter); };
  auto characters = [](const std::string& name, std::size_t n) { return name.substr(0, n * 3); };   // of Chinese
  const std::string *zh = nullptr, *en = nullptr;
  for (std::size_t i = 0; i < accounts.size(); ++i) {
    const auto& one = accounts[i];
    if (one.chinese) {
      auto latin = base::pinyin(one.name);
      auto syllables = base::index_words(latin);
      add("name, Chinese", one.name);
      add("surname, Chinese (many)", characters(one.name, 1));
      add("two characters", characters(one.name, 2));
      add("given name, Chinese", one.name.substr(3));
      add("pinyin, apart", latin);
      if (!syllables.empty()) {
        add("pinyin, surname (many)", syllables.front());
        add("pinyin, surname and a letter", syllables.front() + " " + syllables.back().substr(0, 1));
        add("pinyin, in one", latin.substr(0, latin.find(' ')) + (syllables.size() > 1 ? syllables[1] : ""));
      }
      zh = &one.name;
      if (en) add("two frequent words that meet nowhere", characters(one.name, 1) + " " + en->substr(en->find(' ') + 1));
    } else {
      auto surname = one.name.substr(one.name.find(' ') + 1);
      add("name, English", one.name);
      add("surname, English (many)", surname);
      add("surname and a letter", surname + " " + one.name.substr(0, 1));
      add("three letters, the beginning", one.name.substr(0, 3));
      add("one letter (a great many)", one.name.substr(0, 1));
      add("one letter, known, of the web", one.name.substr(0, 1), "&kind=identified&channel=web");
      add("surname, heard by letter (few)", surname, "&channel=letter");
      en = &one.name;
    }
    if (!one.email.empty()) {
      auto at = one.email.find('@');
      add("mail", one.email);
      add("mail, before the @", one.email.substr(0, at));
      add("mail, the host (a great many)", one.email.substr(at + 1));
      add("mail, half of the host (a great many)", one.email.substr(at + 1, 3 + i % 5));
    }
    if (one.phone.size() > 8) {
      add("phone", one.phone);
      add("phone, the beginning", one.phone.substr(0, 3 + i % 7));
      add("phone, the last eight", one.phone.substr(one.phone.size() - 8));
      add("phone, the last four", one.phone.substr(one.phone.size() - 4));
    }
    add("account number", one.account);
    add("account number, the beginning", one.account.substr(0, 2 + i % 6));
    add("nothing like it", "zzq" + std::to_string(i));
    add("one digit", std::to_string(i % 10));
  }
  for (const auto& order : orders) add("order number (held by nobody)", order);
  if (!zh || !en) kinds.erase("two frequent words that meet nowhere");
  return kinds;
}

inline std::map<std::string, std::string> lists(const std::vector<std::string>& channels) {
  auto day = [](int ago) { return encoded(base::to_string(base::Time{base::now().micros - ago * base::day})); };
  std::map<std::string, std::string> all, days{{"", ""}, {", since forty days", "&seen_after=" + day(40)}, {", not for sixty days", "&seen_before=" + day(60)},
                                              {", within twenty days", "&seen_after=" + day(60) + "&seen_before=" + day(40)}, {", years ago", "&seen_before=" + day(1'500)}};
  std::vector<std::string> every = channels;
  every.push_back("");
  for (const auto& channel : every)
    for (const char* kind : {"", "identified", "anonymous"})
      for (const auto& [when, window] : days)
        all[(channel.empty() ? "every channel" : "heard by " + channel) + (*kind ? std::string(", ") + kind : "") + when] = (channel.empty() ? "" : "&channel=" + channel) + (*kind ? std::string("&kind=") + kind : "") + window;
  return all;
}

}  // namespace bench
