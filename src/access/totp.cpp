#include "access/totp.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>

#include "base/error.h"
#include "base/hash.h"
#include "http/outgoing.h"

namespace rights {
std::int64_t totp_step(base::Time at) { return at.micros / (totp_seconds * base::second); }

std::string totp_code(std::string_view secret, std::int64_t step, std::size_t digits) {
  std::array<unsigned char, 8> counter{};
  for (std::size_t i = 0; i < counter.size(); ++i) counter[counter.size() - 1 - i] = static_cast<unsigned char>(static_cast<std::uint64_t>(step) >> (8 * i));
  unsigned char hash[EVP_MAX_MD_SIZE];
  unsigned length = 0;
  if (!HMAC(EVP_sha1(), secret.data(), static_cast<int>(secret.size()), counter.data(), counter.size(), hash, &length)) throw base::Error(base::ErrorCode::internal, "libcrypto can't compute a code.");
  auto* at = hash + (hash[length - 1] & 15);
  std::uint32_t number = (std::uint32_t(at[0] & 0x7F) << 24) | (std::uint32_t(at[1]) << 16) | (std::uint32_t(at[2]) << 8) | at[3];
  std::string code(digits, '0');
  for (auto digit = code.rbegin(); digit != code.rend(); ++digit, number /= 10) *digit = static_cast<char>('0' + number % 10);
  return code;
}

std::optional<std::int64_t> totp_match(std::string_view secret, std::string_view code, base::Time now) {
  std::optional<std::int64_t> found;
  auto step = totp_step(now);
  for (auto each : {step - 1, step, step + 1})
    if (base::equal_in_constant_time(totp_code(secret, each), code)) found = each;
  return found;
}

std::string base32(std::string_view bytes) {
  static constexpr char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  std::string out;
  std::uint32_t held = 0;
  int bits = 0;
  for (unsigned char c : bytes) {
    held = held << 8 | c;
    for (bits += 8; bits >= 5; bits -= 5) out += alphabet[held >> (bits - 5) & 31];
  }
  if (bits > 0) out += alphabet[held << (5 - bits) & 31];
  return out;
}

std::string totp_uri(std::string_view secret, std::string_view company, std::string_view account) {
  auto issuer = http::percent_encoded(company);
  return "otpauth://totp/" + issuer + ":" + http::percent_encoded(account) + "?secret=" + base32(secret) + "&issuer=" + issuer + "&algorithm=SHA1&digits=6&period=30";
}

}  // namespace rights
