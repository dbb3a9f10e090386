// Made-up rows of a shop, the same for every run: row i of N happened i steps into two years, to a customer drawn at
// random. As a CSV file with its map, and as values for the peer.
#pragma once
#include <array>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>

#include "base/time.h"

namespace bench {

struct Order {
  std::int64_t customer;        // from 1
  base::Time at;
  int event, channel, currency;
  std::int64_t minor;           // 0: nothing was paid
};

class Orders {
 public:
  static constexpr std::array events{"Product Viewed", "Product Added", "Checkout Started", "Order Completed", "Order Shipped", "Order Delivered", "Page Viewed", "Coupon Applied"};
  static constexpr std::array channels{"web", "app", "store", "voice"};
  static constexpr std::array currencies{"EUR", "USD", "CNY"};

  Orders(std::int64_t rows, std::int64_t customers) : rows_(rows), customers_(customers) {}

  std::int64_t rows() const { return rows_; }
  std::int64_t customers() const { return customers_; }
  Order at(std::int64_t row) const {
    auto random = mixed(static_cast<std::uint64_t>(row));
    Order order{.customer = static_cast<std::int64_t>(random % static_cast<std::uint64_t>(customers_)) + 1};
    order.at.micros = 1'690'000'000'000'000 + row * (2 * 365 * base::day / rows_) / 1'000'000 * 1'000'000;
    order.event = static_cast<int>(random >> 40 & 7);
    order.channel = static_cast<int>(random >> 48 & 3);
    order.currency = static_cast<int>((random >> 52) % 3);
    order.minor = order.event == 3 ? static_cast<std::int64_t>(random >> 20 & 0xfffff) + 100 : 0;
    return order;
  }
  static std::string user(std::int64_t customer) { return "u-" + std::to_string(10'000'000 + customer); }
  static std::string mail(std::int64_t customer) { return "person" + std::to_string(customer) + "@example.com"; }
  static std::string key(std::int64_t row) { return "r-" + std::to_string(100'000'000 + row); }

  void write_csv(const std::filesystem::path& file) const {
    std::ofstream out(file, std::ios::binary);
    std::string text = "id,user_id,email,at,event,amount,currency,channel\n";
    for (std::int64_t row = 0; row < rows_; ++row) {
      auto order = at(row);
      text += key(row) + ',' + user(order.customer) + ',' + mail(order.customer) + ',' + base::to_string(order.at).substr(0, 19) + "Z," + events[order.event] + ',';
      if (order.minor) text += std::to_string(order.minor / 100) + '.' + static_cast<char>('0' + order.minor / 10 % 10) + static_cast<char>('0' + order.minor % 10);
      text += std::string(",") + currencies[order.currency] + ',' + channels[order.channel] + '\n';
      if (text.size() > (1u << 20) || row + 1 == rows_) out << text, text.clear();
    }
  }
  static void write_map(const std::filesystem::path& file) {
    std::ofstream(file) << R"(source = "shop"
[[files]]
key = "id"
[files.customer]
identities = [{namespace = "user_id", column = "user_id"}, {namespace = "email", column = "email", verified = true}]
[[files.interactions]]
channel = {column = "channel"}
name = {column = "event"}
at = "at"
amount = {column = "amount", currency = {column = "currency"}}
key = "event"
)";
  }

 private:
  static std::uint64_t mixed(std::uint64_t x) {   // splitmix64
    x += 0x9e3779b97f4a7c15ull;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ull;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebull;
    return x ^ (x >> 31);
  }
  std::int64_t rows_, customers_;
};

}  // namespace bench
