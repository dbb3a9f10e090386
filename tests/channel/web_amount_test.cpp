// Money from JSON numbers, exactly; and numbers in properties as they were sent.
#include <gtest/gtest.h>

#include "base/exact_json.h"
#include "channel/web/order_amount.h"

namespace channel {
namespace {

std::string minor(std::string_view number, std::string_view currency) {
  const auto units = minor_units_of(base::parse_exact(number), currency);
  return units ? std::to_string(*units) : "none";
}

std::string amount(std::string_view event, std::string_view properties, std::string_view default_currency = {}) {
  const auto value = base::parse_exact(properties);
  const auto found = order_amount(event, value.as_object(), default_currency);
  return found ? std::to_string(found->minor) + " " + found->currency : "none";
}

TEST(OrderAmount, ReadsDecimalsExactly) {
  EXPECT_EQ(minor("19.99", "USD"), "1999");
  EXPECT_EQ(minor("0.07", "USD"), "7");
  EXPECT_EQ(minor("-0.5", "USD"), "-50");
  EXPECT_EQ(minor("1e3", "USD"), "100000");
  EXPECT_EQ(minor("1.5E-1", "USD"), "15");
  EXPECT_EQ(minor("1200", "JPY"), "1200");
  EXPECT_EQ(minor("1200.0", "JPY"), "1200");
  EXPECT_EQ(minor("1.234", "KWD"), "1234");
  EXPECT_EQ(minor("\"19.99\"", "USD"), "1999");
  EXPECT_EQ(minor("\".5\"", "USD"), "50");
  EXPECT_EQ(minor("12345678901.23", "USD"), "1234567890123");
}

TEST(OrderAmount, EveryPriceToAHundredThousandIsItself) {
  for (int cents = 0; cents < 10'000'000; cents += 7) {
    const auto digits = std::to_string(cents % 100 + 100).substr(1);
    const auto text = std::to_string(cents / 100) + "." + digits;
    ASSERT_EQ(minor_units_of(base::parse_exact(text), "EUR"), cents) << text;
  }
}

TEST(OrderAmount, NoiseOfArithmeticIsRoundedOff) {
  EXPECT_EQ(minor("0.30000000000000004", "USD"), "30");       // 0.1 + 0.2
  EXPECT_EQ(minor("59.97000000000001", "USD"), "5997");       // 3 * 19.99
  EXPECT_EQ(minor("33.333333333333336", "USD"), "3333");      // 100 / 3
  EXPECT_EQ(minor("1.1500000000000001", "USD"), "115");
  EXPECT_EQ(minor("99.99999999999999", "USD"), "10000");
  EXPECT_EQ(minor("0.000000000000001", "USD"), "0");
}

TEST(OrderAmount, FinerThanTheCurrencyGoesToTheNearestTiesToEven) {
  EXPECT_EQ(minor("1.005", "USD"), "100");
  EXPECT_EQ(minor("1.015", "USD"), "102");
  EXPECT_EQ(minor("1.0051", "USD"), "101");
  EXPECT_EQ(minor("9.995", "USD"), "1000");
  EXPECT_EQ(minor("99.5", "JPY"), "100");
  EXPECT_EQ(minor("98.5", "JPY"), "98");
}

TEST(OrderAmount, WhatIsNoNumberIsNone) {
  for (const char* junk : {"\"$19.99\"", "\"1,000.00\"", "\"\"", "\".\"", "\"-\"", "true", "{}", "[1]", "\"1e3\"", "1e300"}) EXPECT_EQ(minor(junk, "USD"), "none") << junk;
  EXPECT_EQ(minor("1", "XQQ"), "none");
}

TEST(OrderAmount, OrdersArePaidAndRefundsGivenBack) {
  EXPECT_EQ(amount("Order Completed", R"({"revenue":19.99,"currency":"usd"})"), "1999 USD");
  EXPECT_EQ(amount("Order Completed", R"({"revenue":15,"total":19.99,"currency":"USD"})"), "1999 USD") << "with tax and shipping";
  EXPECT_EQ(amount("Order Refunded", R"({"total":30,"currency":"CNY"})"), "-3000 CNY");
  EXPECT_EQ(amount("Order Refunded", R"({"total":-30,"currency":"CNY"})"), "-3000 CNY");
  EXPECT_EQ(amount("Completed Order", R"({"revenue":1,"currency":"JPY"})"), "1 JPY");
  EXPECT_EQ(amount("Product Added", R"({"price":19.99,"currency":"USD"})"), "none");
  EXPECT_EQ(amount("Order Completed", R"({"revenue":19.99})"), "none") << "no currency is guessed";
  EXPECT_EQ(amount("Order Completed", R"({"revenue":19.99})", "BRL"), "1999 BRL");
  EXPECT_EQ(amount("Order Completed", R"({"revenue":19.99,"currency":"??"})", "BRL"), "none");
  EXPECT_EQ(amount("Order Completed", R"({"currency":"USD"})"), "none");
}

std::string again(std::string_view json) {
  std::string text;
  base::append_json(text, base::parse_exact(json));
  return text;
}

TEST(ExactJson, NumbersStayAsTheyWereSent) {
  for (const char* text : {"19.99", "0.30000000000000004", "-0.1", "1200", "9007199254740993", "18446744073709551615", "-9223372036854775808", "1e+21", "5e-324", "114.05779999999999"})
    EXPECT_EQ(again(text), text);
  EXPECT_EQ(again("1e3"), "1000");
}

TEST(ExactJson, TextsStayAsTheyWereSent) {
  EXPECT_EQ(again(R"( {"a" : "\u4f60\ud83d\ude00\n\u0001\"\\/" , "b":[ ] , "c":{ } } )"), "{\"a\":\"你😀\\n\\u0001\\\"\\\\/\",\"b\":[],\"c\":{}}");
  EXPECT_EQ(again(R"({"a":1,"a":2})"), R"({"a":2})");
}

TEST(ExactJson, WhatIsNotJsonIsRefused) {
  for (const char* text : {"", "{", "{\"a\":}", "[1,]", "nul", "1 2", "{} x", "\"\xff\"", "[01]", "NaN"}) EXPECT_THROW(base::parse_exact(text), base::Error) << text;
  EXPECT_THROW(base::parse_exact(std::string(100, '[') + std::string(100, ']')), base::Error);
  EXPECT_NO_THROW(base::parse_exact("{}  \n"));
}

}  // namespace
}  // namespace channel
