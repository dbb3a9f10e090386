// The money in Segment's e-commerce events: "Order Completed" (and its old name "Completed Order") is money paid,
// "Order Refunded" money given back. Other events speak of prices, which is not money paid.
//
// JSON numbers are read by their decimal text, never computed with: 19.99 is 1999 cents. JavaScript's own arithmetic
// leaves noise (0.1 + 0.2 = 0.30000000000000004): 15 digits of a double mean something, the rest is rounded off. What is
// then still finer than the currency goes to the nearest minor unit, ties to even; the properties keep what was sent.
#pragma once
#include <optional>
#include <string_view>

#include "base/json.h"
#include "record/heard.h"

namespace channel {

// nullopt when the event moves no money, names no currency that exists (and `default_currency` is empty), or has no
// number in total, revenue or value (the first of these counts: total is what the customer paid, with tax and shipping).
std::optional<record::Amount> order_amount(std::string_view event, const base::JsonObject& properties, std::string_view default_currency);

// A JSON number or a text of a plain decimal number as minor units; nullopt when it is neither or too large.
std::optional<std::int64_t> minor_units_of(const base::Json& number, std::string_view currency);

}  // namespace channel
