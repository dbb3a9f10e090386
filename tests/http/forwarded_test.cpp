#include "http/forwarded.h"

#include <gtest/gtest.h>

#include "base/error.h"
#include "http/outgoing.h"

namespace http {
namespace {

TEST(TrustedProxies, without_any_a_header_means_nothing) {
  TrustedProxies none;
  EXPECT_EQ(none.address("192.0.2.1", {"203.0.113.7"}), "192.0.2.1");
}

TEST(TrustedProxies, the_first_that_is_not_trusted_from_the_right_asks) {
  TrustedProxies proxies({"10.0.0.0/8", "127.0.0.1", "2001:db8:1::/48"});
  EXPECT_EQ(proxies.address("198.51.100.9", {"203.0.113.7"}), "198.51.100.9");             // no proxy of ours
  EXPECT_EQ(proxies.address("10.1.2.3", {"203.0.113.7"}), "203.0.113.7");
  EXPECT_EQ(proxies.address("10.1.2.3", {"1.1.1.1, 203.0.113.7"}), "203.0.113.7");        // what stands left was sent by them
  EXPECT_EQ(proxies.address("10.1.2.3", {"203.0.113.7, 10.9.9.9"}), "203.0.113.7");
  EXPECT_EQ(proxies.address("10.1.2.3", {"1.1.1.1", "203.0.113.7, 10.9.9.9"}), "203.0.113.7");
  EXPECT_EQ(proxies.address("10.1.2.3", {"203.0.113.7:4711"}), "203.0.113.7");
  EXPECT_EQ(proxies.address("10.1.2.3", {"[2001:db8:2::5]:443"}), "2001:db8:2::5");
  EXPECT_EQ(proxies.address("2001:db8:1::1", {"203.0.113.7"}), "203.0.113.7");
  EXPECT_EQ(proxies.address("::ffff:10.1.2.3", {"203.0.113.7"}), "203.0.113.7");
  EXPECT_EQ(proxies.address("10.1.2.3", {}), "10.1.2.3");
  for (auto nonsense : {"", "unknown", "127.0.0.1.example", "_hidden", "1.2.3", "10.0.0.1<script>"}) EXPECT_EQ(proxies.address("10.1.2.3", {nonsense}), "10.1.2.3") << nonsense;
}

TEST(TrustedProxies, a_network_that_is_none_is_refused) {
  for (auto wrong : {"", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/x", "10.0.0.0/8x", "example.com", "2001:db8::/129", "/8"}) EXPECT_THROW(TrustedProxies({wrong}), base::Error) << wrong;
}

TEST(Outgoing, internal_addresses_are_known_in_every_disguise) {
  for (auto inside : {"127.0.0.1", "127.9.9.9", "0.0.0.0", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254", "100.64.0.1", "100.127.255.255", "224.0.0.1", "255.255.255.255", "::1", "::",
                      "::ffff:127.0.0.1", "::ffff:169.254.169.254", "fc00::1", "fd12::1", "fe80::1", "64:ff9b::7f00:1", "2002:7f00:1::", "2001::1", "ff02::1", "::7f00:1", "198.18.0.1", "nonsense", ""})
    EXPECT_TRUE(is_internal(inside)) << inside;
  for (auto outside : {"1.1.1.1", "8.8.8.8", "172.15.0.1", "172.32.0.1", "100.63.0.1", "100.128.0.1", "192.167.1.1", "2606:4700::1111", "2a00:1450::1", "::ffff:8.8.8.8"}) EXPECT_FALSE(is_internal(outside)) << outside;
}

TEST(Outgoing, origins_are_compared_whole) {
  EXPECT_EQ(origin_of("https://ID.example.com/a?b#c"), "https://id.example.com:443");
  EXPECT_EQ(origin_of("http://127.0.0.1:8081/x"), "http://127.0.0.1:8081");
  for (auto none : {"", "x", "ftp://a/", "file:///etc/passwd", "gopher://a", "//a", "https://user@a/", "https://user:p@a/", "javascript:alert(1)"}) EXPECT_EQ(origin_of(none), "") << none;
}

TEST(Outgoing, what_is_inside_or_not_https_is_not_asked) {
  for (auto url : {"https://127.0.0.1:1/", "http://example.com/", "https://169.254.169.254/latest", "https://[::1]:1/", "https://2130706433/", "https://0x7f.1/", "file:///etc/passwd"})
    try {
      fetch({.url = url, .trusted_origin = "https://id.example.com"});
      ADD_FAILURE() << url;
    } catch (const base::Error& error) {
      EXPECT_EQ(error.code, base::ErrorCode::unavailable) << url;
    }
}

}  // namespace
}  // namespace http
