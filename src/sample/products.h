// What the sample company sells, and where. Read only.
#pragma once
#include <span>
#include <string>
#include <string_view>

namespace sample {

enum class Kind { tea, tableware, bedding, furniture, electric, kinds };

struct Product {
  std::string_view key, zh, en;
  Kind kind;
  int yuan;
  std::string_view title(bool chinese) const { return chinese ? zh : en; }   // as within a sentence
  std::string headline(bool chinese) const;                                    // as a heading
};

std::span<const Product> products();
std::span<const std::string_view> stores(std::size_t region);
std::string_view carrier(std::size_t region, std::uint64_t pick);
// What a price in yuan is in the region's currency, in its minor units.
std::int64_t local_price(std::size_t region, std::int64_t yuan);

}  // namespace sample
