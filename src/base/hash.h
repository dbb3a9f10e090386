// Keyed hashes of short texts for tables in memory: 128 bits, so that equal means equal (two of 10^9 texts share a
// hash with probability 10^-21), keyed anew in each process, so that no sender can aim at collisions.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace base {

struct Hash128 {
  std::uint64_t low = 0, high = 0;
  bool operator==(const Hash128&) const = default;
};

// SipHash-2-4 with 128 bits (libsodium) of `salt` followed by `text`.
Hash128 hash128(std::uint32_t salt, std::string_view text);

// SHA-256 as lower-case hex.
std::string sha256_hex(std::string_view text);

// SHA-256 of what comes in pieces.
class Sha256 {
 public:
  Sha256();
  void add(std::string_view piece);
  std::string hex();   // once, at the end

 private:
  alignas(8) unsigned char state_[128];
};

// `bytes` random bytes as URL-safe base64 without padding.
std::string random_token(std::size_t bytes);

// Compares without telling by its duration where the texts differ.
bool equal_in_constant_time(std::string_view a, std::string_view b);

}  // namespace base
