// One-time codes by the clock: RFC 6238 with SHA-1, six digits, steps of 30 seconds, as every authenticator app has it.
// Plain functions, no state.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/time.h"

namespace rights {

inline constexpr std::size_t totp_secret_bytes = 20, totp_digits = 6;
inline constexpr std::int64_t totp_seconds = 30;

std::int64_t totp_step(base::Time at);
// The code of a step (RFC 4226, 5.3), with leading zeros.
std::string totp_code(std::string_view secret, std::int64_t step, std::size_t digits = totp_digits);
// The step, at most one away from now, whose code this is; compares all three whatever is found.
std::optional<std::int64_t> totp_match(std::string_view secret, std::string_view code, base::Time now);

std::string base32(std::string_view bytes);   // RFC 4648, upper case, without padding
// What an app reads off a QR code.
std::string totp_uri(std::string_view secret, std::string_view company, std::string_view account);

}  // namespace rights
