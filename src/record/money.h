// Money in minor units: exact decimal reading, no floating numbers.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace record {

// Digits behind the point of a currency (ISO 4217: USD 2, JPY 0, KWD 3); nullopt when there is no such currency.
std::optional<int> currency_digits(std::string_view code);

// "1234.5" of USD -> 123450. Accepts a sign, digits, one point (or a comma in its place) and no more decimals than the
// currency has unless they are zeros. nullopt when it is no such number, too large, or too fine.
std::optional<std::int64_t> minor_units(std::string_view decimal, std::string_view currency);

}  // namespace record
