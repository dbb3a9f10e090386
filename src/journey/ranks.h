// Exact medians and other quantiles of numbers that are too many to hold: in a first pass each is counted by its class, in a second
// one those of the few classes that hold a rank asked for are taken.
#pragma once
#include <algorithm>
#include <bit>
#include <bitset>
#include <cstdint>
#include <vector>

namespace journey {

// Classes of microseconds: 8 to each power of two.
inline constexpr std::size_t rank_classes = 512;
inline std::size_t rank_class(std::uint64_t number) {
  if (number < 8) return number;
  auto power = static_cast<unsigned>(std::bit_width(number)) - 1;
  return (power - 2) * 8 + ((number >> (power - 3)) & 7);
}

// How many there are of each class, where there may be very many of these: of few numbers it takes few bytes.
class ClassCounts {
 public:
  void count(std::int64_t number) { add(rank_class(static_cast<std::uint64_t>(number)), 1); }
  void add(std::size_t number, std::uint32_t times) {
    if (!all_.empty()) {
      all_[number] += times;
      return;
    }
    for (auto& one : few_)
      if (one.number == number) return void(one.times += times);
    if (few_.size() < most_few) return few_.push_back({static_cast<std::uint32_t>(number), times});
    all_.resize(rank_classes);
    for (const auto& one : few_) all_[one.number] += one.times;
    few_ = {};
    all_[number] += times;
  }
  // Calls `visit(class, times)`.
  template <class Visit>
  void each(Visit visit) const {
    for (const auto& one : few_) visit(std::size_t(one.number), one.times);
    for (std::size_t number = 0; number < all_.size(); ++number)
      if (all_[number]) visit(number, all_[number]);
  }

 private:
  static constexpr std::size_t most_few = 24;
  struct One {
    std::uint32_t number = 0, times = 0;
  };
  std::vector<One> few_;
  std::vector<std::uint32_t> all_;
};

struct Ranks {
  static constexpr double shares[] = {0.5, 0.9};
  std::vector<std::int64_t> counts = std::vector<std::int64_t>(rank_classes);   // of the first pass
  std::bitset<rank_classes> wanted;                                             // between the two
  std::vector<std::int64_t> numbers;                                            // of the second pass; sorted before they are asked

  void add(const ClassCounts& more) {
    more.each([&](std::size_t number, std::uint32_t times) { counts[number] += times; });
  }
  std::int64_t size() const {
    std::int64_t n = 0;
    for (auto count : counts) n += count;
    return n;
  }
  void want() {
    for (auto share : shares) each_rank(share, [&](std::int64_t rank) { wanted.set(class_at(rank)); });
  }
  bool wants(std::int64_t number) const { return wanted[rank_class(static_cast<std::uint64_t>(number))]; }
  // By linear interpolation between the two nearest ranks.
  double quantile(double share) const {
    std::vector<std::int64_t> around;
    each_rank(share, [&](std::int64_t rank) { around.push_back(at(rank)); });
    double exact = share * static_cast<double>(size() - 1);
    double part = exact - static_cast<double>(static_cast<std::int64_t>(exact));
    return static_cast<double>(around.front()) + part * static_cast<double>(around.back() - around.front());
  }

 private:
  template <class Visit>
  void each_rank(double share, Visit visit) const {
    auto n = size();
    if (n == 0) return;
    auto rank = static_cast<std::int64_t>(share * static_cast<double>(n - 1));
    visit(rank);
    if (rank + 1 < n) visit(rank + 1);
  }
  std::size_t class_at(std::int64_t rank) const {
    std::size_t i = 0;
    for (; rank >= counts[i]; ++i) rank -= counts[i];
    return i;
  }
  // Of the sorted numbers: the one of this rank over all.
  std::int64_t at(std::int64_t rank) const {
    auto its_class = class_at(rank);
    std::int64_t left_out = 0;
    for (std::size_t i = 0; i < its_class; ++i) left_out += wanted[i] ? 0 : counts[i];
    return numbers[static_cast<std::size_t>(rank - left_out)];
  }
};

}  // namespace journey
