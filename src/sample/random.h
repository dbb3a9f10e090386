// Numbers that look random and are the same everywhere: xoshiro256** (Blackman and Vigna 2018), seeded by splitmix64.
// Each customer has a stream of its own, so that nothing depends on which thread meets whom first. Not for secrets.
// Not shared between threads.
#pragma once
#include <array>
#include <cmath>
#include <cstdint>
#include <span>

namespace sample {

// Spreads a number over 64 bits; two different numbers never give the same (a bijection).
inline std::uint64_t mixed(std::uint64_t x) {
  x += 0x9E3779B97F4A7C15ull;
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9ull;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EBull;
  return x ^ (x >> 31);
}

class Random {
 public:
  Random(std::uint64_t seed, std::uint64_t stream, std::uint64_t what) {
    std::uint64_t x = mixed(mixed(mixed(seed) ^ stream) ^ what);
    for (auto& word : state_) word = x = mixed(x);
  }

  std::uint64_t next() {
    auto rotated = [](std::uint64_t x, int k) { return (x << k) | (x >> (64 - k)); };
    auto result = rotated(state_[1] * 5, 7) * 9;
    auto t = state_[1] << 17;
    state_[2] ^= state_[0];
    state_[3] ^= state_[1];
    state_[1] ^= state_[2];
    state_[0] ^= state_[3];
    state_[2] ^= t;
    state_[3] = rotated(state_[3], 45);
    return result;
  }

  double unit() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }   // [0, 1)
  bool chance(double p) { return unit() < p; }
  std::uint64_t below(std::uint64_t n) { return static_cast<std::uint64_t>((static_cast<unsigned __int128>(next()) * n) >> 64); }
  std::int64_t between(std::int64_t low, std::int64_t high) { return low + static_cast<std::int64_t>(below(static_cast<std::uint64_t>(high - low + 1))); }

  template <class List>
  const auto& pick(const List& list) { return list[below(std::size(list))]; }

  // An index, with chances in proportion to the weights.
  std::size_t weighted(std::span<const double> weights) {
    double sum = 0;
    for (double w : weights) sum += w;
    double left = unit() * sum;
    for (std::size_t i = 0; i + 1 < weights.size(); ++i)
      if ((left -= weights[i]) < 0) return i;
    return weights.size() - 1;
  }

  double exponential(double mean) { return -mean * std::log1p(-unit()); }
  // Median 1; `sigma` of its logarithm.
  double lognormal(double sigma) {
    double radius = std::sqrt(-2 * std::log1p(-unit()));
    return std::exp(sigma * radius * std::cos(2 * 3.14159265358979323846 * unit()));
  }

 private:
  std::array<std::uint64_t, 4> state_;
};

}  // namespace sample
