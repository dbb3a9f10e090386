#include "access/attempts.h"

#include <arpa/inet.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <string>
#include <vector>

#include "base/error.h"

namespace rights {
namespace {

constexpr std::int64_t forgotten_after = 3600 * base::second;   // failures of whom nothing was heard since
constexpr int slowest = 4;                                      // doublings
constexpr double whole = 1 - 1e-9;                              // one try, whatever its parts add up to

base::Hash128 account_key(std::string_view account) { return base::hash128(0x61636374, account); }

// A whole IPv6 network (/64) is one address: that many belong to everybody who has any.
base::Hash128 address_key(std::string_view address) {
  unsigned char bytes[16];
  if (inet_pton(AF_INET6, std::string(address).c_str(), bytes) == 1) {
    static constexpr unsigned char mapped[12]{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
    bool is_ipv4 = std::memcmp(bytes, mapped, sizeof mapped) == 0;
    return base::hash128(0x61646472, {reinterpret_cast<const char*>(bytes) + (is_ipv4 ? 12 : 0), is_ipv4 ? 4u : 8u});
  }
  if (inet_pton(AF_INET, std::string(address).c_str(), bytes) == 1) return base::hash128(0x61646472, {reinterpret_cast<const char*>(bytes), 4});
  return base::hash128(0x61646472, address);
}

[[noreturn]] void refuse(double seconds) {
  int wait = std::max(1, static_cast<int>(std::ceil(seconds)));
  base::Error error(base::ErrorCode::overloaded, "There were too many tries to sign in.", "Try again in " + std::to_string(wait) + " seconds, or ask the person who runs this server for a sign-in link.");
  error.retry_after_seconds = wait;
  throw error;
}

}  // namespace

std::int64_t Attempts::interval(const Limit& limit, const Bucket& bucket) {
  int doublings = std::min(slowest, bucket.failed / static_cast<int>(limit.burst));
  return limit.interval << doublings;
}

Attempts::Bucket& Attempts::filled(const base::Hash128& who, const Limit& limit) {
  auto now = base::now();
  auto [found, is_new] = buckets_.try_emplace(who, Bucket{limit.burst, now, 0});
  auto& bucket = found->second;
  auto passed = std::max<std::int64_t>(0, now.micros - bucket.at.micros);   // clocks may be set back
  if (passed > forgotten_after) bucket.failed = 0;
  bucket.tries = std::min(limit.burst, bucket.tries + static_cast<double>(passed) / static_cast<double>(interval(limit, bucket)));
  bucket.at = now;
  return bucket;
}

void Attempts::begin(std::string_view account, std::string_view address) {
  std::lock_guard lock(guard_);
  make_room();
  auto& from = filled(address_key(address), address_limit);
  auto wait = [](const Limit& limit, const Bucket& bucket) { return (1 - bucket.tries) * static_cast<double>(interval(limit, bucket)) / base::second; };
  if (from.tries < whole) refuse(wait(address_limit, from));
  if (!account.empty()) {
    auto& to = filled(account_key(account), account_limit);
    if (to.tries < whole) refuse(wait(account_limit, to));
    to.tries -= 1;
    ++to.failed;   // until it turns out to be right
  }
  from.tries -= 1;
  ++from.failed;
}

void Attempts::succeeded(std::string_view account, std::string_view address) {
  std::lock_guard lock(guard_);
  // An address keeps its other failures: an attacker may have an account of their own.
  give_back(address_key(address), address_limit, false);
  if (!account.empty()) give_back(account_key(account), account_limit, true);
}

void Attempts::give_back(const base::Hash128& who, const Limit& limit, bool forget_failures) {
  auto found = buckets_.find(who);
  if (found == buckets_.end()) return;
  auto& bucket = found->second;
  bucket.tries = std::min(limit.burst, bucket.tries + 1);
  bucket.failed = forget_failures ? 0 : std::max(0, bucket.failed - 1);
}

void Attempts::make_room() {
  if (buckets_.size() + 2 <= most_held) return;
  // A tenth at a time, so that a flood pays for this seldom.
  std::vector<std::int64_t> times;
  times.reserve(buckets_.size());
  for (const auto& [who, bucket] : buckets_) times.push_back(bucket.at.micros);
  auto last_to_go = times.begin() + static_cast<std::ptrdiff_t>(most_held / 10);
  std::nth_element(times.begin(), last_to_go, times.end());
  auto limit = *last_to_go;
  std::size_t to_go = most_held / 10;
  for (auto each = buckets_.begin(); each != buckets_.end() && to_go > 0;) {
    if (each->second.at.micros <= limit) each = buckets_.erase(each), --to_go;
    else ++each;
  }
}

std::size_t Attempts::held() const {
  std::lock_guard lock(guard_);
  return buckets_.size();
}

}  // namespace rights
