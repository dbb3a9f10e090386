// Secrets that we hand out: 256 random bits as 43 characters of URL-safe base64. What is stored of them is SHA-256 alone;
// being random, they need no salt.
#pragma once
#include <algorithm>
#include <string>
#include <string_view>

#include "base/hash.h"

namespace rights {

inline constexpr std::size_t token_length = 43;

inline std::string new_token() { return base::random_token(32); }

// Whether it can be one of ours at all: nothing empty, padded, cut or with a NUL ever reaches the database.
inline bool is_token(std::string_view text) {
  return text.size() == token_length && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
         });
}

}  // namespace rights
