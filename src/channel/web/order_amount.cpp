#include "channel/web/order_amount.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <string>

#include "base/exact_json.h"
#include "record/money.h"

namespace channel {
namespace {

constexpr std::size_t certain_digits = 15;   // std::numeric_limits<double>::digits10

struct Decimal {
  bool negative = false;
  std::string whole, fraction;   // digits before and behind the point

  std::string text() const { return (negative ? "-" : "") + whole + (fraction.empty() ? "" : "." + fraction); }

  void drop_zeros() {
    while (!fraction.empty() && fraction.back() == '0') fraction.pop_back();
  }

  // Half to even, on the digits themselves.
  void round_fraction(std::size_t keep) {
    if (fraction.size() <= keep) return;
    const std::string rest = fraction.substr(keep);
    fraction.resize(keep);
    const char last = keep ? fraction.back() : whole.back();
    const bool half = rest[0] == '5' && rest.find_first_not_of('0', 1) == std::string::npos;
    if (rest[0] < '5' || (half && (last - '0') % 2 == 0)) return;
    std::string digits = "0" + whole + fraction;
    auto digit = digits.rbegin();
    for (; *digit == '9'; ++digit) *digit = '0';
    ++*digit;
    fraction = digits.substr(digits.size() - keep);
    whole = digits.substr(0, digits.size() - keep);
  }
};

std::optional<Decimal> read_decimal(std::string_view text) {
  Decimal decimal;
  if (!text.empty() && (text[0] == '-' || text[0] == '+')) {
    decimal.negative = text[0] == '-';
    text.remove_prefix(1);
  }
  const auto point = text.find('.');
  decimal.whole = text.substr(0, point);
  if (point != std::string_view::npos) decimal.fraction = text.substr(point + 1);
  const auto digits_only = [](const std::string& part) { return part.find_first_not_of("0123456789") == std::string::npos; };
  if ((decimal.whole.empty() && decimal.fraction.empty()) || !digits_only(decimal.whole) || !digits_only(decimal.fraction)) return std::nullopt;
  if (decimal.whole.size() + decimal.fraction.size() > 400) return std::nullopt;
  decimal.whole.insert(0, decimal.whole.empty() ? "0" : "");
  return decimal;
}

std::string decimal_text(double number) {
  char text[400];
  return {text, std::to_chars(text, text + sizeof text, number, std::chars_format::fixed).ptr};
}

std::string upper_ascii(std::string_view text) {
  std::string upper(text);
  std::transform(upper.begin(), upper.end(), upper.begin(), [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
  return upper;
}

}  // namespace

std::optional<std::int64_t> minor_units_of(const base::Json& number, std::string_view currency) {
  const auto fine = record::currency_digits(currency);
  if (!fine) return std::nullopt;
  const auto keep = static_cast<std::size_t>(*fine);
  std::optional<Decimal> decimal;
  if (number.is_string()) decimal = read_decimal({number.get_string().data(), number.get_string().size()});
  else if (number.is_int64()) decimal = read_decimal(std::to_string(number.get_int64()));
  else if (number.is_uint64()) decimal = read_decimal(std::to_string(number.get_uint64()));
  else if (number.is_double()) decimal = read_decimal(decimal_text(number.get_double()));
  if (!decimal) return std::nullopt;
  decimal->drop_zeros();
  if (number.is_double() && decimal->fraction.size() > keep) {
    // Noise stands behind the digits that a double is certain of; leading zeros are not digits in this sense.
    const std::size_t nought = decimal->whole.find_first_not_of('0') == std::string::npos;
    const std::size_t before = nought ? 0 : decimal->whole.size();
    const std::size_t leading = nought ? std::min(decimal->fraction.find_first_not_of('0'), decimal->fraction.size()) : 0;
    if (before + keep <= certain_digits) decimal->round_fraction(std::max(keep, certain_digits - before + leading));
    decimal->drop_zeros();
  }
  decimal->round_fraction(keep);
  return record::minor_units(decimal->text(), currency);
}

std::optional<record::Amount> order_amount(std::string_view event, const base::JsonObject& properties, std::string_view default_currency) {
  const bool refunded = event == "Order Refunded";
  if (!refunded && event != "Order Completed" && event != "Completed Order") return std::nullopt;
  auto currency = upper_ascii(base::text_in(properties, "currency"));
  if (currency.empty() && !base::member(properties, "currency")) currency = default_currency;
  for (const char* key : {"total", "revenue", "value"}) {
    const auto* number = base::member(properties, key);
    if (!number) continue;
    const auto minor = minor_units_of(*number, currency);
    if (!minor) return std::nullopt;
    return record::Amount{refunded ? -std::abs(*minor) : *minor, currency};
  }
  return std::nullopt;
}

}  // namespace channel
