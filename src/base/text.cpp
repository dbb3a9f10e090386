#include "base/text.h"

#include <opencc/opencc.h>
#include <unicode/normalizer2.h>
#include <unicode/translit.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <cstring>
#include <memory>
#include <mutex>

namespace base {
namespace {

bool is_plain_ascii(std::string_view s) {
  for (unsigned char c : s)
    if (c >= 0x80 || c < 0x20) return false;
  return true;
}

icu::UnicodeString unicode(std::string_view s) { return icu::UnicodeString::fromUTF8(icu::StringPiece(s.data(), static_cast<int>(s.size()))); }

std::string utf8(const icu::UnicodeString& s) {
  std::string out;
  s.toUTF8String(out);
  return out;
}

const icu::Normalizer2& normalizer(bool compare) {
  UErrorCode status = U_ZERO_ERROR;
  return compare ? *icu::Normalizer2::getNFKCCasefoldInstance(status) : *icu::Normalizer2::getNFCInstance(status);
}

bool is_han(UChar32 c) {
  return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) || (c >= 0x20000 && c <= 0x323AF) || (c >= 0xF900 && c <= 0xFAFF) ||
         (c >= 0x3040 && c <= 0x30FF) || (c >= 0xAC00 && c <= 0xD7AF);
}

bool has_han(const icu::UnicodeString& s) {
  for (int i = 0; i < s.length(); i = s.moveIndex32(i, 1))
    if (is_han(s.char32At(i))) return true;
  return false;
}

// Traditional to simplified. The converter is not documented as thread-safe: one a thread.
std::string simplified(const std::string& text) {
  thread_local std::unique_ptr<opencc::SimpleConverter> converter = std::make_unique<opencc::SimpleConverter>("t2s.json");
  return converter->Convert(text);
}

icu::UnicodeString without_accents(const icu::UnicodeString& s) {
  UErrorCode status = U_ZERO_ERROR;
  auto decomposed = icu::Normalizer2::getNFDInstance(status)->normalize(s, status);
  icu::UnicodeString out;
  for (int i = 0; i < decomposed.length(); i = decomposed.moveIndex32(i, 1)) {
    UChar32 c = decomposed.char32At(i);
    if (u_charType(c) != U_NON_SPACING_MARK) out.append(c);
  }
  return icu::Normalizer2::getNFCInstance(status)->normalize(out, status);
}

// Of the blocks above only what is a letter: the middle dot of Katakana parts words, as every sign does.
bool is_searched_in_pairs(UChar32 c) { return is_han(c) && u_isalpha(c); }

bool is_word(UChar32 c) { return u_isalnum(c) || u_charType(c) == U_NON_SPACING_MARK || u_charType(c) == U_COMBINING_SPACING_MARK; }

// Splits a folded text into runs of Latin-like words and runs of Han.
template <class Latin, class Han>
void runs(const std::string& text, Latin latin, Han han) {
  auto s = unicode(text);
  icu::UnicodeString word;
  std::vector<std::string> characters;
  auto flush = [&] {
    if (!word.isEmpty()) latin(utf8(word)), word.remove();
    if (!characters.empty()) han(characters), characters.clear();
  };
  for (int i = 0; i < s.length(); i = s.moveIndex32(i, 1)) {
    UChar32 c = s.char32At(i);
    if (is_searched_in_pairs(c)) {
      if (!word.isEmpty()) flush();
      characters.push_back(utf8(icu::UnicodeString(c)));
    } else if (is_word(c)) {
      if (!characters.empty()) flush();
      word.append(c);
    } else {
      flush();
    }
  }
  flush();
}

}  // namespace

bool is_utf8(std::string_view s) {
  std::int32_t i = 0, n = static_cast<std::int32_t>(s.size());
  while (i < n) {
    UChar32 c;
    U8_NEXT(reinterpret_cast<const std::uint8_t*>(s.data()), i, n, c);
    if (c < 0) return false;
  }
  return true;
}

std::string valid_utf8(std::string_view s) {
  if (is_plain_ascii(s)) return std::string(s);
  std::string out;
  out.reserve(s.size());
  std::int32_t i = 0, n = static_cast<std::int32_t>(s.size());
  while (i < n) {
    std::int32_t start = i;
    UChar32 c;
    U8_NEXT(reinterpret_cast<const std::uint8_t*>(s.data()), i, n, c);
    if (c < 0) out += "\xEF\xBF\xBD";
    else if (c != 0) out.append(s.substr(start, i - start));
  }
  return out;
}

std::string stored(std::string_view s) {
  if (is_plain_ascii(s)) return std::string(s);
  std::string valid = valid_utf8(s);
  std::string clean;
  clean.reserve(valid.size());
  bool ascii = true;
  for (unsigned char c : valid) {
    if (c < 0x20 && c != '\t' && c != '\n') continue;
    if (c == 0x7F) continue;
    ascii &= c < 0x80;
    clean += static_cast<char>(c);
  }
  if (ascii) return clean;
  UErrorCode status = U_ZERO_ERROR;
  std::string out;
  icu::StringByteSink<std::string> sink(&out);
  normalizer(false).normalizeUTF8(0, icu::StringPiece(clean), sink, nullptr, status);
  return U_SUCCESS(status) ? out : clean;
}

std::string folded(std::string_view s) {
  std::string out;
  if (is_plain_ascii(s)) {
    out = lower_ascii(s);
  } else {
    UErrorCode status = U_ZERO_ERROR;
    auto text = normalizer(true).normalize(unicode(valid_utf8(s)), status);
    text = without_accents(text);
    out = utf8(text);
    if (has_han(text)) out = simplified(out);
  }
  std::string one_blank;
  for (char c : out) {
    bool blank = c == ' ' || c == '\t' || c == '\n' || c == '\r';
    if (blank && (one_blank.empty() || one_blank.back() == ' ')) continue;
    one_blank += blank ? ' ' : c;
  }
  if (!one_blank.empty() && one_blank.back() == ' ') one_blank.pop_back();
  return one_blank;
}

std::string caseless(std::string_view s) {
  if (is_plain_ascii(s)) return lower_ascii(s);
  UErrorCode status = U_ZERO_ERROR;
  return utf8(normalizer(true).normalize(unicode(valid_utf8(s)), status));
}

std::string half_width(std::string_view s) {
  UErrorCode status = U_ZERO_ERROR;
  return utf8(icu::Normalizer2::getNFKCInstance(status)->normalize(unicode(valid_utf8(s)), status));
}

std::vector<std::string> index_words(std::string_view text) {
  std::vector<std::string> words;
  runs(folded(text), [&](std::string word) { words.push_back(std::move(word)); },
       [&](const std::vector<std::string>& han) {
         for (std::size_t i = 0; i + 1 < han.size(); ++i) words.push_back(han[i] + han[i + 1]);
         words.push_back(han.back());
       });
  return words;
}

std::string pinyin(std::string_view text) {
  auto s = unicode(valid_utf8(text));
  if (!has_han(s)) return {};
  thread_local std::unique_ptr<icu::Transliterator> latin = [] {
    UErrorCode status = U_ZERO_ERROR;
    return std::unique_ptr<icu::Transliterator>(icu::Transliterator::createInstance("Han-Latin; Latin-ASCII; Lower", UTRANS_FORWARD, status));
  }();
  if (!latin) return {};
  latin->transliterate(s);
  return utf8(s);
}

std::vector<SearchWord> search_words(std::string_view typed) {
  std::vector<SearchWord> words;
  bool ends_in_letters = false;
  runs(folded(typed), [&](std::string word) { words.push_back({std::move(word), false}), ends_in_letters = true; },
       [&](const std::vector<std::string>& han) {
         ends_in_letters = false;
         for (std::size_t i = 0; i + 1 < han.size(); ++i) words.push_back({han[i] + han[i + 1], false});
         if (han.size() == 1) words.push_back({han[0], true});
       });
  if (ends_in_letters) words.back().prefix = true;
  return words;
}

std::string trim(std::string_view s) {
  auto begin = s.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return {};
  return std::string(s.substr(begin, s.find_last_not_of(" \t\r\n") - begin + 1));
}

std::string lower_ascii(std::string_view s) {
  std::string out(s);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return out;
}

std::string_view cut(std::string_view s, std::size_t bytes) {
  if (s.size() <= bytes) return s;
  while (bytes > 0 && (static_cast<unsigned char>(s[bytes]) & 0xC0) == 0x80) --bytes;
  return s.substr(0, bytes);
}

std::string shown(std::string_view s, std::size_t bytes) {
  static constexpr char hex[] = "0123456789abcdef";
  std::string valid = valid_utf8(cut(s, bytes));
  std::string out;
  for (unsigned char c : valid) {
    if (c < 0x20 || c == 0x7F) (out += "\\x") += {hex[c >> 4], hex[c & 15]};
    else out += static_cast<char>(c);
  }
  if (s.size() > bytes) out += "…";
  return out;
}

}  // namespace base
