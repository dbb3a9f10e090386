// Money in minor units, exactly.
#include "record/money.h"

#include <gtest/gtest.h>

namespace record {
namespace {

TEST(Money, HasTheDigitsOfItsCurrency) {
  EXPECT_EQ(currency_digits("USD"), 2);
  EXPECT_EQ(currency_digits("CNY"), 2);
  EXPECT_EQ(currency_digits("JPY"), 0);
  EXPECT_EQ(currency_digits("KWD"), 3);
  for (const char* code : {"", "US", "usd", "USDX", "ZZZ", "人民币"}) EXPECT_EQ(currency_digits(code), std::nullopt) << code;
}
TEST(Money, IsReadExactly) {
  EXPECT_EQ(minor_units("1234.5", "USD"), 123450);
  EXPECT_EQ(minor_units("0.07", "USD"), 7);
  EXPECT_EQ(minor_units(" -0,1 ", "EUR"), -10);
  EXPECT_EQ(minor_units("+12", "CNY"), 1200);
  EXPECT_EQ(minor_units(".5", "USD"), 50);
  EXPECT_EQ(minor_units("5.", "USD"), 500);
  EXPECT_EQ(minor_units("1.234", "KWD"), 1234);
  EXPECT_EQ(minor_units("1.2", "KWD"), 1200);
  EXPECT_EQ(minor_units("1200", "JPY"), 1200);
  EXPECT_EQ(minor_units("1200.00", "JPY"), 1200) << "zeros say nothing finer";
  EXPECT_EQ(minor_units("0.1000000000000000000000", "USD"), 10);
  EXPECT_EQ(minor_units("90071992547409.93", "USD"), 9007199254740993) << "beyond what a double holds";
}
TEST(Money, ThatIsNoneOrTooFineIsRefused) {
  for (const char* text : {"", " ", "-", ".", "1.005", "1.2.3", "1,234.56", "1e3", "abc", "1 2", "--1", "NaN", "１", "99999999999999999999", "0x10"}) EXPECT_EQ(minor_units(text, "USD"), std::nullopt) << text;
  EXPECT_EQ(minor_units("1.5", "JPY"), std::nullopt);
  EXPECT_EQ(minor_units("1", "???"), std::nullopt);
}

}  // namespace
}  // namespace record
