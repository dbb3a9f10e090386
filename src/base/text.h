// Text of any language: kept as received (NFC), folded only to be compared or searched. All functions are pure and
// safe from any thread; input that is not UTF-8 has its bad bytes replaced by U+FFFD first.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace base {

bool is_utf8(std::string_view text);
std::string valid_utf8(std::string_view text);   // bad bytes replaced, NUL removed

// For storing: valid, NFC, without control characters other than tab and newline.
std::string stored(std::string_view text);

// For comparing: NFKC, case folded, full-width to half-width, traditional to simplified Chinese, accents removed,
// blanks folded to one.
std::string folded(std::string_view text);

// For comparing what must not be confused (mail addresses): NFKC, case folded; accents and scripts stay.
std::string caseless(std::string_view text);

// Full-width letters, digits and signs brought to half width; upper and lower case stay.
std::string half_width(std::string_view text);

// The words of a text as the search index holds them (see search_words in text.cpp): Latin words as they are, Chinese
// as overlapping pairs and the last single character, so that any two characters in a row are found.
std::vector<std::string> index_words(std::string_view text);

// Pinyin of the Chinese in it, in Latin letters ("王芳" -> "wang fang"); empty when there is none.
std::string pinyin(std::string_view text);

// What was typed into a search field, as words to look for; the last word of letters and a single Chinese character are
// looked for as the beginning of a word.
struct SearchWord {
  std::string word;
  bool prefix = false;
};
std::vector<SearchWord> search_words(std::string_view typed);

std::string trim(std::string_view text);
std::string lower_ascii(std::string_view text);

// At most `bytes`, cut at a character.
std::string_view cut(std::string_view text, std::size_t bytes);

// A text for one line of a log or an error: control characters escaped, cut.
std::string shown(std::string_view text, std::size_t bytes = 120);

}  // namespace base
