#include "channel/web/write_key.h"

#include <sodium.h>

#include "base/text.h"
#include "base/exact_json.h"

namespace channel {
namespace {

constexpr std::size_t longest = base::limits::key_bytes;

// The user in "Basic dXNlcjpwYXNzd29yZA=="; libraries leave the password empty.
std::string basic_user(std::string_view encoded) {
  std::string decoded(encoded.size(), '\0');
  std::size_t length = 0;
  if (sodium_base642bin(reinterpret_cast<unsigned char*>(decoded.data()), decoded.size(), encoded.data(), encoded.size(), "= ", &length, nullptr,
                        sodium_base64_VARIANT_ORIGINAL_NO_PADDING) != 0)
    return {};
  decoded.resize(length);
  return decoded.substr(0, decoded.find(':'));
}

}  // namespace

std::vector<std::string> write_keys_of(const http::Request& request, const base::JsonObject& body) {
  std::vector<std::string> keys;
  const auto add = [&](std::string key) {
    if (!key.empty() && key.size() <= longest) keys.push_back(std::move(key));
  };
  const auto authorization = request.header("authorization");
  const auto blank = authorization.find(' ');
  if (blank != std::string_view::npos && authorization.size() <= base::limits::authorization_bytes) {
    const auto scheme = base::lower_ascii(authorization.substr(0, blank));
    const auto rest = base::trim(authorization.substr(blank));
    if (scheme == "basic") add(basic_user(rest));
    if (scheme == "bearer") add(rest);
  }
  add(std::string(base::text_in(body, "writeKey")));
  return keys;
}

}  // namespace channel
