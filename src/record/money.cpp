#include "record/money.h"

#include <unicode/ucurr.h>

#include <array>
#include <mutex>
#include <unordered_map>

namespace record {

std::optional<int> currency_digits(std::string_view code) {
  if (code.size() != 3) return std::nullopt;
  std::array<UChar, 4> letters{};
  for (std::size_t i = 0; i < 3; ++i) {
    if (code[i] < 'A' || code[i] > 'Z') return std::nullopt;
    letters[i] = static_cast<UChar>(code[i]);
  }
  static std::mutex guard;
  static std::unordered_map<std::string, int> known;   // -1: no such currency
  std::lock_guard lock(guard);
  auto [found, added] = known.try_emplace(std::string(code), -1);
  if (added) {
    UErrorCode status = U_ZERO_ERROR;
    // ICU answers 2 for unknown letters: only what it lists as a currency counts.
    if (ucurr_isAvailable(letters.data(), U_DATE_MIN, U_DATE_MAX, &status) && U_SUCCESS(status)) found->second = ucurr_getDefaultFractionDigits(letters.data(), &status);
  }
  return found->second < 0 ? std::nullopt : std::optional(found->second);
}

std::optional<std::int64_t> minor_units(std::string_view text, std::string_view currency) {
  auto digits = currency_digits(currency);
  if (!digits) return std::nullopt;
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  bool negative = !text.empty() && text.front() == '-';
  if (!text.empty() && (text.front() == '-' || text.front() == '+')) text.remove_prefix(1);
  std::int64_t value = 0;
  int behind = -1;   // digits seen behind the point
  bool any = false;
  for (char c : text) {
    if (c == '.' || c == ',') {
      if (behind >= 0) return std::nullopt;
      behind = 0;
      continue;
    }
    if (c < '0' || c > '9') return std::nullopt;
    any = true;
    if (behind >= 0 && behind >= *digits) {
      if (c != '0') return std::nullopt;   // finer than the currency
      continue;
    }
    if (value > 900'000'000'000'000'000 / 10) return std::nullopt;
    value = value * 10 + (c - '0');
    if (behind >= 0) ++behind;
  }
  if (!any) return std::nullopt;
  for (int i = behind < 0 ? 0 : behind; i < *digits; ++i) {
    if (value > 900'000'000'000'000'000 / 10) return std::nullopt;
    value *= 10;
  }
  return negative ? -value : value;
}

}  // namespace record
