// Passwords: which are let in, how they are kept (argon2id, as a PHC string) and compared.
//
// Threads: all functions from any thread. At most two hashes are computed at once, whoever asks, so that a flood of
// sign-ins can't take the memory; who waits for longer than a few seconds gets Error(overloaded).
#pragma once
#include <atomic>
#include <cstdint>
#include <semaphore>
#include <string>
#include <string_view>

#include "base/limits.h"

namespace rights {

struct PasswordCost {
  std::uint64_t memory_bytes = 64u << 20;   // RFC 9106, second choice
  std::uint64_t passes = 3;
};

class Passwords {
 public:
  static constexpr std::size_t shortest = base::limits::password_characters;
  static constexpr std::size_t longest = base::limits::password_bytes;

  explicit Passwords(PasswordCost cost = {});

  // Throws Error(invalid) for a password that is too short, too long, among the commonest or the e-mail itself.
  static void check(std::string_view password, std::string_view email);

  std::string hash(std::string_view password) const;

  // An empty hash (no such user, a user without password) takes the same time and is never right.
  bool matches(const std::string& hash, std::string_view password) const;

  // True when it was made at another cost: hash the password anew while it is at hand.
  bool is_outdated(const std::string& hash) const;

  // How many were computed so far, also those for nobody.
  std::uint64_t computed() const { return computed_; }

 private:
  class Place;
  PasswordCost cost_;
  mutable std::counting_semaphore<> places_{2};
  mutable std::atomic<std::uint64_t> computed_ = 0;
};

}  // namespace rights
