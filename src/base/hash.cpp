#include "base/hash.h"

#include <sodium.h>

#include <array>
#include <cstring>
#include <vector>

#include "base/error.h"

namespace base {
namespace {

const std::array<unsigned char, crypto_shorthash_siphashx24_KEYBYTES>& process_key() {
  static const auto key = [] {
    if (sodium_init() < 0) throw Error(ErrorCode::internal, "libsodium can't start.");
    std::array<unsigned char, crypto_shorthash_siphashx24_KEYBYTES> bytes;
    randombytes_buf(bytes.data(), bytes.size());
    return bytes;
  }();
  return key;
}

}  // namespace

Hash128 hash128(std::uint32_t salt, std::string_view text) {
  unsigned char small[256];
  std::vector<unsigned char> large;
  unsigned char* in = small;
  if (text.size() + sizeof salt > sizeof small) {
    large.resize(text.size() + sizeof salt);
    in = large.data();
  }
  std::memcpy(in, &salt, sizeof salt);
  std::memcpy(in + sizeof salt, text.data(), text.size());
  unsigned char out[crypto_shorthash_siphashx24_BYTES];
  crypto_shorthash_siphashx24(out, in, text.size() + sizeof salt, process_key().data());
  Hash128 hash;
  std::memcpy(&hash.low, out, 8);
  std::memcpy(&hash.high, out + 8, 8);
  return hash;
}

std::string sha256_hex(std::string_view text) {
  process_key();
  unsigned char out[crypto_hash_sha256_BYTES];
  crypto_hash_sha256(out, reinterpret_cast<const unsigned char*>(text.data()), text.size());
  char hex[sizeof out * 2 + 1];
  sodium_bin2hex(hex, sizeof hex, out, sizeof out);
  return hex;
}

Sha256::Sha256() {
  static_assert(sizeof state_ >= sizeof(crypto_hash_sha256_state));
  process_key();
  crypto_hash_sha256_init(reinterpret_cast<crypto_hash_sha256_state*>(state_));
}

void Sha256::add(std::string_view piece) {
  crypto_hash_sha256_update(reinterpret_cast<crypto_hash_sha256_state*>(state_), reinterpret_cast<const unsigned char*>(piece.data()), piece.size());
}

std::string Sha256::hex() {
  unsigned char out[crypto_hash_sha256_BYTES];
  crypto_hash_sha256_final(reinterpret_cast<crypto_hash_sha256_state*>(state_), out);
  char text[sizeof out * 2 + 1];
  sodium_bin2hex(text, sizeof text, out, sizeof out);
  return text;
}

std::string random_token(std::size_t bytes) {
  process_key();
  std::vector<unsigned char> raw(bytes);
  randombytes_buf(raw.data(), raw.size());
  std::string text(sodium_base64_ENCODED_LEN(bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING), '\0');
  sodium_bin2base64(text.data(), text.size(), raw.data(), raw.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  text.resize(std::strlen(text.c_str()));
  return text;
}

bool equal_in_constant_time(std::string_view a, std::string_view b) {
  return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace base
