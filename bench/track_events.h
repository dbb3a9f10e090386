// Requests of POST /v1/batch as Segment's libraries send them: 100 track events of some 450 bytes each. A pool of them is
// made beforehand; before each sending only who, when and the message ids are written anew, in place.
#pragma once
#include <array>
#include <cstdio>
#include <cstring>
#include <random>
#include <string>
#include <vector>

#include "base/time.h"

namespace bench {

class TrackBatch {
 public:
  static constexpr int events = 100;

  TrackBatch(std::mt19937_64& random, const std::string& authorization) {
    std::string body = "{\"batch\":[";
    for (int i = 0; i < events; ++i) add_event(body, random, i ? "," : "");
    body += "],\"sentAt\":\"" + base::to_string(base::now()) + "\",\"context\":{\"library\":{\"name\":\"analytics-node\",\"version\":\"2.2.0\"}}}";
    request_ = "POST /v1/batch HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + authorization + "\r\nContent-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n";
    for (auto& place : places_) {
      place.id += request_.size();
      place.when += request_.size();
      if (place.user) place.user += request_.size();
      if (place.device) place.device += request_.size();
    }
    request_ += body;
  }

  // Makes it one that was never sent: `first_id` and the 99 numbers behind it, people out of `customers`.
  const std::string& renew(std::mt19937_64& random, std::int64_t first_id, std::int64_t customers) {
    auto now = base::to_string(base::now()).substr(0, 19);
    for (auto& place : places_) {
      auto person = static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(customers));
      write(place.id, first_id++, 12);
      if (place.user) write(place.user, person, 8);
      if (place.device) write(place.device, person, 8);   // everybody has a device of their own
      std::memcpy(request_.data() + place.when, now.data(), 19);
    }
    return request_;
  }

 private:
  struct Place {
    std::size_t id, when, user = 0, device = 0;
  };

  // Of ten events, seven name the user, two the user and the device, one only the device.
  void add_event(std::string& body, std::mt19937_64& random, const char* separator) {
    static constexpr std::array names{"Product Viewed", "Product Added", "Product List Viewed", "Checkout Started", "Order Completed", "Coupon Applied", "Video Played", "Signed In"};
    auto kind = random() % 10;
    auto product = std::to_string(random() % 100'000);
    auto& place = places_.emplace_back();
    auto mark = [&](const char* before, const char* blank) {
      body += before;
      auto at = body.size();
      body += blank;
      return at;
    };
    body += separator;
    place.id = mark("{\"type\":\"track\",\"messageId\":\"node-next-", "000000000000");
    place.when = mark("\",\"timestamp\":\"", "2026-01-01T00:00:00");
    body += ".000Z\"";
    if (kind < 9) place.user = mark(",\"userId\":\"user-", "00000000"), body += '"';
    if (kind >= 7) place.device = mark(",\"anonymousId\":\"5f0c1e9a-7d42-4d5e-9b1a-0000", "00000000"), body += '"';
    body += std::string(",\"event\":\"") + names[random() % names.size()] + "\",\"properties\":{\"product_id\":\"" + product + "\",\"sku\":\"G-" + product +
            "\",\"category\":\"Games\",\"name\":\"Monopoly: 3rd Edition\",\"brand\":\"Hasbro\",\"variant\":\"200 pieces\",\"price\":18.99,\"quantity\":1,\"currency\":\"USD\",\"position\":3},"
            "\"context\":{\"page\":{\"path\":\"/games/" + product + "\",\"title\":\"Monopoly\"},\"userAgent\":\"Mozilla/5.0 (X11; Linux x86_64)\"}}";
  }
  void write(std::size_t at, std::int64_t number, int digits) {
    for (int i = digits; i-- > 0; number /= 10) request_[at + static_cast<std::size_t>(i)] = static_cast<char>('0' + number % 10);
  }

  std::string request_;
  std::vector<Place> places_;
};

}  // namespace bench
