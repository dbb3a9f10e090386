// Numbers in few bytes: those that every event has, and those that few have.
#pragma once
#include <bit>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace journey {

// Numbers in one, two, four or eight bytes each, as small as the largest of them lets; width 0: all of them are `only`.
struct Numbers {
  std::uint8_t width = 0;
  const void* data = nullptr;
  std::uint64_t only = 0;

  std::uint64_t operator[](std::size_t i) const {
    switch (width) {
      case 1: return static_cast<const std::uint8_t*>(data)[i];
      case 2: return static_cast<const std::uint16_t*>(data)[i];
      case 4: return static_cast<const std::uint32_t*>(data)[i];
      case 8: return static_cast<const std::uint64_t*>(data)[i];
    }
    return only;
  }
};

// Numbers that few events have: a bit for each event, and the numbers of those whose bit is set.
struct Sparse {
  const std::uint64_t* bits = nullptr;     // null: none has one
  const std::uint32_t* before = nullptr;   // how many stand before each word of bits
  Numbers values;                          // in steps of `unit` behind `base`
  std::int64_t base = 0, unit = 1;

  bool has(std::size_t i) const { return bits && bits[i / 64] >> i % 64 & 1; }
  std::optional<std::int64_t> operator[](std::size_t i) const {
    if (!has(i)) return std::nullopt;
    auto place = before[i / 64] + static_cast<std::size_t>(std::popcount(bits[i / 64] & ((1ull << i % 64) - 1)));
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(base) + values[place] * static_cast<std::uint64_t>(unit));
  }
};

// The same while it is made.
struct SparseList {
  std::vector<std::uint64_t> bits;
  std::vector<std::uint32_t> before;
  std::vector<std::int64_t> values;

  void clear(std::size_t events) {
    bits.assign((events + 63) / 64, 0);
    before.assign(bits.size(), 0);
    values.clear();
  }
  // In the order of events. Ends with finish().
  void add(std::size_t event, std::int64_t value) {
    bits[event / 64] |= 1ull << event % 64;
    values.push_back(value);
  }
  void finish() {
    std::uint32_t n = 0;
    for (std::size_t word = 0; word < bits.size(); ++word) before[word] = n, n += static_cast<std::uint32_t>(std::popcount(bits[word]));
  }
  // Valid as long as this is.
  Sparse all() const { return values.empty() ? Sparse() : Sparse{bits.data(), before.data(), {8, values.data(), 0}}; }
};

}  // namespace journey
