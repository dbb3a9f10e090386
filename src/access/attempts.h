// How often somebody may try to sign in: 5 times a minute an account, 20 times a minute an address, slower the more
// tries in a row have failed (16 times slower at most, so that nobody can lock a person out for long). Who signs in
// rightly pays nothing. A sign-in link does not count against the account: the way in that remains under attack.
//
// Threads: all functions from any thread. Memory is bounded: accounts and addresses are held as hashes, and the ones
// that were quiet longest make way.
#pragma once
#include <cstdint>
#include <map>
#include <mutex>
#include <string_view>

#include "base/limits.h"

#include "base/hash.h"
#include "base/time.h"

namespace rights {

class Attempts {
 public:
  // Counts a try before anything is looked up. Throws Error(overloaded) with retry_after_seconds; a refused try counts
  // no further. `account` is the e-mail as typed, in lower case; empty for a link.
  void begin(std::string_view account, std::string_view address);
  // The try was right: it is given back, and the account's failures are forgotten.
  void succeeded(std::string_view account, std::string_view address);

  std::size_t held() const;   // how many accounts and addresses are in memory

  static constexpr std::size_t most_held = base::limits::attempts_held;

 private:
  struct Limit {
    double burst;
    std::int64_t interval;   // microseconds until one more try
  };
  struct Bucket {
    double tries = 0;        // left
    base::Time at;           // when `tries` was right
    int failed = 0;          // in a row
  };
  struct Less {
    bool operator()(const base::Hash128& a, const base::Hash128& b) const { return a.high != b.high ? a.high < b.high : a.low < b.low; }
  };
  static constexpr Limit account_limit{5, 12 * base::second}, address_limit{20, 3 * base::second};

  static std::int64_t interval(const Limit& limit, const Bucket& bucket);
  Bucket& filled(const base::Hash128& who, const Limit& limit);
  void give_back(const base::Hash128& who, const Limit& limit, bool forget_failures);
  void make_room();

  mutable std::mutex guard_;
  std::map<base::Hash128, Bucket, Less> buckets_;
};

}  // namespace rights
